"""Verdicts and findings in clinical words, as the window and the report show them; nothing here recommends."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from vertmeasure.core.criteria import CriteriaResult, Verdict
from vertmeasure.core.dictionary import ENTRIES
from vertmeasure.core.fact_table import FACTS
from vertmeasure.core.findings import Evidence, Finding
from vertmeasure.core.inputs import INPUTS
from vertmeasure.core.kleene import Outcome
from vertmeasure.core.rules import RuleKind, RuleSet
from vertmeasure.core.study import Fact
from vertmeasure.report.json_writer import other_contraindications_to
from vertmeasure.report.numbers import as_entered, interval_words, with_sign, with_unit
from vertmeasure.report.wording import TECHNIQUE_WORDS, Line, short_hash

VERDICT_LABELS: dict[Verdict, str] = {
    Verdict.FITS: "fits",
    Verdict.DOES_NOT_FIT: "does not fit",
    Verdict.UNDETERMINED: "cannot be determined",
    Verdict.CONTRAINDICATED: "contraindicated",
    Verdict.NOT_COVERED: "not covered",
}

OUTCOME_WORDS: dict[Outcome, str] = {
    Outcome.MET: "met",
    Outcome.NOT_MET: "not met",
    Outcome.BORDERLINE: "borderline",
    Outcome.UNKNOWN: "unknown",
}

KIND_WORDS: dict[RuleKind, str] = {
    RuleKind.INDICATION: "indication",
    RuleKind.ABSOLUTE: "absolute contraindication",
    RuleKind.RELATIVE: "relative contraindication",
    RuleKind.CAUTION: "caution",
    RuleKind.INFORMATION: "information",
}


@dataclass(frozen=True, slots=True)
class FindingLine:
    """One rule as judged.

    Attributes
    ----------
    because : str
        The inputs with their values and thresholds, and who entered a fact, when and from what.
    formula : str
        Formula and reference of the leading input, where it is measured.
    source : str
        Of the rule; says so where the source was not read.
    """

    rule: str
    kind: str
    outcome: Outcome
    text: str
    because: str
    formula: str
    source: str

    @property
    def outcome_words(self) -> str:
        """The outcome as it is printed."""
        return OUTCOME_WORDS[self.outcome]


@dataclass(frozen=True, slots=True)
class VerdictBlock:
    """What one set says about one body and one technique.

    Attributes
    ----------
    words : str
        The verdict in words: "fits", "does not fit", "cannot be determined" ...
    set_words : str
        Title and version of the set.
    missing : tuple[str, ...]
        In clinical words, what would have to be known.
    warnings, open_warnings : tuple[FindingLine, ...]
        Relative contraindications and cautions that apply, and those of which that is not known.
    not_asked : tuple[str, ...]
        What the set did not ask; only under `fits`.
    """

    level: str
    technique: str
    set: str
    set_words: str
    hash: str
    film: str
    verdict: Verdict
    words: str
    reasons: tuple[FindingLine, ...]
    missing: tuple[str, ...]
    warnings: tuple[FindingLine, ...]
    open_warnings: tuple[FindingLine, ...]
    information: tuple[FindingLine, ...]
    not_asked: tuple[str, ...]
    findings: tuple[FindingLine, ...]


@dataclass(frozen=True, slots=True)
class ProfileLine:
    """What a technique can do in general, beside a verdict and never ranked."""

    technique: str
    traits: tuple[Line, ...]
    source: str


def verdict_block(result: CriteriaResult) -> VerdictBlock:
    """One result in words."""
    return VerdictBlock(
        level=result.level,
        technique=TECHNIQUE_WORDS[result.technique],
        set=result.set,
        set_words=f"{result.title} {result.version}",
        hash=short_hash(result.hash),
        film=result.film,
        verdict=result.verdict,
        words=VERDICT_LABELS[result.verdict],
        reasons=_lines(result.leading_reasons),
        missing=tuple(input_label(each) for each in result.missing),
        warnings=_lines(result.warnings),
        open_warnings=_lines(result.open_warnings),
        information=_lines(result.information),
        not_asked=result.not_asked if result.verdict is Verdict.FITS else (),
        findings=_lines(result.findings),
    )


def other_contraindication_words(results: Sequence[CriteriaResult], chosen: Sequence[str]) -> tuple[str, ...]:
    """Absolute contraindications that sets other than the chosen ones record, one sentence each."""
    return tuple(
        f"{each.result.level}, {TECHNIQUE_WORDS[each.result.technique]}: contraindicated by the criteria of "
        f"{each.result.title} {each.result.version}: {each.finding.text}"
        for each in other_contraindications_to(results, chosen)
    )


def profile_lines(rule_set: RuleSet) -> tuple[ProfileLine, ...]:
    """The technique profiles a set carries, in its order."""
    return tuple(
        ProfileLine(
            TECHNIQUE_WORDS[technique],
            (
                Line("Height restoration", profile.height_restoration),
                Line("Risk of leakage", profile.leakage_risk),
                Line("Internal support", profile.internal_support),
                Line("Correction of kyphosis", profile.kyphosis_correction),
            ),
            source_words(profile.source, profile.verified),
        )
        for technique, profile in rule_set.profiles.items()
    )


def claim_lines(rule_set: RuleSet) -> tuple[str, ...]:
    """The claims a set carries, each with its source."""
    return tuple(f"{each.text} ({source_words(each.source, each.verified)})" for each in rule_set.claims)


def source_words(source: str, verified: bool) -> str:
    """A source, and that it was not read where it was not."""
    return source if verified else f"{source}, not verified".removeprefix(", ")


def _lines(findings: Iterable[Finding]) -> tuple[FindingLine, ...]:
    return tuple(map(finding_line, findings))


def finding_line(finding: Finding) -> FindingLine:
    """One finding in words."""
    return FindingLine(
        rule=finding.rule,
        kind=KIND_WORDS[finding.kind],
        outcome=finding.outcome,
        text=finding.text,
        because="; ".join(dict.fromkeys(map(_evidence_words, finding.evidence))),
        formula=finding.formula,
        source=source_words(finding.source, finding.verified),
    )


def _evidence_words(evidence: Evidence) -> str:
    known = evidence.known
    value = known.reason if known.value is None else value_words(evidence.input, known.value)
    if known.interval and INPUTS[evidence.input].unit:
        value += f" ({interval_words(known.interval, ENTRIES[evidence.input].unit)})"
    entered = entered_words(known.fact) if known.fact else ""
    beside = f" ({entered})" if entered else ""
    return f"{input_label(evidence.input)}: {value}{beside}, asked: {_threshold_words(evidence.threshold)}"


def _threshold_words(threshold: str) -> str:
    return threshold.replace(">=", "≥").replace("<=", "≤").replace("_", " ")


def input_label(input_id: str) -> str:
    """The clinical name of an input of a rule."""
    return INPUTS[input_id].label


def value_words(input_id: str, value: bool | float | str) -> str:
    """The value of an input as a clinician reads it: "yes", "41.7 %", "4 weeks", "A1 wedge or impaction"."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, str):
        return _choice_words(input_id, value)
    if input_id in ENTRIES:
        return with_unit(value, ENTRIES[input_id].unit)
    return with_sign(as_entered(value), INPUTS[input_id].unit)


def _choice_words(input_id: str, value: str) -> str:
    choices = FACTS[input_id].choices if input_id in FACTS else None
    return (choices or {}).get(value, value)


def entered_words(fact: Fact) -> str:
    """Who entered a fact, when, and what it was read from; empty where nothing of that is recorded."""
    source = f"from {fact.source}" if fact.source else ""
    return ", ".join(each for each in (fact.by, fact.at[:10], source) if each)
