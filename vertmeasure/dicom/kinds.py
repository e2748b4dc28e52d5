"""Which DICOM objects are radiographs, and which words of a header speak of a lateral film of the spine."""

import re

_STORAGE = "1.2.840.10008.5.1.4.1.1."
_RADIOGRAPHS = ("1", "1.1", "1.1.1", "12.1", "12.1.1", "12.2", "12.2.1", "7", "7.1", "7.2", "7.3", "7.4")
_OTHER_PROJECTIONS = ("1.2", "1.2.1", "1.3", "1.3.1")
RADIOGRAPH_CLASSES = frozenset(_STORAGE + each for each in _RADIOGRAPHS + _OTHER_PROJECTIONS)
DICOMDIR_CLASS = "1.2.840.10008.1.3.10"

USUAL_MODALITIES = ("CR", "DX", "RF", "XA", "SC", "OT", "RG")
UNUSUAL_MODALITIES = {"MG": "a mammogram", "PX": "a panoramic film", "IO": "a dental film"}

_LATERAL_VIEW = re.compile(r"\b(LL|RL|LLD|RLD|X-?TABLE|CROSS-?TABLE|SWIMMERS?)\b|(\b|_|\b[LR])LAT")
"""View Position: LL, RL, LLD and RLD (PS3.3 C.8.7.1.1.2), and what devices write in their place."""
_SPINE = re.compile(r"SPINE|VERTEBRA|SACR|LUMB|THORACOL|DORSAL|^[CTL]L?SP|TRUNK")


def code(raw: str) -> str:
    """A code string that may be quoted in a message; anything that is none becomes "unreadable"."""
    return raw.upper() if re.fullmatch(r"[A-Za-z0-9_ -]{0,16}", raw) else "unreadable"


def is_lateral_view(view: str) -> bool:
    """Whether a View Position means a lateral film."""
    return _LATERAL_VIEW.search(view) is not None


def is_of_spine(part: str) -> bool:
    """Whether a Body Part Examined, or a description, names the spine."""
    return _SPINE.search(part) is not None


def may_be_radiograph(modality: str, sop_class: str) -> bool:
    """Whether modality and SOP class leave it open that a file is a projection radiograph."""
    if modality and modality not in USUAL_MODALITIES and modality not in UNUSUAL_MODALITIES:
        return False
    if sop_class in RADIOGRAPH_CLASSES:
        return True
    return bool(modality) and not sop_class.startswith("1.2.840.10008.")
