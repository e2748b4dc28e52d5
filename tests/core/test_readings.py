"""Every number of a body and of a film: which lines it is made of, and why it may be lacking."""

import math
from collections.abc import Mapping
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

BODY_IDS = [
    *(f"height_{column}" for column in ("anterior", "middle", "posterior")),
    *("depth", "ratio_wedge", "ratio_biconcavity", "ratio_crush_above", "ratio_crush_below"),
    *(f"reference_{column}" for column in ("anterior", "middle", "posterior")),
    *(f"loss_adjacent_{column}" for column in ("anterior", "middle", "posterior")),
    *("loss_adjacent_max", "genant_grade", "deformity", "loss_own_posterior", "wedge_angle", "gardner_angle"),
    *("segmental_angle", "adjacent_endplates_angle", "posterior_wall_angle", "sagittal_index"),
]
FILM_IDS = ["kyphosis_T4_T12", "kyphosis_T5_T12", "junction_T10_L2", "lordosis_L1_S1"]
ANGLE_IDS = [name for name in BODY_IDS if name.endswith("_angle")]
LUMBAR = ("L3", "L4", "L5")


def tilted(slopes_deg: Mapping[str, float]) -> Points:
    """Bodies of parallel endplates, each leaning by its own angle; positive leans down to anterior."""
    shape = Shape(25.0, 25.0, 25.0)
    return {
        level: body_points(shape, FilmPoint(100.0, 40.0 * (1 + place)), slope)
        for place, (level, slope) in enumerate(slopes_deg.items())
    }


def with_sacrum(points: Points, slope_deg: float = 40.0) -> Points:
    return {**points, "S1": sacrum_points(FilmPoint(100, 400), slope_deg)}


def status_of(study: Study, level: str, name: str) -> Status:
    return measured(study, level, name).status


def of_body(study: Study, level: str) -> dict[str, Measurement]:
    return {each.id: each for each in assess(study).measurements if each.level == level}


# ---- what is always there


@pytest.mark.parametrize("view", [PLAIN, View(calibrated=False)])
def test_that_a_body_with_landmarks_gives_every_id(view: View) -> None:
    assert set(of_body(three_bodies(view), "L1")) == set(BODY_IDS)


def test_that_one_point_is_enough_for_every_row_and_for_no_number() -> None:
    study = study_of(film_of(only(stacked(GOLDEN_SHAPES), "L1", Mark.SA)))
    rows = of_body(study, "L1")
    assert set(rows) == set(BODY_IDS)
    needs_own_points = set(BODY_IDS) - {name for name in BODY_IDS if name.startswith("reference_")}
    made = {name for name in needs_own_points if rows[name].status is Status.OK}
    assert made == {"segmental_angle", "adjacent_endplates_angle", "posterior_wall_angle"}


def test_that_whole_film_angles_are_always_there() -> None:
    rows = of_body(three_bodies(), "")
    assert list(rows) == FILM_IDS
    assert {row.status for row in rows.values()} == {Status.MISSING_LANDMARKS}


def test_that_a_film_without_points_still_has_its_whole_film_rows() -> None:
    assert [each.id for each in assess(study_of(film_of({}))).measurements] == FILM_IDS


def test_that_the_sacrum_has_no_rows_of_its_own() -> None:
    study = study_of(film_of(with_sacrum(tilted({"L5": 20}))))
    assert {each.level for each in assess(study).measurements} == {"L5", ""}


def test_that_rows_go_by_film_then_from_head_to_foot_then_the_film() -> None:
    points = stacked(GOLDEN_SHAPES)
    upside = dict(reversed(points.items()))
    levels = [each.level for each in assess(study_of(film_of(upside))).measurements]
    assert list(dict.fromkeys(levels)) == ["T12", "L1", "L2", ""]


@pytest.mark.parametrize("name", [name for name in BODY_IDS if name != "deformity"])
def test_that_a_value_is_there_only_with_the_status_ok(name: str) -> None:
    points = without(stacked(GOLDEN_SHAPES), "T12", Mark.SP, Mark.IA)
    for row in assess(study_of(film_of(points))).measurements:
        if row.id == name:
            assert (row.value is not None) == (row.status is Status.OK) == (row.reason == "")


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
    found = number(measured(study_of(film_of(tilted(SLOPES))), "L1", name))
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
    points = tilted(SLOPES)
    before = number(measured(study_of(film_of(points)), "L1", name))
    level, mark = moved
    at = points[level][mark]
    points[level][mark] = FilmPoint(at.x + 2, at.y + 3)
    after = number(measured(study_of(film_of(points)), "L1", name))
    assert (abs(after - before) > 0.1) is changes


