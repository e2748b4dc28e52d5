"""Which rows a film always has, and the angles that span it."""

import pytest

from tests.studies import (
    GOLDEN_SHAPES,
    PLAIN,
    Points,
    View,
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
from vertmeasure.core.anatomy import Mark
from vertmeasure.core.assess import assess
from vertmeasure.core.geometry import FilmPoint
from vertmeasure.core.measurement import Measurement, Status
from vertmeasure.core.study import Study

BODY_IDS = [
    *(f"height_{column}" for column in ("anterior", "middle", "posterior")),
    *("depth", "ratio_wedge", "ratio_biconcavity", "ratio_crush_above", "ratio_crush_below"),
    *(f"reference_{column}" for column in ("anterior", "middle", "posterior")),
    *(f"loss_adjacent_{column}" for column in ("anterior", "middle", "posterior")),
    *("loss_adjacent_max", "genant_grade", "deformity", "loss_own_posterior", "wedge_angle", "gardner_angle"),
    *("segmental_angle", "adjacent_endplates_angle", "posterior_wall_angle", "sagittal_index"),
]
FILM_IDS = ["kyphosis_T4_T12", "kyphosis_T5_T12", "junction_T10_L2", "lordosis_L1_S1"]


def with_sacrum(points: Points, slope_deg: float = 40.0) -> Points:
    return {**points, "S1": sacrum_points(FilmPoint(100, 400), slope_deg)}


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
    study = study_of(film_of(with_sacrum(leaning(L5=20))))
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
    found = measured(study_of(film_of(with_sacrum(leaning(**WHOLE)))), "", name)
    assert number(found) == pytest.approx(expected)
    assert found.lines == lines


def picked(upper: str, lower: str) -> Measurement:
    study = study_of(film_of(with_sacrum(leaning(**WHOLE))), angles=((upper, lower),))
    return measured(study, "", f"cobb_{upper}_{lower}")


def test_that_the_reader_may_pick_any_pair() -> None:
    assert number(picked("T5", "L1")) == pytest.approx(29)
    assert picked("T5", "L1").lines == "sup T5 - inf L1"


def test_that_a_picked_pair_down_to_the_sacrum_is_not_applicable() -> None:
    assert picked("L2", "S1").status is Status.NOT_APPLICABLE


def test_that_a_pair_picked_upside_down_is_not_applicable() -> None:
    assert picked("L1", "T5").status is Status.NOT_APPLICABLE
    assert picked("S1", "S1").status is Status.NOT_APPLICABLE


def test_that_a_picked_pair_is_listed_where_its_bodies_are_missing() -> None:
    assert picked("T1", "T3").status is Status.MISSING_LANDMARKS
