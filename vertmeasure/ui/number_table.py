"""A table of numbers that is as tall as its rows, and tells which row the pointer rests on."""

from collections.abc import Callable
from enum import Enum

from PySide6.QtCore import QEvent, QItemSelectionModel, QPoint, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QFontMetrics, QMouseEvent, QResizeEvent, QShowEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView, QWidget

from vertmeasure.paint.palette import Palette
from vertmeasure.ui.number_delegate import NumberDelegate
from vertmeasure.ui.number_layout import Type, column_figures, row_height, unit_width
from vertmeasure.ui.number_model import NAME_COLUMN, Index, NumberModel, NumberRole, NumberTable

NAME_EM = 8.5
NARROW_NAME_EM = 4.5
LEAST_NAME_EM = 3.5


class Errors(Enum):
    """Which errors stand beside the numbers; the rest can be read in the tooltips."""

    ALL = "of films and changes"
    OF_CHANGES = "of changes"
    NONE = "none"


class NumberTableView(QTableView):
    """Shows a NumberTable.

    Signals
    -------
    pointed(str)
        Measurement id of the row under the pointer or the keyboard; empty when the pointer has left.
    row_menu_asked(str, QPoint)
        The menu of a row is wanted, at a place on the screen.
    """

    pointed = Signal(str)
    row_menu_asked = Signal(str, QPoint)

    def __init__(self, colours: Callable[[], Palette], name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.numbers = NumberModel()
        self.painter = NumberDelegate(colours, self)
        self._laid_out: object = None
        self.setModel(self.numbers)
        self.setItemDelegate(self.painter)
        self.setAccessibleName(name)
        self._settle()

    def _settle(self) -> None:
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setWordWrap(True)
        self.setMouseTracking(True)
        self.setTabKeyNavigation(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalHeader().hide()
        self.verticalHeader().setMinimumSectionSize(8)
        header = self.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.setMinimumSectionSize(4)
        header.setSectionsClickable(False)
        header.setHighlightSections(False)

    def show_table(self, table: NumberTable) -> None:
        """Show other numbers; widths and heights are worked out again only where they can have changed."""
        is_new = self.numbers.show(table)
        self._lay_out(anew=is_new)

    def highlight(self, measurement_id: str) -> None:
        """Mark the row of a measurement."""
        if self.painter.highlighted != measurement_id:
            self.painter.highlighted = measurement_id
            self.viewport().update()

    # ---- laying out

    def _lay_out(self, anew: bool = False) -> None:
        table = self.numbers.table
        if not table.rows:
            return
        sizes = Type.of(self.font(), self.fontInfo().pixelSize())
        self.painter.sizes = sizes
        widths = self._widths(table, sizes)
        names = tuple((row.label, row.note) for row in table.rows)
        header_px = self.horizontalHeader().sizeHint().height()
        outcome = (tuple(widths), names, sizes, header_px)
        if outcome == self._laid_out and not anew:
            return
        self._laid_out = outcome
        for column, width in enumerate(widths):
            self.setColumnWidth(column, width)
        heights = [row_height(row, widths[NAME_COLUMN], sizes) for row in table.rows]
        for place, height in enumerate(heights):
            self.setRowHeight(place, height)
        self.setFixedHeight(sum(heights) + header_px + 2)

    def _widths(self, table: NumberTable, sizes: Type) -> list[int]:
        """Widths of all columns: the errors of single films give way first, then the name wraps, then all errors go."""
        room = self.viewport().width()
        em_px = QFontMetrics(sizes.normal).averageCharWidth() * 2
        widths: list[int] = []
        for errors, name_em in ((Errors.ALL, NAME_EM), (Errors.OF_CHANGES, NARROW_NAME_EM), (Errors.NONE, 0.0)):
            widths = self._number_widths(table, sizes, errors)
            if room - sum(widths) >= name_em * em_px:
                break
        return [max(round(LEAST_NAME_EM * em_px), room - sum(widths)), *widths]

    def _number_widths(self, table: NumberTable, sizes: Type, errors: Errors) -> list[int]:
        count = len(table.headings) - 2
        heading = QFontMetrics(sizes.small)
        widths = []
        for column in range(1, count + 1):
            is_change = table.has_changes and column == count
            with_error = errors is Errors.ALL or (errors is Errors.OF_CHANGES and is_change)
            figures = column_figures(table, column, sizes, with_error)
            self.painter.figures[column] = figures
            words = table.headings[column] if errors is not Errors.NONE else table.headings[column].partition(",")[0]
            widths.append(max(figures.width, heading.horizontalAdvance(words) + 10))
        return [*widths, unit_width(table, sizes)]

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802  Qt's name
        """Another width gives other columns."""
        super().resizeEvent(event)
        self._lay_out()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802  Qt's name
        """The style is known only now, and with it the height of the headings."""
        super().showEvent(event)
        self._lay_out()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802  Qt's name
        """Another size of type gives other columns."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._lay_out()

    # ---- pointing

    def _id_at(self, index: Index) -> str:
        return str(index.data(NumberRole.ROW).id) if index.isValid() else ""

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802  Qt's name
        """Tell the row under the pointer."""
        self.pointed.emit(self._id_at(self.indexAt(event.position().toPoint())))

    def viewportEvent(self, event: QEvent) -> bool:  # noqa: N802  Qt's name
        """Tell that the pointer has left."""
        if event.type() == QEvent.Type.Leave:
            self.pointed.emit("")
        return super().viewportEvent(event)

    def currentChanged(self, current: Index, previous: Index) -> None:  # noqa: N802  Qt's name
        """The arrow keys point as the mouse does."""
        super().currentChanged(current, previous)
        if self.hasFocus() and current.isValid():
            self.pointed.emit(self._id_at(current))

    def selectionCommand(  # noqa: N802  Qt's name
        self, index: Index, event: QEvent | None = None
    ) -> QItemSelectionModel.SelectionFlag:
        """Nothing is ever selected: the marked row says what is pointed at."""
        del index, event
        return QItemSelectionModel.SelectionFlag.NoUpdate

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802  Qt's name
        """The panel scrolls, not the table."""
        event.ignore()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:  # noqa: N802  Qt's name
        """Ask for the menu of the row."""
        measurement_id = self._id_at(self.indexAt(event.pos()))
        if measurement_id:
            self.row_menu_asked.emit(measurement_id, event.globalPos())
