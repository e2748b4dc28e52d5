"""How much of the spread of readings is spread between subjects: variance table and intraclass correlation.

Readings are a table without gaps: a row for each subject, a column for each reading. Sources: Shrout
and Fleiss 1979 (Psychol Bull 86:420), forms (2,1) and (3,1); intervals as in McGraw and Wong 1996
(Psychol Methods 1:30), forms (A,1) and (C,1).
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from vertmeasure.core.f_distribution import f_quantile

Table = Sequence[Sequence[float]]

UPPER_TAIL = 0.975
"""Of a 95 % interval."""

_ROUNDING = 1e-12
"""A sum of squares below this share of the squared readings is rounding noise and counts as zero."""


@dataclass(frozen=True, slots=True)
class VarianceTable:
    """Two-way analysis of variance of readings.

    Attributes
    ----------
    subjects, readings : int
        Rows and columns of the table, at least two each.
    mean : float
        Of all readings, in their unit; the mean squares are in its square.
    between_subjects, between_readings, residual : float
        Mean squares, BMS, JMS and EMS of Shrout and Fleiss.
    within_subjects : float
        Mean square within subjects, WMS: readings and residual together.
    """

    subjects: int
    readings: int
    mean: float
    between_subjects: float
    between_readings: float
    residual: float
    within_subjects: float


@dataclass(frozen=True, slots=True)
class Coefficient:
    """An intraclass correlation and its 95 % interval; the interval is None where it cannot be had."""

    value: float
    interval: tuple[float, float] | None


def variance_table(rows: Table) -> VarianceTable:
    """The variance table of at least two rows of at least two readings each."""
    n, k = len(rows), len(rows[0])
    row_means = [math.fsum(row) / k for row in rows]
    column_means = [math.fsum(column) / n for column in zip(*rows, strict=True)]
    mean = math.fsum(row_means) / n
    noise = _ROUNDING * math.fsum(each * each for row in rows for each in row)
    subjects = _cleared(k * math.fsum((each - mean) ** 2 for each in row_means), noise)
    readings = _cleared(n * math.fsum((each - mean) ** 2 for each in column_means), noise)
    within = _cleared(
        math.fsum((each - own) ** 2 for row, own in zip(rows, row_means, strict=True) for each in row), noise
    )
    residual = _cleared(within - readings, noise)
    return VarianceTable(
        subjects=n,
        readings=k,
        mean=mean,
        between_subjects=subjects / (n - 1),
        between_readings=readings / (k - 1),
        residual=residual / ((n - 1) * (k - 1)),
        within_subjects=within / (n * (k - 1)),
    )


def _cleared(sum_of_squares: float, noise: float) -> float:
    return sum_of_squares if sum_of_squares > noise else 0.0


def icc_agreement(table: VarianceTable) -> Coefficient | None:
    """ICC(2,1): subjects and readings both drawn at random, absolute agreement; None where nothing varies."""
    n, k = table.subjects, table.readings
    below = table.between_subjects + (k - 1) * table.residual + k * (table.between_readings - table.residual) / n
    if below <= 0:
        return None
    value = (table.between_subjects - table.residual) / below
    return Coefficient(value, _agreement_interval(table, value))


def _agreement_interval(table: VarianceTable, value: float) -> tuple[float, float] | None:
    """Satterthwaite's degrees of freedom stand for those of a sum of mean squares."""
    n, k = table.subjects, table.readings
    if value >= 1.0:
        return (1.0, 1.0)
    # Both parts are multiplied by n (1 - value), which the ratio below does not feel.
    readings = k * value * table.between_readings
    residual = (n * (1 - value) + k * value * (n - 1)) * table.residual
    spread = readings**2 / (k - 1) + residual**2 / ((n - 1) * (k - 1))
    if spread == 0 or readings + residual == 0:
        return None
    df = (readings + residual) ** 2 / spread
    other = k * table.between_readings + (k * n - k - n) * table.residual
    lower_f, upper_f = f_quantile(UPPER_TAIL, n - 1, df), f_quantile(UPPER_TAIL, df, n - 1)
    subjects = table.between_subjects
    low = n * (subjects - lower_f * table.residual) / (lower_f * other + n * subjects)
    high = n * (upper_f * subjects - table.residual) / (other + n * upper_f * subjects)
    # With next to no degrees of freedom the quantiles run out of numbers: no interval is better than a false one.
    return (low, high) if low < value < high else None


def icc_consistency(table: VarianceTable) -> Coefficient | None:
    """ICC(3,1): these readings and no others, consistency; None where nothing varies."""
    n, k = table.subjects, table.readings
    below = table.between_subjects + (k - 1) * table.residual
    if below <= 0:
        return None
    if table.residual == 0:
        return Coefficient(1.0, (1.0, 1.0))
    ratio = table.between_subjects / table.residual
    low = ratio / f_quantile(UPPER_TAIL, n - 1, (n - 1) * (k - 1))
    high = ratio * f_quantile(UPPER_TAIL, (n - 1) * (k - 1), n - 1)
    value = (table.between_subjects - table.residual) / below
    return Coefficient(value, ((low - 1) / (low + k - 1), (high - 1) / (high + k - 1)))
