from dataclasses import replace

import pytest

from tests.report.told_studies import SECRET, assessed, followed_up, telling
from vertmeasure.core.study import Fact, Patient, Procedure
from vertmeasure.report.content import ReportContext, report_content
from vertmeasure.report.csv_writer import long_csv
from vertmeasure.report.deidentify import deidentified, with_images
from vertmeasure.report.json_writer import json_text
from vertmeasure.report.report_json import report_json
from vertmeasure.report.wide_csv import wide_csv

CONTEXT = ReportContext(created="1999-02-03T04:05:06Z", reader=SECRET, deidentified=True)


def every_output() -> dict[str, str]:
    assessment = assessed(deidentified(telling()))
    return {
        "study": repr(assessment.study),
        "long CSV": long_csv([assessment]),
        "wide CSV": wide_csv([assessment]),
        "JSON": json_text(report_json(assessment, CONTEXT)),
        "content": repr(report_content(assessment, CONTEXT)),
    }


@pytest.mark.parametrize("output", ["study", "long CSV", "wide CSV", "JSON", "content"])
def test_that_no_output_names_the_patient_the_reader_or_a_date(output: str) -> None:
    text = every_output()[output]
    assert SECRET not in text
    assert "1999-0" not in text
    assert "1931-05" not in text


def test_that_a_telling_study_does_name_the_patient_before() -> None:
    assert SECRET in repr(telling())


def test_that_measurements_changes_and_verdicts_stay_the_same() -> None:
    before, after = assessed(telling()), assessed(deidentified(telling()))
    assert [each.value for each in after.measurements] == [each.value for each in before.measurements]
    assert [each.value for each in after.changes] == [each.value for each in before.changes]
    assert [each.verdict for each in after.criteria] == [each.verdict for each in before.criteria]


def test_that_films_are_named_after_their_time_points_and_keep_their_order() -> None:
    study = telling()
    later = replace(study.films[2], id="x", date="1999-09-09")
    clean = deidentified(replace(study, films=(later, *study.films)))
    assert [film.id for film in clean.films] == ["pre", "post", "follow_up", "follow_up_2"]
    assert [film.date for film in clean.films] == [""] * 4


def test_that_the_age_stays_as_a_number_and_the_very_old_are_told_as_one_class() -> None:
    young = replace(telling(), patient=Patient(birth_date="1950-05-06"))
    assert deidentified(young).facts["age_years"].value == 48
    old = replace(telling(), facts={"age_years": Fact(97)})
    assert deidentified(old).facts["age_years"].value == 90


def test_that_only_legal_facts_of_the_program_s_own_table_are_kept() -> None:
    assert set(deidentified(telling()).facts) == {"age_years", "pain_nrs"}


def test_that_the_reader_s_own_grade_is_kept_under_the_new_name_of_the_film() -> None:
    assert deidentified(telling()).overrides == {"pre": {"L1": {"genant_grade": 3}}}


def test_that_of_the_procedure_free_text_and_date_are_left_out() -> None:
    kept = deidentified(telling()).procedure
    assert kept == Procedure(kept.technique, ("L1",), "", 4.5)
    assert deidentified(followed_up(procedure=Procedure(leakage="none"))).procedure.leakage == "none"


def test_that_the_images_to_draw_are_found_again() -> None:
    study = telling()
    drawn = with_images(deidentified(study), study)
    assert [film.source for film in drawn.films] == [film.source for film in study.films]
    assert [film.id for film in drawn.films] == ["pre", "post", "follow_up"]
