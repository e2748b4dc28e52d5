"""Judging rules and sets: thresholds, groups, `when`, verdicts and what is missing."""

from dataclasses import replace
from typing import Any

import pytest

from tests.core.criteria_cases import ALL, SJ, UNSET, VP, finding, judged, loss, overview, patient
from vertmeasure.core.conditions import Comparison, Condition, Group, Op, all_of, any_of
from vertmeasure.core.criteria import Verdict, judge, judge_study, other_contraindications
from vertmeasure.core.frozen import EMPTY
from vertmeasure.core.inputs import InputValue, LevelInputs
from vertmeasure.core.kleene import Outcome
from vertmeasure.core.measurement import Flag
from vertmeasure.core.rules import Rule, RuleKind, RuleSet
from vertmeasure.core.study import Fact, Film, Fracture, Procedure, Timepoint
from vertmeasure.core.thresholds import outcome_of, threshold_words

STABLE = Comparison("ligament_stable", Op.EQUAL, True)
ALLERGY = Comparison("allergy", Op.EQUAL, True)
PREGNANT = Comparison("pregnant", Op.EQUAL, True)
LOSS_15 = Comparison("loss_adjacent_max", Op.AT_LEAST, 15)


def known(value: Any, **more: Any) -> InputValue:
    return InputValue(value=value, is_known=True, **more)


def rule_of(condition: Condition, kind: RuleKind = RuleKind.INDICATION, **more: Any) -> Rule:
    required = more.pop("required", kind is RuleKind.INDICATION)
    return Rule(more.pop("id", "rule"), kind, ALL, condition, "words", "a page", required=required, **more)


def set_of(*rules: Rule) -> RuleSet:
    return RuleSet(name="house", title="House", version="1", rules=rules)


def verdict(rule_set: RuleSet, **values: Any) -> tuple[str, tuple[str, ...]]:
    inputs = LevelInputs("L2", "pre", {key: known(value) for key, value in values.items()})
    result = judge(rule_set, SJ, inputs)
    return result.verdict, result.missing


# thresholds


@pytest.mark.parametrize(
    ("op", "value", "interval", "expected"),
    [
        (Op.AT_LEAST, 15.0, (15.0, 15.0), Outcome.MET),
        (Op.ABOVE, 15.0, (15.0, 15.0), Outcome.NOT_MET),
        (Op.BELOW, 15.0, (15.0, 15.0), Outcome.NOT_MET),
        (Op.AT_MOST, 15.0, (15.0, 15.0), Outcome.MET),
        (Op.AT_LEAST, 15.0, (14.9, 15.1), Outcome.BORDERLINE),
        (Op.AT_LEAST, 20.0, (15.0, 25.0), Outcome.MET),
        (Op.AT_LEAST, 10.0, (5.0, 15.0), Outcome.NOT_MET),
        (Op.BELOW, 20.0, (14.0, 26.0), Outcome.BORDERLINE),
    ],
)
def test_that_a_value_is_borderline_only_when_its_interval_crosses_the_threshold(
    op: Op, value: float, interval: tuple[float, float], expected: Outcome
) -> None:
    comparison = Comparison("loss_adjacent_max", op, 15)
    assert outcome_of(comparison, known(value, interval=interval)) is expected


@pytest.mark.parametrize(
    ("value", "half_width", "expected"),
    [
        (15.0, 0.0, Outcome.MET),
        (40.0, 0.0, Outcome.MET),
        (27.0, 5.0, Outcome.MET),
        (16.0, 5.0, Outcome.BORDERLINE),
        (42.0, 5.0, Outcome.BORDERLINE),
        (50.0, 5.0, Outcome.NOT_MET),
        (5.0, 5.0, Outcome.NOT_MET),
    ],
)
def test_that_between_includes_both_ends_and_either_end_can_be_crossed(
    value: float, half_width: float, expected: Outcome
) -> None:
    comparison = Comparison("loss_adjacent_max", Op.BETWEEN, (15, 40))
    assert outcome_of(comparison, known(value, interval=(value - half_width, value + half_width))) is expected


