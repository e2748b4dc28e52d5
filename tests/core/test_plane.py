"""One film in its plane: heights, directions, and which side is anterior."""

import math
from dataclasses import replace

import pytest

from tests.studies import (
    GOLDEN_SHAPES,
    PLAIN,
    Points,
    Shape,
    View,
    body_points,
    film_of,
    only,
    sacrum_points,
    stacked,
    study_of,
    turned,
    without,
)
from vertmeasure.core.anatomy import CORNERS, Column, Edge, Mark
from vertmeasure.core.assess import assess
from vertmeasure.core.geometry import FilmPoint
from vertmeasure.core.measurement import Measurement, Status
from vertmeasure.core.plane import FilmPlane
from vertmeasure.core.study import Film, Landmark
from vertmeasure.core.uncertainty import Estimate, Lack, Quantity

FOUR = ("T11", "T12", "L1", "L2")


def plane_of(points: Points, view: View = PLAIN) -> FilmPlane:
    return FilmPlane.of(film_of(points, view), 0.75)


def value_of(quantity: Quantity) -> float:
    assert isinstance(quantity, Estimate), quantity
    return quantity.value


def lack_of(quantity: Quantity) -> Lack:
    assert isinstance(quantity, Lack), quantity
    return quantity


def column_of(*levels: str) -> Points:
    """Bodies of one size, one below the other."""
    return stacked({level: Shape(24.0, 24.0, 26.0) for level in levels})


def flipped(points: Points, *levels: str) -> Points:
    """The spine with anterior and posterior of some bodies taken for each other."""
    opposite = {Mark.SP: Mark.SA, Mark.SA: Mark.SP, Mark.IP: Mark.IA, Mark.IA: Mark.IP}
    return {
        level: {opposite.get(mark, mark): at for mark, at in marks.items()} if level in levels else marks
        for level, marks in points.items()
    }


def crossed(points: Points, level: str) -> Points:
    """The spine with the two inferior corners of a body taken for each other."""
    marks = points[level]
    return {**points, level: {**marks, Mark.IA: marks[Mark.IP], Mark.IP: marks[Mark.IA]}}


def angles_of(film: Film) -> dict[tuple[str, str], Measurement]:
    return {(each.level, each.id): each for each in assess(study_of(film)).measurements if each.unit == "deg"}


# ---- heights

OBLONG = View(row_mm=0.2, column_mm=0.5)


@pytest.mark.parametrize("view", [PLAIN, OBLONG, View(mirrored=True, rotation_deg=70, row_mm=0.1, column_mm=0.3)])
def test_that_heights_are_taken_at_three_columns_in_millimetres(view: View) -> None:
    plane = plane_of(stacked(GOLDEN_SHAPES), view)
    assert [value_of(plane.height("L1", column)) for column in Column] == pytest.approx([18, 19, 28])


def test_that_the_length_of_an_endplate_is_taken_between_its_corners() -> None:
    plane = plane_of({"L1": body_points(Shape(25, 25, 25, depth_mm=31))}, OBLONG)
    lengths = [value_of(plane.endplate_length("L1", edge)) for edge in (Edge.SUPERIOR, Edge.INFERIOR)]
    assert lengths == pytest.approx([31, 31])


def test_that_a_missing_point_is_named_in_words() -> None:
    plane = plane_of(without(stacked(GOLDEN_SHAPES), "L1", Mark.SA))
    lack = lack_of(plane.height("L1", Column.ANTERIOR))
    assert (lack.status, lack.reason) == (Status.MISSING_LANDMARKS, "L1: superior anterior not placed")


def test_that_two_points_on_one_spot_have_no_direction() -> None:
    points = stacked(GOLDEN_SHAPES)
    points["L1"][Mark.SA] = points["L1"][Mark.SP]
    plane = plane_of(points)
    assert lack_of(plane.endplate_length("L1", Edge.SUPERIOR)).status is Status.DEGENERATE
    assert lack_of(plane.angle(("L1", Edge.SUPERIOR), ("L1", Edge.INFERIOR))).status is Status.DEGENERATE


