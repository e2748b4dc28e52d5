"""Quarter turns and mirrors of the view."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vertmeasure.core.geometry import ImagePoint
from vertmeasure.ui.turning import Turn

FILM = (300.0, 400.0)
TURNS = [Turn(quarters, mirrored) for quarters in range(4) for mirrored in (False, True)]


@pytest.mark.parametrize("turn", TURNS)
@given(column=st.floats(0, 300), row=st.floats(0, 400))
def test_that_a_point_comes_back_from_the_view(turn: Turn, column: float, row: float) -> None:
    back = turn.to_film(*turn.to_view(ImagePoint(column, row), FILM), FILM)
    assert back == pytest.approx((column, row), abs=1e-9)


def test_that_a_quarter_to_the_right_brings_the_top_left_corner_to_the_right() -> None:
    assert Turn(1).to_view(ImagePoint(0, 0), FILM) == (400, 0)
    assert Turn(1).size_of(FILM) == (400, 300)


def test_that_a_quarter_to_the_left_brings_the_top_left_corner_down() -> None:
    assert Turn().turned(-1).to_view(ImagePoint(0, 0), FILM) == (0, 300)


def test_that_a_mirror_exchanges_left_and_right_of_what_is_seen() -> None:
    seen = Turn(1).to_view(ImagePoint(10, 20), FILM)
    mirrored = Turn(1).flipped().to_view(ImagePoint(10, 20), FILM)
    assert mirrored == (400 - seen[0], seen[1])


@pytest.mark.parametrize("turn", TURNS)
def test_that_four_quarters_or_two_mirrors_change_nothing(turn: Turn) -> None:
    assert turn.turned(1).turned(1).turned(1).turned(1) == turn
    assert turn.flipped().flipped() == turn


def test_that_turning_left_undoes_turning_right_on_a_mirrored_view() -> None:
    assert Turn(0, True).turned(1).turned(-1) == Turn(0, True)


@pytest.mark.parametrize("turn", TURNS)
def test_that_a_step_to_the_right_goes_to_the_right_on_the_screen(turn: Turn) -> None:
    across, along = turn.step_on_film(1.0, 0.0)
    start, end = turn.to_view(ImagePoint(50, 60), FILM), turn.to_view(ImagePoint(50 + across, 60 + along), FILM)
    assert (end[0] - start[0], end[1] - start[1]) == (1.0, 0.0)


def test_that_the_words_name_what_was_done_to_the_view() -> None:
    assert Turn().words == ""
    assert Turn(3, True).words == "view turned 90° left, mirrored"
    assert Turn(0, True).words == "view mirrored"
