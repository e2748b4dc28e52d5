"""Each set beside the default one: a patient it fits, and what turns its verdict or makes a rule speak."""

from functools import cache
from typing import Any

import pytest

from tests.core.criteria_cases import BKP, SJ, VP, finding, loss, patient
from vertmeasure.core.criteria import CriteriaResult, judge_study
from vertmeasure.core.inputs import INPUTS
from vertmeasure.core.measurement import Measurement
from vertmeasure.core.rules import RuleKind, RuleSet
from vertmeasure.core.study import Fact, Technique
from vertmeasure.storage.rule_files import load_shipped

NAMES = {
    "augmentation-overview",
    "cms-lcd",
    "device-fit",
    "fda-label",
    "jp-sj11001",
    "kyphon-ifu",
    "nass-auc-neoplastic",
    "nct00961714",
    "nice-ta279",
    "of-score",
    "radiology-societies",
    "rand-europe",
    "rand-ucla-2018",
    "sakos-trial",
    "sins",
    "vertos2-trial",
}
NICE: dict[str, Any] = {
    "aetiology": "osteoporotic",
    "pain_nrs": 7,
    "optimal_analgesia": True,
    "healed": False,
    "pain_at_level": True,
}
CMS: dict[str, Any] = {
    "mri_oedema": True,
    "hospitalised": False,
    "pain_nrs": 5,
    "pain_worsening": True,
    "pain_at_level": True,
    "infection": "none",
    "pregnant": False,
}
SAKOS: dict[str, Any] = {
    "age_years": 50,
    "fracture_weeks": 12,
    "mri_oedema": True,
    "pain_nrs": 7,
    "pain_weeks_care": 2,
    "odi": 30,
}
FDA: dict[str, Any] = {"aetiology": "osteoporotic", "pain_nrs": 1}
VERTOS: dict[str, Any] = {"fracture_weeks": 6, "pain_nrs": 5, "mri_oedema": True, "t_score": -1}
FITTING = {
    "nice-ta279": (NICE, (VP, BKP)),
    "cms-lcd": (CMS, (VP, BKP)),
    "sakos-trial": (SAKOS, (BKP, SJ)),
    "fda-label": (FDA, (SJ,)),
    "vertos2-trial": (VERTOS, (VP,)),
}


@cache
def sets() -> dict[str, RuleSet]:
    return {each.name: each for each in load_shipped()}


def measured(measurement_id: str, value: float) -> Measurement:
    return Measurement(film="pre", timepoint="pre", level="L2", id=measurement_id, unit="%", value=value)


def said(
    name: str, facts: dict[str, Any], technique: Technique, *read: Measurement, level: str = "L2"
) -> CriteriaResult:
    """What one set says of a body of which only these facts are known."""
    own = {level: {key: Fact(value) for key, value in facts.items()}}
    return judge_study(patient(level_facts=own, level=level), read, (sets()[name],), (technique,))[0]


def speaks(name: str, facts: dict[str, Any], technique: Technique, *read: Measurement) -> set[str]:
    """The rules of a set that apply, beside its indications."""
    result = said(name, facts, technique, *read)
    return {each.rule for each in (*result.warnings, *result.information)}


def test_that_every_set_of_the_plan_is_there() -> None:
    assert set(sets()) == NAMES


@pytest.mark.parametrize("name", sorted(NAMES))
def test_that_every_set_has_title_version_source_and_hash(name: str) -> None:
    each = sets()[name]
    assert all([each.title, each.version, each.source, len(each.hash) == 64])
    assert all(rule.source and name in INPUTS for rule in each.rules for name in rule.inputs)


@pytest.mark.parametrize("name", sorted(NAMES - {"augmentation-overview"}))
def test_that_every_set_says_what_it_is_or_did_not_ask(name: str) -> None:
    assert sets()[name].not_asked or sets()[name].note


def test_that_what_rests_on_general_knowledge_is_not_called_verified() -> None:
    unread = [rule for each in sets().values() for rule in each.rules if "general knowledge" in rule.source]
    assert unread
    assert not any(rule.verified for rule in unread)


@pytest.mark.parametrize(("name", "technique"), [(n, t) for n, (_, ts) in FITTING.items() for t in ts])
def test_that_a_patient_of_each_guidance_fits_its_set(name: str, technique: Technique) -> None:
    assert said(name, FITTING[name][0], technique, loss(27.0)).verdict == "fits"


