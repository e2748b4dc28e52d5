"""What must hold for any patient."""

from collections.abc import Mapping
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from tests.core.criteria_cases import ALL, judged, loss, overview, patient
from vertmeasure.core.criteria import CriteriaResult, Verdict
from vertmeasure.core.fact_table import FACTS, FactDefinition, FactKind
from vertmeasure.core.frozen import EMPTY
from vertmeasure.core.measurement import Measurement
from vertmeasure.core.study import Fact, Technique

ASKED = sorted({each for technique in ALL for each in overview().inputs_asked(technique)} & set(FACTS))

techniques = st.sampled_from(ALL)
losses = st.none() | st.floats(-20, 100).map(loss)


def _values(fact: FactDefinition) -> st.SearchStrategy[Any]:
    if fact.kind is FactKind.BOOL:
        return st.booleans()
    if fact.kind is FactKind.NUMBER:
        return st.floats(fact.low, min(fact.high, 30))
    return st.sampled_from([each for each in fact.choices or () if each not in fact.unknown_choices])


facts = st.fixed_dictionaries({}, optional={each: _values(FACTS[each]) for each in ASKED})


def result_of(technique: Technique, given: Mapping[str, Any], measured: Measurement | None) -> CriteriaResult:
    own = {"L2": {name: Fact(value) for name, value in given.items()}}
    return judged(patient(level_facts=own), technique, *(() if measured is None else (measured,)))


@given(techniques, facts, losses, st.data())
def test_that_one_more_fact_never_overturns_what_was_decided(
    technique: Technique, recorded: dict[str, Any], measured: Measurement | None, data: st.DataObject
) -> None:
    more = {**data.draw(facts), **recorded}
    before, after = result_of(technique, recorded, measured), result_of(technique, more, measured)
    allowed = {
        Verdict.FITS: {Verdict.FITS},
        Verdict.CONTRAINDICATED: {Verdict.CONTRAINDICATED},
        Verdict.DOES_NOT_FIT: {Verdict.DOES_NOT_FIT, Verdict.CONTRAINDICATED},
    }
    assert after.verdict in allowed.get(before.verdict, set(Verdict))


@given(techniques, facts, losses, st.data())
def test_that_one_more_fact_never_turns_a_settled_rule(
    technique: Technique, recorded: dict[str, Any], measured: Measurement | None, data: st.DataObject
) -> None:
    more = {**data.draw(facts), **recorded}
    before, after = result_of(technique, recorded, measured), result_of(technique, more, measured)
    settled = {each.rule: each.outcome for each in before.findings if each.outcome.is_decided}
    assert settled.items() <= {each.rule: each.outcome for each in after.findings}.items()


@given(techniques, facts, losses, st.sampled_from(ASKED))
def test_that_leaving_a_fact_out_is_never_read_as_no(
    technique: Technique, recorded: dict[str, Any], measured: Measurement | None, left_out: str
) -> None:
    without = {key: value for key, value in recorded.items() if key != left_out}
    result = result_of(technique, without, measured)
    for finding in result.findings:
        told = {each.outcome for each in finding.evidence if each.input == left_out}
        assert told <= {"unknown"}


@given(techniques, facts, losses, st.sampled_from(["local_or_vertebral", "systemic"]))
def test_that_an_absolute_contraindication_always_wins(
    technique: Technique, recorded: dict[str, Any], measured: Measurement | None, infection: str
) -> None:
    assert result_of(technique, {**recorded, "infection": infection}, measured).verdict == "contraindicated"


@given(techniques, facts, losses)
def test_that_something_is_missing_exactly_when_the_verdict_is_open(
    technique: Technique, recorded: dict[str, Any], measured: Measurement | None
) -> None:
    result = result_of(technique, recorded, measured)
    assert bool(result.missing) is (result.verdict is Verdict.UNDETERMINED)
    assert not set(result.missing) & set(recorded)


@given(techniques, facts, losses)
def test_that_fits_means_every_required_rule_is_met_and_no_absolute_one(
    technique: Technique, recorded: dict[str, Any], measured: Measurement | None
) -> None:
    result = result_of(technique, recorded, measured)
    deciding = {(each.kind.value, each.outcome.value) for each in result.findings if each.decides}
    clean = deciding == {("indication", "met"), ("absolute", "not_met")}
    assert (result.verdict is Verdict.FITS) is clean


def test_that_no_facts_at_all_fit_nothing() -> None:
    assert {judged(patient(level_facts=EMPTY), each).verdict for each in ALL} == {"undetermined"}
