"""Is this a projection radiograph, and does it speak of a lateral spine?"""

import re
from collections.abc import Iterator

from pydicom.dataset import Dataset
from pydicom.uid import UID

from vertmeasure.core.errors import FilmError
from vertmeasure.dicom.attributes import items, text, texts
from vertmeasure.dicom.kinds import (
    DICOMDIR_CLASS,
    RADIOGRAPH_CLASSES,
    UNUSUAL_MODALITIES,
    USUAL_MODALITIES,
    code,
    is_lateral_view,
    is_of_spine,
)

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
_LATERAL_CODES = frozenset(
    {("SCT", "399067008"), ("SCT", "399173006"), ("SCT", "399198007")}
    | {(scheme, code) for scheme in ("SRT", "SNM3") for code in ("R-102CD", "R-10236", "R-10232")}
)
"""Lateral, left lateral and right lateral among DX views (PS3.16 CID 4010), in present and in former codes."""
_LATERAL_PLANE = ({"A", "F"}, {"A", "H"}, {"P", "F"}, {"P", "H"})
"""Where a lateral film runs to: front or back of the patient, and foot or head."""
_SPINE_MEANING = re.compile(r"spin(e|al)|vertebra|sacrum")
_REMEDY = "Open a lateral radiograph of the spine (CR, DX, RF or XA) instead."


def require_radiograph(dataset: Dataset) -> str:
    """The modality of a radiograph ("DX"); FilmError that says what the file is when it is something else."""
    modality, sop_class = code(text(dataset, "Modality")), text(dataset, "SOPClassUID")
    if sop_class == DICOMDIR_CLASS:
        raise FilmError("This is the table of contents of a disc, not a film.", "Open the folder it lies in.")
    if modality and modality not in USUAL_MODALITIES and modality not in UNUSUAL_MODALITIES:
        raise FilmError(f"This file is {_OTHERS.get(modality, f'of modality {modality}')}, not a radiograph.", _REMEDY)
    if sop_class in RADIOGRAPH_CLASSES:
        return modality
    if sop_class.startswith("1.2.840.10008.") and UID(sop_class).name != sop_class:
        raise FilmError(f"This file is of the kind {UID(sop_class).name}, not a radiograph.", _REMEDY)
    if not modality:
        raise FilmError("This file does not say what kind of image it is.", _REMEDY)
    return modality


def doubts(dataset: Dataset) -> tuple[str, ...]:
    """Sentences on what the header says against a lateral film of the spine; without patient data."""
    modality = code(text(dataset, "Modality"))
    found = [] if modality else ["The header does not name a modality."]
    if modality in UNUSUAL_MODALITIES:
        found.append(f"The header calls this film {UNUSUAL_MODALITIES[modality]}.")
    if text(dataset, "SOPClassUID") not in RADIOGRAPH_CLASSES:
        found.append("The header does not say that this is a radiograph.")
    return (*found, *_doubts_on_view(dataset), *_doubts_on_part(dataset), *_doubts_on_orientation(dataset))


def _doubts_on_view(dataset: Dataset) -> Iterator[str]:
    view, coded = code(text(dataset, "ViewPosition")), items(dataset, "ViewCodeSequence")
    if is_lateral_view(view) or any(map(_is_lateral, coded)):
        return
    if view:
        yield f"The header names the view {view}, not a lateral one."
    elif any(text(each, "CodeValue") for each in coded):
        yield "The header's view code is not that of a lateral view."


def _is_lateral(view: Dataset) -> bool:
    """Whether a coded view is a lateral one, by its code or its meaning; an oblique one is not."""
    scheme, value = text(view, "CodingSchemeDesignator").upper(), text(view, "CodeValue").upper()
    meaning = text(view, "CodeMeaning").lower()
    is_meant = re.search(r"\blateral\b", meaning) is not None and "oblique" not in meaning
    return (scheme, value) in _LATERAL_CODES or is_meant


def _doubts_on_part(dataset: Dataset) -> Iterator[str]:
    part = code(text(dataset, "BodyPartExamined"))
    regions = [text(each, "CodeMeaning").lower() for each in items(dataset, "AnatomicRegionSequence")]
    if part and not is_of_spine(part) and not any(map(_SPINE_MEANING.search, regions)):
        yield f"The header names the body part {part}, not the spine."


def _doubts_on_orientation(dataset: Dataset) -> Iterator[str]:
    sides = [each.upper() for each in texts(dataset, "PatientOrientation")]
    if len(sides) == 2 and all(sides) and {side[0] for side in sides} not in _LATERAL_PLANE:
        named = " and ".join(side if re.fullmatch(r"[APLRFH]{1,3}", side) else "unreadable" for side in sides)
        yield f"The header says that rows and columns run towards {named}: those are no sides of a lateral film."


def anterior_side(dataset: Dataset) -> str:
    """Which side of the film is anterior: "right", "left" or "unknown", from PatientOrientation.

    Its first value is where the rows run to, from left to right (PS3.3 C.7.6.1.1.1).
    """
    first = next(iter(texts(dataset, "PatientOrientation")), "").upper()
    return {"A": "right", "P": "left"}.get(first[:1], "unknown")