def test_that_millimetres_need_a_spacing() -> None:
    plane = plane_of(stacked(GOLDEN_SHAPES), View(calibrated=False))
    assert lack_of(plane.in_mm(plane.height("L1", Column.ANTERIOR))).status is Status.UNCALIBRATED


def test_that_a_missing_point_is_told_before_a_missing_spacing() -> None:
    plane = plane_of(without(stacked(GOLDEN_SHAPES), "L1", Mark.SA), View(calibrated=False))
    assert lack_of(plane.in_mm(plane.height("L1", Column.ANTERIOR))).status is Status.MISSING_LANDMARKS


def test_that_a_proposed_point_marks_what_is_made_from_it() -> None:
    film = film_of(stacked(GOLDEN_SHAPES))
    body = film.vertebrae["L1"]
    marks = {**body.marks, Mark.SA: Landmark(body.marks[Mark.SA].at, proposed=True)}
    film = replace(film, vertebrae={**film.vertebrae, "L1": replace(body, marks=marks)})
    heights = {column: FilmPlane.of(film, 0.75).height("L1", column) for column in Column}
    assert {column: isinstance(each, Estimate) and each.proposed for column, each in heights.items()} == {
        Column.ANTERIOR: True,
        Column.MIDDLE: False,
        Column.POSTERIOR: False,
    }


def test_that_bodies_go_from_head_to_foot_without_the_sacrum() -> None:
    points = {"S1": sacrum_points(FilmPoint(0, 0)), **column_of("L2"), **column_of("T12")}
    assert plane_of(points).bodies == ("T12", "L2")


def test_that_a_body_of_one_point_is_still_a_body() -> None:
    plane = plane_of(only(stacked(GOLDEN_SHAPES), "L1", Mark.SA))
    assert plane.bodies == ("T12", "L1", "L2")
    assert all(lack_of(plane.height("L1", column)).status is Status.MISSING_LANDMARKS for column in Column)


def test_that_a_calibrated_film_errs_by_the_landmark_error() -> None:
    assert FilmPlane.of(film_of(stacked(GOLDEN_SHAPES), OBLONG), 0.6).sigma == 0.6


def test_that_an_uncalibrated_film_errs_by_a_share_of_its_endplates() -> None:
    points = {"L5": body_points(Shape(25, 25, 25, depth_mm=40)), "S1": sacrum_points(FilmPoint(0, 50))}
    plane = plane_of(points, View(calibrated=False))
    assert plane.sigma == pytest.approx(0.75 / 34 * (40 + 40 + 34) / 3)


def test_that_an_uncalibrated_film_without_endplates_knows_no_error() -> None:
    plane = plane_of({"L1": {Mark.SA: FilmPoint(0, 0), Mark.IA: FilmPoint(0, 20)}}, View(calibrated=False))
    assert math.isnan(plane.sigma)


# ---- which side is anterior


@pytest.mark.parametrize("degrees", [0, 37, 90, 180, 271])
@pytest.mark.parametrize(("mirrored", "facing"), [(False, 1), (True, -1)])
def test_that_facing_turns_with_a_mirror_and_not_with_a_rotation(degrees: float, mirrored: bool, facing: int) -> None:
    plane = plane_of(stacked(GOLDEN_SHAPES), View(mirrored=mirrored, rotation_deg=degrees))
    assert plane.facing == facing
    assert set(plane.facings.values()) == {facing}


def test_that_a_film_faces_as_most_of_its_bodies() -> None:
    plane = plane_of(flipped(column_of(*FOUR), "T12"))
    assert plane.facing == 1
    assert plane.facings == {"T11": 1, "T12": -1, "L1": 1, "L2": 1}


def test_that_only_angles_with_the_odd_body_are_inconsistent() -> None:
    angles = angles_of(film_of(flipped(column_of(*FOUR, "L3"), "T12")))
    status = {name: angles[level, name].status for level, name in angles if level in ("T12", "")}
    assert status["wedge_angle"] is Status.INCONSISTENT_FACING
    assert status["gardner_angle"] is Status.INCONSISTENT_FACING
    assert angles["L1", "gardner_angle"].status is Status.INCONSISTENT_FACING
    assert angles["L2", "segmental_angle"].status is Status.OK


