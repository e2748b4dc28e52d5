"""A film that carries the same secret in every text it can hold, so that no place can leak any of them unseen."""

from pathlib import Path

import numpy as np
from pydicom.datadict import DicomDictionary
from pydicom.dataelem import RawDataElement
from pydicom.dataset import Dataset
from pydicom.tag import Tag

from tests.dicom.made_films import film, gradient, write
from vertmeasure.dicom.quiet import quiet

SECRET = "ZZSENTINELZZ"
SECRET_UID = "1.2.840.31337.31337"
TEXTS = ("LO", "SH", "PN", "ST", "LT", "UT", "CS", "AE", "UC", "UR", "DA", "TM", "DT", "IS", "DS", "AS")
LONG = ("UT", "UC", "UR", "UN")
NEEDED = {"SOPClassUID", "Modality", "PhotometricInterpretation", "NumberOfFrames", "SpecificCharacterSet"}
OWN_GROUPS = {0x0000, 0x0002, 0x7FE0}


def secretive_film(path: Path) -> Path:
    """Write a film that opens, with the secret in all attributes of text, public and private, and in its UIDs."""
    with quiet():  # what is written here is nothing the standard allows
        return _written(path)


def _written(path: Path) -> Path:
    made = film(gradient(96, 80, np.uint16))
    for number, (vr, _, _, retired, keyword) in DicomDictionary.items():
        tag = Tag(number)
        if tag.group in OWN_GROUPS or keyword in NEEDED or not keyword or retired:
            continue
        if vr in TEXTS:
            put(made, tag, vr, SECRET.encode())
        elif vr == "UI":
            put(made, tag, vr, SECRET_UID.encode())
    put(made, Tag(0x0011, 0x0010), "LO", SECRET.encode())
    for element, vr in enumerate((*TEXTS, "UN", "OB"), 0x1000):
        put(made, Tag(0x0011, element), vr, SECRET.encode())
    return write(path, made)


def put(dataset: Dataset, tag: Tag, vr: str, value: bytes) -> None:
    value += b" " * (len(value) % 2)
    dataset[tag] = RawDataElement(tag, vr, len(value), value, 0, False, True)


def carriers(path: Path) -> int:
    """How many attributes of a written film carry the secret."""
    whole = path.read_bytes()
    return whole.count(SECRET.encode()) + whole.count(SECRET_UID.encode())


def tells(text: str) -> bool:
    """Whether a text gives the secret away."""
    return SECRET.casefold() in text.casefold() or SECRET_UID in text
