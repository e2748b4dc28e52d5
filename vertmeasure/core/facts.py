"""Facts of a study: which one counts for a level, and whether its value can be used."""

from typing import Any

from vertmeasure.core.errors import StudyError
from vertmeasure.core.fact_table import FACTS, FactDefinition, FactKind, FactScope
from vertmeasure.core.study import Fact, Study


def effective_fact(study: Study, level: str, fact_id: str, judged_levels: tuple[str, ...]) -> Fact | None:
    """The fact that counts for one level, or None where nothing usable is recorded.

    A fact of the level wins over a study-wide one. With several levels to judge, a study-wide value
    of a fact that belongs to one body is not used: it would be guessed which body was meant.
    """
    own = study.level_facts.get(level, {}).get(fact_id)
    if own is not None:
        return own
    if len(judged_levels) > 1 and _belongs_to_a_level(fact_id):
        return None
    return study.facts.get(fact_id)


def _belongs_to_a_level(fact_id: str) -> bool:
    definition = FACTS.get(fact_id)
    return definition is not None and definition.scope is FactScope.LEVEL


def check_fact(definition: FactDefinition, value: Any) -> None:
    """Raise StudyError when a value cannot stand for this fact."""
    fault = fault_of(definition, value)
    if fault:
        raise StudyError(f"{definition.label}: {fault}.", expectation(definition))


def fault_of(definition: FactDefinition, value: Any) -> str:
    """What is wrong with a value, as words; empty for a legal one."""
    if definition.kind is FactKind.BOOL:
        return "" if isinstance(value, bool) else f"{_shown(value)} is neither yes nor no"
    if definition.kind is FactKind.CHOICE:
        return "" if _is_choice(definition, value) else f"{_shown(value)} is not one of the choices"
    if isinstance(value, bool) or not isinstance(value, int | float):
        return f"{_shown(value)} is not a number"
    return "" if definition.low <= value <= definition.high else f"{_shown(value)} is out of range"


def _is_choice(definition: FactDefinition, value: Any) -> bool:
    return isinstance(value, str) and value in (definition.choices or {})


def _shown(value: Any) -> str:
    """A value as it was written, cut short: a file may hold anything."""
    words = repr(value)
    return words if len(words) <= 40 else f"{words[:40]}…"


def expectation(definition: FactDefinition) -> str:
    """What may be entered for a fact, as one sentence."""
    if definition.kind is FactKind.BOOL:
        return "Enter yes or no."
    if definition.kind is FactKind.CHOICE:
        return f"Choose one of {', '.join(definition.choices or {})}."
    return f"Enter a number from {definition.low:g} to {definition.high:g} {definition.unit}".rstrip() + "."