@pytest.mark.parametrize(
    ("name", "technique"), [(n, t) for n, (_, ts) in FITTING.items() for t in Technique if t not in ts]
)
def test_that_a_technique_a_guidance_does_not_speak_of_is_not_covered(name: str, technique: Technique) -> None:
    assert said(name, FITTING[name][0], technique, loss(27.0)).verdict == "not_covered"


@pytest.mark.parametrize("name", sorted(NAMES - {"augmentation-overview", *FITTING}))
def test_that_the_other_sets_cover_no_technique(name: str) -> None:
    assert sets()[name].techniques == ()


@pytest.mark.parametrize(("name", "left_out"), [(n, key) for n, (facts, _) in FITTING.items() for key in facts])
def test_that_a_fact_left_out_keeps_the_verdict_open_and_is_named(name: str, left_out: str) -> None:
    facts, techniques = FITTING[name]
    result = said(name, {key: value for key, value in facts.items() if key != left_out}, techniques[0], loss(27.0))
    assert result.verdict == "undetermined"
    assert left_out in result.missing


@pytest.mark.parametrize(
    ("name", "changes"),
    [
        ("nice-ta279", {"pain_nrs": 6.9}),
        ("nice-ta279", {"aetiology": "traumatic"}),
        ("nice-ta279", {"healed": True}),
        ("cms-lcd", {"pain_nrs": 4.9}),
        ("cms-lcd", {"hospitalised": True, "pain_nrs": 7.9}),
        ("cms-lcd", {"mri_oedema": False}),
        ("sakos-trial", {"age_years": 49}),
        ("sakos-trial", {"fracture_weeks": 13}),
        ("sakos-trial", {"odi": 29}),
        ("fda-label", {"aetiology": "haemangioma"}),
        ("fda-label", {"aetiology": "traumatic", "ao_type": "B2"}),
        ("vertos2-trial", {"fracture_weeks": 6.5}),
        ("vertos2-trial", {"t_score": -0.9}),
    ],
)
def test_that_beyond_a_threshold_the_set_does_not_fit(name: str, changes: dict[str, Any]) -> None:
    facts, techniques = FITTING[name]
    assert said(name, {**facts, **changes}, techniques[0], loss(27.0)).verdict == "does_not_fit"


@pytest.mark.parametrize(
    ("name", "level", "fits"),
    [
        ("sakos-trial", "T6", False),
        ("sakos-trial", "T7", True),
        ("sakos-trial", "L5", False),
        ("vertos2-trial", "T4", False),
        ("vertos2-trial", "T5", True),
        ("cms-lcd", "T1", True),
    ],
)
def test_that_each_set_has_levels_of_its_own(name: str, level: str, fits: bool) -> None:
    facts, techniques = FITTING[name]
    result = said(name, facts, techniques[0], loss(27.0, level=level), level=level)
    assert (result.verdict == "fits") is fits


@pytest.mark.parametrize(
    ("value", "outcome"), [(27.0, "met"), (42.0, "borderline"), (60.0, "not_met"), (2.0, "not_met")]
)
def test_that_the_trial_asked_for_a_loss_between_two_ends(value: float, outcome: str) -> None:
    result = said("sakos-trial", SAKOS, SJ, loss(value))
    assert finding(result, "loss").outcome == outcome


@pytest.mark.parametrize(
    ("weeks", "pain", "outcome"),
    [
        (1, 9, "not_met"),
        (2, 7, "met"),
        (2, 6, "not_met"),
        (5, 6, "not_met"),
        (6, 5, "met"),
        (6, 4, "not_met"),
        (None, 4, "not_met"),
        (None, 8, "unknown"),
    ],
)
def test_that_the_trials_step_of_pain_and_weeks_is_read_from_two_weeks_on(
    weeks: int | None, pain: int, outcome: str
) -> None:
    facts = {"pain_nrs": pain} if weeks is None else {"pain_nrs": pain, "pain_weeks_care": weeks}
    assert finding(said("sakos-trial", facts, SJ), "pain").outcome == outcome


@pytest.mark.parametrize(
    ("facts", "value", "outcome"),
    [
        ({"pain_worsening": True}, None, "met"),
        ({"pain_worsening": False, "pain_nrs": 5, "kyphotic_deformity": True}, 40.0, "met"),
        ({"pain_worsening": False, "pain_nrs": 5, "kyphotic_deformity": True, "rdq": 18}, None, "met"),
        ({"pain_worsening": False, "pain_nrs": 5, "kyphotic_deformity": False, "rdq": 17}, 40.0, "not_met"),
        ({"pain_worsening": False, "pain_nrs": 4, "kyphotic_deformity": True, "rdq": 18}, 40.0, "not_met"),
        ({"pain_worsening": False, "pain_nrs": 5, "kyphotic_deformity": True}, 27.0, "unknown"),
        ({"pain_nrs": 5, "kyphotic_deformity": False, "rdq": 10}, 40.0, "unknown"),
    ],
)
def test_that_pain_worsens_or_two_of_three_stand_beside_stable_pain(
    facts: dict[str, Any], value: float | None, outcome: str
) -> None:
    read = () if value is None else (loss(value),)
    assert finding(said("cms-lcd", facts, VP, *read), "trajectory").outcome == outcome


