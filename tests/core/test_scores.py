"""OF score and SINS, item by item as printed, and what is told while items are open."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.core.criteria_cases import loss, patient
from vertmeasure.core.anatomy import BODIES
from vertmeasure.core.conditions import Comparison, Op
from vertmeasure.core.criteria import judge
from vertmeasure.core.criteria_inputs import known_level
from vertmeasure.core.fact_table import FACTS, FactKind
from vertmeasure.core.frozen import EMPTY
from vertmeasure.core.kleene import Outcome
from vertmeasure.core.measurement import Flag, Measurement
from vertmeasure.core.rules import Rule, RuleKind, RuleSet
from vertmeasure.core.score_table import OF_SCORE, SINS
from vertmeasure.core.scores import Score
from vertmeasure.core.study import Fact, Study, Technique
from vertmeasure.core.thresholds import outcome_of

WORST_OF: dict[str, Any] = {
    "of_type": "5",
    "t_score": -3.5,
    "fracture_progressed": True,
    "pain_nrs": 5,
    "neuro": "N2",
    "mobile_on_analgesia": False,
    "asa_class": "3",
    "frail": False,
    "anticoagulated": False,
}
BEST_OF: dict[str, Any] = {
    "of_type": "1",
    "t_score": -3,
    "hounsfield": 91,
    "fracture_progressed": False,
    "pain_nrs": 4.9,
    "neuro": "N1",
    "mobile_on_analgesia": True,
    "asa_class": "4",
    "frail": True,
    "anticoagulated": True,
}
WORST_SINS: dict[str, Any] = {
    "tumour_pain": "mechanical",
    "lesion_type": "lytic",
    "tumour_alignment": "subluxation",
    "tumour_collapse": "over_half",
    "posterolateral_involvement": "bilateral",
}
ITEM_FACTS = sorted({*WORST_OF, *BEST_OF, *WORST_SINS})


def bare(level: str = "L1", **facts: Any) -> Study:
    return patient(level_facts={level: {name: Fact(value) for name, value in facts.items()}}, level=level)


def scores(study: Study, *measured: Measurement) -> tuple[Score, Score]:
    level = study.judged_levels[0]
    of_score, sins = known_level(study, level, measured).scores
    return of_score, sins


def of_score(**facts: Any) -> Score:
    return scores(bare(**facts))[0]


def sins(level: str = "L1", *measured: Measurement, **facts: Any) -> Score:
    return scores(bare(level, **facts), *measured)[1]


def points(score: Score, item: str) -> tuple[int, int]:
    return next((each.points.low, each.points.high) for each in score.items if each.item.id == item)


def bands(score: Score) -> list[str]:
    return [band.words for band in score.bands]


# OF score


def test_that_the_highest_of_score_is_sixteen() -> None:
    score = of_score(**WORST_OF)
    assert (score.total, bands(score), score.missing) == (16, ["surgery"], ())


def test_that_the_lowest_of_score_is_minus_three_and_counts_as_conservative() -> None:
    score = of_score(**BEST_OF)
    assert (score.total, bands(score)) == (-3, ["conservative"])


@pytest.mark.parametrize(("of_type", "expected"), [("1", 2), ("2", 4), ("3", 6), ("4", 8), ("5", 10)])
def test_that_the_of_type_counts_twice(of_type: str, expected: int) -> None:
    assert points(of_score(of_type=of_type), "morphology") == (expected, expected)


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({"t_score": -3.1}, (1, 1)),
        ({"hounsfield": 90}, (1, 1)),
        ({"t_score": -3, "hounsfield": 91}, (0, 0)),
        ({"t_score": -2}, (0, 1)),
        ({"hounsfield": 150}, (0, 1)),
        ({}, (0, 1)),
    ],
)
def test_that_either_measure_of_density_gives_the_point_and_both_deny_it(
    facts: dict[str, Any], expected: tuple[int, int]
) -> None:
    assert points(of_score(**facts), "bone") == expected


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({"asa_class": "3", "frail": False, "anticoagulated": False}, (0, 0)),
        ({"asa_class": "4", "frail": False, "anticoagulated": False}, (-1, -1)),
        ({"asa_class": "5", "frail": True, "anticoagulated": True}, (-2, -2)),
        ({"frail": True, "anticoagulated": True}, (-2, -2)),
        ({"frail": True}, (-2, -1)),
        ({}, (-2, 0)),
    ],
)
def test_that_health_takes_at_most_two_points(facts: dict[str, Any], expected: tuple[int, int]) -> None:
    assert points(of_score(**facts), "health") == expected


@pytest.mark.parametrize(("neuro", "expected"), [("N0", 0), ("N1", 0), ("N2", 2), ("N3", 2), ("N4", 2)])
def test_that_a_present_deficit_gives_two_points(neuro: str, expected: int) -> None:
    assert points(of_score(neuro=neuro), "neurology") == (expected, expected)


def test_that_neurology_that_cannot_be_examined_stays_open() -> None:
    assert points(of_score(neuro="NX"), "neurology") == (0, 2)


@pytest.mark.parametrize(("of_type", "total", "band"), [("2", 5, "conservative"), ("3", 7, "surgery")])
def test_that_the_cut_offs_are_those_of_the_card(of_type: str, total: int, band: str) -> None:
    score = of_score(**{**BEST_OF, "of_type": of_type, **_one_point()})
    assert (score.total, bands(score)) == (total, [band])


def test_that_six_points_leave_either() -> None:
    score = of_score(**{**BEST_OF, "of_type": "2", **_one_point(), "t_score": -4})
    assert (score.total, bands(score)) == (6, ["either"])


def _one_point() -> dict[str, Any]:
    """Progression, pain and mobilisation that give one point together, and a healthy patient."""
    return {"fracture_progressed": True, "pain_nrs": 6, "asa_class": "1", "frail": False, "anticoagulated": False}


# SINS


@pytest.mark.parametrize(
    ("levels", "expected"),
    [
        (("T1", "T2", "T11", "T12", "L1", "L5"), 3),
        (("L2", "L3", "L4"), 2),
        (("T3", "T4", "T5", "T6", "T7", "T8", "T9", "T10"), 1),
    ],
)
def test_that_the_location_is_read_off_the_level(levels: tuple[str, ...], expected: int) -> None:
    assert {points(sins(level), "location") for level in levels} == {(expected, expected)}


def test_that_every_body_has_a_location() -> None:
    assert all(points(sins(level), "location")[0] in (1, 2, 3) for level in BODIES)


def test_that_the_highest_sins_is_eighteen_and_unstable() -> None:
    score = sins(**WORST_SINS)
    assert (score.total, bands(score)) == (18, ["unstable"])


@pytest.mark.parametrize(
    ("pain", "lesion", "alignment", "total", "band"),
    [
        ("none", "blastic", "normal", 3, "stable"),
        ("occasional", "lytic", "normal", 6, "stable"),
        ("none", "lytic", "deformity", 7, "potentially unstable"),
        ("mechanical", "lytic", "subluxation", 12, "potentially unstable"),
    ],
)
def test_that_the_cut_offs_of_sins_are_as_printed(
    pain: str, lesion: str, alignment: str, total: int, band: str
) -> None:
    facts = {"tumour_pain": pain, "lesion_type": lesion, "tumour_alignment": alignment}
    score = sins(tumour_collapse="none", posterolateral_involvement="none", **facts)
    assert (score.total, bands(score)) == (total, [band])


@pytest.mark.parametrize(
    ("measured", "expected"),
    [
        (loss(60.0, half_width=5, level="L1"), (3, 3)),
        (loss(52.0, half_width=5, level="L1"), (2, 3)),
        (loss(35.0, half_width=5, level="L1"), (2, 2)),
        (loss(22.0, half_width=5, level="L1"), (0, 2)),
        (loss(5.0, half_width=5, level="L1"), (0, 1)),
        (loss(35.0, Flag.PARTIAL, half_width=5, level="L1"), (2, 3)),
        (loss(5.0, Flag.PROPOSED, half_width=5, level="L1"), (0, 3)),
        (loss(None, level="L1"), (0, 3)),
    ],
)
def test_that_collapse_is_read_off_the_film_as_far_as_it_can_tell(
    measured: Measurement, expected: tuple[int, int]
) -> None:
    assert points(sins("L1", measured), "collapse") == expected


def test_that_an_entered_collapse_goes_before_the_film() -> None:
    assert points(sins("L1", loss(60.0, level="L1"), tumour_collapse="involved"), "collapse") == (1, 1)


# open items


def test_that_a_score_without_facts_is_a_range_and_names_what_is_missing() -> None:
    score = of_score()
    assert (score.total, score.low, score.high) == (None, -3, 16)
    assert bands(score) == ["conservative", "either", "surgery"]
    assert set(score.missing) == set(WORST_OF) | {"hounsfield"}


values = {
    name: st.booleans()
    if FACTS[name].kind is FactKind.BOOL
    else st.sampled_from([each for each in FACTS[name].choices or () if each != "NX"])
    if FACTS[name].kind is FactKind.CHOICE
    else st.integers(0, 10)
    for name in ITEM_FACTS
}
some_items = st.fixed_dictionaries({}, optional=values)
all_items = st.fixed_dictionaries(values)


@given(some_items, all_items)
def test_that_whatever_is_found_later_the_total_lies_in_the_range(known: dict[str, Any], rest: dict[str, Any]) -> None:
    before, after = scores(bare(**known)), scores(bare(**{**rest, **known}))
    for early, late in zip(before, after, strict=True):
        assert late.total is None or early.low <= late.total <= early.high
        assert early.low <= late.low <= late.high <= early.high


@given(all_items)
def test_that_all_items_settle_both_scores(known: dict[str, Any]) -> None:
    for score in scores(bare(**known)):
        assert score.total is not None
        assert score.missing == ()


# as an input of rules


def test_that_a_rule_reads_the_sum_of_the_items() -> None:
    value = known_level(bare(**WORST_OF, of_score=3), "L1", ()).inputs.of("of_score")
    assert (value.value, value.fact) == (16, None)


def test_that_a_recorded_total_counts_while_items_are_open() -> None:
    value = known_level(bare(of_type="3", of_score=4), "L1", ()).inputs.of("of_score")
    assert value.value == 4
    assert value.fact is not None


@pytest.mark.parametrize(
    ("of_type", "op", "threshold", "expected"),
    [
        ("5", Op.ABOVE, 4, Outcome.MET),
        ("1", Op.ABOVE, 8, Outcome.NOT_MET),
        ("3", Op.ABOVE, 6, Outcome.UNKNOWN),
        ("5", Op.EQUAL, 3, Outcome.NOT_MET),
    ],
)
def test_that_a_range_settles_a_rule_only_when_no_total_in_it_says_otherwise(
    of_type: str, op: Op, threshold: int, expected: Outcome
) -> None:
    value = known_level(bare(of_type=of_type), "L1", ()).inputs.of("of_score")
    assert outcome_of(Comparison("of_score", op, threshold), value) is expected


def test_that_a_recorded_total_the_items_rule_out_is_noticed() -> None:
    assert of_score(of_type="5", of_score=2).contradicts_entered
    assert not of_score(of_type="5", of_score=9).contradicts_entered


def test_that_a_recorded_total_that_the_items_contradict_decides_nothing() -> None:
    assert of_score(of_type="5", of_score=2).as_input().is_range
    assert of_score(of_type="5", of_score=9).as_input().value == 9


@pytest.mark.parametrize(
    ("cause", "expected"),
    [
        ("osteoporotic", (Outcome.MET, Outcome.NOT_MET)),
        ("metastasis", (Outcome.NOT_MET, Outcome.MET)),
        ("traumatic", (Outcome.NOT_MET, Outcome.NOT_MET)),
    ],
)
def test_that_a_score_knows_the_cause_it_was_made_for(cause: str, expected: tuple[Outcome, Outcome]) -> None:
    assert tuple(each.concerns for each in scores(bare(aetiology=cause))) == expected


def test_that_without_a_cause_it_is_not_known_whether_a_score_was_made_for_it() -> None:
    assert {each.concerns for each in scores(patient(level_facts=EMPTY))} == {Outcome.UNKNOWN}


def test_that_every_item_names_inputs_that_exist() -> None:
    for definition in (OF_SCORE, SINS):
        assert len({item.id for item in definition.items}) == len(definition.items)
        assert all(
            name in FACTS or name in ("level", "loss_adjacent_max") for i in definition.items for name in i.inputs
        )


def test_that_a_set_that_asks_for_a_score_names_the_open_items_as_missing() -> None:
    enough = Comparison("of_score", Op.ABOVE, 6)
    rule = Rule("score", RuleKind.INDICATION, (Technique.SPINEJACK,), enough, "words", "a page", required=True)
    house = RuleSet(name="house", title="House", version="1", rules=(rule,))
    study = bare(**{name: value for name, value in BEST_OF.items() if name not in ("of_type", "neuro")})
    result = judge(house, Technique.SPINEJACK, known_level(study, "L1", ()).inputs)
    assert (result.verdict, result.missing) == ("undetermined", ("of_type", "neuro"))
