"""Snapping on drawn bodies whose corners are known."""

from collections.abc import Mapping

import numpy as np
import pytest
from numpy.typing import NDArray

from tests.vision.phantom import BODY, Drawing, clicked, error_mm, true_corners
from vertmeasure.core.anatomy import CORNERS, Mark
from vertmeasure.core.geometry import Scale
from vertmeasure.core.study import Landmark, Vertebra
from vertmeasure.vision.film_image import FilmImage
from vertmeasure.vision.snap import ALONE, FAR, MISSHAPEN, WEAK, SnappedPoint, snap_body, snap_point

POSES = {
    "upright": Drawing(),
    "mirrored": Drawing(faces_left=True),
    "turned by 37 degrees": Drawing(turned_deg=37.0),
    "oblong pixels": Drawing(scale=Scale(0.16, 0.28)),
    "inverted": Drawing(is_inverted=True),
    "coarse pixels": Drawing(scale=Scale(0.4, 0.4)),
    "fine pixels": Drawing(scale=Scale(0.1, 0.1)),
}


def errors_mm(drawing: Drawing, points: Mapping[Mark, SnappedPoint]) -> list[float]:
    return [error_mm(drawing, at, mark) for mark in CORNERS if (at := points[mark].at) is not None]


@pytest.mark.parametrize("name", POSES)
def test_that_clicks_beside_the_corners_move_to_them_in_any_pose(name: str) -> None:
    drawing = POSES[name]
    found = errors_mm(drawing, snap_body(drawing.image(), clicked(drawing)).points)
    assert len(found) == 4
    assert max(found) < 0.3


@pytest.mark.parametrize("name", ["mirrored", "turned by 37 degrees", "oblong pixels", "inverted"])
def test_that_the_pose_changes_a_snapped_corner_by_less_than_a_fifth_of_a_millimetre(name: str) -> None:
    here, there = Drawing(), POSES[name]
    ours, theirs = (snap_body(drawing.image(), clicked(drawing)).points for drawing in (here, there))
    for mark in CORNERS:
        at, other = ours[mark].at, theirs[mark].at
        assert at is not None
        assert other is not None
        assert abs(error_mm(here, at, mark) - error_mm(there, other, mark)) < 0.2


def test_that_an_uncalibrated_film_snaps_by_the_size_of_the_body() -> None:
    drawing = Drawing()
    image = FilmImage.of(drawing.stored(), None, False, Scale(1.0, 1.0))
    found = errors_mm(drawing, snap_body(image, clicked(drawing)).points)
    assert len(found) == 4
    assert max(found) < 0.3


def test_that_the_value_of_each_stored_number_counts_and_not_the_number() -> None:
    drawing = Drawing()
    turned = FilmImage.of(4095 - drawing.stored(), 4095.0 - np.arange(4096.0), False, drawing.scale)
    assert snap_body(turned, clicked(drawing)) == snap_body(drawing.image(), clicked(drawing))


@pytest.mark.parametrize("bodies", [(BODY,), (BODY, {mark: (x, y + 31.0) for mark, (x, y) in BODY.items()})])
def test_that_a_close_neighbour_does_not_draw_a_corner_away(
    bodies: tuple[Mapping[Mark, tuple[float, float]], ...],
) -> None:
    drawing = Drawing(middle_mm=(35.0, 20.0))
    assert max(errors_mm(drawing, snap_body(drawing.image(bodies), clicked(drawing)).points)) < 0.3


def test_that_four_clicks_give_six_points() -> None:
    drawing = Drawing()
    points = snap_body(drawing.image(), clicked(drawing)).points
    assert list(points) == [Mark.SP, Mark.SM, Mark.SA, Mark.IA, Mark.IM, Mark.IP]
    middle = points[Mark.SM]
    assert middle.raw is None
    assert middle.at is not None
    halfway = drawing.image_point((0.0, -12.25))
    assert np.hypot(middle.at.column - halfway.column, middle.at.row - halfway.row) * 0.2 < 0.7


def test_that_a_clicked_middle_moves_across_its_endplate_only() -> None:
    drawing = Drawing()
    click = drawing.image_point((5.0, -13.0))
    body = clicked(drawing)
    marks = {**body.marks, Mark.SM: Landmark(click)}
    at = snap_point(drawing.image(), Vertebra("L2", marks), Mark.SM).at
    true = drawing.image_point((5.0, -12.03))
    assert at is not None
    assert np.hypot(at.column - true.column, at.row - true.row) * 0.2 < 0.3


