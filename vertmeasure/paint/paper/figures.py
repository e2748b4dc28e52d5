"""Numbers in tables: figures of one width, aligned at their right end, the reading error small beside them."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor, QPainter

from vertmeasure.paint.paper.block import Block, Side, Uncut
from vertmeasure.paint.paper.scripts import printable
from vertmeasure.paint.paper.style import FIGURE, PAPER, TINY, Style
from vertmeasure.report.cells import Cell, Tone

GAP_PT = 2.0

TONE_COLOURS: dict[Tone, str] = {
    Tone.BETTER: PAPER.good,
    Tone.WORSE: PAPER.bad,
    Tone.NEUTRAL: PAPER.strong,
    Tone.WITHIN_ERROR: PAPER.quiet,
}


@dataclass(frozen=True, slots=True)
class NumberColumn:
    """The widths that numbers standing under each other share, in points."""

    value_pt: float
    behind_pt: float

    @property
    def width_pt(self) -> float:
        """Value with all that stands behind it."""
        return self.value_pt + self.behind_pt


def number_column(cells: Sequence[Cell], units: Sequence[str]) -> NumberColumn:
    """The column that holds these cells; `units` are printed behind them, empty where the row says the unit."""
    behind = [_behind_pt(cell, unit) for cell, unit in zip(cells, units, strict=True)]
    return NumberColumn(
        max((tabular_width_pt(each.text, FIGURE) for each in cells), default=0.0), max(behind, default=0.0)
    )


def _behind_pt(cell: Cell, unit: str) -> float:
    return sum(GAP_PT + tabular_width_pt(each, TINY) for each in (cell.plus_minus, unit) if each)


@dataclass(frozen=True, slots=True)
class NumberBlock(Uncut):
    """One cell in its column."""

    cell: Cell
    column: NumberColumn
    unit: str = ""

    @property
    def height_pt(self) -> float:
        """One line."""
        return float(FIGURE.metrics.height())

    def draw(self, painter: QPainter, at: QPointF) -> None:
        """Draw value, error and unit on one line."""
        baseline = at.y() + FIGURE.metrics.ascent()
        right = at.x() + self.column.value_pt
        value = FIGURE.in_colour(TONE_COLOURS[self.cell.tone])
        draw_figures(painter, self.cell.text, value, QPointF(right, baseline))
        for words in filter(None, (self.cell.plus_minus, self.unit)):
            right += GAP_PT + tabular_width_pt(words, TINY)
            draw_figures(painter, words, TINY, QPointF(right, baseline))


def number_blocks(rows: Sequence[Sequence[Cell]], width_pt: float) -> list[list[Block]]:
    """The cells of a table whose headings name the units, at the right of columns that are all one width."""
    columns = [number_column(cells, [""] * len(cells)) for cells in zip(*rows, strict=True)]
    return [
        [
            Side([(width_pt - column.width_pt, NumberBlock(cell, column))])
            for cell, column in zip(cells, columns, strict=True)
        ]
        for cells in rows
    ]


def tabular_width_pt(text: str, style: Style) -> float:
    """The width of a text whose figures are all as wide as a zero."""
    return sum(_advance_pt(each, style) for each in printable(text))


def draw_figures(painter: QPainter, text: str, style: Style, right: QPointF) -> None:
    """Draw a text so that it ends at a point of the baseline.

    In one piece: figures set one by one, or by the font's own tabular feature, are lost to a search in the PDF.
    """
    painter.setFont(style.font)
    painter.setPen(QColor(style.colour))
    words = printable(text)
    painter.drawText(QPointF(right.x() - style.metrics.horizontalAdvance(words), right.y()), words)


def _advance_pt(character: str, style: Style) -> float:
    return float(style.metrics.horizontalAdvance("0" if character.isdigit() else character))
