"""Points, lines and angles of the film plane."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.studies import turned
from vertmeasure.core.geometry import (
    FilmPoint,
    ImagePoint,
    Line,
    Scale,
    cross,
    dot,
    segments_cross,
    signed_angle_deg,
    to_film_plane,
)

ORIGIN = FilmPoint(0.0, 0.0)
RIGHT, LEFT = +1, -1

directions = st.floats(-179.0, 179.0)


def ray(degrees: float, length: float = 10.0, start: FilmPoint = ORIGIN) -> Line:
    """A line that points clockwise from the right by so many degrees, as seen on the film."""
    step = turned(FilmPoint(length, 0.0), degrees)
    return Line(start, FilmPoint(start.x + step.x, start.y + step.y))


def line(*ends: float) -> Line:
    return Line(FilmPoint(ends[0], ends[1]), FilmPoint(ends[2], ends[3]))


def test_that_columns_run_along_x_and_rows_along_y() -> None:
    assert to_film_plane(ImagePoint(column=10, row=20), Scale(column=0.5, row=0.25)) == FilmPoint(x=5.0, y=5.0)


def test_that_the_corner_of_the_image_is_the_origin_of_the_plane() -> None:
    assert to_film_plane(ImagePoint(0, 0), Scale(0.3, 0.7)) == ORIGIN


def test_that_a_line_is_as_long_as_pythagoras_says() -> None:
    assert line(1, 2, 4, 6).length == 5.0


def test_that_a_line_points_from_start_to_end() -> None:
    assert line(1, 2, 4, 6).vector == FilmPoint(3, 4)


def test_that_a_clockwise_turn_has_a_positive_cross_product() -> None:
    assert cross(FilmPoint(1, 0), FilmPoint(0, 1)) == 1


def test_that_upright_vectors_have_no_inner_product() -> None:
    assert dot(FilmPoint(2, 0), FilmPoint(0, 3)) == 0


def test_that_endplates_closing_to_anterior_are_kyphotic() -> None:
    assert signed_angle_deg(ray(+5), ray(-7), RIGHT) == pytest.approx(12)


def test_that_endplates_opening_to_anterior_are_lordotic() -> None:
    assert signed_angle_deg(ray(-5), ray(+40), RIGHT) == pytest.approx(-45)


def test_that_the_sign_follows_the_side_that_is_anterior() -> None:
    assert signed_angle_deg(ray(180 - 5), ray(180 + 7), LEFT) == pytest.approx(12)


@pytest.mark.parametrize("degrees", [89, 91, 120, 179])
def test_that_a_wide_angle_is_not_folded(degrees: float) -> None:
    assert signed_angle_deg(ray(0), ray(-degrees), RIGHT) == pytest.approx(degrees)


@given(directions, directions)
def test_that_swapping_the_lines_only_turns_the_sign(first: float, second: float) -> None:
    there, back = (signed_angle_deg(ray(u), ray(v), RIGHT) for u, v in ((first, second), (second, first)))
    assert math.remainder(there + back, 360) == pytest.approx(0, abs=1e-9)


@given(directions, directions, st.floats(0, 360))
def test_that_turning_the_film_leaves_an_angle(first: float, second: float, turn: float) -> None:
    before = signed_angle_deg(ray(first), ray(second), RIGHT)
    after = signed_angle_deg(ray(first + turn), ray(second + turn), RIGHT)
    assert math.remainder(after - before, 360) == pytest.approx(0, abs=1e-6)


@given(st.floats(0.01, 1000), st.floats(0.01, 1000))
def test_that_the_length_of_a_line_leaves_its_angle(first: float, second: float) -> None:
    assert signed_angle_deg(ray(3, first), ray(-4, second), RIGHT) == pytest.approx(7)


def test_that_diagonals_of_a_square_cross() -> None:
    assert segments_cross(line(0, 0, 1, 1), line(0, 1, 1, 0))


@pytest.mark.parametrize(
    "other", [(0, 1, 1, 1), (2, -1, 2, 1), (0.5, 0.1, 0.5, 3)], ids=["parallel", "beside", "short of it"]
)
def test_that_segments_apart_do_not_cross(other: tuple[float, ...]) -> None:
    assert not segments_cross(line(0, 0, 1, 0), line(*other))


def test_that_segments_sharing_an_end_do_not_cross() -> None:
    assert not segments_cross(line(0, 0, 1, 0), line(1, 0, 1, 1))
