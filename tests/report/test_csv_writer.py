import csv
import io
from dataclasses import replace

import pytest

from tests.report.told_studies import assessed, followed_up
from tests.studies import View, three_bodies
from vertmeasure.core.study import Film, Patient, Study
from vertmeasure.report.csv_writer import LONG_COLUMNS, long_csv, neutralised
from vertmeasure.report.wide_csv import wide_csv

COLUMNS = (
    "study,patient_id,film,timepoint,date,posture,from,to,level,id,label,value,unit,ci95_low,ci95_high,"
    "status,reason,flags,reference,calibration_grade,reader,software"
)


def read_back(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline="")))


def long_rows(study: Study) -> list[dict[str, str]]:
    return read_back(long_csv([assessed(study)]))


def test_that_the_columns_are_those_of_the_contract() -> None:
    assert ",".join(LONG_COLUMNS) == COLUMNS
    assert long_csv([assessed(followed_up())]).splitlines()[0] == COLUMNS


def test_that_every_measurement_and_change_has_a_row() -> None:
    assessment = assessed(followed_up())
    rows = read_back(long_csv([assessment]))
    assert len(rows) == len(assessment.measurements) + len(assessment.changes)


def test_that_a_measurement_is_rounded_with_its_interval_and_reference() -> None:
    rows = long_rows(three_bodies())
    row = next(each for each in rows if (each["level"], each["id"]) == ("L1", "loss_adjacent_anterior"))
    assert (row["value"], row["unit"], row["reference"], row["status"]) == ("30.8", "%", "T12; L2", "ok")
    assert float(row["ci95_low"]) < 30.8 < float(row["ci95_high"])
    assert row["calibration_grade"] == "geometry"


def test_that_a_change_names_its_two_films_and_no_film_of_its_own() -> None:
    row = next(each for each in long_rows(followed_up()) if each["id"] == "gain_anterior")
    assert (row["film"], row["from"], row["to"], row["value"]) == ("", "pre", "post", "8.0")


def test_that_a_negative_number_is_plain_ascii_and_not_neutralised() -> None:
    values = [row["value"] for row in long_rows(three_bodies()) if row["id"] == "loss_adjacent_posterior"]
    assert "-2.8" in values


def test_that_a_number_that_cannot_be_had_is_empty_with_its_reason() -> None:
    rows = long_rows(three_bodies(View(calibrated=False)))
    row = next(each for each in rows if each["id"] == "height_anterior")
    assert (row["value"], row["ci95_low"], row["status"]) == ("", "", "uncalibrated")
    assert row["reason"]


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@x", "\t=1", "\r=1", " =1", "＝1", "\x00", "\u202e"])
def test_that_text_a_spreadsheet_could_run_is_neutralised(text: str) -> None:
    assert neutralised(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "Doe", "a=b", "1-2", "é", "山田"])
def test_that_harmless_text_stays_as_it_is(text: str) -> None:
    assert neutralised(text) == text


def test_that_no_cell_of_a_hostile_study_starts_a_formula() -> None:
    hostile = '=HYPERLINK("x")'
    study = followed_up(id=hostile, reader=hostile, patient=Patient(id=hostile), angles=(("T12", "L2"),))
    films = tuple(renamed(film, hostile) for film in study.films)
    for text in (long_csv, wide_csv):
        rows = read_back(text([assessed(replace(study, films=films))]))
        assert all(
            cell.startswith(("'=", "-")) or cell[:1] not in "=+-@" for row in rows for cell in row.values() if cell
        )
        assert all(row["study"] == f"'{hostile}" for row in rows)


def renamed(film: Film, start: str) -> Film:
    return replace(film, id=start + film.id, date=start)


def test_that_quotes_commas_and_line_ends_survive_reading_back() -> None:
    reader = 'A "quoted", name\r\non two lines'
    text = long_csv([assessed(followed_up(reader=reader))])
    assert {row["reader"] for row in read_back(text)} == {reader}
    assert text.endswith("\r\n")


def test_that_several_studies_share_one_heading() -> None:
    studies = [assessed(followed_up(id="a")), assessed(followed_up(id="b"))]
    assert {row["study"] for row in read_back(long_csv(studies))} == {"a", "b"}


def test_that_the_wide_layout_has_one_row_a_film_and_level_with_units_in_its_columns() -> None:
    rows = read_back(wide_csv([assessed(followed_up())]))
    assert [(row["film"], row["level"]) for row in rows[:4]] == [
        ("pre", "T12"),
        ("pre", "L1"),
        ("pre", "L2"),
        ("pre", ""),
    ]
    assert len(rows) == 3 * 4
    assert rows[1]["height_anterior_mm"] == "18.0"
    assert rows[1]["loss_adjacent_max_percent"] == "30.8"
    assert rows[1]["ratio_wedge"] == "0.643"


def test_that_the_wide_layout_puts_a_change_into_the_row_of_its_later_film() -> None:
    rows = {(row["film"], row["level"]): row for row in read_back(wide_csv([assessed(followed_up())]))}
    assert rows["pre", "L1"]["gain_anterior_mm"] == ""
    assert rows["post", "L1"]["gain_anterior_mm"] == "8.0"
    assert rows["follow_up", "L1"]["gain_anterior_mm"] == "6.0"
    assert rows["follow_up", "L1"]["loss_of_correction_wedge_deg"] != ""
    assert rows["post", ""]["scale_k"] == "1.000"


def test_that_a_pair_the_reader_picked_has_a_wide_column_of_its_own() -> None:
    rows = read_back(wide_csv([assessed(followed_up(angles=(("T12", "L2"),)))]))
    assert rows[3]["cobb_T12_L2_deg"] != ""