@pytest.mark.parametrize("missing", CORNERS)
def test_that_three_corners_are_enough_for_each_of_them(missing: Mark) -> None:
    drawing = Drawing()
    body = clicked(drawing, marks=[mark for mark in CORNERS if mark is not missing])
    points = snap_body(drawing.image(), body).points
    known = [points[mark].at for mark in body.marks]
    assert all(at is not None for at in known)
    assert max(error_mm(drawing, at, mark) for mark in body.marks if (at := points[mark].at) is not None) < 0.35


def test_that_the_endplate_of_s1_is_enough() -> None:
    drawing = Drawing()
    body = clicked(drawing, marks=(Mark.SP, Mark.SA), level="S1")
    points = snap_body(drawing.image(), body).points
    assert list(points) == [Mark.SP, Mark.SA]
    assert max(error_mm(drawing, at, mark) for mark in points if (at := points[mark].at) is not None) < 0.35


def test_that_a_lone_point_stays_and_says_why() -> None:
    drawing = Drawing()
    point = snap_point(drawing.image(), clicked(drawing, marks=(Mark.SP,)), Mark.SP)
    assert (point.at, point.reason) == (None, ALONE)


def test_that_clicks_on_an_empty_film_stay() -> None:
    drawing = Drawing(contrast=0.0, noise=0.05)
    points = snap_body(drawing.image(), clicked(drawing)).points
    moved = [points[mark] for mark in CORNERS if points[mark].at is not None]
    assert all(point.strength < 0.25 for point in moved)


def test_that_an_even_film_has_only_weak_edges() -> None:
    drawing = Drawing(contrast=0.0)
    points = snap_body(drawing.image(), clicked(drawing)).points
    assert {points[mark].reason for mark in CORNERS} == {WEAK}


def test_that_a_move_of_more_than_two_millimetres_is_not_taken() -> None:
    drawing = Drawing()
    body = clicked(drawing, off_mm=0.3)
    far = drawing.image_point(np.add(true_corners()[Mark.SA], (0.0, -2.6)))
    marks = {**body.marks, Mark.SA: Landmark(far)}
    point = snap_point(drawing.image(), Vertebra("L2", marks), Mark.SA)
    assert (point.at, point.reason, point.raw) == (None, FAR, far)


def test_that_noise_makes_an_edge_count_less() -> None:
    clear, noisy = Drawing(), Drawing(noise=0.35)
    first, second = (snap_body(each.image(), clicked(each)).points for each in (clear, noisy))
    assert all(first[mark].strength > second[mark].strength for mark in CORNERS)


def test_that_corners_on_one_spot_stay() -> None:
    drawing = Drawing()
    marks = {**clicked(drawing).marks, Mark.IP: clicked(drawing).marks[Mark.SP]}
    points = snap_body(drawing.image(), Vertebra("L2", marks)).points
    assert {points[mark].reason for mark in CORNERS} == {ALONE}


def test_that_a_body_whose_sides_would_change_beyond_a_click_is_left_alone() -> None:
    drawing = Drawing()
    thin = {Mark.SP: (-17.0, -2.4), Mark.SA: (17.0, -2.4), Mark.IA: (17.0, 2.4), Mark.IP: (-17.0, 2.4)}
    body = {mark: (x, y * 1.75) for mark, (x, y) in thin.items()}
    marks = {mark: Landmark(drawing.image_point(at)) for mark, at in thin.items()}
    points = snap_body(drawing.image((body,)), Vertebra("L2", marks)).points
    assert all(points[mark].at is None for mark in CORNERS)
    assert MISSHAPEN in {points[mark].reason for mark in CORNERS}


def test_that_the_middle_of_a_concave_endplate_is_its_deepest_point() -> None:
    drawing = Drawing(contrast=0.4)
    stored = _with_bowl(drawing, drawing.stored(), deep_mm=2.5)
    image = FilmImage.of(stored, None, False, drawing.scale)
    at = snap_body(image, clicked(drawing)).points[Mark.SM].at
    true = drawing.image_point((0.0, -12.25 + 2.5))
    assert at is not None
    assert abs(at.row - true.row) * drawing.scale.row < 0.5


def _with_bowl(drawing: Drawing, stored: NDArray[np.uint16], deep_mm: float) -> NDArray[np.uint16]:
    """Draw the bright line of a bowl, as seen on edge below the rims of the superior endplate."""
    rows, columns = stored.shape
    x = (np.arange(columns) + 0.5) * drawing.scale.column - drawing.middle_mm[0]
    y = (np.arange(rows)[:, None] + 0.5) * drawing.scale.row - drawing.middle_mm[1]
    bottom = -12.25 + deep_mm * np.clip(1 - (x / 17.0) ** 2, 0, 1) + 0.5
    line = np.exp(-0.5 * ((y - bottom) / 0.5) ** 2) * (np.abs(x) < 16.5)
    return np.asarray(np.clip(stored + 2000 * line, 0, 4095), np.uint16)
