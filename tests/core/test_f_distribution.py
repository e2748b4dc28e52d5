"""Quantiles against printed tables of the F and t distributions."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vertmeasure.core.f_distribution import f_probability, f_quantile, t_quantile_two_sided

PRINTED_F = [
    (0.95, 1, 1, 161.45),
    (0.95, 3, 10, 3.71),
    (0.975, 5, 15, 3.58),
    (0.975, 10, 20, 2.77),
    (0.99, 10, 20, 3.37),
    (0.95, 120, 120, 1.35),
    (0.99, 4, 60, 3.65),
]
PRINTED_T = [(1, 12.706), (2, 4.303), (9, 2.262), (16, 2.120), (30, 2.042), (120, 1.980)]


@pytest.mark.parametrize(("probability", "above", "below", "printed"), PRINTED_F)
def test_that_quantiles_of_f_are_those_of_printed_tables(
    probability: float, above: int, below: int, printed: float
) -> None:
    assert f_quantile(probability, above, below) == pytest.approx(printed, abs=0.006)


@pytest.mark.parametrize(("df", "printed"), PRINTED_T)
def test_that_quantiles_of_t_are_those_of_printed_tables(df: int, printed: float) -> None:
    assert t_quantile_two_sided(0.95, df) == pytest.approx(printed, abs=0.0006)


def test_that_the_probability_has_its_closed_form_where_there_is_one() -> None:
    # F(2, d): 1 - (1 + 2 x / d) ** (-d / 2)
    for x in (0.001, 0.5, 3.0, 400.0):
        assert f_probability(x, 2, 7) == pytest.approx(1 - (1 + 2 * x / 7) ** -3.5, rel=1e-12)


@given(st.floats(0.001, 0.999), st.floats(0.2, 400), st.floats(0.2, 400))
def test_that_a_quantile_is_where_its_probability_lies(probability: float, above: float, below: float) -> None:
    found = f_quantile(probability, above, below)
    assert math.isfinite(found)
    assert f_probability(found, above, below) == pytest.approx(probability, abs=1e-9)
    assert f_quantile(1 - probability, below, above) == pytest.approx(1 / found, rel=1e-6)
