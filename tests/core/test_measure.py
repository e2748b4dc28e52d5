"""From readings to measurements: grade, shape, overrides, and numbers that are no numbers."""

import math

import pytest

from tests.studies import (
    GOLDEN_SHAPES,
    Shape,
    View,
    body_points,
    film_of,
    measured,
    number,
    stacked,
    study_of,
    three_bodies,
    without,
)
from vertmeasure.core.anatomy import Column, Mark
from vertmeasure.core.assess import assess
from vertmeasure.core.geometry import FilmPoint
from vertmeasure.core.measure import deformity, genant_grade, outcome
from vertmeasure.core.measurement import Flag, Status
from vertmeasure.core.study import Study, Timepoint
from vertmeasure.core.uncertainty import Estimate, Lack


def losing(anterior: float, middle: float, posterior: float, sd_mm: float = 0.001) -> Study:
    """A body between two of 100 mm that has lost so many percent."""
    tall = Shape(100, 100, 100)
    shapes = {"T12": tall, "L1": Shape(100 - anterior, 100 - middle, 100 - posterior), "L2": tall}
    return study_of(film_of(stacked(shapes)), landmark_sd_mm=sd_mm)


# ---- grade


@pytest.mark.parametrize(
    ("loss", "grade"),
    [(-30, 0), (0, 0), (19.999, 0), (20, 1), (25, 1), (25.001, 2), (40, 2), (40.001, 3), (100, 3), (130, 3)],
)
def test_that_the_grade_follows_the_cuts_of_the_dictionary(loss: float, grade: int) -> None:
    assert genant_grade(loss) == grade


@pytest.mark.parametrize(("loss", "grade"), [(10, 0), (22, 1), (32, 2), (60, 3)])
def test_that_the_grade_is_that_of_the_largest_loss(loss: float, grade: int) -> None:
    assert measured(losing(5, loss, 0), "L1", "genant_grade").value == grade


@pytest.mark.parametrize("loss", [20.5, 24.5, 40.5])
def test_that_a_grade_near_a_cut_is_borderline(loss: float) -> None:
    found = measured(losing(loss, 0, 0, sd_mm=0.75), "L1", "genant_grade")
    assert Flag.BORDERLINE in found.flags


def test_that_the_interval_of_a_grade_holds_the_grades_of_its_ends() -> None:
    found = measured(losing(39, 0, 0, sd_mm=2), "L1", "genant_grade")
    assert (found.value, found.interval, found.sd) == (2, (2, 3), None)


def test_that_a_grade_far_from_a_cut_is_not_borderline() -> None:
    found = measured(losing(33, 0, 0, sd_mm=0.75), "L1", "genant_grade")
    assert (found.value, found.interval, found.flags) == (2, (2, 2), frozenset())


def test_that_a_grade_is_partial_where_its_loss_is() -> None:
    study = study_of(film_of(without(stacked(GOLDEN_SHAPES), "L1", Mark.SM)))
    assert Flag.PARTIAL in measured(study, "L1", "genant_grade").flags


def test_that_grade_and_shape_lack_for_the_reason_the_loss_lacks() -> None:
    study = study_of(film_of({"L1": stacked(GOLDEN_SHAPES)["L1"]}))
    reason = measured(study, "L1", "loss_adjacent_max").reason
    for name in ("genant_grade", "deformity"):
        found = measured(study, "L1", name)
        assert (found.value, found.status, found.reason) == (None, Status.NO_REFERENCE, reason)


# ---- shape


@pytest.mark.parametrize(
    ("losses", "shape"),
    [
        ((10, 15, 19), "none"),
        ((30, 10, 5), "wedge"),
        ((30, 30, 5), "wedge"),
        ((10, 30, 5), "biconcave"),
        ((30, 20, 20), "crush"),
        ((0, 0, 25), "crush"),
        ((10, 30, 20), "crush"),
    ],
)
def test_that_the_shape_follows_from_the_losses(losses: tuple[float, float, float], shape: str) -> None:
    assert measured(losing(*losses), "L1", "deformity").value == shape


@pytest.mark.parametrize(
    ("missing", "shape"),
    [(Column.POSTERIOR, "biconcave"), (Column.MIDDLE, "crush"), (Column.ANTERIOR, "crush")],
)
def test_that_a_missing_loss_fires_no_rule(missing: Column, shape: str) -> None:
    losses = {Column.ANTERIOR: 10.0, Column.MIDDLE: 30.0, Column.POSTERIOR: 22.0}
    assert deformity(2, {**losses, missing: None}) == shape


def test_that_a_lonely_middle_loss_is_a_wedge_for_want_of_another_rule() -> None:
    assert deformity(2, {Column.ANTERIOR: None, Column.MIDDLE: 30.0, Column.POSTERIOR: None}) == "wedge"


def test_that_a_shape_has_no_interval() -> None:
    found = measured(three_bodies(), "L1", "deformity")
    assert (found.unit, found.sd, found.interval, found.number) == ("shape", None, None, None)


# ---- the reader's own value


def test_that_an_override_stands_beside_the_computed_value() -> None:
    study = three_bodies(overrides={"pre": {"L1": {"genant_grade": 0.5}}})
    found = measured(study, "L1", "genant_grade")
    assert (found.value, found.override_value) == (2, 0.5)
    assert Flag.OVERRIDE in found.flags


