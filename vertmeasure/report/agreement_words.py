"""Agreement of readings in words and rounded numbers, for the window and the terminal alike."""

from collections.abc import Iterator
from dataclasses import dataclass

from vertmeasure.core.agreement import Agreement, ReadingComparison
from vertmeasure.core.bland_altman import BlandAltman
from vertmeasure.core.dictionary import UNIT_SIGNS, entry
from vertmeasure.core.icc import Coefficient
from vertmeasure.core.point_error import PointError
from vertmeasure.report.numbers import DASH, fine, fine_interval, interval_words, number, with_sign

AGREEMENT_COLUMNS = ("Measurement", "Unit", "n", "Mean", "SEM", "SDC", "CV %", "ICC(2,1)", "ICC(3,1)", "Bias", "Limits")
"""What an AgreementRow says, in its order."""

AGREEMENT_WORDS = (
    "n: bodies or films with all readings. SEM: standard deviation within subjects. SDC: smallest detectable change, "
    "1.96 × √2 × SEM. CV: 100 × SEM / mean. ICC(2,1) absolute agreement, ICC(3,1) consistency (Shrout and Fleiss "
    "1979), with 95 % intervals (McGraw and Wong 1996). Bias and 95 % limits of agreement: first minus second reading "
    "(Bland and Altman 1986). Grades and shapes are not compared, and no number that rests on an unaccepted proposal. "
    "Fewer than 30 subjects are few: the error itself is then known only roughly."
)
FEW_SUBJECTS = 30
FEW_WORDS = "few subjects"


@dataclass(frozen=True, slots=True)
class AgreementRow:
    """One measurement as a row of a table.

    Attributes
    ----------
    cells : tuple[str, ...]
        One text for each of AGREEMENT_COLUMNS; a dash where there is no number.
    note : str
        Why numbers are missing, or what to know about them.
    """

    id: str
    cells: tuple[str, ...]
    note: str


def agreement_rows(comparison: ReadingComparison) -> tuple[AgreementRow, ...]:
    """Every measurement, in the order of the comparison."""
    return tuple(map(_row, comparison.agreements))


def _row(found: Agreement) -> AgreementRow:
    unit = found.unit
    first = found.bland_altman[0] if found.bland_altman else None
    cells = (
        entry(found.id).label,
        UNIT_SIGNS[unit],
        str(found.subjects),
        DASH if found.mean is None else number(found.mean, unit),
        DASH if found.sem is None else fine(found.sem, unit),
        DASH if found.sdc is None else fine(found.sdc, unit),
        DASH if found.cv_percent is None else number(found.cv_percent, "%"),
        _icc_words(found.icc_2_1),
        _icc_words(found.icc_3_1),
        DASH if first is None else fine(first.bias, unit),
        DASH if first is None else fine_interval(first.limits, unit),
    )
    return AgreementRow(found.id, cells, "; ".join(_notes(found)))


def _notes(found: Agreement) -> Iterator[str]:
    if found.reason:
        yield found.reason
    elif found.subjects < FEW_SUBJECTS:
        yield FEW_WORDS
    if found.left_out:
        yield f"{found.left_out} left out: not in every reading, or not accepted"
    if len(found.bland_altman) > 1:
        yield "bias and limits: readings 1 and 2"
    if found.sem is not None and found.icc_3_1 is None:
        yield "the readings do not vary: no ICC"


def _icc_words(icc: Coefficient | None) -> str:
    if icc is None:
        return DASH
    interval = f" ({interval_words(icc.interval, 'ratio')})" if icc.interval else ""
    return f"{number(icc.value, 'ratio')}{interval}"


def bland_altman_words(found: BlandAltman, unit: str) -> str:
    """Bias and limits of a pair of readings with their 95 % intervals, as one sentence."""
    first, second = found.readings
    bias, (low, high) = fine(found.bias, unit), found.limits
    return (
        f"Reading {first} minus reading {second}: bias {with_sign(bias, UNIT_SIGNS[unit])} "
        f"({fine_interval(found.bias_interval, unit)}); 95 % limits {fine(low, unit)} "
        f"({fine_interval(found.lower_interval, unit)}) and {fine(high, unit)} "
        f"({fine_interval(found.upper_interval, unit)})."
    )


def comparison_words(comparison: ReadingComparison) -> str:
    """What was compared, as one sentence."""
    return f"{comparison.readings} readings of {_count(comparison.films, 'film')}, {_readers(comparison)}."


def point_error_words(error: PointError) -> str:
    """The error of one coordinate of a point, as one sentence."""
    if error.sd_mm is None:
        return f"Point error: {DASH}; {error.reason}."
    where = f"{_count(error.points, 'point')} on {_count(error.films, 'film')}"
    return f"Point error: standard deviation {with_sign(fine(error.sd_mm, 'mm'), 'mm')} of one coordinate ({where})."


def source_words(comparison: ReadingComparison, date: str) -> str:
    """Where a landmark error comes from: "own repeat readings, n = 36 points on 2 films, 2026-11-20"."""
    error = comparison.point_error
    whose = "own repeat readings" if comparison.is_one_reader else f"readings by {_readers(comparison)}"
    return f"{whose}, n = {_count(error.points, 'point')} on {_count(error.films, 'film')}, {date}"


def _readers(comparison: ReadingComparison) -> str:
    names = dict.fromkeys(each or "unnamed" for each in comparison.readers)
    return f"reader {', '.join(names)}" if len(names) == 1 else f"readers {', '.join(names)}"


def _count(number_of: int, noun: str) -> str:
    return f"{number_of} {noun}{'' if number_of == 1 else 's'}"
