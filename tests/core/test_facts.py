"""The facts a clinician can enter, and which of them counts for a level."""

from typing import Any

import pytest

from vertmeasure.core.errors import StudyError
from vertmeasure.core.fact_table import FACT_GROUPS, FACTS, FactKind, FactScope
from vertmeasure.core.facts import check_fact, effective_fact
from vertmeasure.core.study import Fact, Fracture, Study

ONE = (Fracture("L2"),)
TWO = (Fracture("L2"), Fracture("L4"))

# As the study file lists them.
LEVEL_FACTS = (
    *("fracture_weeks", "ao_type", "of_type", "healed", "mri_oedema", "cortical_shell"),
    *("posterior_wall", "pedicle_mm", "pedicle_access", "ligament_stable", "pain_at_level"),
)


def value_of(study: Study, fact_id: str, level: str = "L2") -> Any:
    fact = effective_fact(study, level, fact_id, study.judged_levels)
    return None if fact is None else fact.value


def test_that_a_fact_of_the_level_wins_over_a_study_wide_one() -> None:
    study = Study(fractures=ONE, facts={"healed": Fact(True)}, level_facts={"L2": {"healed": Fact(False)}})
    assert value_of(study, "healed") is False


def test_that_with_one_fracture_a_study_wide_value_counts() -> None:
    assert value_of(Study(fractures=ONE, facts={"fracture_weeks": Fact(4)}), "fracture_weeks") == 4


@pytest.mark.parametrize(
    "fact_id",
    LEVEL_FACTS,
)
def test_that_with_several_fractures_a_study_wide_value_of_a_levels_fact_is_not_used(fact_id: str) -> None:
    assert value_of(Study(fractures=TWO, facts={fact_id: Fact(1)}), fact_id) is None


@pytest.mark.parametrize("fact_id", ["pain_nrs", "aetiology", "neuro", "infection", "coagulopathy"])
def test_that_with_several_fractures_a_fact_of_the_patient_still_counts(fact_id: str) -> None:
    assert value_of(Study(fractures=TWO, facts={fact_id: Fact(1)}), fact_id) == 1


def test_that_with_several_fractures_each_level_has_its_own_fact() -> None:
    study = Study(fractures=TWO, level_facts={"L4": {"ao_type": Fact("A3")}})
    assert (value_of(study, "ao_type", "L2"), value_of(study, "ao_type", "L4")) == (None, "A3")


@pytest.mark.parametrize(
    ("fact_id", "value"),
    [("healed", False), ("pain_nrs", 0), ("pain_nrs", 10), ("neuro", "NX"), ("pedicle_mm", 5.8), ("of_type", "4")],
)
def test_that_a_legal_value_is_accepted(fact_id: str, value: Any) -> None:
    check_fact(FACTS[fact_id], value)


@pytest.mark.parametrize(
    ("fact_id", "value", "words"),
    [
        ("healed", "yes", "Enter yes or no"),
        ("healed", 1, "Enter yes or no"),
        ("pain_nrs", 10.1, "from 0 to 10"),
        ("pain_nrs", True, "is not a number"),
        ("pain_nrs", float("nan"), "from 0 to 10"),
        ("ao_type", "A5", "Choose one of A0, A1"),
        ("ao_type", ["A1"], "Choose one of"),
        ("infection", None, "none, local_or_vertebral, systemic"),
    ],
)
def test_that_an_illegal_value_is_refused_with_what_is_expected(fact_id: str, value: Any, words: str) -> None:
    with pytest.raises(StudyError, match=words):
        check_fact(FACTS[fact_id], value)


def test_that_a_very_long_value_is_cut_short_in_the_message() -> None:
    with pytest.raises(StudyError) as caught:
        check_fact(FACTS["ao_type"], "A" * 5000)
    assert len(str(caught.value)) < 250


def test_that_every_fact_stands_in_one_group_under_its_own_id() -> None:
    assert len(FACTS) == sum(map(len, FACT_GROUPS.values()))
    assert all(FACTS[key].id == key for key in FACTS)


def test_that_numbers_have_a_range_and_choices_have_words() -> None:
    for fact in FACTS.values():
        assert (fact.low < fact.high) is (fact.kind is FactKind.NUMBER)
        assert bool(fact.choices) is (fact.kind is FactKind.CHOICE)


def test_that_only_neurology_that_cannot_be_examined_says_not_known() -> None:
    assert {fact.id: fact.unknown_choices for fact in FACTS.values() if fact.unknown_choices} == {"neuro": {"NX"}}


def test_that_the_kyphotic_deformity_may_be_recorded_for_the_whole_study() -> None:
    assert FACTS["kyphotic_deformity"].scope is FactScope.STUDY
