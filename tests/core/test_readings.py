"""The numbers of a body: which lines they are made of, and why they may be lacking."""

import math
from dataclasses import replace

import pytest

from tests.studies import (
    GOLDEN_SHAPES,
    Points,
    Shape,
    View,
    body_points,
    film_of,
    leaning,
    measured,
    number,
    only,
    sacrum_points,
    stacked,
    study_of,
    three_bodies,
    without,
)
from vertmeasure.core.anatomy import BODIES, Mark
from vertmeasure.core.assess import assess
from vertmeasure.core.geometry import FilmPoint
from vertmeasure.core.measurement import Flag, Measurement, Status
from vertmeasure.core.study import HeightReference, Landmark, Study

ANGLE_IDS = ("wedge_angle", "gardner_angle", "segmental_angle", "adjacent_endplates_angle", "posterior_wall_angle")


def with_sacrum(points: Points, slope_deg: float = 40.0) -> Points:
    return {**points, "S1": sacrum_points(FilmPoint(100, 400), slope_deg)}


def status_of(study: Study, level: str, name: str) -> Status:
    return measured(study, level, name).status


def of_body(study: Study, level: str) -> dict[str, Measurement]:
    return {each.id: each for each in assess(study).measurements if each.level == level}


# ---- angles of a body

SLOPES = {"T12": 3.0, "L1": -5.0, "L2": -12.0}


@pytest.mark.parametrize(
    ("name", "upper", "lower"),
    [
        ("wedge_angle", "L1", "L1"),
        ("gardner_angle", "T12", "L1"),
        ("segmental_angle", "T12", "L2"),
        ("adjacent_endplates_angle", "T12", "L2"),
        ("posterior_wall_angle", "T12", "L2"),
    ],
)
def test_that_an_angle_lies_between_the_bodies_it_names(name: str, upper: str, lower: str) -> None:
    found = number(measured(study_of(film_of(leaning(**SLOPES))), "L1", name))
    assert found == pytest.approx(SLOPES[upper] - SLOPES[lower])


@pytest.mark.parametrize(
    ("name", "lines"),
    [
        ("wedge_angle", "sup L1 - inf L1"),
        ("gardner_angle", "sup T12 - inf L1"),
        ("segmental_angle", "sup T12 - inf L2"),
        ("adjacent_endplates_angle", "inf T12 - sup L2"),
        ("posterior_wall_angle", "wall T12 - wall L2"),
        ("sagittal_index", "sup T12 - inf L1"),
    ],
)
def test_that_an_angle_names_the_lines_it_lies_between(name: str, lines: str) -> None:
    assert measured(three_bodies(), "L1", name).lines == lines


@pytest.mark.parametrize(
    ("name", "moved", "changes"),
    [
        ("gardner_angle", ("T12", Mark.SA), True),
        ("gardner_angle", ("T12", Mark.IA), False),
        ("gardner_angle", ("L1", Mark.IA), True),
        ("gardner_angle", ("L1", Mark.SA), False),
        ("segmental_angle", ("T12", Mark.SA), True),
        ("segmental_angle", ("L2", Mark.IA), True),
        ("segmental_angle", ("L2", Mark.SA), False),
        ("adjacent_endplates_angle", ("T12", Mark.IA), True),
        ("adjacent_endplates_angle", ("L2", Mark.SA), True),
        ("adjacent_endplates_angle", ("L2", Mark.IA), False),
        ("posterior_wall_angle", ("T12", Mark.SP), True),
        ("posterior_wall_angle", ("T12", Mark.SA), False),
        ("wedge_angle", ("L1", Mark.SM), False),
    ],
)
def test_that_an_angle_follows_the_ends_of_its_lines_only(name: str, moved: tuple[str, Mark], changes: bool) -> None:
    points = leaning(**SLOPES)
    before = number(measured(study_of(film_of(points)), "L1", name))
    level, mark = moved
    at = points[level][mark]
    points[level][mark] = FilmPoint(at.x + 2, at.y + 3)
    after = number(measured(study_of(film_of(points)), "L1", name))
    assert (abs(after - before) > 0.1) is changes


