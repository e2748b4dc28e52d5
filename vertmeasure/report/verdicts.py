"""Verdicts and findings in clinical words, as the window and the report show them; nothing here recommends."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from vertmeasure.core.criteria import Contraindication, CriteriaResult, Verdict, other_contraindications
from vertmeasure.core.findings import Finding
from vertmeasure.core.kleene import Outcome
from vertmeasure.core.rules import RuleKind
from vertmeasure.report.json_writer import other_contraindications_to
from vertmeasure.report.known_words import evidence_words, input_label, source_words
from vertmeasure.report.wording import TECHNIQUE_WORDS, short_hash

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
    """Absolute contraindications that sets other than the chosen ones record; techniques share a sentence."""
    return _contraindication_words(other_contraindications_to(results, chosen))


def own_contraindication_words(results: Sequence[CriteriaResult], chosen: str) -> tuple[str, ...]:
    """Absolute contraindications that the chosen set records; techniques share a sentence."""
    own = [each for each in results if each.set == chosen]
    return _contraindication_words(other_contraindications(own, chosen=""))


def _contraindication_words(found: Iterable[Contraindication]) -> tuple[str, ...]:
    techniques: dict[tuple[str, str], list[str]] = {}
    for each in found:
        said = f"contraindicated by the criteria of {each.result.title} {each.result.version}: {each.finding.text}"
        techniques.setdefault((each.result.level, said), []).append(TECHNIQUE_WORDS[each.result.technique])
    return tuple(f"{level}, {', '.join(names)}: {said}" for (level, said), names in techniques.items())


def _lines(findings: Iterable[Finding]) -> tuple[FindingLine, ...]:
    return tuple(map(finding_line, findings))


def finding_line(finding: Finding) -> FindingLine:
    """One finding in words."""
    return FindingLine(
        rule=finding.rule,
        kind=KIND_WORDS[finding.kind],
        outcome=finding.outcome,
        text=finding.text,
        because="; ".join(dict.fromkeys(map(evidence_words, finding.evidence))),
        formula=finding.formula,
        source=source_words(finding.source, finding.verified),
    )
