"""Blocks one after the other over as many pages as they need."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from vertmeasure.paint.paper.block import Block

SMALLEST_CUT_PT = 160.0
"""A block lower than this is moved to the next page rather than cut in two."""


@dataclass(frozen=True, slots=True)
class Item:
    """A block in the flow.

    Attributes
    ----------
    space_pt : float
        Above it, unless it is the first of a page.
    keeps_next : bool
        Never the last of a page: a heading stays with what it heads.
    header : Block | None
        Drawn again above it where it begins a page: the header of its table.
    starts_page : bool
        Always the first of a page.
    """

    block: Block
    space_pt: float = 0.0
    keeps_next: bool = False
    header: Block | None = None
    starts_page: bool = False


@dataclass(frozen=True, slots=True)
class Placed:
    """A block at its distance from the top of the text area, in points."""

    top_pt: float
    block: Block


@dataclass(slots=True)
class _Book:
    """The pages so far, and how far the last of them is filled."""

    height_pt: float
    pages: list[list[Placed]] = field(default_factory=lambda: [[]])
    filled_pt: float = 0.0

    @property
    def room_pt(self) -> float:
        return self.height_pt - self.filled_pt

    @property
    def is_at_top(self) -> bool:
        return not self.pages[-1]

    def turn(self) -> None:
        """Begin a new page, unless this one is empty."""
        if not self.is_at_top:
            self.pages.append([])
            self.filled_pt = 0.0

    def put(self, item: Item) -> None:
        """Place a block, below the header of its table where it begins a page."""
        if self.is_at_top and item.header is not None:
            self._place(item.header)
        elif not self.is_at_top:
            self.filled_pt += item.space_pt
        self._place(item.block)

    def _place(self, block: Block) -> None:
        self.pages[-1].append(Placed(self.filled_pt, block))
        self.filled_pt += block.height_pt


def paginated(items: Sequence[Item], height_pt: float) -> tuple[tuple[Placed, ...], ...]:
    """The pages of a flow; what is taller than a page is cut, and nothing is left out."""
    book = _Book(height_pt)
    for chain in _chains(items):
        _put_chain(book, chain)
    return tuple(map(tuple, book.pages))


def total_pt(items: Iterable[Item]) -> float:
    """The height of items under each other."""
    return sum(each.space_pt + each.block.height_pt for each in items)


def _chains(items: Sequence[Item]) -> list[list[Item]]:
    """Items that must begin on one page: headings, each with what follows."""
    chains: list[list[Item]] = [[]]
    for item in items:
        chains[-1].append(item)
        if not item.keeps_next:
            chains.append([])
    return [chain for chain in chains if chain]


def _put_chain(book: _Book, chain: Sequence[Item]) -> None:
    last_pt = chain[-1].block.height_pt
    needed_pt = total_pt(chain) - last_pt + min(last_pt, SMALLEST_CUT_PT)
    if chain[0].starts_page or needed_pt > book.room_pt:
        book.turn()
    for item in chain:
        _put(book, item)


def _put(book: _Book, item: Item) -> None:
    """Place one item, cut as often as it must be."""
    above_pt = _above_pt(book, item)
    if item.block.height_pt + above_pt <= book.room_pt:
        book.put(item)
        return
    parts = item.block.split(book.room_pt - above_pt)
    if parts is not None:
        book.put(replace(item, block=parts[0]))
        book.turn()
        _put(book, replace(item, block=parts[1]))
    elif book.is_at_top:
        book.put(item)  # nothing can be done about a picture taller than a page
    else:
        book.turn()
        _put(book, item)


def _above_pt(book: _Book, item: Item) -> float:
    if not book.is_at_top:
        return item.space_pt
    return item.header.height_pt if item.header else 0.0
