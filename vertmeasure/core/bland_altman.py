"""How far two readings of the same subjects lie apart: bias and limits of agreement.

Source: Bland and Altman 1986 (Lancet 1:307); the intervals of the limits as in Bland and Altman
1999 (Stat Methods Med Res 8:135).
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from vertmeasure.core.f_distribution import t_quantile_two_sided
from vertmeasure.core.uncertainty import COVERAGE, interval_of

Span = tuple[float, float]


@dataclass(frozen=True, slots=True)
class BlandAltman:
    """Bias and 95 % limits of agreement of two readings, first minus second, in their unit.

    Attributes
    ----------
    readings : tuple[int, int]
        Which two were compared, counted from 1.
    points : tuple[tuple[float, float], ...]
        For each subject the mean of its two readings and their difference; what a plot shows.
    bias, sd : float
        Mean and standard deviation of the differences.
    limits : tuple[float, float]
        bias - 1.96 sd and bias + 1.96 sd.
    bias_interval, lower_interval, upper_interval : tuple[float, float]
        95 % intervals of the bias and of the two limits, with the t distribution.
    """

    readings: tuple[int, int]
    points: tuple[tuple[float, float], ...]
    bias: float
    sd: float
    limits: Span
    bias_interval: Span
    lower_interval: Span
    upper_interval: Span


def bland_altman(pairs: Sequence[tuple[float, float]], readings: tuple[int, int] = (1, 2)) -> BlandAltman:
    """Compare two readings of at least two subjects."""
    n = len(pairs)
    differences = [first - second for first, second in pairs]
    bias = math.fsum(differences) / n
    sd = math.sqrt(math.fsum((each - bias) ** 2 for each in differences) / (n - 1))
    low, high = interval_of(bias, sd)
    t = t_quantile_two_sided(0.95, n - 1)
    of_bias = t * sd / math.sqrt(n)
    of_limit = t * sd * math.sqrt(1 / n + COVERAGE**2 / (2 * (n - 1)))
    return BlandAltman(
        readings=readings,
        points=tuple(((first + second) / 2, first - second) for first, second in pairs),
        bias=bias,
        sd=sd,
        limits=(low, high),
        bias_interval=(bias - of_bias, bias + of_bias),
        lower_interval=(low - of_limit, low + of_limit),
        upper_interval=(high - of_limit, high + of_limit),
    )