@pytest.mark.parametrize(
    ("op", "target", "value", "expected"),
    [
        (Op.AT_LEAST, 15, 30.0, Outcome.MET),
        (Op.ABOVE, 15, 30.0, Outcome.MET),
        (Op.AT_LEAST, 15, 5.0, Outcome.UNKNOWN),
        (Op.AT_LEAST, 15, 16.0, Outcome.UNKNOWN),
        (Op.BELOW, 15, 5.0, Outcome.UNKNOWN),
        (Op.AT_MOST, 15, 5.0, Outcome.UNKNOWN),
        (Op.BELOW, 15, 30.0, Outcome.NOT_MET),
        (Op.BETWEEN, (15, 40), 30.0, Outcome.UNKNOWN),
        (Op.BETWEEN, (15, 40), 5.0, Outcome.UNKNOWN),
        (Op.BETWEEN, (15, 40), 60.0, Outcome.NOT_MET),
        (Op.EQUAL, 60, 60.0, Outcome.UNKNOWN),
        (Op.NOT_EQUAL, 15, 60.0, Outcome.UNKNOWN),
    ],
)
def test_that_a_lower_bound_proves_at_least_but_never_less_than(
    op: Op, target: Any, value: float, expected: Outcome
) -> None:
    partial = known(value, interval=(value - 4, value + 4), is_lower_bound=True)
    assert outcome_of(Comparison("loss_adjacent_max", op, target), partial) is expected


@pytest.mark.parametrize(
    ("interval", "op", "target", "expected"),
    [
        ((1, 2), Op.AT_LEAST, 2, Outcome.BORDERLINE),
        ((2, 3), Op.AT_LEAST, 2, Outcome.MET),
        ((1, 3), Op.EQUAL, 2, Outcome.BORDERLINE),
        ((2, 2), Op.EQUAL, 2, Outcome.MET),
    ],
)
def test_that_a_grade_is_borderline_when_a_grade_within_its_interval_would_be_judged_otherwise(
    interval: tuple[int, int], op: Op, target: int, expected: Outcome
) -> None:
    grade = known(2, interval=interval, is_grade=True)
    assert outcome_of(Comparison("genant_grade", op, target), grade) is expected


@pytest.mark.parametrize(
    ("comparison", "words"),
    [
        (LOSS_15, ">= 15 %"),
        (Comparison("fracture_weeks", Op.BELOW, 13), "< 13 weeks"),
        (Comparison("loss_adjacent_max", Op.BETWEEN, (15, 40)), "15 to 40 %"),
        (Comparison("level", Op.IN, ("T12", "L1", "L2")), "T12 to L2"),
        (Comparison("level", Op.IN, ("T12", "L2")), "T12, L2"),
        (Comparison("ao_type", Op.IN, ("A1", "A3")), "A1, A3"),
        (Comparison("neuro", Op.EQUAL, "N0"), "N0"),
        (Comparison("infection", Op.NOT_EQUAL, "none"), "not none"),
        (Comparison("healed", Op.EQUAL, False), "no"),
        (Comparison("healed", Op.NOT_EQUAL, False), "yes"),
        (Comparison("genant_grade", Op.AT_LEAST, 2), ">= 2"),
    ],
)
def test_that_a_threshold_is_told_in_words_with_its_unit(comparison: Comparison, words: str) -> None:
    assert threshold_words(comparison) == words


# groups and when


def test_that_two_of_three_can_be_asked() -> None:
    house = set_of(rule_of(Group(2, (STABLE, ALLERGY, PREGNANT))))
    assert verdict(house, ligament_stable=True, allergy=True) == ("fits", ())
    assert verdict(house, ligament_stable=True) == ("undetermined", ("allergy", "pregnant"))
    assert verdict(house, ligament_stable=False, allergy=False) == ("does_not_fit", ())


