"""One result as a cell of a table: its text, its error, its unit, or a dash and the reason."""

from dataclasses import dataclass
from enum import StrEnum

from vertmeasure.core.dictionary import FLAG_WORDS, STATUS_WORDS, UNIT_SIGNS
from vertmeasure.core.measurement import Change, Flag, Measurement, Result
from vertmeasure.report.numbers import DASH, half_width, interval_words, number, signed, with_sign


class Tone(StrEnum):
    """How a change may be coloured."""

    BETTER = "better"
    WORSE = "worse"
    NEUTRAL = "neutral"
    WITHIN_ERROR = "within_error"


@dataclass(frozen=True, slots=True)
class Cell:
    """One number of a table, or why there is none.

    Attributes
    ----------
    text : str
        The rounded value without its unit; a dash where there is none; empty where none belongs.
    plus_minus : str
        Half width of the 95 % interval ("±3.1"), or empty.
    unit : str
        The sign of the unit, or empty.
    reason : str
        Why there is a dash; empty otherwise.
    notes : tuple[str, ...]
        What to know about the number, as sentences for a tooltip.
    result : Result | None
        What the cell was made from.
    tone : Tone
        For a change; NEUTRAL for a measurement.
    """

    text: str
    plus_minus: str = ""
    unit: str = ""
    reason: str = ""
    notes: tuple[str, ...] = ()
    result: Result | None = None
    tone: Tone = Tone.NEUTRAL

    @property
    def full_text(self) -> str:
        """Value, half width and unit on one line: "20.1 ±4.7°"."""
        return with_sign(f"{self.text} {self.plus_minus}".rstrip(), self.unit)


EMPTY = Cell("")
"""A place where no number belongs."""

UNSTABLE_WORDS = "earlier angle under 10°"


def dash(reason: str, result: Result | None = None) -> Cell:
    """A dash with the reason why there is no number."""
    return Cell(DASH, reason=reason, result=result)


def reason_of(result: Result) -> str:
    """Why a table has no number for a result; empty where it has one.

    A correction in percent of a small angle is left out of tables; JSON and CSV keep it.
    """
    if result.value is None:
        return result.reason or STATUS_WORDS[result.status]
    return UNSTABLE_WORDS if _is_unstable_correction(result) else ""


def _is_unstable_correction(result: Result) -> bool:
    is_share = result.id.startswith("correction_") and result.id.endswith("_percent")
    return is_share and Flag.UNSTABLE in result.flags


def measurement_cell(measurement: Measurement | None) -> Cell:
    """The cell of a measurement; None stands for a body without landmarks."""
    if measurement is None:
        return dash("not placed")
    override = measurement.override_value
    beside = "" if override is None else f" (reader: {_value_words(override, measurement.unit)})"
    reason = reason_of(measurement)
    if reason:
        return Cell(DASH + beside, reason=reason, result=measurement)
    value = measurement.value
    text = "" if value is None else _value_words(value, measurement.unit)
    return _filled(measurement, text + beside)


def _value_words(value: float | str, unit: str) -> str:
    return number(value, unit) if isinstance(value, int | float) else str(value)


def change_cell(change: Change | None, tone: Tone = Tone.NEUTRAL) -> Cell:
    """The cell of a change, signed; None stands for a pair of films this change is not made for."""
    if change is None:
        return EMPTY
    reason = reason_of(change)
    if reason or change.number is None:
        return dash(reason, change)
    text = number(change.number, change.unit) if change.id == "scale_k" else signed(change.number, change.unit)
    return _filled(change, text, tone)


def _filled(result: Result, text: str, tone: Tone = Tone.NEUTRAL) -> Cell:
    error = half_width(result.interval, result.unit) if result.interval and result.unit != "grade" else ""
    return Cell(text, error, UNIT_SIGNS[result.unit], notes=_notes(result), result=result, tone=tone)


def _notes(result: Result) -> tuple[str, ...]:
    words = [FLAG_WORDS[flag] for flag in sorted(result.flags)]
    if Flag.BORDERLINE in result.flags and result.interval:
        words.append(f"{interval_words(result.interval, result.unit)} within the reading error")
    return tuple(words)
