"""The table of the agreement page: one row a measurement."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QTableWidget, QTableWidgetItem, QWidget

from vertmeasure.report.agreement_words import AGREEMENT_COLUMNS, AgreementRow

_LEFT = 2
"""Columns of words; numbers stand to the right."""


class AgreementTable(QTableWidget):
    """Shows AgreementRows.

    Signals
    -------
    chosen(int)
        Place of the row that is looked at, -1 for none.
    """

    chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        columns = (*AGREEMENT_COLUMNS, "Note")
        super().__init__(0, len(columns), parent)
        self.setHorizontalHeaderLabels(list(columns))
        self.setAccessibleName("Agreement of each measurement")
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        self.horizontalHeader().setStretchLastSection(True)
        self.currentCellChanged.connect(lambda row, *_: self.chosen.emit(row))

    def show_rows(self, rows: Sequence[AgreementRow]) -> None:
        """Put other rows in and look at the first of them."""
        self.setRowCount(0)
        self.setRowCount(len(rows))
        for place, row in enumerate(rows):
            for column, text in enumerate((*row.cells, row.note)):
                self.setItem(place, column, _item(text, column))
        self.resizeColumnsToContents()
        if rows:
            self.setCurrentCell(0, 0)


def _item(text: str, column: int) -> QTableWidgetItem:
    item = QTableWidgetItem(text)
    side = Qt.AlignmentFlag.AlignRight if _LEFT <= column < len(AGREEMENT_COLUMNS) else Qt.AlignmentFlag.AlignLeft
    item.setTextAlignment(side | Qt.AlignmentFlag.AlignVCenter)
    item.setToolTip(text if column == len(AGREEMENT_COLUMNS) else "")
    return item
