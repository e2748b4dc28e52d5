"""Quantiles of the F and t distributions, by the regularised incomplete beta function.

The beta function is summed as a continued fraction (modified Lentz; Abramowitz and Stegun 26.5.8),
the quantile found by halving on the logarithm of F, so that it is safe for any degrees of freedom.
"""

import math

_TINY = 1e-300
_CLOSE = 1e-15
_MOST_TERMS = 10_000
_WIDEST_LOG = 600.0
_HALVINGS = 90


def f_quantile(probability: float, numerator_df: float, denominator_df: float) -> float:
    """The value that an F variable stays below with a probability (0 to 1); degrees of freedom need not be whole."""
    low, high = -_WIDEST_LOG, _WIDEST_LOG
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        if f_probability(math.exp(middle), numerator_df, denominator_df) < probability:
            low = middle
        else:
            high = middle
    return math.exp((low + high) / 2)


def t_quantile_two_sided(confidence: float, df: float) -> float:
    """The value that the size of a t variable stays below with a probability: 2.262 for 0.95 and 9."""
    return math.sqrt(f_quantile(confidence, 1.0, df))


def f_probability(value: float, numerator_df: float, denominator_df: float) -> float:
    """The probability that an F variable stays below a value above 0."""
    odds = math.log(numerator_df) - math.log(denominator_df) + math.log(value)
    # x and 1 - x from their odds: neither loses its digits where the other is nearly one.
    share, rest = _logistic(odds), _logistic(-odds)
    return _beta(share, rest, numerator_df / 2, denominator_df / 2)


def _logistic(odds: float) -> float:
    return 1.0 / (1.0 + math.exp(-odds)) if odds >= 0 else math.exp(odds) / (1.0 + math.exp(odds))


def _beta(x: float, rest: float, a: float, b: float) -> float:
    """Regularised incomplete beta I_x(a, b); `rest` is 1 - x."""
    if x <= 0.0 or rest <= 0.0:
        return 0.0 if x <= 0.0 else 1.0
    front = math.exp(math.lgamma(a + b) - math.lgamma(a) - math.lgamma(b) + a * math.log(x) + b * math.log(rest))
    if x * (a + b + 2) < a + 1:
        return front * _fraction(x, a, b) / a
    return 1.0 - front * _fraction(rest, b, a) / b


def _fraction(x: float, a: float, b: float) -> float:
    """The continued fraction of the incomplete beta function."""
    above, below = 1.0, 1.0 / _away_from_zero(1.0 - (a + b) * x / (a + 1.0))
    total = below
    for term in range(1, _MOST_TERMS):
        even = term * (b - term) * x / ((a + 2 * term - 1) * (a + 2 * term))
        odd = -(a + term) * (a + b + term) * x / ((a + 2 * term) * (a + 2 * term + 1))
        for coefficient in (even, odd):
            below = 1.0 / _away_from_zero(1.0 + coefficient * below)
            above = _away_from_zero(1.0 + coefficient / above)
            total *= below * above
        if abs(below * above - 1.0) < _CLOSE:
            break
    return total


def _away_from_zero(value: float) -> float:
    return value if abs(value) > _TINY else _TINY