def test_that_the_angles_of_l5_end_at_the_sacrum() -> None:
    study = study_of(film_of(with_sacrum(tilted({"L4": 8, "L5": 20}))))
    assert number(measured(study, "L5", "segmental_angle")) == pytest.approx(8 - 40)
    assert number(measured(study, "L5", "adjacent_endplates_angle")) == pytest.approx(8 - 40)
    assert measured(study, "L5", "segmental_angle").lines == "sup L4 - sup S1"


def test_that_neighbours_are_those_of_anatomy_not_of_the_list() -> None:
    study = study_of(film_of(tilted({"T11": 1, "L1": 2, "L3": 3})))
    found = {name: status_of(study, "L1", name) for name in (*ANGLE_IDS, "ratio_crush_above", "ratio_crush_below")}
    assert {name for name, status in found.items() if status is Status.OK} == {"wedge_angle"}
    assert set(found.values()) == {Status.OK, Status.MISSING_LANDMARKS}


NORMAL_DEG = {level: 5 if level.startswith("T") and level not in ("T11", "T12") else 0 for level in BODIES} | {
    level: -10 for level in ("L2", "L3", "L4", "L5")
}


@pytest.mark.parametrize("level", BODIES[1:])
def test_that_the_sagittal_index_takes_off_the_normal_angle(level: str) -> None:
    upper = BODIES[BODIES.index(level) - 1]
    found = measured(study_of(film_of(tilted({upper: 4, level: -3}))), level, "sagittal_index")
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
    assert status_of(study_of(film_of(tilted({"T1": 0, "T2": 0}))), "T1", name) is Status.NOT_APPLICABLE


@pytest.mark.parametrize("name", ["ratio_crush_below", "posterior_wall_angle"])
@pytest.mark.parametrize("points", [with_sacrum(tilted({"L4": 0, "L5": 0})), tilted({"L5": 0})])
def test_that_the_sacrum_has_neither_wall_nor_height(name: str, points: Points) -> None:
    assert status_of(study_of(film_of(points)), "L5", name) is Status.NOT_APPLICABLE


def test_that_what_anatomy_lacks_is_told_before_what_was_not_placed() -> None:
    study = study_of(film_of(only(tilted({"T1": 0}), "T1", Mark.SA)))
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


# ---- whole film


WHOLE = {"T4": 25.0, "T5": 20.0, "T10": 5.0, "T12": -6.0, "L1": -9.0, "L2": -4.0}


@pytest.mark.parametrize(
    ("name", "expected", "lines"),
    [
        ("kyphosis_T4_T12", 31, "sup T4 - inf T12"),
        ("kyphosis_T5_T12", 26, "sup T5 - inf T12"),
        ("junction_T10_L2", 9, "sup T10 - inf L2"),
        ("lordosis_L1_S1", -49, "sup L1 - sup S1"),
    ],
)
def test_that_whole_film_angles_span_their_levels(name: str, expected: float, lines: str) -> None:
    found = measured(study_of(film_of(with_sacrum(tilted(WHOLE)))), "", name)
    assert number(found) == pytest.approx(expected)
    assert found.lines == lines


def picked(upper: str, lower: str) -> Measurement:
    study = study_of(film_of(with_sacrum(tilted(WHOLE))), angles=((upper, lower),))
    return measured(study, "", f"cobb_{upper}_{lower}")


def test_that_the_reader_may_pick_any_pair() -> None:
    assert number(picked("T5", "L1")) == pytest.approx(29)
    assert picked("T5", "L1").lines == "sup T5 - inf L1"


def test_that_a_picked_pair_may_end_at_the_sacrum() -> None:
    assert number(picked("L2", "S1")) == pytest.approx(-44)


def test_that_a_pair_picked_upside_down_is_not_applicable() -> None:
    assert picked("L1", "T5").status is Status.NOT_APPLICABLE
    assert picked("S1", "S1").status is Status.NOT_APPLICABLE


def test_that_a_picked_pair_is_listed_where_its_bodies_are_missing() -> None:
    assert picked("T1", "T3").status is Status.MISSING_LANDMARKS
