"""The default set, line by line of its table."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.core.criteria_cases import ALL, BKP, SJ, UNSET, VP, finding, judged, loss, overview, patient
from vertmeasure.core.study import Technique

LOSS = loss(41.7)

FITS, NOT, OPEN, CONTRA = "fits", "does_not_fit", "undetermined", "contraindicated"

# rule, techniques, changed facts, outcome of the rule, verdict of the set
LINES: list[tuple[str, tuple[Technique, ...], dict[str, Any], str, str]] = [
    # aetiology
    ("vp.aetiology", (VP,), {}, "met", FITS),
    ("vp.aetiology", (VP,), {"aetiology": "metastasis"}, "met", FITS),
    ("vp.aetiology", (VP,), {"aetiology": "myeloma"}, "met", FITS),
    ("vp.aetiology", (VP,), {"aetiology": "haemangioma"}, "met", FITS),
    ("vp.aetiology", (VP,), {"aetiology": "traumatic"}, "not_met", NOT),
    ("vp.aetiology", (VP,), {"aetiology": "other"}, "not_met", NOT),
    ("vp.aetiology", (VP,), {"aetiology": UNSET}, "unknown", OPEN),
    ("bkp.aetiology", (BKP,), {"aetiology": "traumatic"}, "met", FITS),
    ("bkp.aetiology", (BKP,), {"aetiology": "other"}, "not_met", NOT),
    ("sj.aetiology", (SJ,), {"aetiology": "traumatic"}, "met", FITS),
    ("sj.aetiology", (SJ,), {"aetiology": "other"}, "not_met", NOT),
    ("sj.metastasis_instability", (SJ,), {"aetiology": "metastasis"}, "met", FITS),
    ("sj.haemangioma_aggressive", (SJ,), {"aetiology": "haemangioma"}, "met", FITS),
    # painful
    ("painful", (VP, BKP), {"pain_nrs": 1}, "met", FITS),
    ("painful", (VP, BKP), {"pain_nrs": 0}, "not_met", NOT),
    ("painful", (VP, BKP), {"pain_nrs": UNSET}, "unknown", OPEN),
    ("sj.painful", (SJ,), {"pain_nrs": 0}, "not_met", NOT),
    ("sj.painful", (SJ,), {"pain_nrs": UNSET}, "unknown", OPEN),
    ("vp.worsening", (VP,), {"pain_worsening": True, "function_reduced": True}, "met", FITS),
    ("vp.worsening", (VP,), {"pain_worsening": True}, "unknown", FITS),
    # conservative care
    ("conservative_failed", ALL, {}, "met", FITS),
    ("conservative_failed", ALL, {"conservative_failed": False}, "not_met", NOT),
    ("conservative_failed", ALL, {"conservative_failed": UNSET}, "unknown", OPEN),
    ("conservative_failed", ALL, {"aetiology": UNSET}, "unknown", OPEN),
    # age of the fracture
    ("bkp.older", (BKP,), {"fracture_weeks": 13}, "met", FITS),
    ("bkp.older", (BKP,), {"fracture_weeks": UNSET}, "unknown", FITS),
    ("sj.age", (SJ,), {"fracture_weeks": 12.9, "healed": True}, "met", FITS),
    ("sj.age", (SJ,), {"fracture_weeks": 20}, "met", FITS),
    ("sj.age", (SJ,), {"fracture_weeks": 13, "healed": True}, "not_met", NOT),
    ("sj.age", (SJ,), {"fracture_weeks": 20, "healed": UNSET}, "unknown", OPEN),
    ("sj.age", (SJ,), {"fracture_weeks": UNSET, "healed": UNSET}, "unknown", OPEN),
    ("sj.age", (SJ,), {"fracture_weeks": UNSET}, "met", FITS),
    ("sj.older", (SJ,), {"fracture_weeks": 13}, "met", FITS),
    # AO Spine type and stability
    ("vp.stable", (VP,), {"ligament_stable": False}, "not_met", NOT),
    ("vp.stable", (VP,), {"ligament_stable": UNSET}, "unknown", OPEN),
    ("vp.ao_A2_A3", (VP,), {"ao_type": "A1"}, "not_met", FITS),
    ("vp.ao_A2_A3", (VP,), {"ao_type": "A2"}, "met", FITS),
    ("vp.ao_A2_A3", (VP,), {"ao_type": "A3"}, "met", FITS),
    ("bkp.ao_A3", (BKP,), {"ao_type": "A2"}, "not_met", FITS),
    ("bkp.ao_A3", (BKP,), {"ao_type": "A3"}, "met", FITS),
    ("sj.ao_A2_A4", (SJ,), {"ao_type": "A2"}, "met", FITS),
    ("sj.ao_A2_A4", (SJ,), {"ao_type": "A3"}, "not_met", FITS),
    ("sj.ao_A2_A4", (SJ,), {"ao_type": "A4"}, "met", FITS),
    ("ao_A3_A4_ct", ALL, {"ao_type": "A3"}, "met", FITS),
    ("ao_A3_A4_ct", (SJ,), {"ao_type": "A4"}, "met", FITS),
    ("ao_A3_A4_ct", (VP, BKP), {"ao_type": "A4"}, "met", NOT),
    # neurology
    ("neuro_deficit", (VP, BKP), {}, "not_met", FITS),
    ("neuro_deficit", (VP, BKP), {"neuro": "N1"}, "met", FITS),
    ("neuro_deficit", (VP, BKP), {"neuro": "N4"}, "met", FITS),
    ("neuro_deficit", (VP, BKP), {"neuro": "NX"}, "unknown", FITS),
    ("sj.neuro_intact", (SJ,), {"neuro": "N1"}, "not_met", NOT),
    ("sj.neuro_intact", (SJ,), {"neuro": "NX"}, "unknown", OPEN),
    # goal
    ("vp.goal", (VP,), {"goal_height_restoration": True}, "met", FITS),
    ("vp.goal", (VP,), {}, "unknown", FITS),
    ("bkp.goal", (BKP,), {"goal_height_restoration": True}, "met", FITS),
    ("sj.goal", (SJ,), {"goal_height_restoration": True}, "met", FITS),
    # pedicles
    ("sj.pedicle_access", (SJ,), {"pedicle_access": False}, "met", FITS),
    ("sj.pedicle_too_narrow", (SJ,), {"pedicle_mm": 4.9}, "met", FITS),
    ("sj.pedicle_too_narrow", (SJ,), {"pedicle_mm": 5.0}, "not_met", FITS),
    ("sj.implant_4_2", (SJ,), {"pedicle_mm": 5.0}, "met", FITS),
    ("sj.implant_4_2", (SJ,), {"pedicle_mm": 5.8}, "not_met", FITS),
    ("sj.implant_5_0", (SJ,), {"pedicle_mm": 5.8}, "met", FITS),
    ("sj.implant_5_8", (SJ,), {"pedicle_mm": 6.6}, "met", FITS),
    # healed
    ("healed", (VP, BKP), {"healed": True}, "met", FITS),
    ("healed", (VP, BKP), {"fracture_weeks": 20, "pain_nrs": 0}, "met", NOT),
    ("healed", ALL, {"fracture_weeks": 20}, "not_met", FITS),
    # absolute contraindications
    ("infection", ALL, {"infection": "local_or_vertebral"}, "met", CONTRA),
    ("infection", ALL, {"infection": "systemic"}, "met", CONTRA),
    ("infection", ALL, {"infection": UNSET}, "unknown", OPEN),
    ("bleeding", ALL, {"coagulopathy": "severe"}, "met", CONTRA),
    ("bleeding", ALL, {"coagulopathy": "uncorrectable"}, "met", CONTRA),
    ("bleeding", ALL, {"coagulopathy": UNSET}, "unknown", OPEN),
    ("bleeding", ALL, {"coagulopathy": "correctable"}, "not_met", FITS),
    ("bleeding_correctable", ALL, {"coagulopathy": "correctable"}, "met", FITS),
    ("cord_decompression", ALL, {"cord_decompression": True}, "met", CONTRA),
    ("cord_decompression", ALL, {"cord_decompression": UNSET}, "unknown", OPEN),
    # possible indications, children, bone
    ("multiple_levels", ALL, {}, "not_met", FITS),
    ("refracture", ALL, {"refracture": True}, "met", FITS),
    ("adjacent_fracture", ALL, {"adjacent_fracture_after_vertebroplasty": True}, "met", FITS),
    ("prevention", ALL, {"prophylactic": True}, "met", FITS),
    ("sagittal_imbalance", ALL, {"sagittal_imbalance": True}, "met", FITS),
    ("under_18", ALL, {"age_years": 17}, "met", FITS),
    ("under_18", ALL, {"age_years": 18}, "not_met", FITS),
    ("bkp.cavity", (BKP,), {"cavity_hard_to_create": True}, "met", FITS),
]


def _rows() -> Iterator[Any]:
    for rule, techniques, changes, outcome, verdict in LINES:
        for technique in techniques:
            words = ",".join(f"{key}={'-' if value is UNSET else value}" for key, value in changes.items())
            yield pytest.param(rule, technique, changes, outcome, verdict, id=f"{rule}-{technique}-{words}")


@pytest.mark.parametrize(("rule", "technique", "changes", "outcome", "verdict"), list(_rows()))
def test_that_each_line_of_the_table_is_judged(
    rule: str, technique: Technique, changes: dict[str, Any], outcome: str, verdict: str
) -> None:
    result = judged(patient(changes), technique, LOSS)
    assert (finding(result, rule).outcome, result.verdict) == (outcome, verdict)


ALLOWED_TYPES = {VP: {"A1", "A2", "A3"}, BKP: {"A1", "A2", "A3"}, SJ: {"A1", "A2", "A3", "A4"}}


@pytest.mark.parametrize("ao_type", ["A0", "A1", "A2", "A3", "A4", "B1", "B2", "B3", "C"])
@pytest.mark.parametrize("technique", ALL)
def test_that_an_ao_type_outside_the_table_does_not_fit(technique: Technique, ao_type: str) -> None:
    expected = FITS if ao_type in ALLOWED_TYPES[technique] else NOT
    assert judged(patient({"ao_type": ao_type}), technique, LOSS).verdict == expected


@pytest.mark.parametrize("technique", ALL)
def test_that_an_unrecorded_ao_type_leaves_the_verdict_open(technique: Technique) -> None:
    result = judged(patient({"ao_type": UNSET}), technique, LOSS)
    assert (result.verdict, result.missing) == (OPEN, ("ao_type",))


@pytest.mark.parametrize("technique", ALL)
def test_that_conservative_care_is_not_asked_of_a_tumour(technique: Technique) -> None:
    result = judged(patient({"aetiology": "myeloma", "conservative_failed": UNSET}), technique, LOSS)
    assert result.verdict == FITS
    assert "conservative_failed" not in {each.rule for each in result.findings}


@pytest.mark.parametrize(
    ("technique", "level", "verdict", "cautions"),
    [(VP, "T6", FITS, ["vp.level"]), (BKP, "T6", FITS, ["bkp.level"]), (SJ, "T6", NOT, [])]
    + [(technique, level, FITS, []) for technique in ALL for level in ("T7", "L5")],
)
def test_that_levels_outside_t7_to_l5_are_a_caution_or_for_spinejack_excluded(
    technique: Technique, level: str, verdict: str, cautions: list[str]
) -> None:
    result = judged(patient(level=level), technique, loss(41.7, level=level))
    assert (result.verdict, [each.rule for each in result.warnings]) == (verdict, cautions)


@pytest.mark.parametrize("technique", ALL)
@pytest.mark.parametrize(
    ("measured", "kyphotic", "outcome", "verdict"),
    [
        (loss(41.7), UNSET, "met", FITS),
        (loss(15.0, half_width=0), UNSET, "met", FITS),
        (loss(5.0), False, "not_met", NOT),
        (loss(5.0), UNSET, "unknown", OPEN),
        (loss(5.0), True, "met", FITS),
        (loss(18.0), False, "borderline", OPEN),
        (loss(18.0), UNSET, "unknown", OPEN),
        (loss(18.0), True, "met", FITS),
    ],
)
def test_that_collapse_is_a_loss_of_height_or_a_kyphotic_deformity(
    technique: Technique, measured: Any, kyphotic: Any, outcome: str, verdict: str
) -> None:
    result = judged(patient({"kyphotic_deformity": kyphotic}), technique, measured)
    rule = "sj.collapse" if technique is SJ else "collapse"
    assert (finding(result, rule).outcome, result.verdict) == (outcome, verdict)


@pytest.mark.parametrize("technique", ALL)
@pytest.mark.parametrize(
    ("value", "shell", "outcome", "verdict"),
    [
        (99.0, False, "met", CONTRA),
        (99.0, True, "not_met", FITS),
        (99.0, UNSET, "unknown", OPEN),
        (93.0, False, "borderline", OPEN),
        (93.0, UNSET, "unknown", OPEN),
        (93.0, True, "not_met", FITS),
        (41.7, UNSET, "not_met", FITS),
        (41.7, False, "not_met", FITS),
    ],
)
def test_that_a_collapse_beyond_90_percent_needs_a_cortical_shell(
    technique: Technique, value: float, shell: Any, outcome: str, verdict: str
) -> None:
    result = judged(patient({"cortical_shell": shell}), technique, loss(value))
    assert (finding(result, "collapse_90").outcome, result.verdict) == (outcome, verdict)


@pytest.mark.parametrize("technique", ALL)
def test_that_a_profile_stands_beside_each_technique(technique: Technique) -> None:
    assert overview().profiles[technique].source


def test_that_vertebroplasty_asks_no_age_of_the_fracture_to_decide() -> None:
    asked = {each for rule in overview().rules_for(VP) if rule.decides for each in rule.inputs}
    assert "fracture_weeks" not in asked


def test_that_the_profiles_say_what_the_page_says() -> None:
    rows = [overview().profiles[each] for each in ALL]
    assert [each.leakage_risk for each in rows] == ["high", "moderate", "low"]
    assert [each.kyphosis_correction for each in rows] == ["none", "moderate", "good"]


def test_that_a_figure_nobody_checked_is_marked_as_a_claim() -> None:
    assert [claim.verified for claim in overview().claims] == [False]


def test_that_every_rule_of_the_set_has_words_and_a_source() -> None:
    assert all(rule.text and rule.source for rule in overview().rules)
