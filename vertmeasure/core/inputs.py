"""What a rule can ask for: every input by id, and the shape of what is known of one.

Inputs are measured on the last film before the procedure, entered as facts, or derived from the
rest of the study.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

from vertmeasure.core.anatomy import BODIES
from vertmeasure.core.dictionary import ENTRIES
from vertmeasure.core.fact_table import FACTS, FactDefinition
from vertmeasure.core.study import Fact


class InputKind(StrEnum):
    """What sort of value an input has, and so which comparisons it allows."""

    BOOL = "bool"
    NUMBER = "number"
    CHOICE = "choice"
    LEVEL = "level"


@dataclass(frozen=True, slots=True)
class InputDefinition:
    """An input a rule can ask for; `choices` are its legal words where it has any."""

    id: str
    label: str
    kind: InputKind
    unit: str = ""
    choices: tuple[str, ...] = ()


_CHANGES = ("gain_", "loss_change_", "correction_", "loss_of_", "scale_")
_SHAPES = ("none", "wedge", "biconcave", "crush")
_UNPRINTED_UNITS = ("ratio", "grade")


def _measured(name: str, unit: str, label: str) -> InputDefinition:
    if unit == "shape":
        return InputDefinition(name, label, InputKind.CHOICE, choices=_SHAPES)
    return InputDefinition(name, label, InputKind.NUMBER, "" if unit in _UNPRINTED_UNITS else unit)


def _entered(fact: FactDefinition) -> InputDefinition:
    choices = tuple(each for each in fact.choices or () if each not in fact.unknown_choices)
    return InputDefinition(fact.id, fact.label, InputKind(fact.kind.value), fact.unit, choices)


MEASURED = tuple(
    _measured(name, entry.unit, entry.label) for name, entry in ENTRIES.items() if not name.startswith(_CHANGES)
)
"""What the measurement dictionary gives for one film."""

_DERIVED = (
    InputDefinition("level", "Level", InputKind.LEVEL, choices=BODIES),
    InputDefinition("n_levels", "Number of fractured or treated levels", InputKind.NUMBER),
    InputDefinition("progression_pct", "Height lost since an earlier film", InputKind.NUMBER, "pp"),
)

INPUTS: Mapping[str, InputDefinition] = MappingProxyType(
    {each.id: each for each in (*_DERIVED, *map(_entered, FACTS.values()), *MEASURED)}
)
"""Every input by id: what follows from the study, facts, and the one-film ids of the measurement dictionary."""


@dataclass(frozen=True, slots=True, kw_only=True)
class InputValue:
    """What is known of one input.

    Attributes
    ----------
    value : bool | float | str | None
        None where nothing usable is known.
    interval : tuple[float, float] | None
        95 % interval of a measured value; the ends of a range.
    is_known : bool
        False also for a value that says "not known".
    is_lower_bound : bool
        The value can prove "at least", never "less than": a partial maximum, or points not accepted.
    is_grade : bool
        The value is a grade, and the ends of its interval are grades too.
    is_range : bool
        Of a score only the least and the most it can be are known: whole points, in `interval`.
    parts : tuple[str, ...]
        Ids of the inputs that would settle it, where it is made of several.
    reason : str
        Why it is not known, or not in full.
    is_faulty : bool
        Something is recorded that cannot be used.
    formula : str
        Formula and reference of a measured value.
    fact : Fact | None
        The fact it was read from: who entered it, when and from what.
    """

    value: bool | float | str | None = None
    interval: tuple[float, float] | None = None
    is_known: bool = False
    is_lower_bound: bool = False
    is_grade: bool = False
    is_range: bool = False
    parts: tuple[str, ...] = ()
    reason: str = ""
    is_faulty: bool = False
    formula: str = ""
    fact: Fact | None = None


NOT_RECORDED = InputValue(reason="not recorded")
NOT_MEASURED = InputValue(reason="not measured")


@dataclass(frozen=True, slots=True)
class LevelInputs:
    """All that is known about one fractured or treated body; `film` is "" without a film before the procedure."""

    level: str
    film: str = ""
    values: Mapping[str, InputValue] = field(default_factory=dict)

    def of(self, input_id: str) -> InputValue:
        """What is known of one input."""
        return self.values.get(input_id, NOT_RECORDED)