def test_that_the_angles_of_l5_end_at_the_sacrum() -> None:
    study = study_of(film_of(with_sacrum(leaning(L4=8, L5=20))))
    assert number(measured(study, "L5", "segmental_angle")) == pytest.approx(8 - 40)
    assert number(measured(study, "L5", "adjacent_endplates_angle")) == pytest.approx(8 - 40)
    assert measured(study, "L5", "segmental_angle").lines == "sup L4 - sup S1"


def test_that_neighbours_are_those_of_anatomy_not_of_the_list() -> None:
    study = study_of(film_of(leaning(T11=1, L1=2, L3=3)))
    found = {name: status_of(study, "L1", name) for name in (*ANGLE_IDS, "ratio_crush_above", "ratio_crush_below")}
    assert {name for name, status in found.items() if status is Status.OK} == {"wedge_angle"}
    assert set(found.values()) == {Status.OK, Status.MISSING_LANDMARKS}


NORMAL_DEG = {
    **dict.fromkeys(BODIES[:10], 5),
    **dict.fromkeys(("T11", "T12", "L1"), 0),
    **dict.fromkeys(("L2", "L3", "L4", "L5"), -10),
}


@pytest.mark.parametrize("level", BODIES[1:])
def test_that_the_sagittal_index_takes_off_the_normal_angle(level: str) -> None:
    upper = BODIES[BODIES.index(level) - 1]
    found = measured(study_of(film_of(leaning(**{upper: 4, level: -3}))), level, "sagittal_index")
    assert number(found) == pytest.approx(7 - NORMAL_DEG[level])
    assert found.flags == {Flag.UNVERIFIED_CONSTANT}


# ---- what anatomy lacks


@pytest.mark.parametrize(
    "name",
    [
        "ratio_crush_above",
        "gardner_angle",
        "segmental_angle",
        "adjacent_endplates_angle",
        "posterior_wall_angle",
        "sagittal_index",
    ],
)
def test_that_nothing_lies_above_t1(name: str) -> None:
    assert status_of(study_of(film_of(leaning(T1=0, T2=0))), "T1", name) is Status.NOT_APPLICABLE


@pytest.mark.parametrize("name", ["ratio_crush_below", "posterior_wall_angle"])
@pytest.mark.parametrize("points", [with_sacrum(leaning(L4=0, L5=0)), leaning(L5=0)])
def test_that_the_sacrum_has_neither_wall_nor_height(name: str, points: Points) -> None:
    assert status_of(study_of(film_of(points)), "L5", name) is Status.NOT_APPLICABLE


def test_that_what_anatomy_lacks_is_told_before_what_was_not_placed() -> None:
    study = study_of(film_of(only(leaning(T1=0), "T1", Mark.SA)))
    assert status_of(study, "T1", "ratio_crush_above") is Status.NOT_APPLICABLE
    assert status_of(study, "T1", "ratio_crush_below") is Status.MISSING_LANDMARKS


# ---- ratios and losses


def test_that_crush_compares_the_posterior_walls() -> None:
    study = three_bodies()
    assert number(measured(study, "L1", "ratio_crush_above")) == pytest.approx(28 / 26.5)
    assert number(measured(study, "L1", "ratio_crush_below")) == pytest.approx(28 / 28)


def test_that_a_fractured_neighbour_still_serves_for_crush() -> None:
    study = study_of(film_of(stacked(GOLDEN_SHAPES)), fractures=("L1", "T12"))
    assert number(measured(study, "L1", "ratio_crush_above")) == pytest.approx(28 / 26.5)


def test_that_a_ratio_over_nothing_is_degenerate() -> None:
    points = stacked(GOLDEN_SHAPES)
    points["L1"][Mark.IP] = points["L1"][Mark.SP]
    for name in ("ratio_wedge", "ratio_biconcavity", "loss_own_posterior"):
        assert status_of(study_of(film_of(points)), "L1", name) is Status.DEGENERATE


