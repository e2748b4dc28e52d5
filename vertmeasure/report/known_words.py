"""What is known of an input, in clinical words: its name, its value, who entered it and from what."""

from vertmeasure.core.dictionary import ENTRIES
from vertmeasure.core.fact_table import FACTS
from vertmeasure.core.findings import Evidence
from vertmeasure.core.inputs import INPUTS, InputValue
from vertmeasure.core.study import Fact
from vertmeasure.report.numbers import as_entered, interval_words, with_sign, with_unit

_DERIVED_UNITS = {"progression_pct": "points"}
"""Inputs worked out from several films; they are rounded as measurements are."""


def input_label(input_id: str) -> str:
    """The clinical name of an input of a rule."""
    return INPUTS[input_id].label


def value_words(input_id: str, value: bool | float | str) -> str:
    """The value of an input as a clinician reads it: "yes", "41.7 %", "4 weeks", "A1 wedge or impaction"."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, str):
        return _choice_words(input_id, value)
    unit = _unit(input_id)
    return with_unit(value, unit) if unit else with_sign(as_entered(value), INPUTS[input_id].unit)


def _choice_words(input_id: str, value: str) -> str:
    choices = FACTS[input_id].choices if input_id in FACTS else None
    return (choices or {}).get(value, value)


def _unit(input_id: str) -> str:
    """The unit of the dictionary a measured value is rounded by; empty for what was entered."""
    return ENTRIES[input_id].unit if input_id in ENTRIES else _DERIVED_UNITS.get(input_id, "")


def known_words(input_id: str, known: InputValue) -> str:
    """A value with its interval and where it comes from: "41.7 % (33.4 to 50.0)"; else why it is not known."""
    value = known.reason if known.value is None else value_words(input_id, known.value)
    if known.value is not None and known.interval and INPUTS[input_id].unit:
        value += f" ({interval_words(known.interval, _unit(input_id))})"
    origin = _origin_words(input_id, known)
    return f"{value} ({origin})" if origin else value


def _origin_words(input_id: str, known: InputValue) -> str:
    if known.fact:
        return entered_words(known.fact)
    is_read_off = input_id in FACTS and known.is_known and known.formula
    return f"not entered, from {known.formula}" if is_read_off else ""


def entered_words(fact: Fact) -> str:
    """Who entered a fact, when, and what it was read from; empty where nothing of that is recorded."""
    source = f"from {fact.source}" if fact.source else ""
    return ", ".join(each for each in (fact.by, fact.at[:10], source) if each)


def evidence_words(evidence: Evidence) -> str:
    """One input as it was held against its threshold."""
    asked = evidence.threshold.replace(">=", "≥").replace("<=", "≤").replace("_", " ")
    return f"{input_label(evidence.input)}: {known_words(evidence.input, evidence.known)}, asked: {asked}"


def source_words(source: str, verified: bool) -> str:
    """A source, and that it was not read where it was not."""
    return source if verified else f"{source}, not verified".removeprefix(", ")
