"""Does a fracture fit a set of criteria for a technique? Rules x measurements x facts -> findings and a verdict.

A verdict says "fits the criteria of ...", never that anything should be done. Unknown is never
read as "no"; cautions, relative contraindications and information never change a verdict.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from vertmeasure.core.criteria_inputs import level_inputs
from vertmeasure.core.findings import Finding, finding_of
from vertmeasure.core.inputs import LevelInputs
from vertmeasure.core.kleene import Outcome
from vertmeasure.core.measurement import Measurement
from vertmeasure.core.rules import RuleKind, RuleSet
from vertmeasure.core.study import Study, Technique


class Verdict(StrEnum):
    """What a set says about a fracture and a technique; the first that applies, in this order."""

    CONTRAINDICATED = "contraindicated"
    NOT_COVERED = "not_covered"
    DOES_NOT_FIT = "does_not_fit"
    UNDETERMINED = "undetermined"
    FITS = "fits"


VERDICT_WORDS: dict[Verdict, str] = {
    Verdict.CONTRAINDICATED: "contraindicated by the criteria of",
    Verdict.NOT_COVERED: "not covered by the criteria of",
    Verdict.DOES_NOT_FIT: "does not fit the criteria of",
    Verdict.UNDETERMINED: "cannot be determined by the criteria of",
    Verdict.FITS: "fits the criteria of",
}
"""The words of a verdict, to be followed by the title of the set."""


@dataclass(frozen=True, slots=True)
class CriteriaResult:
    """One set, one technique, one body.

    Attributes
    ----------
    set, title, version, hash : str
        Which set it was, to the byte of its file.
    film : str
        Id of the film the measured inputs were read from; "" where there is none before the procedure.
    missing : tuple[str, ...]
        Under `undetermined`: ids of the inputs that keep the verdict open.
    findings : tuple[Finding, ...]
        Every rule that has something to say, as ordered in the set.
    not_asked : tuple[str, ...]
        What the set did not ask; to be listed under `fits`.
    verified : bool
        Whether the source text of the set was read.
    """

    set: str
    title: str
    version: str
    hash: str
    technique: Technique
    level: str
    film: str
    verdict: Verdict
    missing: tuple[str, ...]
    findings: tuple[Finding, ...]
    not_asked: tuple[str, ...]
    verified: bool = False

    @property
    def leading_reasons(self) -> tuple[Finding, ...]:
        """The findings the verdict rests on: what contraindicates, what is not met, or what is open."""
        return tuple(each for each in self.findings if _leads(each, self.verdict))

    @property
    def warnings(self) -> tuple[Finding, ...]:
        """The relative contraindications and cautions that apply."""
        return tuple(each for each in self.findings if _warns(each) and each.outcome is Outcome.MET)

    @property
    def open_warnings(self) -> tuple[Finding, ...]:
        """The relative contraindications and cautions of which it is not known whether they apply."""
        return tuple(each for each in self.findings if _warns(each) and not each.outcome.is_decided)

    @property
    def information(self) -> tuple[Finding, ...]:
        """The information that applies."""
        found = (each for each in self.findings if each.kind is RuleKind.INFORMATION)
        return tuple(each for each in found if each.outcome is Outcome.MET)


def _warns(finding: Finding) -> bool:
    return finding.kind in (RuleKind.RELATIVE, RuleKind.CAUTION)


def _leads(finding: Finding, verdict: Verdict) -> bool:
    if verdict is Verdict.CONTRAINDICATED:
        return _contraindicates(finding)
    if verdict is Verdict.DOES_NOT_FIT:
        return _excludes(finding)
    return verdict is Verdict.UNDETERMINED and _is_open(finding)


def _contraindicates(finding: Finding) -> bool:
    return finding.kind is RuleKind.ABSOLUTE and finding.outcome is Outcome.MET


def _excludes(finding: Finding) -> bool:
    return finding.kind is RuleKind.INDICATION and finding.decides and finding.outcome is Outcome.NOT_MET


def _is_open(finding: Finding) -> bool:
    return finding.decides and not finding.outcome.is_decided


def judge(rule_set: RuleSet, technique: Technique, inputs: LevelInputs) -> CriteriaResult:
    """Judge one body for one technique by one set."""
    return next(_judged(rule_set, inputs, (technique,)))


def _judged(rule_set: RuleSet, inputs: LevelInputs, techniques: Iterable[Technique]) -> Iterator[CriteriaResult]:
    """Judge one body by one set; a rule that several techniques share is judged once."""
    found = [(rule.techniques, finding_of(rule, inputs)) for rule in rule_set.rules]
    for technique in techniques:
        own = tuple(finding for asked_of, finding in found if finding is not None and technique in asked_of)
        yield _result(rule_set, technique, inputs, own)


def _result(
    rule_set: RuleSet, technique: Technique, inputs: LevelInputs, findings: tuple[Finding, ...]
) -> CriteriaResult:
    verdict = verdict_of(findings)
    open_inputs = (each for finding in findings if _is_open(finding) for each in finding.undecided)
    return CriteriaResult(
        set=rule_set.name,
        title=rule_set.title,
        version=rule_set.version,
        hash=rule_set.hash,
        technique=technique,
        level=inputs.level,
        film=inputs.film,
        verdict=verdict,
        missing=tuple(dict.fromkeys(open_inputs)) if verdict is Verdict.UNDETERMINED else (),
        findings=findings,
        not_asked=rule_set.not_asked,
        verified=rule_set.verified,
    )


def verdict_of(findings: Sequence[Finding]) -> Verdict:
    """The verdict that follows from the findings of one set for one technique.

    Without a required indication that counts there is nothing to fit: contraindicated or not covered.
    """
    if any(map(_contraindicates, findings)):
        return Verdict.CONTRAINDICATED
    if not any(each.decides and each.kind is RuleKind.INDICATION for each in findings):
        return Verdict.NOT_COVERED
    if any(map(_excludes, findings)):
        return Verdict.DOES_NOT_FIT
    return Verdict.UNDETERMINED if any(map(_is_open, findings)) else Verdict.FITS


def judge_study(
    study: Study,
    measurements: Sequence[Measurement],
    rule_sets: Sequence[RuleSet],
    techniques: Sequence[Technique] = tuple(Technique),
) -> tuple[CriteriaResult, ...]:
    """Judge every fractured or treated level on the last film before the procedure.

    Parameters
    ----------
    measurements
        Of any films of the study; those of the last pre film are used. Without such a film every
        measured input is unknown.

    Returns
    -------
    tuple[CriteriaResult, ...]
        By level from head to foot, then by set, then by technique, both in the given order.
    """
    levels = [level_inputs(study, level, measurements) for level in study.judged_levels]
    return judge_levels(levels, rule_sets, techniques)


def judge_levels(
    levels: Iterable[LevelInputs], rule_sets: Sequence[RuleSet], techniques: Sequence[Technique] = tuple(Technique)
) -> tuple[CriteriaResult, ...]:
    """Judge bodies by what is known of them; in the given order by level, then by set, then by technique."""
    return tuple(
        result for inputs in levels for rule_set in rule_sets for result in _judged(rule_set, inputs, techniques)
    )


@dataclass(frozen=True, slots=True)
class Contraindication:
    """An absolute contraindication that is met, with the result it stands in."""

    result: CriteriaResult
    finding: Finding


def other_contraindications(results: Iterable[CriteriaResult], chosen: str) -> tuple[Contraindication, ...]:
    """The absolute contraindications recorded in any set but the chosen one; to be shown on top whatever was chosen."""
    return tuple(
        Contraindication(result, finding)
        for result in results
        if result.set != chosen
        for finding in result.findings
        if _contraindicates(finding)
    )