def test_that_depth_is_the_mean_of_the_endplates() -> None:
    found = measured(study_of(film_of({"L1": body_points(Shape(20, 22, 30, depth_mm=36))})), "L1", "depth")
    assert number(found) == pytest.approx(math.hypot(36, 5))


def test_that_a_body_taller_than_its_reference_has_a_negative_loss() -> None:
    assert number(measured(three_bodies(), "L1", "loss_adjacent_posterior")) == pytest.approx(100 * (1 - 28 / 27.25))


def test_that_the_largest_loss_is_the_largest_of_three() -> None:
    study = three_bodies()
    losses = {column: number(measured(study, "L1", f"loss_adjacent_{column}")) for column in ("anterior", "middle")}
    found = measured(study, "L1", "loss_adjacent_max")
    assert number(found) == losses["anterior"] > losses["middle"]
    assert found.flags == frozenset()


def test_that_the_largest_loss_errs_as_its_own_column() -> None:
    study = three_bodies()
    assert measured(study, "L1", "loss_adjacent_max").sd == measured(study, "L1", "loss_adjacent_anterior").sd


@pytest.mark.parametrize("mark", [Mark.SM, Mark.SP, Mark.SA])
def test_that_the_largest_of_two_losses_is_partial(mark: Mark) -> None:
    study = study_of(film_of(without(stacked(GOLDEN_SHAPES), "L1", mark)))
    assert Flag.PARTIAL in measured(study, "L1", "loss_adjacent_max").flags


def proposed(study: Study, level: str, mark: Mark) -> Study:
    film = study.films[0]
    body = film.vertebrae[level]
    point = Landmark(body.marks[mark].at, proposed=True)
    body = replace(body, marks={**body.marks, mark: point})
    return replace(study, films=(replace(film, vertebrae={**film.vertebrae, level: body}),))


@pytest.mark.parametrize("where", [("L1", Mark.SM), ("L1", Mark.SA), ("T12", Mark.IM)])
def test_that_a_proposed_point_makes_the_largest_loss_partial(where: tuple[str, Mark]) -> None:
    found = measured(proposed(three_bodies(), *where), "L1", "loss_adjacent_max")
    assert found.flags == {Flag.PARTIAL, Flag.PROPOSED}


def test_that_a_proposed_point_flags_what_it_takes_part_in_and_no_more() -> None:
    study = proposed(three_bodies(), "L1", Mark.SM)
    flagged = {name for name, row in of_body(study, "L1").items() if Flag.PROPOSED in row.flags}
    assert flagged == {
        *("height_middle", "ratio_biconcavity", "loss_adjacent_middle"),
        *("loss_adjacent_max", "genant_grade", "deformity"),
    }


def test_that_without_any_loss_the_first_reason_is_told() -> None:
    lonely = study_of(film_of({"L1": stacked(GOLDEN_SHAPES)["L1"]}))
    assert status_of(lonely, "L1", "loss_adjacent_max") is Status.NO_REFERENCE
    pointless = study_of(film_of(only(stacked(GOLDEN_SHAPES), "L1", Mark.SP)))
    assert status_of(pointless, "L1", "loss_adjacent_max") is Status.MISSING_LANDMARKS


def test_that_a_missing_point_is_told_before_a_missing_reference() -> None:
    points = without({"L1": stacked(GOLDEN_SHAPES)["L1"]}, "L1", Mark.SA)
    assert status_of(study_of(film_of(points)), "L1", "loss_adjacent_anterior") is Status.MISSING_LANDMARKS


def test_that_a_missing_reference_is_told_before_a_missing_spacing() -> None:
    study = study_of(film_of({"L1": stacked(GOLDEN_SHAPES)["L1"]}, View(calibrated=False)))
    assert status_of(study, "L1", "reference_anterior") is Status.NO_REFERENCE
    assert status_of(study, "L1", "height_anterior") is Status.UNCALIBRATED


def test_that_losses_follow_the_reference_the_study_chose() -> None:
    study = three_bodies(height_reference=HeightReference.ABOVE)
    assert number(measured(study, "L1", "loss_adjacent_anterior")) == pytest.approx(100 * (1 - 18 / 25))
