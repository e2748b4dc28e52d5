"""All criteria sets beside each other: a set a row, a technique a column, a verdict a word with a sign."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QFont
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QTableWidgetItem, QWidget

from vertmeasure.core.criteria import Verdict
from vertmeasure.core.study import Technique
from vertmeasure.core.words import VERDICT_SENTENCES
from vertmeasure.paint.palette import Palette
from vertmeasure.report.matrix import LEGEND, LevelMatrix, MatrixCell, MatrixRow
from vertmeasure.report.wording import TECHNIQUE_WORDS
from vertmeasure.ui.labels import column, safe_text, set_shown, text_label, title_label, tooltip
from vertmeasure.ui.theme import scaled_px

_SHORT_TECHNIQUES = {
    TECHNIQUE_WORDS[Technique.SPINEJACK]: "SpineJack",
    TECHNIQUE_WORDS[Technique.BALLOON_KYPHOPLASTY]: "Balloon",
    TECHNIQUE_WORDS[Technique.VERTEBROPLASTY]: "Vertebropl.",
}
_TONES: dict[Verdict, tuple[str, str]] = {
    Verdict.FITS: ("calm", "calm_ground"),
    Verdict.DOES_NOT_FIT: ("bad", "bad_ground"),
    Verdict.UNDETERMINED: ("open", "open_ground"),
    Verdict.CONTRAINDICATED: ("bad", "bad_ground"),
    Verdict.NOT_COVERED: ("quiet", "panel"),
}
_LEADING, _WITH_CAUTION = "▸ ", " *"


class CriteriaMatrix(QWidget):
    """The verdict of every set for every technique about one level.

    Signals
    -------
    chosen(str)
        The reader wants to work with the set of this name.
    """

    chosen = Signal(str)

    def __init__(self, colours: Callable[[], Palette], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._colours = colours
        self._shown: object = None
        self._names: tuple[str, ...] = ()
        self.title = title_label("All criteria sets")
        self.table = QTableWidget(0, 0)
        self.legend = text_label(f"{LEGEND}; * a caution applies. Click a line to work with its set.", "small")
        self._set_up()
        layout = column(self, 0, 4)
        for each in (self.title, self.table, self.legend):
            layout.addWidget(each)

    def _set_up(self) -> None:
        table = self.table
        table.setProperty("matrix", "true")
        table.setAccessibleName("Verdicts of all criteria sets")
        table.verticalHeader().hide()
        table.setShowGrid(False)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setTabKeyNavigation(False)
        table.setWordWrap(False)
        table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        table.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        table.cellClicked.connect(self._choose)
        table.cellActivated.connect(self._choose)

    def _choose(self, row: int, _column: int) -> None:
        self.chosen.emit(self._names[row])

    def show_matrix(self, matrix: LevelMatrix | None, font_percent: int) -> None:
        """Show the verdicts of a level; None or a single set takes the table away."""
        is_shown = matrix is not None and len(matrix.rows) > 1
        set_shown(self, is_shown)
        now = (matrix, self._colours(), font_percent)
        if matrix is None or now == self._shown:
            return
        self._shown = now
        self._names = tuple(row.set for row in matrix.rows)
        self._fill(matrix, scaled_px(11, font_percent))

    def _fill(self, matrix: LevelMatrix, type_px: int) -> None:
        table = self.table
        table.setRowCount(len(matrix.rows))
        table.setColumnCount(1 + len(matrix.techniques))
        table.setHorizontalHeaderLabels(["", *(_SHORT_TECHNIQUES.get(each, each) for each in matrix.techniques)])
        font = QFont(table.font())
        font.setPixelSize(type_px)
        for place, row in enumerate(matrix.rows):
            self._fill_row(place, row, font)
        self._lay_out(type_px + 9)

    def _lay_out(self, row_px: int) -> None:
        table, header = self.table, self.table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setSectionsClickable(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        table.verticalHeader().setMinimumSectionSize(row_px)
        table.verticalHeader().setDefaultSectionSize(row_px)
        table.setFixedHeight(header.sizeHint().height() + row_px * table.rowCount() + 2)

    def _fill_row(self, place: int, row: MatrixRow, font: QFont) -> None:
        colours = self._colours()
        title = QTableWidgetItem(safe_text(f"{_LEADING if row.is_leading else ''}{row.title}"))
        title.setToolTip(tooltip(f"{row.set_words}, file {row.hash}"))
        title.setForeground(QColor(colours.strong if row.is_leading else colours.normal))
        title.setFont(_weighted(font, row.is_leading))
        self.table.setItem(place, 0, title)
        for number, cell in enumerate(row.cells, 1):
            self.table.setItem(place, number, self._verdict_item(row, cell, font))

    def _verdict_item(self, row: MatrixRow, cell: MatrixCell, font: QFont) -> QTableWidgetItem:
        text, ground = (getattr(self._colours(), name) for name in _TONES[cell.verdict])
        item = QTableWidgetItem(f"{cell.short}{_WITH_CAUTION if cell.note else ''}")
        item.setFont(_weighted(font, cell.verdict is not Verdict.NOT_COVERED))
        item.setForeground(QColor(text))
        item.setBackground(QColor(ground))
        words = f"{cell.technique}: {cell.words} by the criteria of {row.set_words}"
        told = f"{words}; {cell.note}" if cell.note else words
        item.setToolTip(tooltip(f"{told}.\n{VERDICT_SENTENCES[cell.verdict]}\nClick to work with this set."))
        item.setData(Qt.ItemDataRole.AccessibleTextRole, safe_text(told))
        return item


def _weighted(font: QFont, is_strong: bool) -> QFont:
    weighted = QFont(font)
    weighted.setWeight(QFont.Weight.DemiBold if is_strong else QFont.Weight.Normal)
    return weighted
