"""Decodes text of a DICOM file by its Specific Character Set (PS3.3 C.12.1.1.2), for lists of films.

A film that is read in full has its text decoded by pydicom; this serves where thousands of files are looked at.
"""

import re
from collections.abc import Callable

Decoder = Callable[[bytes], str]

_CODECS = {
    "": "utf_8",  # not allowed beyond ASCII, but met; what is no UTF-8 is read as Latin 1
    "ISO_IR 6": "utf_8",
    "ISO_IR 100": "latin_1",
    "ISO_IR 101": "iso8859_2",
    "ISO_IR 109": "iso8859_3",
    "ISO_IR 110": "iso8859_4",
    "ISO_IR 144": "iso8859_5",
    "ISO_IR 127": "iso8859_6",
    "ISO_IR 126": "iso8859_7",
    "ISO_IR 138": "iso8859_8",
    "ISO_IR 148": "iso8859_9",
    "ISO_IR 203": "iso8859_15",
    "ISO_IR 13": "shift_jis",
    "ISO_IR 166": "tis_620",
    "ISO_IR 192": "utf_8",
    "GB18030": "gb18030",
    "GBK": "gbk",
    "ISO_IR 87": "iso2022_jp_2",
    "ISO_IR 159": "iso2022_jp_2",
    "ISO_IR 149": "euc_kr",
    "ISO_IR 58": "gb2312",
}
_MULTI_BYTE = ("iso2022_jp_2", "euc_kr", "gb2312")
_ESCAPES = {"euc_kr": re.compile(rb"\x1b\$\)C|\x1b\(B"), "gb2312": re.compile(rb"\x1b\$\)A|\x1b\(B")}


def decoder(character_set: bytes) -> Decoder:
    """What turns values into text, by the value of Specific Character Set."""
    named = character_set.decode("ascii", "replace").strip(" \0").upper().split("\\")
    codecs = [_CODECS.get(name.strip().replace("ISO 2022 IR", "ISO_IR"), "latin_1") for name in named]
    codec = next((each for each in codecs if each in _MULTI_BYTE), codecs[0])
    escape = _ESCAPES.get(codec)

    def decode(raw: bytes) -> str:
        text = escape.sub(b"", raw) if escape else raw
        try:
            return text.decode(codec).rstrip(" \0")
        except UnicodeDecodeError:
            return text.decode("latin_1").rstrip(" \0")

    return decode
