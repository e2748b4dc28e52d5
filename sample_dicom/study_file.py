"""The study of the synthetic patient, with its true landmarks, as the program would have saved it."""

from hashlib import sha256
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_URL, uuid5

import numpy as np
from dicom_film import PATIENT_ID, PATIENT_NAME, decimal, uid
from numpy.typing import NDArray
from visits import Visit, beam_of

Truth = dict[str, dict[str, tuple[float, float]]]
READER, SEEN_AT = "SAMPLE", "2026-03-02T10:00:00Z"
OUTCOMES = {
    "pre": {"pain_nrs": 8, "odi": 52},
    "post": {"pain_nrs": 3, "odi": 28},
    "follow_up": {"pain_nrs": 2, "odi": 22},
}
FACTS: dict[str, tuple[Any, str]] = {
    "pain_nrs": (8, "examination"),
    "conservative_failed": (True, "history: rest, analgesia and brace for 4 weeks"),
    "neuro": ("N0", "examination"),
    "aetiology": ("osteoporotic", "bone density scan 2026-02-20"),
    "infection": ("none", "blood tests 2026-03-01"),
    "coagulopathy": ("none", "blood tests 2026-03-01"),
    "cord_decompression": (False, "MRI 2026-03-01"),
    "goal_height_restoration": (True, "plan"),
    "age_years": (71, "history"),
}
LEVEL_FACTS: dict[str, tuple[Any, str]] = {
    "fracture_weeks": (4, "history"),
    "ao_type": ("A1", "CT 2026-03-01"),
    "healed": (False, "MRI 2026-03-01"),
    "cortical_shell": (True, "CT 2026-03-01"),
    "ligament_stable": (True, "MRI 2026-03-01"),
    "pedicle_access": (True, "CT 2026-03-01"),
    "pedicle_mm": (6.8, "CT 2026-03-01"),
    "posterior_wall": ("intact", "CT 2026-03-01"),
}


def pixels_sha256(pixels: NDArray[np.uint16]) -> str:
    """Hash stored values row by row, 16 bit little endian."""
    return sha256(pixels.astype("<u2").tobytes()).hexdigest()


def film(visit: Visit, path: Path, pixels: NDArray[np.uint16], truth: Truth) -> dict[str, Any]:
    """Describe one film of the study; `path` is the file beside the study."""
    spacing_mm = float(decimal(beam_of(visit).pixel_mm))
    source = {
        "path": path.name,
        "sop_instance_uid": uid(visit, "instance"),
        "sha256": sha256(path.read_bytes()).hexdigest(),
        "pixels_sha256": pixels_sha256(pixels),
        "frame": 1,
    }
    calibration = {
        "row_mm": spacing_mm,
        "column_mm": spacing_mm,
        "grade": "geometry",
        "rule": "PixelSpacing, PixelSpacingCalibrationType GEOMETRY",
        "aspect": 1.0,
    }
    return {
        "id": visit.name,
        "timepoint": visit.name,
        "date": iso_date(visit.date),
        "posture": visit.posture,
        "source": source,
        "rows": pixels.shape[0],
        "columns": pixels.shape[1],
        "calibration": calibration,
        "vertebrae": {
            level: {name: [round(c, 1), round(r, 1)] for name, (c, r) in points.items()}
            for level, points in truth.items()
        },
        "excluded_references": [],
        "outcomes": OUTCOMES[visit.name],
        "notes": "",
    }


def study(films: list[dict[str, Any]]) -> dict[str, Any]:
    """Describe the whole study in version 1 of the study file."""
    return {
        "format": "vertmeasure.study",
        "version": 1,
        "id": str(uuid5(NAMESPACE_URL, "vertmeasure/sample")),
        "label": "Sample: L1 wedge fracture, SpineJack",
        "reader": READER,
        "patient": {"id": PATIENT_ID, "name": PATIENT_NAME, "birth_date": "", "sex": "F"},
        "films": films,
        "fractures": ["L1"],
        "excluded_references": [],
        "angles": [["T10", "L2"]],
        "levels_counted_from": "S1",
        "levels_note": "",
        "procedure": {
            "technique": "spinejack",
            "levels": ["L1"],
            "date": "2026-03-09",
            "cement_ml": 4.5,
            "leakage": "none",
            "implant": "5.0 mm",
        },
        "height_reference": "adjacent_mean",
        "landmark_sd_mm": 0.75,
        "facts": _long(FACTS),
        "level_facts": {"L1": _long(LEVEL_FACTS)},
        "overrides": {},
    }


def iso_date(date: str) -> str:
    """Turn 20260302 into 2026-03-02."""
    return f"{date[:4]}-{date[4:6]}-{date[6:]}"


def _long(facts: dict[str, tuple[Any, str]]) -> dict[str, Any]:
    return {
        name: {"value": value, "by": READER, "at": SEEN_AT, "from": origin} for name, (value, origin) in facts.items()
    }
