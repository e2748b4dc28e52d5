"""Headings and paragraphs of the flow."""

from collections.abc import Iterable

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter

from vertmeasure.paint.paper.block import Block, Stack
from vertmeasure.paint.paper.flow import Item
from vertmeasure.paint.paper.passage import Passage
from vertmeasure.paint.paper.sheet import TEXT_WIDTH_PT
from vertmeasure.paint.paper.style import BODY, HEADING, SUBHEADING, Style


def heading(words: str, *, starts_page: bool = False) -> Item:
    """The heading of a section."""
    passage = Passage(words, HEADING, TEXT_WIDTH_PT)
    return Item(passage, space_pt=18.0, keeps_next=True, starts_page=starts_page)


def subheading(words: str) -> Item:
    """The heading of a part of a section."""
    return Item(Passage(words, SUBHEADING, TEXT_WIDTH_PT), space_pt=14.0, keeps_next=True)


def paragraphs(texts: Iterable[str], style: Style = BODY) -> list[Item]:
    """Paragraphs over the whole width."""
    return [Item(Passage(text, style, TEXT_WIDTH_PT), space_pt=4.0) for text in texts]


class Banner:
    """Texts on a tinted ground, for what must not be overlooked."""

    def __init__(self, texts: Block, ground: str) -> None:
        self._texts = texts
        self._ground = ground
        self.height_pt = texts.height_pt + 12.0

    @classmethod
    def of(cls, texts: Iterable[str], style: Style, ground: str) -> "Banner":
        """A banner over the whole width."""
        return cls(Stack([Passage(each, style, TEXT_WIDTH_PT - 16.0) for each in texts], 2.0), ground)

    def draw(self, painter: QPainter, at: QPointF) -> None:
        """Draw ground and text."""
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self._ground))
        painter.drawRoundedRect(QRectF(at.x(), at.y(), TEXT_WIDTH_PT, self.height_pt), 3.0, 3.0)
        self._texts.draw(painter, at + QPointF(8.0, 6.0))

    def split(self, height_pt: float, /) -> tuple[Block, Block] | None:
        """Cut between lines; both parts keep the ground."""
        parts = self._texts.split(height_pt - 12.0)
        return (Banner(parts[0], self._ground), Banner(parts[1], self._ground)) if parts else None
