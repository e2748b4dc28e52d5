import dataclasses

from tests.report.told_studies import followed_up
from tests.studies import GOLDEN_SHAPES, View, changed, film_of, measured, only, stacked, study_of, three_bodies
from vertmeasure.core.anatomy import Mark
from vertmeasure.core.measurement import Flag
from vertmeasure.core.study import Timepoint
from vertmeasure.report.cells import change_cell, measurement_cell


def test_that_a_measurement_shows_value_error_and_unit() -> None:
    cell = measurement_cell(measured(three_bodies(), "L1", "height_anterior"))
    assert (cell.text, cell.plus_minus, cell.unit) == ("18.0", "±2.1", "mm")
    assert cell.full_text == "18.0 ±2.1\u2009mm"


def test_that_a_body_that_was_not_placed_is_a_dash_with_that_reason() -> None:
    cell = measurement_cell(None)
    assert (cell.text, cell.reason) == ("–", "not placed")


def test_that_a_height_without_calibration_is_a_dash_with_the_reason_of_the_measurement() -> None:
    measurement = measured(three_bodies(View(calibrated=False)), "L1", "height_anterior")
    cell = measurement_cell(measurement)
    assert cell.text == "–"
    assert cell.reason == measurement.reason != ""


def test_that_an_override_stands_beside_the_computed_value() -> None:
    study = three_bodies(overrides={"pre": {"L1": {"genant_grade": 3, "deformity": "crush"}}})
    assert measurement_cell(measured(study, "L1", "genant_grade")).text == "2 (reader: 3)"
    assert measurement_cell(measured(study, "L1", "deformity")).text == "wedge (reader: crush)"


def test_that_an_override_is_told_where_nothing_could_be_computed() -> None:
    points = only(stacked(GOLDEN_SHAPES), "L1", Mark.SP)
    study = study_of(film_of(points), overrides={"pre": {"L1": {"genant_grade": 0.5}}})
    assert measurement_cell(measured(study, "L1", "genant_grade")).text == "– (reader: 0.5)"


def test_that_a_borderline_grade_says_which_grades_are_possible_and_has_no_half_width() -> None:
    cell = measurement_cell(measured(three_bodies(), "L1", "genant_grade"))
    assert "1 to 2 within the reading error" in cell.notes
    assert cell.full_text == "2"


def test_that_a_correction_in_percent_of_a_small_angle_is_a_dash_in_tables() -> None:
    study = followed_up()
    shapes = {**GOLDEN_SHAPES, "L1": dataclasses.replace(GOLDEN_SHAPES["L1"], anterior_mm=26.5)}
    nearly_square = dataclasses.replace(
        study, films=(film_of(stacked(shapes)), film_of(stacked(GOLDEN_SHAPES), id="post", timepoint=Timepoint.POST))
    )
    change = changed(nearly_square, "L1", "correction_wedge_percent")
    assert Flag.UNSTABLE in change.flags
    assert change.value is not None
    cell = change_cell(change)
    assert (cell.text, cell.reason) == ("–", "earlier angle under 10°")


def test_that_a_change_a_pair_is_not_made_for_leaves_its_place_empty() -> None:
    assert change_cell(None).text == ""


def test_that_the_scale_of_two_films_has_no_sign() -> None:
    assert change_cell(changed(followed_up(), "", "scale_k")).text == "1.000"