def test_that_inputs_of_a_settled_part_of_a_group_are_not_missing() -> None:
    house = set_of(rule_of(any_of(STABLE, all_of(ALLERGY, PREGNANT))))
    assert verdict(house, allergy=False) == ("undetermined", ("ligament_stable",))
    assert verdict(house, allergy=True) == ("undetermined", ("ligament_stable", "pregnant"))


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({"allergy": False}, ("not_covered", ())),
        ({"allergy": True, "ligament_stable": True}, ("fits", ())),
        ({"allergy": True}, ("undetermined", ("ligament_stable",))),
        ({"ligament_stable": True}, ("undetermined", ("allergy",))),
        ({"ligament_stable": False}, ("undetermined", ("allergy",))),
        ({}, ("undetermined", ("allergy", "ligament_stable"))),
    ],
)
def test_that_a_rule_counts_only_when_its_when_is_met(values: dict[str, Any], expected: Any) -> None:
    assert verdict(set_of(rule_of(STABLE, when=ALLERGY)), **values) == expected


def test_that_an_absolute_rule_that_may_not_count_does_not_contraindicate() -> None:
    house = set_of(rule_of(STABLE), rule_of(PREGNANT, RuleKind.ABSOLUTE, id="absolute", when=ALLERGY))
    assert verdict(house, ligament_stable=True, pregnant=True) == ("undetermined", ("allergy",))


def test_that_a_borderline_when_is_unknown_only_beside_an_unknown_condition() -> None:
    rule = rule_of(STABLE, when=LOSS_15)
    loss_16 = {"loss_adjacent_max": known(16.0, interval=(10.0, 22.0))}
    alone = judge(set_of(rule), SJ, LevelInputs("L2", "pre", loss_16))
    beside = judge(set_of(rule), SJ, LevelInputs("L2", "pre", {**loss_16, "ligament_stable": known(True)}))
    assert [alone.findings[0].outcome, beside.findings[0].outcome] == ["unknown", "borderline"]
    assert beside.missing == ("loss_adjacent_max",)


# verdicts


@pytest.mark.parametrize("kind", [RuleKind.RELATIVE, RuleKind.CAUTION, RuleKind.INFORMATION])
@pytest.mark.parametrize("value", [True, False, None])
def test_that_cautions_and_information_never_change_a_verdict(kind: RuleKind, value: bool | None) -> None:
    house = set_of(rule_of(STABLE), rule_of(ALLERGY, kind, id="other"))
    given = {} if value is None else {"allergy": value}
    assert verdict(house, ligament_stable=True, **given) == ("fits", ())


def test_that_an_absolute_contraindication_goes_before_everything_else() -> None:
    house = set_of(rule_of(STABLE), rule_of(ALLERGY, RuleKind.ABSOLUTE, id="absolute"))
    assert verdict(house, ligament_stable=False, allergy=True) == ("contraindicated", ())
    assert verdict(house, allergy=True) == ("contraindicated", ())


def test_that_one_indication_that_is_not_met_goes_before_an_unknown_one() -> None:
    house = set_of(rule_of(STABLE), rule_of(ALLERGY, id="second"))
    assert verdict(house, ligament_stable=False) == ("does_not_fit", ())


def test_that_a_set_without_a_required_indication_never_says_fits() -> None:
    house = set_of(rule_of(ALLERGY, RuleKind.ABSOLUTE), rule_of(STABLE, id="optional", required=False))
    assert verdict(house, allergy=False, ligament_stable=True) == ("not_covered", ())
    assert verdict(house) == ("not_covered", ())
    assert verdict(house, allergy=True) == ("contraindicated", ())
    assert house.techniques == ()


def test_that_missing_lists_unknown_and_borderline_inputs_of_deciding_rules_once() -> None:
    study = patient({"cord_decompression": UNSET, "fracture_weeks": UNSET, "pain_nrs": UNSET})
    result = judged(study, VP, loss(18.0))
    assert result.missing == ("pain_nrs", "loss_adjacent_max", "kyphotic_deformity", "cord_decompression")
    assert {each.rule for each in result.leading_reasons} == {"painful", "collapse", "cord_decompression"}


