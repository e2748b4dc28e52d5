"""Takes a DICOM file apart: transfer syntax, header, pixel element; nothing is decoded here."""

import re
from dataclasses import dataclass
from io import BytesIO
from typing import Literal

from pydicom.dataset import Dataset
from pydicom.filereader import read_dataset
from pydicom.tag import BaseTag

from vertmeasure.core.errors import FilmError
from vertmeasure.dicom.attributes import UNREADABLE
from vertmeasure.dicom.guard import damaged, inflate, not_dicom
from vertmeasure.dicom.syntaxes import DEFLATED, EXPLICIT_BIG, EXPLICIT_LITTLE, IMPLICIT_LITTLE

UNDEFINED = 0xFFFFFFFF
_PIXEL_DATA, _FLOATING_PIXEL_DATA = 0x7FE00010, (0x7FE00008, 0x7FE00009)
_LONG_VRS = (b"OB", b"OD", b"OF", b"OL", b"OV", b"OW", b"SQ", b"SV", b"UC", b"UN", b"UR", b"UT", b"UV")


@dataclass(frozen=True, slots=True)
class PixelElement:
    """The pixel data of a film as they stand in the file.

    Attributes
    ----------
    value : memoryview
        All bytes of the element; items and delimiters included when encapsulated.
    declared : int
        Length the element claims, or UNDEFINED.
    vr : str
        "OB", "OW", ...; empty in implicit files.
    little_endian : bool
    """

    value: memoryview
    declared: int
    vr: str
    little_endian: bool


@dataclass(frozen=True, slots=True)
class Part10:
    """One file taken apart; `dataset` holds everything before the pixels, which start at `pixels_at` of `data`."""

    transfer_syntax: str
    dataset: Dataset
    data: bytes
    pixels_at: int

    @property
    def has_pixels(self) -> bool:
        """Whether anything follows the header."""
        return self.pixels_at < len(self.data)


def take_apart(data: bytes) -> Part10:
    """Split a DICOM file into its parts; FilmError when it is none or with a damaged header."""
    syntax, start = _meta(data)
    if syntax == DEFLATED:
        data, start = inflate(data[start:]), 0
    stream = BytesIO(data)
    stream.seek(start)
    dataset = _header(stream, syntax)
    return Part10(syntax, dataset, data, stream.tell())


def _meta(data: bytes) -> tuple[str, int]:
    """Transfer syntax and where the data set starts; guessed from its first element when not stated."""
    at = 132 if data[128:132] == b"DICM" else 0
    syntax = b""
    while data[at : at + 2] == b"\x02\x00":
        element, value_at, length = _element_head(data, at)
        value = data[value_at : value_at + length]
        if len(value) < length:
            raise damaged("The file meta information of this film is damaged.")
        syntax = value if element == 0x0010 else syntax
        at = value_at + length
    stated = syntax.decode("ascii", "replace").strip(" \0")
    if stated and not re.fullmatch(r"[0-9.]{1,64}", stated):
        raise damaged("The file does not say readably how it is stored.")
    return stated or _guessed_syntax(data[at : at + 8]), at


def _element_head(data: bytes, at: int) -> tuple[int, int, int]:
    """Element number, place of the value and its length of a little endian element."""
    element = int.from_bytes(data[at + 2 : at + 4], "little")
    vr = data[at + 4 : at + 6]
    if vr in _LONG_VRS:
        return element, at + 12, int.from_bytes(data[at + 8 : at + 12], "little")
    if _is_vr(vr):
        return element, at + 8, int.from_bytes(data[at + 6 : at + 8], "little")
    return element, at + 8, int.from_bytes(data[at + 4 : at + 8], "little")


def _is_vr(letters: bytes) -> bool:
    return len(letters) == 2 and letters.isalpha() and letters.isupper()


def _guessed_syntax(first: bytes) -> str:
    explicit = _is_vr(first[4:6])
    if first[:1] == b"\x00" and first[1:2] != b"\x00" and explicit:
        return EXPLICIT_BIG
    if first[1:2] == b"\x00":
        return EXPLICIT_LITTLE if explicit else IMPLICIT_LITTLE
    raise not_dicom()


def _header(stream: BytesIO, syntax: str) -> Dataset:
    try:
        return read_dataset(stream, syntax == IMPLICIT_LITTLE, syntax != EXPLICIT_BIG, stop_when=_at_pixels)
    except UNREADABLE as error:
        raise damaged("The header of this film is damaged.") from error


def _at_pixels(tag: BaseTag, _vr: str | None, _length: int) -> bool:
    return tag == _PIXEL_DATA or tag in _FLOATING_PIXEL_DATA


def pixel_element(file: Part10) -> PixelElement:
    """The pixel element of a file; FilmError when there is none or the file ends before it does."""
    data, at = file.data, file.pixels_at
    is_implicit, is_little = file.dataset.original_encoding
    order: Literal["little", "big"] = "little" if is_little else "big"
    head = data[at : at + 12]
    group, element = int.from_bytes(head[0:2], order), int.from_bytes(head[2:4], order)
    if group << 16 | element in _FLOATING_PIXEL_DATA:
        raise FilmError("The pixels of this film are floating-point numbers.", "Export it with whole-number pixels.")
    if group << 16 | element != _PIXEL_DATA:
        raise damaged("This file holds no pixels: it is a mere header, or cut off.")
    implicit = bool(is_implicit) or not _is_vr(head[4:6])
    start, length_at = (at + 8, 4) if implicit else (at + 12, 8)
    declared = int.from_bytes(head[length_at : length_at + 4], order)
    end = len(data) if declared == UNDEFINED else start + declared
    if end > len(data):
        raise damaged("This film is cut off: the file ends before its pixels do.")
    vr = "" if implicit else head[4:6].decode("ascii")
    return PixelElement(memoryview(data)[start:end], declared, vr, bool(is_little))
