"""Intraclass correlation against the published example of Shrout and Fleiss 1979, table 2."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vertmeasure.core.icc import Coefficient, icc_agreement, icc_consistency, variance_table

SHROUT_FLEISS = ((9, 2, 5, 8), (6, 1, 3, 2), (8, 4, 6, 8), (7, 1, 2, 6), (10, 5, 6, 9), (6, 2, 4, 7))
"""Six targets, four judges."""


def found(coefficient: Coefficient | None) -> Coefficient:
    assert coefficient is not None
    return coefficient


def test_that_the_published_variance_table_is_found() -> None:
    table = variance_table(SHROUT_FLEISS)
    assert table.between_subjects == pytest.approx(11.24, abs=0.005)
    assert table.within_subjects == pytest.approx(6.26, abs=0.005)
    assert table.between_readings == pytest.approx(32.49, abs=0.005)
    assert table.residual == pytest.approx(1.02, abs=0.005)


def test_that_the_published_coefficients_are_found() -> None:
    table = variance_table(SHROUT_FLEISS)
    assert found(icc_agreement(table)).value == pytest.approx(0.2898, abs=5e-5)
    assert found(icc_consistency(table)).value == pytest.approx(0.7148, abs=5e-5)


def test_that_their_intervals_are_those_other_programs_print_for_the_published_table() -> None:
    table = variance_table(SHROUT_FLEISS)
    assert found(icc_agreement(table)).interval == pytest.approx((0.019, 0.761), abs=5e-4)
    assert found(icc_consistency(table)).interval == pytest.approx((0.342, 0.946), abs=5e-4)


def test_that_a_constant_shift_between_readings_costs_agreement_but_not_consistency() -> None:
    table = variance_table([(20.0, 22.0), (25.0, 27.0), (30.0, 32.0)])
    assert icc_consistency(table) == Coefficient(1.0, (1.0, 1.0))
    assert found(icc_agreement(table)).value == pytest.approx(25 / (25 + 2))


def test_that_equal_readings_agree_wholly() -> None:
    table = variance_table([(20.1, 20.1), (25.3, 25.3), (30.7, 30.7)])
    assert icc_agreement(table) == icc_consistency(table) == Coefficient(1.0, (1.0, 1.0))
    assert table.within_subjects == 0


def test_that_readings_that_never_vary_have_no_coefficient() -> None:
    table = variance_table([(0.1, 0.1, 0.1)] * 7)
    assert icc_agreement(table) is None
    assert icc_consistency(table) is None


READINGS = st.lists(st.tuples(*[st.floats(-50, 50).map(lambda each: round(each, 2))] * 3), min_size=2, max_size=8)


@given(READINGS)
def test_that_coefficients_lie_in_their_intervals_and_none_is_beyond_one(rows: list[tuple[float, ...]]) -> None:
    table = variance_table(rows)
    for coefficient in (icc_agreement(table), icc_consistency(table)):
        if coefficient is not None and coefficient.interval is not None:
            low, high = coefficient.interval
            assert math.isfinite(low)
            assert math.isfinite(high)
            assert high <= 1 + 1e-9
            assert coefficient.value <= 1 + 1e-9


@given(READINGS, st.floats(0.1, 10), st.floats(-20, 20))
def test_that_unit_and_zero_do_not_matter(rows: list[tuple[float, ...]], factor: float, offset: float) -> None:
    table, other = variance_table(rows), variance_table([[each * factor + offset for each in row] for row in rows])
    if table.within_subjects > 1e-3 and table.between_subjects > 1e-3:
        assert found(icc_agreement(other)).value == pytest.approx(found(icc_agreement(table)).value, abs=1e-6)
