"""One rule judged: its outcome, the input that led to it, and every input that was looked at."""

from collections.abc import Iterator
from dataclasses import dataclass

from vertmeasure.core.conditions import Comparison, Condition
from vertmeasure.core.inputs import InputValue, LevelInputs
from vertmeasure.core.kleene import Outcome, at_least
from vertmeasure.core.rules import Rule, RuleKind
from vertmeasure.core.thresholds import outcome_of, threshold_words


@dataclass(frozen=True, slots=True)
class Evidence:
    """One input as it was held against one threshold."""

    input: str
    threshold: str
    outcome: Outcome
    known: InputValue


@dataclass(frozen=True, slots=True)
class Finding:
    """What one rule says about one body.

    Attributes
    ----------
    rule, kind, source, verified
        As in the rule.
    text : str
        The rule's words, followed by what is wrong with a recorded value that cannot be used.
    leading : Evidence
        The input that led to the outcome: in a group, the first that has the outcome of the group.
    evidence : tuple[Evidence, ...]
        Every input looked at, the leading one included.
    undecided : tuple[str, ...]
        Ids of the unknown or borderline inputs that keep the rule open; empty once it is decided.
    """

    rule: str
    kind: RuleKind
    outcome: Outcome
    text: str
    source: str
    verified: bool
    decides: bool
    leading: Evidence
    evidence: tuple[Evidence, ...]
    undecided: tuple[str, ...]

    @property
    def value(self) -> bool | float | str | None:
        """Value of the leading input."""
        return self.leading.known.value

    @property
    def interval(self) -> tuple[float, float] | None:
        """95 % interval of the leading input; None for a fact."""
        return self.leading.known.interval

    @property
    def input(self) -> str:
        """Id of the leading input."""
        return self.leading.input

    @property
    def threshold(self) -> str:
        """Threshold of the leading input, in words."""
        return self.leading.threshold

    @property
    def formula(self) -> str:
        """Formula and reference of the leading input, where it is measured."""
        return self.leading.known.formula

    @property
    def reason(self) -> str:
        """Why the leading input is not known, or only known as "at least"."""
        return self.leading.known.reason

    @property
    def entered_by(self) -> str:
        """Who entered the leading fact; empty where that is not recorded."""
        fact = self.leading.known.fact
        return fact.by if fact else ""

    @property
    def entered_at(self) -> str:
        """When the leading fact was entered."""
        fact = self.leading.known.fact
        return fact.at if fact else ""

    @property
    def entered_from(self) -> str:
        """What the leading fact was read from."""
        fact = self.leading.known.fact
        return fact.source if fact else ""


def finding_of(rule: Rule, inputs: LevelInputs) -> Finding | None:
    """Judge one rule; None where its `when` is not met, so that the rule has nothing to say."""
    branch = _branch_of_rule(rule, inputs)
    if branch is None:
        return None
    evidence = tuple(_leaves(branch))
    return Finding(
        rule=rule.id,
        kind=rule.kind,
        outcome=branch.outcome,
        text=_text(rule, evidence),
        source=rule.source,
        verified=rule.verified,
        decides=rule.decides,
        leading=_leading(branch),
        evidence=evidence,
        undecided=tuple(dict.fromkeys(part for each in _open_leaves(branch) for part in _settled_by(each))),
    )


@dataclass(frozen=True, slots=True)
class _Branch:
    """A judged condition: a leaf holds evidence, a group its parts."""

    outcome: Outcome
    parts: tuple["_Branch", ...] = ()
    evidence: Evidence | None = None


def _branch_of_rule(rule: Rule, inputs: LevelInputs) -> _Branch | None:
    if rule.when is None:
        return _branch(rule.condition, inputs)
    when = _branch(rule.when, inputs)
    if when.outcome is Outcome.NOT_MET:
        return None
    condition = _branch(rule.condition, inputs)
    if when.outcome is Outcome.MET:
        return condition
    # Undecided whatever the condition says: a rule that may not count is neither met nor not met.
    unknown = Outcome.UNKNOWN in (when.outcome, condition.outcome)
    return _Branch(Outcome.UNKNOWN if unknown else Outcome.BORDERLINE, (when, condition))


def _branch(condition: Condition, inputs: LevelInputs) -> _Branch:
    if isinstance(condition, Comparison):
        known = inputs.of(condition.input)
        outcome = outcome_of(condition, known)
        return _Branch(outcome, evidence=Evidence(condition.input, threshold_words(condition), outcome, known))
    parts = tuple(_branch(part, inputs) for part in condition.parts)
    return _Branch(at_least(condition.needed, (part.outcome for part in parts)), parts)


def _leaves(branch: _Branch) -> Iterator[Evidence]:
    if branch.evidence:
        yield branch.evidence
    for part in branch.parts:
        yield from _leaves(part)


def _leading(branch: _Branch) -> Evidence:
    while branch.evidence is None:
        branch = next(part for part in branch.parts if part.outcome is branch.outcome)
    return branch.evidence


def _open_leaves(branch: _Branch) -> Iterator[Evidence]:
    """Evidence that is itself undecided, below undecided branches only: the rest could change nothing."""
    if branch.outcome.is_decided:
        return
    if branch.evidence:
        yield branch.evidence
    for part in branch.parts:
        yield from _open_leaves(part)


def _settled_by(evidence: Evidence) -> tuple[str, ...]:
    """What would have to be known: of a score its open items, else the input itself."""
    return evidence.known.parts or (evidence.input,)


def _text(rule: Rule, evidence: tuple[Evidence, ...]) -> str:
    faults = dict.fromkeys(each.known.reason for each in evidence if each.known.is_faulty)
    return f"{rule.text} ({'; '.join(faults)}: counted as unknown)" if faults else rule.text
