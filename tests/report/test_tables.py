import dataclasses

import pytest

from tests.conftest import shared
from tests.report.told_studies import followed_up, with_postures
from tests.studies import GOLDEN_SHAPES, Points, film_of, stacked, study_of
from vertmeasure.core.assess import assess
from vertmeasure.core.calibration import Calibration
from vertmeasure.core.study import HeightReference, Posture, Study
from vertmeasure.report.cells import Tone
from vertmeasure.report.tables import LevelTable, Row, level_table
from vertmeasure.storage.study_file import read_study

STANDING, SUPINE, UNKNOWN = Posture.STANDING, Posture.SUPINE, Posture.UNKNOWN


def table_of(study: Study, *pairs: tuple[str, str], films: tuple[str, ...] = ("pre", "post")) -> LevelTable:
    return level_table(assess(study), "L1", films, pairs or [("pre", "post")])


def row_of(table: LevelTable, row_id: str) -> Row:
    return next(row for row in table.rows if row.id == row_id)


def test_that_the_rows_of_the_golden_study_read_as_in_the_sketch() -> None:
    assessment = assess(read_study(shared("golden", "ts_lumbar.vert.json")))
    table = level_table(assessment, "L2", ["pre", "post"], [("pre", "post")])
    row = row_of(table, "height_anterior")
    assert [cell.text for cell in (*row.cells, *row.changes)] == ["15.8", "23.2", "+7.4"]
    assert row.changes[0].plus_minus == "±3.1"
    assert table.heading == "L2, against the mean of L1 and L3"


def test_that_rows_stand_in_the_order_of_the_plan_and_leave_out_changes_no_pair_has() -> None:
    ids = [row.id for row in table_of(followed_up()).rows]
    assert ids[:3] == ["height_anterior", "height_middle", "height_posterior"]
    assert ids.index("loss_adjacent_max") < ids.index("genant_grade") < ids.index("wedge_angle")
    assert not [each for each in ids if each.startswith("loss_of_correction")]


def test_that_a_loss_of_correction_appears_with_its_pair_of_films() -> None:
    table = table_of(followed_up(), ("pre", "post"), ("post", "follow_up"))
    row = row_of(table, "loss_of_correction_wedge")
    assert [cell.text == "" for cell in row.changes] == [True, False]


@pytest.mark.parametrize(
    ("postures", "tone", "caution"),
    [
        ((STANDING, STANDING), Tone.BETTER, ""),
        ((STANDING, SUPINE), Tone.NEUTRAL, "Posture differs: pre standing, post supine."),
        ((STANDING, UNKNOWN), Tone.NEUTRAL, "Posture not known: pre and post may not be comparable."),
        ((UNKNOWN, UNKNOWN), Tone.NEUTRAL, "Posture not known: pre and post may not be comparable."),
    ],
)
def test_that_a_change_is_coloured_only_where_both_postures_are_known_and_the_same(
    postures: tuple[Posture, Posture], tone: Tone, caution: str
) -> None:
    table = table_of(with_postures(followed_up(), *postures, STANDING))
    assert row_of(table, "height_anterior").tone is tone
    assert " ".join(table.cautions) == caution


def test_that_a_height_that_was_lost_is_worse() -> None:
    assert row_of(table_of(followed_up(post_mm=12.0)), "height_anterior").tone is Tone.WORSE


def test_that_a_correction_that_was_lost_is_worse() -> None:
    table = table_of(followed_up(later_mm=14.0), ("post", "follow_up"))
    row = row_of(table, "loss_of_correction_wedge")
    assert row.changes[0].text.startswith("+")
    assert row.tone is Tone.WORSE


def test_that_a_change_within_the_reading_error_says_so_and_has_no_colour() -> None:
    row = row_of(table_of(followed_up()), "height_posterior")
    assert (row.tone, row.note) == (Tone.WITHIN_ERROR, "within error")


def test_that_a_dash_brings_its_reason_into_the_row() -> None:
    uncalibrated = with_calibration_lost(followed_up())
    row = row_of(table_of(uncalibrated), "height_anterior")
    assert row.cells[0].text == "–"
    assert row.note == "no pixel spacing: millimetres are not known"


def with_calibration_lost(study: Study) -> Study:
    first = dataclasses.replace(study.films[0], calibration=Calibration())
    return dataclasses.replace(study, films=(first, *study.films[1:]))


def test_that_a_level_missing_on_one_film_is_not_placed_there() -> None:
    study = followed_up()
    bodies = {level: body for level, body in study.films[1].vertebrae.items() if level != "L1"}
    films = (study.films[0], dataclasses.replace(study.films[1], vertebrae=bodies), study.films[2])
    row = row_of(table_of(dataclasses.replace(study, films=films)), "wedge_angle")
    assert [cell.text for cell in row.cells] == ["16.7", "–"]
    assert "not placed" in row.note


def test_that_an_angle_is_named_with_its_lines() -> None:
    table = table_of(followed_up())
    assert row_of(table, "gardner_angle").label == "Gardner angle, sup T12 – inf L1"
    assert row_of(table, "wedge_angle").label == "Wedge angle"


def test_that_unverified_constants_are_told() -> None:
    assert "constants not verified" in row_of(table_of(followed_up()), "sagittal_index").note


def test_that_a_grade_close_to_a_cut_is_told_as_borderline() -> None:
    assert "borderline" in row_of(table_of(followed_up()), "genant_grade").note


def test_that_the_scale_between_two_films_is_told() -> None:
    assert table_of(followed_up()).notes == (
        "Heights of post are scaled by 1.000 ±0.055 to pre, after their intact bodies.",
    )


HEADINGS = {
    "one side": (["L1", "L2"], HeightReference.ADJACENT_MEAN, "L1, against L2 (one side only)"),
    "nothing": (["L1"], HeightReference.ADJACENT_MEAN, "L1, no intact body to compare with"),
    "above": (["T12", "L1", "L2"], HeightReference.ABOVE, "L1, against T12"),
}


@pytest.mark.parametrize(("levels", "reference", "heading"), HEADINGS.values(), ids=HEADINGS)
def test_that_the_heading_tells_what_the_body_is_compared_with(
    levels: list[str], reference: HeightReference, heading: str
) -> None:
    study = study_of(film_of(bodies(*levels)), height_reference=reference)
    assert table_of(study, films=("pre",)).heading == heading


def test_that_a_distant_reference_is_told() -> None:
    study = study_of(film_of(bodies("T12", "L1", "L2")), excluded_references=("L2",))
    points = {**bodies("T12", "L1", "L2"), "L3": bodies("T12", "L1", "L2", "L3")["L3"]}
    study = dataclasses.replace(study, films=(film_of(points),))
    assert table_of(study, films=("pre",)).heading == "L1, against the mean of T12 and L3 (more than one level away)"


def test_that_films_with_different_references_are_told_apart() -> None:
    study = followed_up()
    post = dataclasses.replace(study.films[1], excluded_references=("T12",))
    changed = dataclasses.replace(study, films=(study.films[0], post, study.films[2]))
    assert table_of(changed).heading == "L1, against the mean of T12 and L2 (pre); L2 (one side only) (post)"


def bodies(*levels: str) -> Points:
    shapes = {**GOLDEN_SHAPES, "L3": GOLDEN_SHAPES["L2"]}
    return {level: marks for level, marks in stacked(shapes).items() if level in levels}
