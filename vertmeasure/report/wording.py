"""Words for what a study holds as keys: time points, postures, techniques, spacings."""

from dataclasses import dataclass

from vertmeasure.core.calibration import Calibration, Grade
from vertmeasure.core.study import CountedFrom, HeightReference, Posture, Technique, Timepoint
from vertmeasure.core.words import CALIBRATION_FLAG_WORDS
from vertmeasure.report.numbers import spacing_words


@dataclass(frozen=True, slots=True)
class Line:
    """A label with what stands beside it."""

    label: str
    value: str


TIMEPOINT_WORDS: dict[Timepoint, str] = {
    Timepoint.BASELINE: "Baseline",
    Timepoint.PRE: "Pre",
    Timepoint.POST: "Post",
    Timepoint.FOLLOW_UP: "Follow-up",
}

POSTURE_WORDS: dict[Posture, str] = {
    Posture.STANDING: "standing",
    Posture.SITTING: "sitting",
    Posture.SUPINE: "supine",
    Posture.PRONE: "prone",
    Posture.LATERAL_DECUBITUS: "lateral decubitus",
    Posture.UNKNOWN: "posture not known",
}

TECHNIQUE_WORDS: dict[Technique, str] = {
    Technique.VERTEBROPLASTY: "Vertebroplasty",
    Technique.BALLOON_KYPHOPLASTY: "Balloon kyphoplasty",
    Technique.SPINEJACK: "SpineJack",
}

COUNTED_WORDS: dict[CountedFrom, str] = {
    CountedFrom.S1: "counted from S1",
    CountedFrom.RIB: "counted from the last rib",
    CountedFrom.OTHER_IMAGING: "counted on other imaging",
    CountedFrom.NOT_VERIFIED: "not verified",
}

REFERENCE_WORDS: dict[HeightReference, str] = {
    HeightReference.ADJACENT_MEAN: "the mean of the nearest intact body above and below on the same film",
    HeightReference.ABOVE: "the nearest intact body above on the same film",
    HeightReference.BELOW: "the nearest intact body below on the same film",
    HeightReference.PRIOR_FILM: "the same body on the first baseline film, brought to the scale of the film",
}

GRADE_WORDS: dict[Grade, str] = {
    Grade.USER: "set by the reader",
    Grade.FIDUCIAL: "fiducial",
    Grade.GEOMETRY: "geometry",
    Grade.CORRECTED: "corrected",
    Grade.ESTIMATED: "estimated",
    Grade.DETECTOR: "detector, still magnified",
    Grade.UNKNOWN: "of unknown meaning",
    Grade.NONE: "none",
}


def calibration_words(calibration: Calibration) -> str:
    """What a pixel measures and how that is known: "0.130 mm/px · geometry (PixelSpacing)"."""
    if calibration.row_mm is None or calibration.column_mm is None:
        words = ["not calibrated: no millimetres"]
    else:
        rule = f" ({calibration.rule})" if calibration.rule else ""
        spacing = spacing_words(calibration.row_mm, calibration.column_mm)
        words = [spacing, f"{GRADE_WORDS[calibration.grade]}{rule}"]
    return " · ".join([*words, *(CALIBRATION_FLAG_WORDS.get(flag, flag) for flag in calibration.flags)])


def short_hash(digest: str) -> str:
    """The first twelve characters of a hash, enough to compare by eye."""
    return digest[:12]