@pytest.mark.parametrize("technique", ALL)
def test_that_nothing_known_leaves_everything_open(technique: Any) -> None:
    study = patient(level_facts=EMPTY, films=())
    result = judged(study, technique)
    assert (result.verdict, result.film) == ("undetermined", "")
    always_known = {"vp.level", "bkp.level", "sj.level", "multiple_levels"}
    assert {each.outcome for each in result.findings if each.rule not in always_known} == {"unknown"}


def test_that_reasons_and_warnings_are_sorted_out_for_the_reader() -> None:
    fits = judged(patient({"ao_type": "A4", "pedicle_access": UNSET}), SJ, loss(41.7))
    assert {each.rule for each in fits.warnings} == {"sj.ao_A2_A4", "ao_A3_A4_ct"}
    assert {each.rule for each in fits.open_warnings} == {"sj.pedicle_access", "sj.pedicle_too_narrow"}
    assert fits.leading_reasons == ()
    against = judged(patient({"infection": "systemic", "pain_nrs": 0}), SJ, loss(41.7))
    assert [each.rule for each in against.leading_reasons] == ["infection"]
    unfit = judged(patient({"pain_nrs": 0}), SJ, loss(41.7))
    assert [each.rule for each in unfit.leading_reasons] == ["sj.painful"]


def test_that_fits_comes_with_what_the_set_did_not_ask() -> None:
    words = " ".join(judged(patient(), SJ, loss(41.7)).not_asked)
    assert all(each in words for each in ("allergy", "pregnancy", "oedema", "posterior wall"))


# findings


def test_that_a_finding_carries_value_interval_threshold_and_formula() -> None:
    collapse = finding(judged(patient(), SJ, loss(41.7)), "sj.collapse")
    assert (collapse.input, collapse.value, collapse.threshold) == ("loss_adjacent_max", 41.7, ">= 15 %")
    assert collapse.interval == pytest.approx((33.4, 50.0))
    assert collapse.formula.endswith("reference adjacent mean: L1, L3")


def test_that_a_finding_says_who_entered_its_fact_when_and_from_what() -> None:
    stable = Fact(True, by="R1", at="2026-03-02T10:11:12Z", source="MRI 2026-03-01")
    result = judged(patient(level_facts={"L2": {"ligament_stable": stable}}), VP)
    told = finding(result, "vp.stable")
    assert (told.entered_by, told.entered_at, told.entered_from) == ("R1", "2026-03-02T10:11:12Z", "MRI 2026-03-01")


def test_that_a_group_leads_with_the_input_that_settles_it() -> None:
    result = judged(patient({"kyphotic_deformity": True}), SJ, loss(5.0))
    assert finding(result, "sj.collapse").input == "kyphotic_deformity"
    assert [each.input for each in finding(result, "sj.collapse").evidence] == [
        "loss_adjacent_max",
        "kyphotic_deformity",
    ]


@pytest.mark.parametrize("value", ["no", "false", 0, 1, None, [], "True"])
def test_that_a_wrongly_typed_fact_is_unknown_never_yes_or_no(value: Any) -> None:
    result = judged(patient({"cord_decompression": value}), SJ, loss(41.7))
    assert (result.verdict, result.missing) == ("undetermined", ("cord_decompression",))


@pytest.mark.parametrize("value", ["8", True, 80, -1, float("nan"), 10**400])
def test_that_a_number_that_cannot_be_is_unknown(value: Any) -> None:
    assert judged(patient({"pain_nrs": value}), SJ, loss(41.7)).missing == ("pain_nrs",)


def test_that_an_unusable_fact_is_told_in_the_finding() -> None:
    told = finding(judged(patient({"infection": "maybe"}), SJ, loss(41.7)), "infection")
    assert told.outcome == "unknown"
    assert "'maybe' is not one of the choices: counted as unknown" in told.text
    assert told.value is None


# the film that is judged


