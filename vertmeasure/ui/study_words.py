"""Short words for small controls; what is printed on paper too stands in the report's wording."""

from vertmeasure.core.calibration import Calibration
from vertmeasure.core.study import CountedFrom, Film, HeightReference, Posture, Technique, Timepoint
from vertmeasure.core.words import CALIBRATION_FLAG_SENTENCES, GRADE_SENTENCES
from vertmeasure.report.numbers import spacing_words
from vertmeasure.report.wording import POSTURE_WORDS, TIMEPOINT_WORDS

TIMEPOINT_HINTS: dict[Timepoint, str] = {
    Timepoint.BASELINE: "Baseline: before the fracture",
    Timepoint.PRE: "Pre: before the procedure",
    Timepoint.POST: "Post: after the procedure",
    Timepoint.FOLLOW_UP: "Follow-up: later",
}

TIMEPOINT_TONES: dict[Timepoint, str] = {
    Timepoint.BASELINE: "quiet",
    Timepoint.PRE: "fracture",
    Timepoint.POST: "calm",
    Timepoint.FOLLOW_UP: "calm",
}

POSTURE_CHOICES: dict[Posture, str] = {**POSTURE_WORDS, Posture.UNKNOWN: "not known"}

COUNTED_CHOICES: dict[CountedFrom, str] = {
    CountedFrom.NOT_VERIFIED: "not verified",
    CountedFrom.S1: "the sacrum (S1)",
    CountedFrom.RIB: "the last rib",
    CountedFrom.OTHER_IMAGING: "other imaging",
}

CARD_ORDER = (Technique.SPINEJACK, Technique.BALLOON_KYPHOPLASTY, Technique.VERTEBROPLASTY)
"""The techniques from top to bottom."""

REFERENCE_CHOICES: dict[HeightReference, str] = {
    HeightReference.ADJACENT_MEAN: "Mean of neighbours",
    HeightReference.ABOVE: "Body above",
    HeightReference.BELOW: "Body below",
    HeightReference.PRIOR_FILM: "Baseline film",
}


def film_words(film: Film) -> str:
    """A film in a line: "Pre, 2026-03-02"; its id where it has no date and another name than its time point."""
    words = TIMEPOINT_WORDS[film.timepoint]
    beside = film.date or (film.id if film.id != film.timepoint else "")
    return f"{words}, {beside}" if beside else words


def spacing_badge(calibration: Calibration) -> str:
    """The pixel spacing with its grade: "0.130 mm/px · geometry"; "no mm" without one."""
    if calibration.row_mm is None or calibration.column_mm is None:
        return "no mm"
    return f"{spacing_words(calibration.row_mm, calibration.column_mm)} · {calibration.grade}"


def spacing_explanation(calibration: Calibration) -> str:
    """What the grade means and where the spacing comes from, line by line."""
    lines = [f"{calibration.grade}: {GRADE_SENTENCES[calibration.grade]}"]
    lines += [f"From {calibration.rule}"] if calibration.rule else []
    lines += [CALIBRATION_FLAG_SENTENCES.get(flag, flag) for flag in calibration.flags]
    return "\n".join(lines)
