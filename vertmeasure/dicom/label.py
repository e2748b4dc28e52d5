"""What can be read off the first bytes of a file: whether it may be a film, of whom, and what it shows."""

import errno
import stat
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Any

from vertmeasure.core.study import Patient
from vertmeasure.dicom.character_sets import decoder
from vertmeasure.dicom.element_walk import MEDIA_CLASS, DataSet, data_set, steps
from vertmeasure.dicom.guard import looks_like_dicom, looks_like_photograph
from vertmeasure.dicom.kinds import DICOMDIR_CLASS, code, is_lateral_view, is_of_spine, may_be_radiograph
from vertmeasure.dicom.photograph_file import photograph_size
from vertmeasure.dicom.plain_text import clean

_FIRST_BYTES, _MORE_BYTES = 8 * 1024, 256 * 1024
"""How much is read of a file at first, and how much more where a header carries a lot of private data."""

_CHARACTER_SET, _NAME, _ROWS, _COLUMNS = 0x00080005, 0x00100010, 0x00280010, 0x00280011
_DATES = (0x00080020, 0x00080022, 0x00080021, 0x00080023)
_TEXTS = {
    "sop_class": 0x00080016,
    "sop_instance_uid": 0x00080018,
    "modality": 0x00080060,
    "study_description": 0x00081030,
    "series_description": 0x0008103E,
    "id": 0x00100020,
    "birth_date": 0x00100030,
    "sex": 0x00100040,
    "body_part": 0x00180015,
    "view_position": 0x00185101,
    "study_uid": 0x0020000D,
    "series_number": 0x00200011,
    "instance_number": 0x00200013,
    "frames": 0x00280008,
}
_PLAIN_TEXTS = ("sop_class", "sop_instance_uid", "study_uid", "study_description", "series_description")
_CODES = ("modality", "body_part", "view_position")
_NUMBERS = ("series_number", "instance_number")
_WANTED = frozenset({*_TEXTS.values(), *_DATES, _CHARACTER_SET, _NAME, _ROWS, _COLUMNS})
_LEADS_NOWHERE = (errno.ENOENT, errno.ENOTDIR, errno.ELOOP)  # of links
_LONGEST_VALUE_BYTES, _MOST_DIGITS = 1024, 9


_NOBODY = Patient()


class FileKind(StrEnum):
    """What a file seems to be."""

    FILM = "film"
    PHOTOGRAPH = "photograph"
    OTHER_OBJECT = "other DICOM object"
    CONTENTS = "table of contents"
    OTHER_FILE = "other file"


@dataclass(frozen=True, slots=True)
class FilmLabel:
    """What a file says about itself at a glance; nothing of it was checked.

    Attributes
    ----------
    is_named : bool
        Whether the reader named this very file, instead of a folder or a disc it is on.
    study_date : str
        ISO date or empty.
    rows, columns : int
        0 where the first bytes do not tell.
    frames : int
        At least 1.
    """

    path: Path
    kind: FileKind
    is_named: bool = False
    patient: Patient = _NOBODY
    study_uid: str = ""
    study_date: str = ""
    study_description: str = ""
    series_description: str = ""
    modality: str = ""
    body_part: str = ""
    view_position: str = ""
    series_number: int = 0
    instance_number: int = 0
    sop_class: str = ""
    sop_instance_uid: str = ""
    rows: int = 0
    columns: int = 0
    frames: int = 1

    @property
    def may_be_film(self) -> bool:
        """Whether it is worth reading in full."""
        return self.kind in (FileKind.FILM, FileKind.PHOTOGRAPH)

    @property
    def speaks_of_lateral_spine(self) -> bool:
        """Whether the header says, in any of its words, that this is a lateral film of the spine."""
        words = f"{self.series_description} {self.study_description}".upper()
        lateral = is_lateral_view(self.view_position) or (not self.view_position and "LAT" in words)
        return lateral and (is_of_spine(self.body_part) or is_of_spine(words))