def test_that_the_last_film_before_the_procedure_is_judged() -> None:
    films = tuple(
        Film(name, timepoint, date=date)
        for name, timepoint, date in [
            ("post", Timepoint.POST, "2026-03-09"),
            ("old", Timepoint.PRE, "2026-01-01"),
            ("pre", Timepoint.PRE, "2026-03-02"),
            ("base", Timepoint.BASELINE, "2026-02-02"),
        ]
    )
    measured = (loss(41.7), replace(loss(2.0), film="old"), replace(loss(3.0), film="post"))
    result = judged(patient(films=films), SJ, *measured)
    assert (result.film, finding(result, "sj.collapse").value) == ("pre", 41.7)


def test_that_without_a_film_before_the_procedure_measured_inputs_are_unknown() -> None:
    study = patient(films=(Film("post", Timepoint.POST), Film("base", Timepoint.BASELINE)))
    result = judged(study, SJ, replace(loss(41.7), film="base"))
    assert (result.film, result.verdict) == ("", "undetermined")
    assert result.missing == ("loss_adjacent_max", "kyphotic_deformity")


def test_that_a_loss_that_could_not_be_measured_is_unknown_with_its_reason() -> None:
    lost = replace(loss(None), reason="no intact body")
    result = judged(patient({"cortical_shell": UNSET}), SJ, lost)
    assert result.missing == ("loss_adjacent_max", "kyphotic_deformity", "cortical_shell")
    assert finding(result, "sj.collapse").reason == "no intact body"


@pytest.mark.parametrize("flag", [Flag.PARTIAL, Flag.PROPOSED])
def test_that_a_loss_that_is_not_complete_or_not_accepted_proves_at_least_only(flag: Flag) -> None:
    enough = judged(patient(), SJ, loss(41.7, flag))
    small = judged(patient({"kyphotic_deformity": False}), SJ, loss(5.0, flag))
    assert (enough.verdict, small.verdict) == ("fits", "undetermined")
    assert small.missing == ("loss_adjacent_max",)


def test_that_a_partial_loss_leaves_collapse_beyond_90_open_without_a_shell() -> None:
    result = judged(patient({"cortical_shell": False}), SJ, loss(41.7, Flag.PARTIAL))
    assert (result.verdict, result.missing) == ("undetermined", ("loss_adjacent_max",))


# several levels, several sets


def test_that_levels_sets_and_techniques_come_in_order() -> None:
    study = patient(fractures=(Fracture("L4"), Fracture("L2")), procedure=Procedure(levels=("L1",)))
    house = replace(overview(), name="house")
    results = judge_study(study, (), (overview(), house))
    assert [each.level for each in results] == ["L1"] * 6 + ["L2"] * 6 + ["L4"] * 6
    assert [each.set for each in results[:6]] == ["augmentation-overview"] * 3 + ["house"] * 3
    assert [each.technique for each in results[:3]] == list(ALL)


def test_that_each_level_is_judged_by_its_own_loss() -> None:
    study = patient(fractures=(Fracture("L2"), Fracture("L4")))
    results = judge_study(study, (loss(41.7), loss(3.0, level="L4")), (overview(),), (SJ,))
    assert [finding(each, "sj.collapse").value for each in results] == [41.7, None]


def test_that_several_levels_are_told_as_information() -> None:
    result = judged(patient(fractures=(Fracture("L2"), Fracture("L4"))), SJ, loss(41.7))
    assert "multiple_levels" in {each.rule for each in result.information}


def test_that_a_contraindication_of_another_set_is_shown_whatever_set_is_chosen() -> None:
    house = set_of(rule_of(STABLE), rule_of(ALLERGY, RuleKind.ABSOLUTE, id="allergy"))
    results = judge_study(patient({"allergy": True}), (loss(41.7),), (overview(), house), (SJ,))
    assert results[0].verdict is Verdict.FITS
    found = other_contraindications(results, chosen=overview().name)
    assert [(each.result.set, each.finding.rule) for each in found] == [("house", "allergy")]
    assert other_contraindications(results, chosen="house") == ()
