"""Tables: a header that comes again on each page, rows with a thin line below, columns of fixed width."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from vertmeasure.paint.paper.block import Blank, Block, Side, Stack
from vertmeasure.paint.paper.flow import Item
from vertmeasure.paint.paper.passage import Align, Passage
from vertmeasure.paint.paper.style import BODY, PAPER, SMALL_STRONG, TINY, Style

COLUMN_GAP_PT = 8.0
ROW_PADDING_PT = 2.0


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table; figures are aligned at the right."""

    heading: str
    width_pt: float
    align: Align = Align.AlignLeft


class Grid:
    """The columns of one table, from which its header and rows are made."""

    def __init__(
        self, columns: Sequence[Column], gap_pt: float = COLUMN_GAP_PT, padding_pt: float = ROW_PADDING_PT
    ) -> None:
        self._columns = tuple(columns)
        self._gap_pt = gap_pt
        self._padding_pt = padding_pt
        self._width_pt = sum(each.width_pt for each in columns) + gap_pt * (len(columns) - 1)
        headings = [Passage(each.heading, SMALL_STRONG, each.width_pt, each.align) for each in self._columns]
        self.header: Block = self.row(headings, PAPER.quiet)

    def row(self, cells: Sequence[Block], rule: str = "") -> Side:
        """One row of blocks, one for each column."""
        return Side(tuple(zip(self._lefts, cells, strict=True)), self._padding_pt, rule or PAPER.line, self._width_pt)

    def words(self, texts: Sequence[str], style: Style = BODY) -> Side:
        """One row of texts, one for each column."""
        pairs = zip(texts, self._columns, strict=True)
        return self.row([Passage(text, style, each.width_pt, each.align) for text, each in pairs])

    def passage(self, place: int, text: str, style: Style = BODY) -> Passage:
        """A text as wide as a column."""
        return Passage(text, style, self._columns[place].width_pt, self._columns[place].align)

    def note(self, place: int, text: str, style: Style = TINY) -> Block:
        """A small text as wide as a column, its first line on the baseline of the texts beside it."""
        drop_pt = BODY.metrics.ascent() - style.metrics.ascent()
        return Stack([Blank(drop_pt), self.passage(place, text, style)]) if text else Blank()

    def items(self, rows: Iterable[Block], space_pt: float = 4.0) -> list[Item]:
        """The table in the flow; nothing at all where it has no rows. No row stands alone on a page."""
        blocks = list(rows)
        alone = (0, len(blocks) - 2)
        found = [
            Item(row, keeps_next=place in alone and row is not blocks[-1], header=self.header)
            for place, row in enumerate(blocks)
        ]
        return [Item(self.header, space_pt, keeps_next=True), *found] if found else []

    @property
    def _lefts(self) -> list[float]:
        lefts = [0.0]
        for each in self._columns[:-1]:
            lefts.append(lefts[-1] + each.width_pt + self._gap_pt)
        return lefts
