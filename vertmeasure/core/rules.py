"""Criteria sets as plain data: what a rule says, of which techniques, and where it comes from.

What that means for a fracture is judged in criteria.py.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from vertmeasure.core.conditions import Condition, comparisons_in
from vertmeasure.core.study import Technique


class RuleKind(StrEnum):
    """What a rule does to the verdict; the last three never change it."""

    INDICATION = "indication"
    ABSOLUTE = "absolute"
    RELATIVE = "relative"
    CAUTION = "caution"
    INFORMATION = "information"


@dataclass(frozen=True, slots=True)
class Rule:
    """One sentence of a guidance, as a condition.

    Attributes
    ----------
    id : str
        Its name within the set.
    techniques : tuple[Technique, ...]
        The techniques it speaks of.
    when : Condition | None
        The rule counts only where this is met.
    required : bool
        For an indication: the fracture fits only when it is met.
    text, source : str
        The words shown to the reader, and where they come from.
    verified : bool
        Whether the source text was read.
    """

    id: str
    kind: RuleKind
    techniques: tuple[Technique, ...]
    condition: Condition
    text: str
    source: str
    when: Condition | None = None
    verified: bool = False
    required: bool = False

    @property
    def decides(self) -> bool:
        """Whether the rule has a say in the verdict: a required indication or an absolute contraindication."""
        return self.kind is RuleKind.ABSOLUTE or (self.kind is RuleKind.INDICATION and self.required)

    @property
    def inputs(self) -> tuple[str, ...]:
        """The ids of every input it asks for, each once."""
        conditions = (self.condition,) if self.when is None else (self.when, self.condition)
        return tuple(dict.fromkeys(each.input for part in conditions for each in comparisons_in(part)))


@dataclass(frozen=True, slots=True)
class TechniqueProfile:
    """What a technique can do in general; shown beside a verdict, never judged."""

    height_restoration: str
    leakage_risk: str
    internal_support: str
    kyphosis_correction: str
    source: str
    verified: bool = False


@dataclass(frozen=True, slots=True)
class Claim:
    """A figure that a source claims for some techniques; shown as its claim, never judged."""

    text: str
    techniques: tuple[Technique, ...]
    source: str
    verified: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleSet:
    """A versioned set of criteria.

    Attributes
    ----------
    name, title : str
        The name used in files and on the command line, and the words shown.
    date : str
        ISO date of the guidance, or a part of one ("2013"); may be empty.
    verified : bool
        Whether the source text was read.
    hash : str
        SHA-256 of the file the set came from, in full.
    not_asked : tuple[str, ...]
        What a clinician has to settle beyond this set.
    """

    name: str
    title: str
    version: str
    rules: tuple[Rule, ...]
    hash: str = ""
    jurisdiction: str = ""
    date: str = ""
    source: str = ""
    note: str = ""
    verified: bool = False
    not_asked: tuple[str, ...] = ()
    profiles: Mapping[Technique, TechniqueProfile] = field(default_factory=dict)
    claims: tuple[Claim, ...] = ()

    def rules_for(self, technique: Technique) -> tuple[Rule, ...]:
        """The rules that speak of a technique, as ordered in the set."""
        return tuple(rule for rule in self.rules if technique in rule.techniques)

    @property
    def techniques(self) -> tuple[Technique, ...]:
        """The techniques the set can find fitting: those it has a required indication for."""
        covered = {each for rule in self.rules if _is_required(rule) for each in rule.techniques}
        return tuple(technique for technique in Technique if technique in covered)

    def inputs_asked(self, technique: Technique) -> tuple[str, ...]:
        """The ids of every input the set asks for about a technique, each once, as ordered in the set."""
        return tuple(dict.fromkeys(each for rule in self.rules_for(technique) for each in rule.inputs))


def _is_required(rule: Rule) -> bool:
    return rule.kind is RuleKind.INDICATION and rule.required
