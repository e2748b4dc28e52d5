"""Paints a table of numbers: figures under each other on the decimal point, the error smaller and quieter."""

from collections.abc import Callable

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QWidget

from vertmeasure.paint.palette import Palette
from vertmeasure.report.cells import Cell, Tone
from vertmeasure.report.tables import Row
from vertmeasure.ui.number_layout import PADDING_PX, Figures, Type, name_area, split_figure
from vertmeasure.ui.number_model import NAME_COLUMN, Index, NumberRole, unit_words

_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_WRAPPED = int(Qt.AlignmentFlag.AlignLeft) | int(Qt.TextFlag.TextWordWrap)
_NO_FIGURES = Figures()


class NumberDelegate(QStyledItemDelegate):
    """Paints rows.

    Attributes
    ----------
    figures : dict[int, Figures]
        By column, as laid out last; set by the table.
    sizes : Type
        The type to paint with; set by the table.
    highlighted : str
        Measurement id of the row that the pointer rests on, here or on the film.
    """

    def __init__(self, colours: Callable[[], Palette], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._colours = colours
        self.figures: dict[int, Figures] = {}
        self.sizes = Type.of(QFont(), 13)
        self.highlighted = ""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one place of the table."""
        row: Row = index.data(NumberRole.ROW)
        place: QRect = option.rect
        is_name = index.column() == NAME_COLUMN
        painter.save()
        self._paint_ground(painter, place, row.id == self.highlighted, is_name)
        if is_name:
            self._paint_name(painter, place, row)
        else:
            self._paint_value(painter, self._line(place), row, index)
        painter.restore()

    def _paint_ground(self, painter: QPainter, place: QRect, highlighted: bool, is_first: bool) -> None:
        colours = self._colours()
        if highlighted:
            painter.fillRect(place, QColor(colours.raised))
            if is_first:
                painter.fillRect(QRect(place.left(), place.top(), 3, place.height()), QColor(colours.accent_line))
        painter.fillRect(QRect(place.left(), place.bottom(), place.width(), 1), QColor(colours.line))

    def _paint_name(self, painter: QPainter, place: QRect, row: Row) -> None:
        colours = self._colours()
        area = name_area(place)
        painter.setFont(self.sizes.normal)
        painter.setPen(QColor(colours.quiet if _is_dim(row) else colours.normal))
        used: QRect = painter.drawText(area, _WRAPPED, row.label)
        if row.note:
            painter.setFont(self.sizes.small)
            painter.setPen(QColor(colours.quiet if _is_dim(row) else colours.open))
            painter.drawText(area.adjusted(0, used.height(), 0, 0), _WRAPPED, row.note)

    def _line(self, place: QRect) -> QRect:
        """The first line of a row, beside its name."""
        height = QFontMetrics(self.sizes.normal).height()
        return QRect(place.left() + PADDING_PX, place.top() + PADDING_PX, place.width() - 2 * PADDING_PX, height)

    def _paint_value(self, painter: QPainter, line: QRect, row: Row, index: Index) -> None:
        cell: Cell | None = index.data(NumberRole.CELL)
        if cell is None:
            self._paint_quietly(painter, line.adjusted(0, 0, PADDING_PX, 0), unit_words(row))
        elif cell.text:
            painter.setFont(self.sizes.normal)
            painter.setPen(self._ink(row, cell))
            self._paint_cell(painter, line, cell, self.figures.get(index.column(), _NO_FIGURES))

    def _paint_cell(self, painter: QPainter, line: QRect, cell: Cell, figures: Figures) -> None:
        whole, fraction, error = figures.places(line)
        parts = split_figure(cell.text)
        if parts is None:
            painter.drawText(line.adjusted(0, 0, -figures.error_room, 0), _RIGHT, cell.text)
            return
        painter.drawText(whole, _RIGHT, parts[0])
        painter.drawText(fraction, _LEFT, parts[1])
        if figures.error and cell.plus_minus:
            self._paint_quietly(painter, error, cell.plus_minus)

    def _paint_quietly(self, painter: QPainter, place: QRect, text: str) -> None:
        painter.setFont(self.sizes.small)
        painter.setPen(QColor(self._colours().quiet))
        painter.drawText(place, _LEFT, text)

    def _ink(self, row: Row, cell: Cell) -> QColor:
        colours = self._colours()
        if _is_dim(row) or cell.reason:
            return QColor(colours.quiet)
        inks = {Tone.BETTER: colours.good, Tone.WORSE: colours.bad}
        return QColor(inks.get(cell.tone, colours.strong))


def _is_dim(row: Row) -> bool:
    """Whether a row steps back: its change is within error, or it has no number at all."""
    filled = [cell for cell in (*row.cells, *row.changes) if cell.text]
    return row.tone is Tone.WITHIN_ERROR or all(cell.reason for cell in filled)
