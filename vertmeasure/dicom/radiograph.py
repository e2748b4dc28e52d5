"""Is this a projection radiograph, and does it speak of a lateral spine?"""

import re

from pydicom.dataset import Dataset
from pydicom.uid import UID

from vertmeasure.core.errors import FilmError
from vertmeasure.dicom.attributes import items, text, texts

_STORAGE = "1.2.840.10008.5.1.4.1.1."
_RADIOGRAPHS = ("1", "1.1", "1.1.1", "12.1", "12.1.1", "12.2", "12.2.1", "7", "7.1", "7.2", "7.3", "7.4")
_OTHER_PROJECTIONS = ("1.2", "1.2.1", "1.3", "1.3.1")
_SOP_CLASSES = frozenset(_STORAGE + each for each in _RADIOGRAPHS + _OTHER_PROJECTIONS)
_DICOMDIR = "1.2.840.10008.1.3.10"

_USUAL = ("CR", "DX", "RF", "XA", "SC", "OT", "RG")
_UNUSUAL = {"MG": "a mammogram", "PX": "a panoramic film", "IO": "a dental film"}
_OTHERS = {
    "CT": "a CT image",
    "MR": "an MR image",
    "NM": "a nuclear medicine image",
    "PT": "a PET image",
    "US": "an ultrasound image",
    "SR": "a structured report",
    "PR": "a presentation state",
    "KO": "a list of key images",
    "SEG": "a segmentation",
    "DOC": "a document",
    "RTPLAN": "a radiotherapy plan",
    "RTDOSE": "a radiotherapy dose",
    "RTSTRUCT": "a set of radiotherapy structures",
    "RTIMAGE": "a radiotherapy image",
    "OP": "an eye image",
    "ES": "an endoscopy image",
    "XC": "a photograph",
}
_REMEDY = "Open a lateral radiograph of the spine (CR, DX, RF or XA) instead."

_LATERAL_VIEWS = frozenset({"LL", "RL", "LLD", "RLD", "LAT", "LATERAL", "XTABLE"})
_SPINE = re.compile(r"SPINE|VERTEBRA|SACR|LUMB|THORACOL|DORSAL|^[CTL]L?SP|TRUNK")


def require_radiograph(dataset: Dataset) -> str:
    """The modality of a radiograph ("DX"); FilmError that says what the file is when it is something else."""
    modality, sop_class = _code(text(dataset, "Modality")), text(dataset, "SOPClassUID")
    if sop_class == _DICOMDIR:
        raise FilmError("This is the table of contents of a disc, not a film.", "Open the folder it lies in.")
    if modality and modality not in _USUAL and modality not in _UNUSUAL:
        raise FilmError(f"This file is {_OTHERS.get(modality, f'of modality {modality}')}, not a radiograph.", _REMEDY)
    if sop_class in _SOP_CLASSES:
        return modality
    if sop_class.startswith("1.2.840.10008.") and UID(sop_class).name != sop_class:
        raise FilmError(f"This file is of the kind {UID(sop_class).name}, not a radiograph.", _REMEDY)
    if not modality:
        raise FilmError("This file does not say what kind of image it is.", _REMEDY)
    return modality


def doubts(dataset: Dataset) -> tuple[str, ...]:
    """Sentences on what the header says against a lateral film of the spine; without patient data."""
    modality = _code(text(dataset, "Modality"))
    found = [] if modality else ["The header does not name a modality."]
    if modality in _UNUSUAL:
        found.append(f"The header calls this film {_UNUSUAL[modality]}.")
    if text(dataset, "SOPClassUID") not in _SOP_CLASSES:
        found.append("The header does not say that this is a radiograph.")
    view, part = _code(text(dataset, "ViewPosition")), _code(text(dataset, "BodyPartExamined"))
    if view and view not in _LATERAL_VIEWS and not _meanings(dataset, "ViewCodeSequence", "lateral"):
        found.append(f"The header names the view {view}, not a lateral one.")
    if part and not _SPINE.search(part) and not _meanings(dataset, "AnatomicRegionSequence", "spine"):
        found.append(f"The header names the body part {part}, not the spine.")
    return tuple(found)


def anterior_side(dataset: Dataset) -> str:
    """Which side of the film is anterior: "right", "left" or "unknown", from PatientOrientation.

    Its first value is where the rows run to, from left to right (PS3.3 C.7.6.1.1.1).
    """
    first = next(iter(texts(dataset, "PatientOrientation")), "").upper()
    return {"A": "right", "P": "left"}.get(first[:1], "unknown")


def _code(raw: str) -> str:
    """A code string that may be quoted in a message; anything that is none becomes "unreadable"."""
    return raw.upper() if re.fullmatch(r"[A-Za-z0-9_ -]{0,16}", raw) else "unreadable"


def _meanings(dataset: Dataset, sequence: str, word: str) -> bool:
    return any(word in text(item, "CodeMeaning").lower() for item in items(dataset, sequence))
