"""Blocks: rectangles of a page that know their height, draw themselves and may be cut in two."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen


class Block(Protocol):
    """Something that stands on a page; lengths are in points."""

    @property
    def height_pt(self) -> float:
        """How much of the page it takes."""
        ...

    def draw(self, painter: QPainter, at: QPointF) -> None:
        """Draw it with its top left corner at a point."""
        ...

    def split(self, height_pt: float, /) -> "tuple[Block, Block] | None":
        """What fits into a height, and the rest; None where it cannot be cut there."""
        ...


class Uncut:
    """What stands whole on one page."""

    __slots__ = ()

    def split(self, _height_pt: float, /) -> tuple[Block, Block] | None:
        """It is never cut."""
        return None


@dataclass(frozen=True, slots=True)
class Blank:
    """Nothing, of some height."""

    height_pt: float = 0.0

    def draw(self, painter: QPainter, at: QPointF) -> None:
        """Draw nothing."""

    def split(self, height_pt: float, /) -> tuple[Block, Block] | None:
        """Space at the end of a page is dropped."""
        return Blank(min(height_pt, self.height_pt)), Blank()


@dataclass(frozen=True, slots=True)
class Rule(Uncut):
    """A horizontal line."""

    width_pt: float
    colour: str
    stroke_pt: float = 0.5

    @property
    def height_pt(self) -> float:
        """The thickness of the line."""
        return self.stroke_pt

    def draw(self, painter: QPainter, at: QPointF) -> None:
        """Draw the line."""
        painter.fillRect(QRectF(at.x(), at.y(), self.width_pt, self.stroke_pt), QColor(self.colour))


@dataclass(frozen=True, slots=True)
class Stack:
    """Blocks under each other."""

    blocks: Sequence[Block]
    gap_pt: float = 0.0

    @property
    def height_pt(self) -> float:
        """All heights and the gaps between them."""
        return sum(each.height_pt for each in self.blocks) + self.gap_pt * max(0, len(self.blocks) - 1)

    def draw(self, painter: QPainter, at: QPointF) -> None:
        """Draw one below the other."""
        top = at.y()
        for each in self.blocks:
            each.draw(painter, QPointF(at.x(), top))
            top += each.height_pt + self.gap_pt

    def split(self, height_pt: float, /) -> tuple[Block, Block] | None:
        """Cut between two blocks, or inside the one that crosses the height."""
        left = height_pt
        for place, each in enumerate(self.blocks):
            if each.height_pt > left:
                return self._cut(place, each.split(left))
            left -= each.height_pt + self.gap_pt
        return self, Blank()

    def _cut(self, place: int, parts: tuple[Block, Block] | None) -> tuple[Block, Block] | None:
        if parts is None and place == 0:
            return None
        first, rest = ([], [self.blocks[place]]) if parts is None else ([parts[0]], [parts[1]])
        upper = Stack((*self.blocks[:place], *first), self.gap_pt)
        return upper, Stack((*rest, *self.blocks[place + 1 :]), self.gap_pt)


@dataclass(frozen=True, slots=True)
class Side:
    """Blocks beside each other, each at its distance from the left; with a thin line below where `rule` is a colour."""

    blocks: Sequence[tuple[float, Block]]
    padding_pt: float = 0.0
    rule: str = ""
    width_pt: float = field(default=0.0)

    @property
    def height_pt(self) -> float:
        """The tallest block, with the padding above and below."""
        return max((each.height_pt for _, each in self.blocks), default=0.0) + 2 * self.padding_pt

    def draw(self, painter: QPainter, at: QPointF) -> None:
        """Draw all at one height."""
        for left, each in self.blocks:
            each.draw(painter, QPointF(at.x() + left, at.y() + self.padding_pt))
        if self.rule:
            painter.setPen(QPen(QColor(self.rule), 0.5, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap))
            bottom = at.y() + self.height_pt
            painter.drawLine(QPointF(at.x(), bottom), QPointF(at.x() + self.width_pt, bottom))

    def split(self, height_pt: float, /) -> tuple[Block, Block] | None:
        """Cut every block that is too tall at the same height."""
        room = height_pt - 2 * self.padding_pt
        parts = [(left, _parts(each, room)) for left, each in self.blocks]
        if any(part is None for _, part in parts):
            return None
        upper = [(left, part[0]) for left, part in parts if part]
        lower = [(left, part[1]) for left, part in parts if part]
        return self._like(upper), self._like(lower)

    def _like(self, blocks: Sequence[tuple[float, Block]]) -> "Side":
        return Side(blocks, self.padding_pt, self.rule, self.width_pt)


def _parts(block: Block, room_pt: float) -> tuple[Block, Block] | None:
    return (block, Blank()) if block.height_pt <= room_pt else block.split(room_pt)