def read_label(path: Path, is_named: bool = False) -> FilmLabel:
    """Look at the first bytes of a file; never raises.

    What is there and cannot be read passes for a film: to read it in full tells why not.
    """
    other = FilmLabel(path, FileKind.OTHER_FILE, is_named)
    try:
        if not stat.S_ISREG(path.stat().st_mode):  # a pipe would keep its reader waiting
            return other
        with path.open("rb", buffering=0) as stream:
            head = stream.read(_FIRST_BYTES)
            label, is_whole = _labelled(other, head)
            if is_whole or len(head) < _FIRST_BYTES:
                return label
            return _labelled(other, head + stream.read(_MORE_BYTES))[0]
    except ValueError:  # a NUL within the path
        return other
    except OSError as error:
        return other if error.errno in _LEADS_NOWHERE else replace(other, kind=FileKind.FILM)


def _labelled(blank: FilmLabel, head: bytes) -> tuple[FilmLabel, bool]:
    """The label by the first bytes of a file, and whether more of them would tell nothing more."""
    if looks_like_dicom(head):
        return _of_dicom(blank, head)
    if looks_like_photograph(head):
        rows, columns = photograph_size(head)
        return replace(blank, kind=FileKind.PHOTOGRAPH, rows=rows, columns=columns), rows > 0
    return blank, True


def _of_dicom(blank: FilmLabel, head: bytes) -> tuple[FilmLabel, bool]:
    within = data_set(head)
    found, is_whole = _values(within)
    media_class = within.meta.get(MEDIA_CLASS, b"").strip(b" \0")
    if media_class == DICOMDIR_CLASS.encode():
        return replace(blank, kind=FileKind.CONTENTS), True
    if not within.meta and not found:  # began like a film without preamble by accident
        return blank, is_whole
    label = replace(blank, **_fields(found, within))
    return replace(label, kind=_kind(label)), is_whole


def _values(within: DataSet) -> tuple[dict[int, bytes], bool]:
    """The wanted values by tag, and whether the walk came past the last of them."""
    data, found = within.data, {}
    for tag, value_at, length, depth in steps(within):
        if depth == 0 and tag in _WANTED and length <= _LONGEST_VALUE_BYTES:
            found[tag] = data[value_at : value_at + length]
        if depth == 0 and tag >= _COLUMNS:
            return found, True
    return found, False


def _fields(found: dict[int, bytes], within: DataSet) -> dict[str, Any]:
    """The fields of a label."""
    decode = decoder(found.get(_CHARACTER_SET, b""))
    text = {name: clean(decode(found[tag]).split("\\")[0]) if tag in found else "" for name, tag in _TEXTS.items()}
    dates = (clean(found[tag].decode("latin-1")) for tag in _DATES if tag in found)
    patient = Patient(text["id"], clean(decode(found.get(_NAME, b""))), _iso(text["birth_date"]), text["sex"])
    return {
        **{name: text[name] for name in _PLAIN_TEXTS},
        **{name: code(text[name]) for name in _CODES},
        **{name: _number(text[name]) for name in _NUMBERS},
        "patient": patient,
        "study_date": next(filter(None, map(_iso, dates)), ""),
        "frames": max(1, _number(text["frames"])),
        "rows": _word(found.get(_ROWS, b""), within.is_big_endian),
        "columns": _word(found.get(_COLUMNS, b""), within.is_big_endian),
    }


def _kind(label: FilmLabel) -> FileKind:
    if label.sop_class == DICOMDIR_CLASS:
        return FileKind.CONTENTS
    says_nothing = not (label.modality or label.sop_class)  # it is to be read in full, which tells why
    is_film = says_nothing or may_be_radiograph(label.modality, label.sop_class)
    return FileKind.FILM if is_film else FileKind.OTHER_OBJECT


def _iso(raw: str) -> str:
    digits = raw.replace(".", "").replace("-", "")
    try:
        return date(int(digits[:4]), int(digits[4:6]), int(digits[6:8])).isoformat()
    except ValueError:
        return ""


def _number(raw: str) -> int:
    return int(raw) if raw.isdecimal() and len(raw) <= _MOST_DIGITS else 0


def _word(raw: bytes, is_big_endian: bool) -> int:
    return int.from_bytes(raw[:2], "big" if is_big_endian else "little")
