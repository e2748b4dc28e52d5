"""Room for numbers under each other: whole part, fraction and error of each column."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFont, QFontMetrics

from vertmeasure.report.cells import Cell
from vertmeasure.report.numbers import DASH
from vertmeasure.report.tables import Row
from vertmeasure.ui.number_model import NumberTable, unit_words

PADDING_PX = 5
NAME_PADDING_PX = 6
_FIGURE = re.compile(r"[+−]?\d+(\.\d+)?")


@dataclass(frozen=True, slots=True)
class Type:
    """The two sizes of type of a table, figures of one width in both."""

    normal: QFont
    small: QFont

    @classmethod
    def of(cls, font: QFont, size_px: int) -> "Type":
        """A font at a size, and its smaller companion."""
        normal, small = QFont(font), QFont(font)
        normal.setPixelSize(size_px)
        small.setPixelSize(max(8, round(size_px * 0.85)))
        for each in (normal, small):
            each.setFeature(QFont.Tag("tnum"), 1)
        return cls(normal, small)


@dataclass(frozen=True, slots=True)
class Figures:
    """Room that a column of numbers needs, in pixels: before and from the decimal point, for the error, for words."""

    whole: int = 0
    fraction: int = 0
    error: int = 0
    words: int = 0

    @property
    def width(self) -> int:
        """Of the whole column."""
        return max(self.whole + self.fraction, self.words) + self.error_room + 2 * PADDING_PX

    @property
    def error_room(self) -> int:
        """The error with the gap before it."""
        return self.error + PADDING_PX if self.error else 0

    def places(self, area: QRect) -> tuple[QRect, QRect, QRect]:
        """Where the whole part (to be set right), the fraction and the error (set left) stand in a cell."""
        error = QRect(area.right() + 1 - self.error, area.top(), self.error, area.height())
        point = area.right() + 1 - self.error_room - self.fraction
        whole = QRect(area.left(), area.top(), point - area.left(), area.height())
        fraction = QRect(point, area.top(), self.fraction + PADDING_PX, area.height())
        return whole, fraction, error


LONGEST_FRACTION = 2
"""Point and one decimal. A ratio has three; it is set right like words, or it would widen every column."""


def split_figure(text: str) -> tuple[str, str] | None:
    """What stands before the decimal point, and the rest; None for what is set right as a whole."""
    if text == DASH:
        return DASH, ""
    if not _FIGURE.fullmatch(text):
        return None
    whole, point, fraction = text.partition(".")
    return (whole, point + fraction) if len(fraction) < LONGEST_FRACTION else None


def column_figures(table: NumberTable, column: int, sizes: Type, with_error: bool) -> Figures:
    """The room for one column of a table; never under three places, so that it does not jump while numbers change."""
    cells = (table.cell(row, column) for row in range(len(table.rows)))
    return figures_of([cell for cell in cells if cell and cell.text], sizes, with_error)


def figures_of(cells: Iterable[Cell], sizes: Type, with_error: bool) -> Figures:
    """The room for some numbers under each other."""
    normal, small = QFontMetrics(sizes.normal), QFontMetrics(sizes.small)
    whole, fraction, error, words = normal.horizontalAdvance("−88"), 0, 0, 0
    for cell in cells:
        parts = split_figure(cell.text)
        if parts is None:
            words = max(words, normal.horizontalAdvance(cell.text))
            continue
        whole = max(whole, normal.horizontalAdvance(parts[0]))
        fraction = max(fraction, normal.horizontalAdvance(parts[1]))
        if with_error and cell.plus_minus:
            error = max(error, small.horizontalAdvance(cell.plus_minus))
    return Figures(whole, fraction, error, words)


def unit_width(table: NumberTable, sizes: Type) -> int:
    """The room for the column of units."""
    metrics = QFontMetrics(sizes.small)
    return max((metrics.horizontalAdvance(unit_words(row)) for row in table.rows), default=0) + PADDING_PX + 2


def name_area(place: QRect) -> QRect:
    """Where the name of a row stands."""
    return place.adjusted(NAME_PADDING_PX, PADDING_PX, -2, -PADDING_PX)


_WRAPPED = int(Qt.AlignmentFlag.AlignLeft) | int(Qt.TextFlag.TextWordWrap)


def row_height(row: Row, name_width_px: int, sizes: Type) -> int:
    """The height of a row whose name and note wrap in a width."""
    width = max(40, name_area(QRect(0, 0, name_width_px, 100)).width())
    height = _text_height(row.label, width, sizes.normal)
    height += _text_height(row.note, width, sizes.small) if row.note else 0
    return height + 2 * PADDING_PX


def _text_height(text: str, width_px: int, font: QFont) -> int:
    return QFontMetrics(font).boundingRect(QRect(0, 0, width_px, 1000), _WRAPPED, text).height()
