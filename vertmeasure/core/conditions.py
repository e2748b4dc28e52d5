"""What a rule may ask: a comparison of one input, or a group that asks for at least some of its parts."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum


class Op(StrEnum):
    """How an input is compared."""

    EQUAL = "=="
    NOT_EQUAL = "!="
    BELOW = "<"
    AT_MOST = "<="
    ABOVE = ">"
    AT_LEAST = ">="
    IN = "in"
    BETWEEN = "between"


Target = bool | int | float | str | tuple[str, ...] | tuple[float, float]
"""What an input is compared with: several words for `in`, both ends (included) for `between`."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """One input against a threshold; a range of levels is written out as its levels."""

    input: str
    op: Op
    value: Target


@dataclass(frozen=True, slots=True)
class Group:
    """Several conditions of which at least `needed` must be met."""

    needed: int
    parts: tuple["Condition", ...]


Condition = Comparison | Group


def all_of(*parts: Condition) -> Group:
    """A group that is met when every part is."""
    return Group(len(parts), parts)


def any_of(*parts: Condition) -> Group:
    """A group that is met when one part is."""
    return Group(1, parts)


def comparisons_in(condition: Condition) -> Iterator[Comparison]:
    """Every comparison of a condition, in the order in which it is written."""
    if isinstance(condition, Comparison):
        yield condition
    else:
        for part in condition.parts:
            yield from comparisons_in(part)
