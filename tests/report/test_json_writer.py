import json
import math

import pytest

from tests.conftest import shared
from tests.report.told_studies import assessed, followed_up
from tests.studies import View, three_bodies
from vertmeasure.core.assess import assess
from vertmeasure.core.study import Fact
from vertmeasure.report.json_writer import criteria_json, json_text, study_json
from vertmeasure.storage.study_file import read_study

NUMBER = "level id value unit sd interval"
STATE = "status reason flags"
MEASUREMENT_KEYS = f"film timepoint {NUMBER} {STATE} reference lines".split()
CHANGE_KEYS = f"from to {NUMBER} within_error {STATE}".split()
RESULT_KEYS = ["set", "version", "hash", "technique", "level", "film", "verdict", "missing", "findings"]
FINDING_KEYS = ["rule", "kind", "outcome", "value", "interval", "input", "threshold", "text", "source", "verified"]


def test_that_measurements_and_changes_have_the_keys_of_the_contract_in_its_order() -> None:
    document = study_json(assess(followed_up()))
    assert list(document) == ["study", "software", "measurements", "changes", "notices"]
    assert {tuple(each) for each in document["measurements"]} == {tuple(MEASUREMENT_KEYS)}
    assert {tuple(each) for each in document["changes"]} == {tuple(CHANGE_KEYS)}


def test_that_the_golden_study_is_told_in_full_precision() -> None:
    expected = json.loads(shared("golden", "ts_lumbar_expected.json").read_text())["measurements"]
    told = json.loads(json_text(study_json(assess(read_study(shared("golden", "ts_lumbar.vert.json"))))))
    values = {(each["film"], each["level"], each["id"]): each["value"] for each in told["measurements"]}
    for each in expected:
        assert values[each["film"], each["level"], each["id"]] == pytest.approx(each["value"], abs=1e-3)


def test_that_a_number_that_cannot_be_had_is_null_with_status_and_reason() -> None:
    document = study_json(assess(three_bodies(View(calibrated=False))))
    row = next(each for each in document["measurements"] if each["id"] == "height_anterior")
    assert (row["value"], row["interval"], row["status"]) == (None, None, "uncalibrated")
    assert row["reason"]


def test_that_an_override_is_told_only_where_there_is_one() -> None:
    document = study_json(assess(three_bodies(overrides={"pre": {"L1": {"genant_grade": 3}}})))
    overridden = [each for each in document["measurements"] if "override_value" in each]
    assert [(each["level"], each["id"], each["value"], each["override_value"]) for each in overridden] == [
        ("L1", "genant_grade", 2, 3)
    ]


def test_that_flags_are_a_sorted_list() -> None:
    flags = [each["flags"] for each in study_json(assess(three_bodies()))["measurements"]]
    assert ["distant", "one_sided"] in flags
    assert all(each == sorted(each) for each in flags)


def test_that_an_unstable_percentage_keeps_its_value() -> None:
    changes = study_json(assess(followed_up()))["changes"]
    unstable = [each for each in changes if "unstable" in each["flags"]]
    assert unstable
    assert all(each["value"] is not None for each in unstable)


def test_that_a_number_that_is_not_finite_becomes_null() -> None:
    assert json.loads(json_text({"a": [math.nan, math.inf, 1.5]})) == {"a": [None, None, 1.5]}


def test_that_criteria_have_the_keys_of_the_contract_in_its_order() -> None:
    document = criteria_json(assessed(followed_up()))
    assert list(document) == ["study", "results", "scores"]
    assert {tuple(each) for each in document["results"]} == {tuple(RESULT_KEYS)}
    findings = [finding for each in document["results"] for finding in each["findings"]]
    assert {tuple(each) for each in findings} == {tuple(FINDING_KEYS)}


def test_that_a_contraindication_of_a_set_that_was_not_chosen_is_told_all_the_same() -> None:
    infected = assessed(followed_up(facts={"infection": Fact("systemic")}))
    document = criteria_json(infected, ["another set"])
    assert document["results"] == []
    told = {(each["set"], each["rule"]) for each in document["other_contraindications"]}
    assert told == {(name, "infection") for name in ("augmentation-overview", "cms-lcd", "kyphon-ifu")}
    assert "other_contraindications" not in criteria_json(infected)


def test_that_scores_stand_beside_the_verdicts_with_every_item() -> None:
    of_score, sins = criteria_json(assessed(followed_up(facts={"of_type": Fact("3")})))["scores"]
    assert (of_score["id"], sins["id"], of_score["level"], of_score["film"]) == ("of_score", "sins", "L1", "pre")
    assert (of_score["total"], of_score["low"], of_score["high"]) == (None, 1, 12)
    morphology = of_score["items"][0]
    assert (morphology["points"], morphology["inputs"]) == (6, {"of_type": "3"})
    assert of_score["cut_offs"][0] == {"from": None, "to": 5, "words": "conservative"}
    assert "pain_nrs" in of_score["missing"]
    assert "of_type" not in of_score["missing"]


def test_that_a_settled_score_has_a_total_and_replaces_a_recorded_one() -> None:
    facts = {"of_type": "3", "t_score": -4, "fracture_progressed": True, "pain_nrs": 6, "neuro": "N0"}
    facts |= {"mobile_on_analgesia": True, "asa_class": "2", "frail": False, "anticoagulated": False, "of_score": 1}
    study = followed_up(facts={key: Fact(value) for key, value in facts.items()})
    of_score = criteria_json(assessed(study))["scores"][0]
    assert (of_score["total"], of_score["entered"], of_score["bands"], of_score["missing"]) == (8, 1, ["surgery"], [])
