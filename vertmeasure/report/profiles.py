"""What the techniques can do in general, beside a verdict: traits, claims, implant size; never judged, never ranked."""

from collections.abc import Sequence
from dataclasses import dataclass

from vertmeasure.core.criteria import CriteriaResult
from vertmeasure.core.inputs import INPUTS
from vertmeasure.core.rules import RuleSet
from vertmeasure.core.study import Technique
from vertmeasure.report.known_words import source_words, value_words
from vertmeasure.report.wording import TECHNIQUE_WORDS, Line

DEVICE_FIT = "device-fit"
"""The set that holds a device page's figures on implant size and pedicle width."""


@dataclass(frozen=True, slots=True)
class ProfileLine:
    """What a technique can do in general."""

    technique: str
    traits: tuple[Line, ...]
    source: str


def profile_set(rule_sets: Sequence[RuleSet], chosen: str) -> RuleSet | None:
    """The set whose technique profiles are shown: the chosen one, else the first that carries any."""
    carriers = [each for each in rule_sets if each.profiles]
    return next((each for each in carriers if each.name == chosen), carriers[0] if carriers else None)


def profile_lines(rule_set: RuleSet | None) -> tuple[ProfileLine, ...]:
    """The technique profiles a set carries, in its order."""
    profiles = rule_set.profiles if rule_set else {}
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
        for technique, profile in profiles.items()
    )


def claim_lines(rule_set: RuleSet | None) -> tuple[str, ...]:
    """The claims a set carries, each with its source."""
    claims = rule_set.claims if rule_set else ()
    return tuple(f"{each.text} ({source_words(each.source, each.verified)})" for each in claims)


def implant_hint(results: Sequence[CriteriaResult], level: str) -> str:
    """What the device page says of the implant for the pedicles of a level; empty where its set was not applied."""
    place = (DEVICE_FIT, level, Technique.SPINEJACK)
    result = next((each for each in results if (each.set, each.level, each.technique) == place), None)
    if result is None:
        return ""
    found = [*result.information, *result.warnings]
    if not found:
        return f"Implant size: {INPUTS['pedicle_mm'].label.lower()} is not recorded (CT)."
    finding = found[0]
    width = value_words(finding.input, finding.value) if finding.value is not None else ""
    return f"Implant size, pedicle {width}: {finding.text}. Figure of a {finding.source}."