@pytest.mark.parametrize("fact", [{"pain_at_level": False}, {"infection": "systemic"}, {"pregnant": True}])
def test_that_coverage_has_its_own_absolute_contraindications(fact: dict[str, Any]) -> None:
    assert said("cms-lcd", {**CMS, **fact}, VP, loss(27.0)).verdict == "contraindicated"


@pytest.mark.parametrize(
    ("name", "facts", "technique"),
    [
        ("kyphon-ifu", {"coagulopathy": "correctable"}, BKP),
        ("kyphon-ifu", {"allergy": True}, BKP),
        ("radiology-societies", {"ao_type": "B2"}, SJ),
        ("radiology-societies", {"of_type": "5"}, VP),
        ("radiology-societies", {"allergy": True}, VP),
    ],
)
def test_that_sets_without_indications_can_contraindicate(
    name: str, facts: dict[str, Any], technique: Technique
) -> None:
    assert said(name, facts, technique).verdict == "contraindicated"


@pytest.mark.parametrize(
    ("name", "facts", "technique", "read", "rule"),
    [
        ("device-fit", {"pedicle_mm": 4.9}, SJ, (), "too_narrow"),
        ("device-fit", {"pedicle_mm": 5.0}, SJ, (), "implant_4_2"),
        ("device-fit", {"pedicle_mm": 5.8}, SJ, (), "implant_5_0"),
        ("device-fit", {"pedicle_mm": 6.6}, SJ, (), "implant_5_8"),
        ("radiology-societies", {}, VP, (loss(85.0),), "collapse_70"),
        ("radiology-societies", {"posterior_wall": "retropulsed"}, VP, (), "posterior_wall"),
        ("radiology-societies", {"prophylactic": True}, SJ, (), "prophylaxis"),
        ("rand-europe", {}, VP, (measured("segmental_angle", 15.0),), "deformity"),
        ("rand-europe", {}, VP, (measured("loss_adjacent_posterior", 10.0),), "deformity"),
        ("nct00961714", {}, SJ, (measured("loss_own_posterior", 5.0),), "loss"),
        ("jp-sj11001", {}, BKP, (measured("loss_adjacent_middle", 20.0),), "loss"),
        ("of-score", {"aetiology": "osteoporotic", "of_score": 7}, VP, (), "over_6"),
        ("of-score", {"aetiology": "osteoporotic", "of_score": 6}, VP, (), "six"),
        ("of-score", {"aetiology": "osteoporotic", "of_score": 5}, VP, (), "up_to_5"),
        ("sins", {"aetiology": "myeloma", "sins": 7}, VP, (), "unstable"),
        ("sins", {"aetiology": "metastasis", "sins": 6}, VP, (), "stable"),
        ("nice-ta279", {}, SJ, (), "no_stent"),
        ("cms-lcd", {"coagulopathy": "correctable"}, VP, (), "bleeding"),
        ("fda-label", {"aetiology": "traumatic"}, SJ, (), "label_2018"),
    ],
)
def test_that_a_rule_speaks_from_its_threshold_on(
    name: str, facts: dict[str, Any], technique: Technique, read: tuple[Measurement, ...], rule: str
) -> None:
    assert rule in speaks(name, facts, technique, *read)


def test_that_the_panels_scenario_speaks_of_tumours_alone() -> None:
    scenario = {
        "ligament_stable": True,
        "posterior_wall": "intact",
        "canal_compromise": "none",
        "neuro": "N0",
        "pain_nrs": 7,
    }
    assert speaks("nass-auc-neoplastic", {**scenario, "aetiology": "myeloma"}, VP, loss(60.0)) == {"scenario"}
    assert speaks("nass-auc-neoplastic", {**scenario, "aetiology": "osteoporotic"}, VP, loss(60.0)) == set()


def test_that_sets_without_a_required_indication_never_fit() -> None:
    kinds = {rule.kind for name in NAMES - {"augmentation-overview", *FITTING} for rule in sets()[name].rules}
    assert RuleKind.INDICATION not in kinds
