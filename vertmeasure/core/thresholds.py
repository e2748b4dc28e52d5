"""Inputs against thresholds: the outcome, and the threshold in words."""

import operator
from collections.abc import Callable
from typing import Any

from vertmeasure.core.conditions import Comparison, Condition, Op
from vertmeasure.core.inputs import INPUTS, InputKind, InputValue, LevelInputs
from vertmeasure.core.kleene import Outcome, at_least

_TESTS: dict[Op, Callable[[Any, Any], bool]] = {
    Op.EQUAL: operator.eq,
    Op.NOT_EQUAL: operator.ne,
    Op.BELOW: operator.lt,
    Op.AT_MOST: operator.le,
    Op.ABOVE: operator.gt,
    Op.AT_LEAST: operator.ge,
    Op.IN: lambda value, words: value in words,
    Op.BETWEEN: lambda value, ends: ends[0] <= value <= ends[1],
}


def outcome_of(comparison: Comparison, known: InputValue) -> Outcome:
    """Judge one comparison: borderline when the 95 % interval crosses the threshold, unknown without a value."""
    if known.is_range and known.interval is not None:
        return _outcome_over(comparison, known.interval)
    if not known.is_known or known.value is None:
        return Outcome.UNKNOWN
    if _crosses(comparison, known):
        return Outcome.UNKNOWN if known.is_lower_bound else Outcome.BORDERLINE
    outcome = Outcome.MET if _TESTS[comparison.op](known.value, comparison.value) else Outcome.NOT_MET
    return outcome if not known.is_lower_bound or _proves(comparison, known, outcome) else Outcome.UNKNOWN


def _outcome_over(comparison: Comparison, ends: tuple[float, float]) -> Outcome:
    """Settled only where every whole number of a range says the same."""
    low, high = ends
    test = _TESTS[comparison.op]
    answers = {test(points, comparison.value) for points in range(int(low), int(high) + 1)}
    if len(answers) > 1:
        return Outcome.UNKNOWN
    return Outcome.MET if answers.pop() else Outcome.NOT_MET


def outcome_in(condition: Condition, inputs: LevelInputs) -> Outcome:
    """Judge a comparison or a group on what is known of one body."""
    if isinstance(condition, Comparison):
        return outcome_of(condition, inputs.of(condition.input))
    return at_least(condition.needed, (outcome_in(part, inputs) for part in condition.parts))


def _crosses(comparison: Comparison, known: InputValue) -> bool:
    if known.interval is None:
        return False
    low, high = known.interval
    if known.is_grade:
        test = _TESTS[comparison.op]
        return len({test(grade, comparison.value) for grade in range(int(low), int(high) + 1)}) > 1
    return any(low < cut < high for cut in _cuts(comparison))


def _cuts(comparison: Comparison) -> tuple[float, ...]:
    value = comparison.value
    targets = value if isinstance(value, tuple) else (value,)
    return tuple(each for each in targets if isinstance(each, int | float))


def _proves(comparison: Comparison, known: InputValue, outcome: Outcome) -> bool:
    """Whether a value that is only a lower bound settles the comparison: more of it would not change the outcome."""
    if comparison.op in (Op.AT_LEAST, Op.ABOVE):
        return outcome is Outcome.MET
    if comparison.op in (Op.AT_MOST, Op.BELOW):
        return outcome is Outcome.NOT_MET
    if comparison.op is Op.BETWEEN and isinstance(known.value, int | float):
        return known.value > max(_cuts(comparison))
    return False


def threshold_words(comparison: Comparison) -> str:
    """The threshold as it is printed: ">= 15 %", "15 to 40 %", "T7 to L5", "A1, A2, A3", "yes", "not none"."""
    definition = INPUTS[comparison.input]
    if isinstance(comparison.value, tuple):
        return _words_of_several(comparison.value, definition.kind, definition.unit)
    if isinstance(comparison.value, bool):
        return "yes" if comparison.value is (comparison.op is Op.EQUAL) else "no"
    if isinstance(comparison.value, str):
        return comparison.value if comparison.op is Op.EQUAL else f"not {comparison.value}"
    return f"{comparison.op} {comparison.value:g} {definition.unit}".rstrip()


def _words_of_several(values: tuple[Any, ...], kind: InputKind, unit: str) -> str:
    if kind is InputKind.NUMBER:
        return f"{values[0]:g} to {values[-1]:g} {unit}".rstrip()
    if kind is InputKind.LEVEL and len(values) > 1 and _is_run(values):
        return f"{values[0]} to {values[-1]}"
    return ", ".join(values)


def _is_run(levels: tuple[str, ...]) -> bool:
    order = INPUTS["level"].choices
    first = order.index(levels[0])
    return order[first : first + len(levels)] == levels
