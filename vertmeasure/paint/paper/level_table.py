"""The table of one level: films, then changes, each number with its reading error."""

from dataclasses import dataclass
from functools import cached_property

from vertmeasure.core.dictionary import UNIT_SIGNS, entry
from vertmeasure.paint.paper.block import Block, Side
from vertmeasure.paint.paper.figures import NumberBlock, NumberColumn, number_column
from vertmeasure.paint.paper.flow import Item
from vertmeasure.paint.paper.grid import Column, Grid
from vertmeasure.paint.paper.passage import Align, widest_pt
from vertmeasure.paint.paper.sheet import TEXT_WIDTH_PT
from vertmeasure.paint.paper.style import BODY, PAPER, SMALL, SMALL_STRONG
from vertmeasure.report.cells import Cell
from vertmeasure.report.tables import Row

_GAP_PT, _PADDING_PT = 6.0, 1.5
_UNIT_PT, _NARROWEST_PT, _WIDEST_HEADING_PT, _NOTE_PT = 14.0, 36.0, 64.0, 62.0


@dataclass(frozen=True, slots=True)
class Numbers:
    """A column of numbers: its heading and the cell of each row."""

    heading: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class LevelGrid:
    """Some rows and columns of a level table."""

    rows: tuple[Row, ...]
    numbers: tuple[Numbers, ...]

    def items(self) -> list[Item]:
        """The table in the flow."""
        return self._grid.items((self._row(place) for place in range(len(self.rows))), space_pt=8.0)

    @cached_property
    def _columns(self) -> tuple[NumberColumn, ...]:
        units = [_row_unit(row) for row in self.rows]
        return tuple(
            number_column(each.cells, [_own_unit(*pair) for pair in zip(each.cells, units, strict=True)])
            for each in self.numbers
        )

    @cached_property
    def _widths_pt(self) -> tuple[float, ...]:
        headings = [_heading_pt(each.heading) for each in self.numbers]
        pairs = zip(headings, self._columns, strict=True)
        return tuple(max(_NARROWEST_PT, heading_pt, each.width_pt) for heading_pt, each in pairs)

    @cached_property
    def _grid(self) -> Grid:
        """Name, unit, numbers, note."""
        taken = sum(self._widths_pt) + _UNIT_PT + _NOTE_PT + _GAP_PT * (len(self.numbers) + 2)
        numbers = [
            Column(each.heading, width, Align.AlignRight)
            for each, width in zip(self.numbers, self._widths_pt, strict=True)
        ]
        note = f"all: {', '.join(self._shared)}" if self._shared else ""
        columns = [Column("", TEXT_WIDTH_PT - taken), Column("", _UNIT_PT), *numbers, Column(note, _NOTE_PT)]
        return Grid(columns, _GAP_PT, _PADDING_PT)

    @cached_property
    def _shared(self) -> tuple[str, ...]:
        """What is noted of every row that has a change; said once in the header, it is not said again."""
        noted = [row.note.split("; ") for row in self.rows if any(cell.result for cell in row.changes)]
        shared = (word for word in (noted[0] if len(noted) > 1 else []) if all(word in each for each in noted))
        return tuple(filter(None, shared))

    def _row(self, place: int) -> Side:
        """One row; a stronger line below the last row of a group."""
        row, grid = self.rows[place], self._grid
        unit = _row_unit(row)
        cells = [self._number(column, place, unit) for column in range(len(self.numbers))]
        words = [grid.passage(0, row.label, BODY), grid.note(1, unit, SMALL)]
        ends_group = place + 1 < len(self.rows) and _group(self.rows[place + 1].id) != _group(row.id)
        blocks = [*words, *cells, grid.note(len(cells) + 2, self._own_note(row))]
        return grid.row(blocks, PAPER.quiet if ends_group else "")

    def _own_note(self, row: Row) -> str:
        """What is noted of this row alone."""
        return "; ".join(word for word in row.note.split("; ") if word not in self._shared)

    def _number(self, column: int, place: int, unit: str) -> Block:
        cell, widths = self.numbers[column].cells[place], self._columns[column]
        space_pt = self._widths_pt[column] - widths.width_pt
        return Side([(space_pt, NumberBlock(cell, widths, _own_unit(cell, unit)))])


def _heading_pt(words: str) -> float:
    """On one line where it is short, else as wide as its longest word."""
    whole_pt = widest_pt([words], SMALL_STRONG)
    return 1.0 + (whole_pt if whole_pt <= _WIDEST_HEADING_PT else widest_pt(words.split(), SMALL_STRONG))


def _row_unit(row: Row) -> str:
    return UNIT_SIGNS[entry(row.id).unit]


def _own_unit(cell: Cell, row_unit: str) -> str:
    """The unit behind a number, where it is not that of its row."""
    return cell.unit if cell.text and cell.unit != row_unit else ""


def _group(row_id: str) -> str:
    """Rows that belong together: heights, losses, gains, shape, angles, what was lost again."""
    for start in ("height", "gain", "loss_of_correction", "loss"):
        if row_id.startswith(start):
            return start
    return "angle" if row_id == "sagittal_index" or row_id.endswith("_angle") else "shape"
