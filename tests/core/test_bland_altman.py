"""Limits of agreement against the published peak flow readings of Bland and Altman 1986, first readings."""

import pytest

from vertmeasure.core.bland_altman import bland_altman

WRIGHT = (494, 395, 516, 434, 476, 557, 413, 442, 650, 433, 417, 656, 267, 478, 178, 423, 427)
MINI = (512, 430, 520, 428, 500, 600, 364, 380, 658, 445, 432, 626, 260, 477, 259, 350, 451)
"""Litres a minute, 17 subjects, large and mini Wright peak flow meter."""
PUBLISHED = bland_altman(list(zip(WRIGHT, MINI, strict=True)))


def test_that_the_published_bias_and_spread_are_found() -> None:
    assert PUBLISHED.bias == pytest.approx(-2.1, abs=0.05)
    assert PUBLISHED.sd == pytest.approx(38.8, abs=0.05)


def test_that_the_limits_lie_1_96_standard_deviations_either_side() -> None:
    assert PUBLISHED.limits == pytest.approx((-78.10, 73.86), abs=0.01)


def test_that_the_published_interval_of_the_bias_is_found() -> None:
    assert PUBLISHED.bias_interval == pytest.approx((-22.0, 17.8), abs=0.06)


def test_that_the_intervals_of_the_limits_have_their_published_width() -> None:
    # 1986: standard error sqrt(3 s^2 / n) = 16.3, t = 2.12; the later formula has 1.71^2 in place of 3.
    low, high = PUBLISHED.lower_interval
    assert (high - low) / 2 == pytest.approx(2.12 * 16.3, rel=0.01)
    assert (high + low) / 2 == pytest.approx(PUBLISHED.limits[0])
    low, high = PUBLISHED.upper_interval
    assert (high + low) / 2 == pytest.approx(PUBLISHED.limits[1])


def test_that_a_plot_gets_the_mean_and_the_difference_of_each_subject() -> None:
    assert PUBLISHED.points[0] == (503.0, -18)
    assert len(PUBLISHED.points) == 17
