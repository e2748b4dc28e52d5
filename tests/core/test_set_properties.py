"""What must hold for any patient and every set that comes with the program."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from tests.core.criteria_cases import loss, patient
from vertmeasure.core.criteria import CriteriaResult, Verdict, judge_study
from vertmeasure.core.fact_table import FACTS, FactDefinition, FactKind
from vertmeasure.core.kleene import Outcome
from vertmeasure.core.measurement import Measurement
from vertmeasure.core.rules import RuleKind, RuleSet
from vertmeasure.core.study import Fact
from vertmeasure.storage.rule_files import load_shipped

REPLACED = {"of_score", "sins"}
"""A recorded total gives way to the sum of the items, so a fact may turn it."""


@cache
def sets() -> tuple[RuleSet, ...]:
    return load_shipped()


def _values(fact: FactDefinition) -> st.SearchStrategy[Any]:
    if fact.kind is FactKind.BOOL:
        return st.booleans()
    if fact.kind is FactKind.NUMBER:
        return st.floats(fact.low, min(fact.high, 30))
    return st.sampled_from([each for each in fact.choices or () if each not in fact.unknown_choices])


ASKED = sorted({name for each in load_shipped() for rule in each.rules for name in rule.inputs} & set(FACTS) - REPLACED)
facts = st.fixed_dictionaries({}, optional={each: _values(FACTS[each]) for each in ASKED})
losses = st.none() | st.floats(-20, 100).map(loss)


def results_of(given: Mapping[str, Any], measured: Measurement | None) -> tuple[CriteriaResult, ...]:
    own = {"L2": {name: Fact(value) for name, value in given.items()}}
    return judge_study(patient(level_facts=own), () if measured is None else (measured,), sets())


@given(facts, facts, losses)
def test_that_one_more_fact_never_reopens_or_overturns_what_was_decided(
    recorded: dict[str, Any], more: dict[str, Any], measured: Measurement | None
) -> None:
    allowed = {
        Verdict.FITS: {Verdict.FITS},
        Verdict.CONTRAINDICATED: {Verdict.CONTRAINDICATED},
        Verdict.DOES_NOT_FIT: {Verdict.DOES_NOT_FIT, Verdict.CONTRAINDICATED},
    }
    pairs = zip(results_of(recorded, measured), results_of({**more, **recorded}, measured), strict=True)
    for before, after in pairs:
        assert after.verdict in allowed.get(before.verdict, set(Verdict)), (before.set, before.technique)


@given(facts, facts, losses)
def test_that_what_is_unknown_never_counts_as_no(
    recorded: dict[str, Any], more: dict[str, Any], measured: Measurement | None
) -> None:
    """What a rule says with facts missing, it says whatever the facts turn out to be."""
    pairs = zip(results_of(recorded, measured), results_of({**more, **recorded}, measured), strict=True)
    for before, after in pairs:
        settled = {each.rule: each.outcome for each in before.findings if each.outcome.is_decided}
        assert settled.items() <= {each.rule: each.outcome for each in after.findings}.items()


@given(facts, losses)
def test_that_an_absolute_contraindication_always_wins(recorded: dict[str, Any], measured: Measurement | None) -> None:
    for result in results_of(recorded, measured):
        absolute = any(each.kind is RuleKind.ABSOLUTE and each.outcome is Outcome.MET for each in result.findings)
        assert (result.verdict is Verdict.CONTRAINDICATED) is absolute


@given(facts, losses)
def test_that_an_open_verdict_names_what_would_settle_it_and_nothing_recorded(
    recorded: dict[str, Any], measured: Measurement | None
) -> None:
    for result in results_of(recorded, measured):
        assert bool(result.missing) is (result.verdict is Verdict.UNDETERMINED)
        assert not set(result.missing) & set(recorded)


def test_that_no_facts_at_all_fit_nothing() -> None:
    assert {each.verdict for each in results_of({}, None)} == {Verdict.UNDETERMINED, Verdict.NOT_COVERED}
