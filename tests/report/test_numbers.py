import pytest

from vertmeasure.report.numbers import (
    half_width,
    interval_words,
    number,
    plain,
    signed,
    spacing_words,
    with_sign,
    with_unit,
)


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [
        (15.84, "mm", "15.8"),
        (-0.04, "mm", "0.0"),
        (-0.06, "mm", "-0.1"),
        (41.66, "%", "41.7"),
        (20.1278, "deg", "20.1"),
        (-12.25, "points", "-12.2"),
        (0.54999, "ratio", "0.550"),
        (-0.0001, "ratio", "0.000"),
        (2, "grade", "2"),
        (0.5, "grade", "0.5"),
        (3.0, "grade", "3"),
        (1e-30, "deg", "0.0"),
    ],
)
def test_that_a_number_is_rounded_by_its_unit(value: float, unit: str, text: str) -> None:
    assert plain(value, unit) == text


def test_that_a_minus_on_paper_is_no_hyphen() -> None:
    assert number(-7.38, "mm") == "\u22127.4"


@pytest.mark.parametrize(("value", "text"), [(7.38, "+7.4"), (-7.38, "\u22127.4"), (0.0, "0.0"), (0.04, "0.0")])
def test_that_a_change_has_a_sign_unless_it_rounds_to_nothing(value: float, text: str) -> None:
    assert signed(value, "mm") == text


def test_that_an_interval_is_told_as_half_its_width_or_as_both_ends() -> None:
    assert half_width((4.24, 10.52), "mm") == "±3.1"
    assert interval_words((-1.26, 24.85), "deg") == "\u22121.3 to 24.9"


def test_that_a_thin_space_stands_before_a_unit_but_not_before_a_degree_sign() -> None:
    assert with_unit(7.38, "mm") == "7.4\u2009mm"
    assert with_unit(-51.2, "deg") == "\u221251.2°"
    assert with_unit(12.0, "points") == "12.0\u2009pp"
    assert with_sign("0.550", "") == "0.550"


def test_that_a_spacing_has_three_decimals_and_both_directions_where_they_differ() -> None:
    assert spacing_words(0.13, 0.13) == "0.130\u2009mm/px"
    assert spacing_words(0.5, 0.4) == "0.500 × 0.400\u2009mm/px"
