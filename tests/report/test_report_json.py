import json

from tests.report.told_studies import assessed, followed_up, telling
from vertmeasure.core.study import Fact
from vertmeasure.report.content import ReportContext
from vertmeasure.report.json_writer import criteria_json, json_text, study_json
from vertmeasure.report.report_json import report_json
from vertmeasure.storage.rule_files import load_shipped

CONTEXT = ReportContext(created="2026-03-09T10:00:00+00:00", rule_sets=load_shipped())


def test_that_the_report_holds_what_measure_and_criteria_print() -> None:
    assessment = assessed(followed_up())
    document = report_json(assessment, CONTEXT)
    assert document["measurements"] == study_json(assessment)["measurements"]
    assert document["changes"] == study_json(assessment)["changes"]
    assert document["criteria"] == criteria_json(assessment)["results"]
    assert document["scores"] == criteria_json(assessment)["scores"]


def test_that_the_matrix_has_every_set_with_version_and_hash() -> None:
    document = report_json(assessed(followed_up()), CONTEXT)
    assert [row["set"] for row in document["matrix"]] == [each.name for each in CONTEXT.rule_sets]
    assert [row["hash"] for row in document["matrix"]] == [each.hash for each in CONTEXT.rule_sets]
    verdicts = {(each["set"], each["technique"]): each["verdict"] for each in document["criteria"]}
    for row in document["matrix"]:
        assert all(verdicts[row["set"], technique] == verdict for technique, verdict in row["verdicts"].items())


def test_that_films_facts_and_method_stand_beside_them() -> None:
    study = followed_up(facts={"pain_nrs": Fact(8, "R1", "2026-03-02", "examination")})
    document = json.loads(json_text(report_json(assessed(study), CONTEXT)))
    assert [film["id"] for film in document["films"]] == ["pre", "post", "follow_up"]
    assert document["facts"]["pain_nrs"] == {"value": 8, "by": "R1", "at": "2026-03-02", "from": "examination"}
    assert document["method"]["rule_sets"][0]["title"] == "Augmentation overview"
    assert document["method"]["formulas"]["height_anterior"] == "Ha = |SA-IA|"


def test_that_the_place_of_an_image_is_never_told() -> None:
    text = json_text(report_json(assessed(telling()), CONTEXT))
    assert ".dcm" not in text


def test_that_a_fact_that_is_no_finite_number_becomes_null() -> None:
    document = report_json(assessed(followed_up(facts={"odi": Fact(float("nan"))})), CONTEXT)
    assert json.loads(json_text(document))["facts"]["odi"]["value"] is None
