"""The levels of the spine, the six points of a vertebral body and their order."""

from collections.abc import Iterable
from enum import StrEnum

LEVELS: tuple[str, ...] = (
    *(f"T{n}" for n in range(1, 13)),
    *(f"L{n}" for n in range(1, 6)),
    "S1",
)
"""From head to foot. A body above S1 has six points, S1 the two of its superior endplate."""

BODIES: tuple[str, ...] = LEVELS[:-1]
"""The levels that have heights."""

_RANK = {level: rank for rank, level in enumerate(LEVELS)}


class Mark(StrEnum):
    """A named landmark of a vertebral body."""

    SP = "SP"
    SM = "SM"
    SA = "SA"
    IA = "IA"
    IM = "IM"
    IP = "IP"


MARK_WORDS: dict[Mark, str] = {
    Mark.SP: "superior posterior",
    Mark.SM: "superior middle",
    Mark.SA: "superior anterior",
    Mark.IA: "inferior anterior",
    Mark.IM: "inferior middle",
    Mark.IP: "inferior posterior",
}

CORNERS: tuple[Mark, ...] = (Mark.SP, Mark.SA, Mark.IA, Mark.IP)
"""Around the body, in the order in which the reader is asked for them."""

SIX_POINTS: tuple[Mark, ...] = (Mark.SP, Mark.SM, Mark.SA, Mark.IA, Mark.IM, Mark.IP)
SACRAL_POINTS: tuple[Mark, ...] = (Mark.SP, Mark.SA)


class Column(StrEnum):
    """Where along the body a height is taken."""

    ANTERIOR = "anterior"
    MIDDLE = "middle"
    POSTERIOR = "posterior"


COLUMN_MARKS: dict[Column, tuple[Mark, Mark]] = {
    Column.ANTERIOR: (Mark.SA, Mark.IA),
    Column.MIDDLE: (Mark.SM, Mark.IM),
    Column.POSTERIOR: (Mark.SP, Mark.IP),
}


class Edge(StrEnum):
    """A directed border of a body: endplates run to anterior, walls run to caudal."""

    SUPERIOR = "superior endplate"
    INFERIOR = "inferior endplate"
    POSTERIOR_WALL = "posterior wall"
    ANTERIOR_WALL = "anterior wall"


EDGE_MARKS: dict[Edge, tuple[Mark, Mark]] = {
    Edge.SUPERIOR: (Mark.SP, Mark.SA),
    Edge.INFERIOR: (Mark.IP, Mark.IA),
    Edge.POSTERIOR_WALL: (Mark.SP, Mark.IP),
    Edge.ANTERIOR_WALL: (Mark.SA, Mark.IA),
}


def is_level(name: str) -> bool:
    """Tell whether a word names a level of this program."""
    return name in _RANK


def rank(level: str) -> int:
    """Place of a level from head to foot; T1 is 0."""
    return _RANK[level]


def above(level: str) -> str | None:
    """The anatomical neighbour towards the head, or None above T1."""
    return LEVELS[rank(level) - 1] if rank(level) else None


def below(level: str) -> str | None:
    """The anatomical neighbour towards the foot (S1 below L5), or None below S1."""
    return LEVELS[rank(level) + 1] if rank(level) + 1 < len(LEVELS) else None


def in_order(levels: Iterable[str]) -> tuple[str, ...]:
    """Levels from head to foot, each once."""
    return tuple(sorted(set(levels), key=rank))


def marks_of(level: str) -> tuple[Mark, ...]:
    """The landmarks a level has."""
    return SACRAL_POINTS if level == "S1" else SIX_POINTS


def placing_order(level: str, six: bool = True) -> tuple[Mark, ...]:
    """The order in which the reader is asked for the points of one level.

    The four corners go once around the body; with `six`, the two middle points follow.
    """
    if level == "S1":
        return SACRAL_POINTS
    return (*CORNERS, Mark.SM, Mark.IM) if six else CORNERS


def levels_to_place(fractured: str) -> tuple[str, ...]:
    """The levels a reading of one fracture needs: the body, then the neighbours above and below."""
    neighbours = (above(fractured), below(fractured))
    return (fractured, *(level for level in neighbours if level is not None))


def shifted(level: str, steps: int) -> str | None:
    """The level that lies `steps` further towards the foot, or None beyond T1 or S1."""
    place = rank(level) + steps
    return LEVELS[place] if 0 <= place < len(LEVELS) else None