def test_that_an_override_stands_where_nothing_could_be_computed() -> None:
    film = film_of({"L1": stacked(GOLDEN_SHAPES)["L1"]})
    study = study_of(film, overrides={"pre": {"L1": {"deformity": "wedge"}}})
    found = measured(study, "L1", "deformity")
    assert (found.value, found.override_value, found.status) == (None, "wedge", Status.NO_REFERENCE)


def test_that_an_override_is_of_one_film_and_level() -> None:
    films = film_of(stacked(GOLDEN_SHAPES)), film_of(stacked(GOLDEN_SHAPES), id="post", timepoint=Timepoint.POST)
    rows = assess(study_of(*films, overrides={"pre": {"L1": {"genant_grade": 3}}})).measurements
    assert [(row.film, row.level, row.id) for row in rows if Flag.OVERRIDE in row.flags] == [
        ("pre", "L1", "genant_grade")
    ]


# ---- what a measurement tells of itself


def test_that_a_measurement_names_its_film_and_time_point() -> None:
    study = study_of(film_of(stacked(GOLDEN_SHAPES), id="x", timepoint=Timepoint.BASELINE))
    found = measured(study, "L1", "depth", "x")
    assert (found.film, found.timepoint, found.level, found.unit) == ("x", "baseline", "L1", "mm")


@pytest.mark.parametrize(
    ("column", "lines"), [("anterior", "SA - IA"), ("middle", "SM - IM"), ("posterior", "SP - IP")]
)
def test_that_a_height_names_its_points(column: str, lines: str) -> None:
    assert measured(three_bodies(), "L1", f"height_{column}").lines == lines


def test_that_a_lacking_number_carries_no_flags() -> None:
    study = study_of(film_of({level: stacked(GOLDEN_SHAPES)[level] for level in ("L1", "L2")}, View(calibrated=False)))
    assert measured(study, "L1", "reference_anterior").flags == frozenset()
    assert measured(study, "L1", "loss_adjacent_anterior").flags == {Flag.ONE_SIDED}


# ---- numbers that are none


@pytest.mark.parametrize("value", [math.nan, math.inf, -math.inf])
def test_that_what_is_not_finite_is_degenerate(value: float) -> None:
    found = outcome(Estimate(value, {}))
    assert (found.value, found.status) == (None, Status.DEGENERATE)


@pytest.mark.parametrize("error", [math.nan, math.inf])
def test_that_an_error_that_is_not_finite_leaves_the_value_alone(error: float) -> None:
    found = outcome(Estimate(2.0, {("pre", "L1", "anterior"): error}))
    assert (found.value, found.sd, found.interval, found.status) == (2.0, None, None, Status.OK)


def test_that_a_lack_keeps_its_reason() -> None:
    found = outcome(Lack(Status.UNCALIBRATED, "no spacing"))
    assert (found.value, found.status, found.reason) == (None, Status.UNCALIBRATED, "no spacing")


@pytest.mark.parametrize("factor", [1e-300, 1e-12, 1e-6, 1e6, 1e100, 1e200, 1e305])
@pytest.mark.parametrize("calibrated", [True, False])
def test_that_points_of_any_size_never_give_what_is_not_a_number(factor: float, calibrated: bool) -> None:
    view = View(magnification=factor, row_mm=2.0, calibrated=calibrated)
    films = film_of(stacked(GOLDEN_SHAPES), view), film_of(stacked(GOLDEN_SHAPES), id="post", timepoint=Timepoint.POST)
    assessment = assess(study_of(*films))
    for row in (*assessment.measurements, *assessment.changes):
        told = (row.number, row.sd, *(row.interval or ()))
        assert all(math.isfinite(each) for each in told if each is not None), (row.level, row.id)


@pytest.mark.parametrize("factor", [1e90, 1e154, 1e160, 1e300])
def test_that_huge_points_give_the_right_angle_or_none(factor: float) -> None:
    points = body_points(Shape(20, 20, 20))
    points[Mark.IA] = FilmPoint(points[Mark.IA].x, points[Mark.IA].y - 3)
    found = measured(study_of(film_of({"L1": points}, View(magnification=factor))), "L1", "wedge_angle")
    assert found.status is Status.DEGENERATE or number(found) == pytest.approx(math.degrees(math.atan(3 / 34)))


def test_that_all_points_on_one_spot_give_reasons_only() -> None:
    spot = {level: dict.fromkeys(marks, FilmPoint(5, 5)) for level, marks in stacked(GOLDEN_SHAPES).items()}
    rows = assess(study_of(film_of(spot))).measurements
    assert {row.status for row in rows if row.value is not None} == set()
    assert measured(study_of(film_of(spot)), "L1", "wedge_angle").status is Status.DEGENERATE


def test_that_a_height_in_millimetres_is_the_number_of_pixels_times_their_size() -> None:
    study = study_of(film_of(stacked({"L1": Shape(20, 20, 20)}), View(row_mm=0.25, column_mm=0.25)))
    assert number(measured(study, "L1", "height_anterior")) == pytest.approx(20)
