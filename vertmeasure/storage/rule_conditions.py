"""The condition of a rule as it is written in a criteria file, checked against the inputs there are."""

from collections.abc import Mapping
from typing import Any

from vertmeasure.core.conditions import Comparison, Condition, Group, Op, Target
from vertmeasure.core.inputs import INPUTS, InputDefinition, InputKind

_DEPTH = 8
"""Groups within groups beyond this are a mistake, and would only cost time."""

_LARGEST = 1e9
"""No threshold of a clinic is larger; keeps out what is not finite."""

_WORD_OPS = frozenset({Op.EQUAL, Op.NOT_EQUAL, Op.IN})
_OPS: Mapping[InputKind, frozenset[Op]] = {
    InputKind.BOOL: frozenset({Op.EQUAL, Op.NOT_EQUAL}),
    InputKind.NUMBER: frozenset(Op) - {Op.IN},
    InputKind.CHOICE: _WORD_OPS,
    InputKind.LEVEL: _WORD_OPS,
}


class ConditionError(Exception):
    """A condition that is not well formed, as words; rule_parsing adds the place."""


def condition_from(raw: Any, depth: int = 0) -> Condition:
    """Read a comparison or a group; ConditionError says what is wrong with it."""
    if not isinstance(raw, dict) or depth > _DEPTH:
        raise ConditionError("must be a comparison or a group, at most eight deep")
    if "input" in raw:
        return _comparison(raw)
    if raw.keys() == {"k_of", "of"}:
        return _group(raw["of"], raw["k_of"], depth)
    if raw.keys() == {"any"}:
        return _group(raw["any"], 1, depth)
    if raw.keys() == {"all"}:
        return _group(raw["all"], None, depth)
    raise ConditionError("needs input, op and value, or any, or all, or k_of with of, and nothing else")


def _group(raw: Any, needed: Any, depth: int) -> Group:
    """A group of conditions; `needed` None asks for all of them."""
    if not isinstance(raw, list) or not raw:
        raise ConditionError("a group must be a list of conditions")
    parts = tuple(condition_from(each, depth + 1) for each in raw)
    count = len(parts) if needed is None else needed
    if isinstance(count, bool) or not isinstance(count, int) or not 1 <= count <= len(parts):
        raise ConditionError("k_of must lie between 1 and the number of conditions")
    return Group(count, parts)


def _comparison(raw: Mapping[str, Any]) -> Comparison:
    if raw.keys() != {"input", "op", "value"}:
        raise ConditionError("a comparison has the fields input, op and value, and no other")
    definition = INPUTS.get(raw["input"]) if isinstance(raw["input"], str) else None
    if definition is None:
        raise ConditionError(f"there is no input {raw['input']!r}")
    op = _op(definition, raw["op"])
    return Comparison(definition.id, op, _target(definition, op, raw["value"]))


def _op(definition: InputDefinition, raw: Any) -> Op:
    allowed = _OPS[definition.kind]
    if raw not in tuple(allowed):
        raise ConditionError(f"op of {definition.id} must be one of {', '.join(sorted(allowed))}")
    return Op(raw)


def _target(definition: InputDefinition, op: Op, raw: Any) -> Target:
    if definition.kind is InputKind.BOOL:
        if not isinstance(raw, bool):
            raise ConditionError(f"value of {definition.id} must be true or false")
        return raw
    if definition.kind is InputKind.NUMBER:
        return _ends(definition, raw) if op is Op.BETWEEN else _number(definition, raw)
    words = _words(definition, raw, op)
    return words if op is Op.IN else words[0]


def _number(definition: InputDefinition, raw: Any) -> float:
    if isinstance(raw, bool) or not isinstance(raw, int | float) or not -_LARGEST < raw < _LARGEST:
        raise ConditionError(f"value of {definition.id} must be a number")
    return raw


def _ends(definition: InputDefinition, raw: Any) -> tuple[float, float]:
    if not isinstance(raw, list) or len(raw) != 2:
        raise ConditionError(f"value of {definition.id} must be the two ends, as [low, high]")
    low, high = (_number(definition, end) for end in raw)
    if low >= high:
        raise ConditionError(f"value of {definition.id}: the first end must be below the second")
    return low, high


def _words(definition: InputDefinition, raw: Any, op: Op) -> tuple[str, ...]:
    """The legal words of a comparison: several only for `in`; a range of levels is written out."""
    if op is Op.IN and definition.kind is InputKind.LEVEL and isinstance(raw, str):
        raw = _levels(definition, raw)
    words = raw if op is Op.IN else [raw]
    if not isinstance(words, list) or not words:
        raise ConditionError(f"value of {definition.id} must be a list")
    for word in words:
        if word not in definition.choices:
            raise ConditionError(f"value of {definition.id}: {word!r} is not one of {', '.join(definition.choices)}")
    return tuple(words)


def _levels(definition: InputDefinition, raw: str) -> list[str]:
    """ "T7..L5" as its levels."""
    ends = raw.split("..")
    if len(ends) != 2 or any(end not in definition.choices for end in ends):
        raise ConditionError(f"value of {definition.id}: {raw!r} is no range such as T7..L5")
    first, last = map(definition.choices.index, ends)
    if first > last:
        raise ConditionError(f"value of {definition.id}: {raw!r} runs from foot to head")
    return list(definition.choices[first : last + 1])
