"""Rows of numbers as a table model: name, one column a film, the change, the unit."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from vertmeasure.core.dictionary import INTERVAL_WORDS, entry
from vertmeasure.core.measurement import Measurement, Status
from vertmeasure.core.words import STATUS_SENTENCES
from vertmeasure.report.cells import Cell, Tone
from vertmeasure.report.tables import Row
from vertmeasure.ui.labels import tooltip

Index = QModelIndex | QPersistentModelIndex
NAME_COLUMN = 0

TONE_WORDS = {
    Tone.BETTER: "better, beyond the reading error",
    Tone.WORSE: "worse, beyond the reading error",
    Tone.WITHIN_ERROR: "within the reading error",
    Tone.NEUTRAL: "",
}


class NumberRole(IntEnum):
    """What the delegate asks for beside the roles of Qt."""

    ROW = Qt.ItemDataRole.UserRole + 1
    CELL = Qt.ItemDataRole.UserRole + 2


@dataclass(frozen=True, slots=True)
class NumberTable:
    """What a model shows: rows, one heading a film, and whether a change stands beside them."""

    rows: tuple[Row, ...] = ()
    films: tuple[str, ...] = ()
    has_changes: bool = False

    @property
    def headings(self) -> tuple[str, ...]:
        """One heading a column; the name and the unit have none."""
        return ("", *self.films, *(("Change, 95 %",) if self.has_changes else ()), "")

    def cell(self, row: int, column: int) -> Cell | None:
        """The number in a place; None in the name and unit columns."""
        cells = (*self.rows[row].cells, *(self.rows[row].changes[:1] if self.has_changes else ()))
        return cells[column - 1] if 1 <= column <= len(cells) else None


class NumberModel(QAbstractTableModel):
    """Shows a NumberTable; rows that keep their ids are updated in place."""

    def __init__(self) -> None:
        super().__init__()
        self.table = NumberTable()

    def show(self, table: NumberTable) -> bool:
        """Show other rows; True when columns or rows came or went."""
        is_same_shape = _shape(table) == _shape(self.table)
        if is_same_shape:
            self.table = table
            if table.rows:
                self.dataChanged.emit(self.index(0, 0), self.index(len(table.rows) - 1, self.columnCount() - 1))
        else:
            self.beginResetModel()
            self.table = table
            self.endResetModel()
        return not is_same_shape

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008, N802  Qt's signature
        """Number of rows."""
        return 0 if parent.isValid() else len(self.table.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008, N802  Qt's signature
        """Name, films, change, unit."""
        return 0 if parent.isValid() else len(self.table.headings)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> Any:  # noqa: N802  Qt's name
        """The films, and which way a change counts."""
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.table.headings[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        if role == Qt.ItemDataRole.ToolTipRole and self.table.headings[section].startswith("Change"):
            heading = self.table.headings[section]
            return tooltip(f"{heading}\nPositive is better; a loss of correction is worse.\n{INTERVAL_WORDS}")
        return None

    def data(self, index: Index, role: int = 0) -> Any:
        """What stands in a place, in words for assistive technology, and as cell and row for painting."""
        row = self.table.rows[index.row()]
        cell = self.table.cell(index.row(), index.column())
        if role == NumberRole.ROW:
            return row
        if role == NumberRole.CELL:
            return cell
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._words(row, index.column(), cell)
        if role == Qt.ItemDataRole.ToolTipRole:
            return tooltip(cell_explanation(cell) if cell and cell.text else row_explanation(row))
        return None

    def _words(self, row: Row, column: int, cell: Cell | None) -> str:
        if column == NAME_COLUMN:
            return f"{row.label}; {row.note}" if row.note else row.label
        if cell is None:
            return unit_words(row)
        return f"{cell.full_text} ({cell.reason})" if cell.reason else cell.full_text


def _shape(table: NumberTable) -> tuple[tuple[str, ...], tuple[str, ...]]:
    return table.headings, tuple(row.id for row in table.rows)


def unit_words(row: Row) -> str:
    """The unit of a row; a change of percentages is in percentage points, which its own explanation says."""
    return next((cell.unit for cell in (*row.cells, *row.changes) if cell.unit), "")


def row_explanation(row: Row) -> str:
    """What a row means: one sentence, its formula, its reference, and what the interval leaves out."""
    known = entry(row.id)
    lines = [row.label, known.explanation, f"Formula: {known.formula}"]
    references = [cell.result.reference for cell in row.cells if isinstance(cell.result, Measurement)]
    reference = next((each for each in references if each), ())
    held_against = ", ".join(reference) or known.reference
    lines += [f"Reference: {held_against}"] if held_against else []
    lines += [f"Source: {known.source}", known.citation and f"Published: {known.citation}"]
    return "\n".join(filter(None, (*lines, row.note and f"Note: {row.note}", INTERVAL_WORDS)))


def cell_explanation(cell: Cell) -> str:
    """One number with its interval and all there is to know about it, or why there is none."""
    result = cell.result
    words: list[str] = [entry(result.id).label if result else "", cell.full_text, cell.reason, TONE_WORDS[cell.tone]]
    words += [STATUS_SENTENCES[result.status]] if result and result.status is not Status.OK else []
    if isinstance(result, Measurement) and result.reference:
        words.append(f"Reference: {', '.join(result.reference)}")
    if result:
        words.append(f"Formula: {entry(result.id).formula}")
    words += cell.notes
    words += [INTERVAL_WORDS] if cell.plus_minus else []
    return "\n".join(filter(None, words))


def film_headings(names: Sequence[str], film_ids: Sequence[str]) -> tuple[str, ...]:
    """Short headings for films: their time point, or their id where two share it."""
    return tuple(
        name if list(names).count(name) == 1 else film_id for name, film_id in zip(names, film_ids, strict=True)
    )