def test_that_a_tie_makes_every_angle_inconsistent() -> None:
    film = film_of(flipped(column_of(*FOUR), "T11", "T12"))
    made = {each.status for each in angles_of(film).values()} - {Status.MISSING_LANDMARKS}
    assert FilmPlane.of(film, 0.75).facing == 0
    assert made == {Status.INCONSISTENT_FACING}


def test_that_crossed_corners_take_no_side_and_give_no_angle() -> None:
    points = crossed(column_of(*FOUR), "T12")
    plane, angles = plane_of(points), angles_of(film_of(points))
    assert (plane.facings["T12"], plane.facing) == (0, 1)
    assert angles["T12", "wedge_angle"].status is Status.INCONSISTENT_FACING
    assert "cross" in angles["T12", "wedge_angle"].reason
    assert angles["L2", "wedge_angle"].status is Status.OK


def test_that_crossed_corners_on_the_other_side_are_seen_too() -> None:
    marks = body_points(Shape(24, 24, 26))
    swapped = {**marks, Mark.SP: marks[Mark.IP], Mark.IP: marks[Mark.SP]}
    assert plane_of({"L1": swapped}).facings == {"L1": 0}


def test_that_without_a_body_of_four_corners_the_side_is_unknown() -> None:
    points = column_of("T12", "L1")
    plane = plane_of(without(without(points, "T12", Mark.IA), "L1", Mark.SP))
    lack = lack_of(plane.angle(("T12", Edge.SUPERIOR), ("L1", Edge.INFERIOR)))
    assert plane.facing is None
    assert lack.status is Status.MISSING_LANDMARKS


def test_that_a_body_of_two_corners_takes_the_side_of_the_film() -> None:
    points = stacked(GOLDEN_SHAPES)
    whole = plane_of(points, View(mirrored=True)).angle(("T12", Edge.SUPERIOR), ("L2", Edge.INFERIOR))
    part = plane_of(only(points, "T12", Mark.SP, Mark.SA), View(mirrored=True))
    assert value_of(part.angle(("T12", Edge.SUPERIOR), ("L2", Edge.INFERIOR))) == pytest.approx(value_of(whole))


def test_that_the_sacrum_takes_the_side_of_the_film() -> None:
    points = {**column_of("L5"), "S1": sacrum_points(FilmPoint(80, 160), slope_deg=40)}
    for mirrored in (False, True):
        plane = plane_of(points, View(mirrored=mirrored))
        angle = plane.angle(("L5", Edge.SUPERIOR), ("S1", Edge.SUPERIOR))
        tilt_deg = math.degrees(math.atan(1 / 34))
        assert value_of(angle) == pytest.approx(-40 + tilt_deg)


def test_that_a_missing_point_is_told_before_the_wrong_side() -> None:
    plane = plane_of(without(crossed(column_of(*FOUR), "T12"), "T12", Mark.SP))
    lack = lack_of(plane.angle(("T12", Edge.SUPERIOR), ("T12", Edge.INFERIOR)))
    assert lack.status is Status.MISSING_LANDMARKS


def test_that_a_kyphotic_body_measures_the_same_lying_on_its_side() -> None:
    points = {level: {mark: turned(at, 90) for mark, at in marks.items()} for level, marks in column_of("L1").items()}
    angle = plane_of(points).angle(("L1", Edge.SUPERIOR), ("L1", Edge.INFERIOR))
    assert value_of(angle) == pytest.approx(2 * math.degrees(math.atan(1 / 34)))


def test_that_a_body_of_all_corners_on_one_line_takes_no_side() -> None:
    flat = {mark: FilmPoint(place, 0.0) for place, mark in enumerate(CORNERS)}
    assert plane_of({"L1": flat}).facings == {"L1": 0}
