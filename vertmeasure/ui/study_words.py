"""Short words for small controls; what is printed on paper too stands in the report's wording."""

from collections.abc import Sequence

from vertmeasure.core.calibration import CONFLICT, UNCONFIRMED, Calibration, CalibrationOption
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
    """The pixel spacing with its grade: "0.130 mm/px · geometry"; "no mm" without one; and what is to be decided."""
    parts = ["no mm"]
    if calibration.row_mm is not None and calibration.column_mm is not None:
        parts = [spacing_words(calibration.row_mm, calibration.column_mm), str(calibration.grade)]
    return " · ".join((*parts, *open_words(calibration)))


_OPEN_WORDS = {CONFLICT: "conflict", UNCONFIRMED: "not confirmed"}


def open_words(calibration: Calibration) -> tuple[str, ...]:
    """A word for each thing about a spacing that the reader has yet to decide."""
    return tuple(words for flag, words in _OPEN_WORDS.items() if flag in calibration.flags)


def spacing_explanation(calibration: Calibration, offered: Sequence[CalibrationOption] = ()) -> str:
    """What the grade means, where the spacing comes from and what else the header offers, line by line."""
    lines = [f"{calibration.grade}: {GRADE_SENTENCES[calibration.grade]}"]
    lines += [f"From {calibration.rule}"] if calibration.rule else []
    lines += [CALIBRATION_FLAG_SENTENCES.get(flag, flag) for flag in calibration.flags]
    others = [each for each in offered if not _is_in_use(each, calibration)]
    lines += ["The header also offers:"] if others else []
    lines += [f"{spacing_words(each.row_mm, each.column_mm)} · {each.grade}: {each.rule}" for each in others]
    return "\n".join(lines)


def _is_in_use(option: CalibrationOption, calibration: Calibration) -> bool:
    return (option.row_mm, option.column_mm) == (calibration.row_mm, calibration.column_mm)
