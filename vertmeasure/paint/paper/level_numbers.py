"""All numbers of one level: what was measured and what changed, then what happened after the procedure."""

from collections.abc import Iterator, Sequence
from math import ceil

from vertmeasure.core.dictionary import INTERVAL_WORDS
from vertmeasure.paint.paper.flow import Item
from vertmeasure.paint.paper.headings import paragraphs, subheading
from vertmeasure.paint.paper.level_table import LevelGrid, Numbers
from vertmeasure.paint.paper.material import Material
from vertmeasure.paint.paper.style import SMALL
from vertmeasure.report.comparison import Comparison
from vertmeasure.report.tables import LevelTable, Pair, level_table

COLUMNS_IN_A_TABLE = 6
"""More columns of numbers than this are set as several tables."""

ERROR_WORDS = f"± {INTERVAL_WORDS}. A positive change is an improvement, except in rows of lost correction."

Part = tuple[Sequence[str], Sequence[Pair]]


def level_number_items(material: Material, table: LevelTable) -> list[Item]:
    """The films of a level with their changes since the first of them, and what holds for all of their numbers."""
    items = [item for part in _since_first(material.content.comparison) for item in _items(material, table.level, part)]
    return [*items, *paragraphs([" ".join([*table.cautions, ERROR_WORDS, *table.notes])], SMALL)]


def later_change_items(material: Material, level: str) -> list[Item]:
    """The changes of a level between later films: what was lost again after the procedure."""
    items = [item for part in _between_later(material.content.comparison) for item in _items(material, level, part)]
    return [subheading(f"{level}: changes after the procedure"), *items] if items else []


def _since_first(compared: Comparison) -> Iterator[Part]:
    changes = [pair for pair in compared.pairs if _is_since_first(compared, pair)]
    if len(compared.films) + len(changes) <= COLUMNS_IN_A_TABLE:
        yield compared.films, changes
    else:
        yield from ((compared.films[span], ()) for span in _spans(len(compared.films)))
        yield from (((), changes[span]) for span in _spans(len(changes)))


def _between_later(compared: Comparison) -> Iterator[Part]:
    changes = [pair for pair in compared.pairs if not _is_since_first(compared, pair)]
    yield from (((), changes[span]) for span in _spans(len(changes)))


def _is_since_first(compared: Comparison, pair: Pair) -> bool:
    return pair[0] in compared.films[:1]


def _spans(count: int) -> list[slice]:
    """Which columns go into each table; the tables are about equally wide."""
    tables = ceil(count / COLUMNS_IN_A_TABLE)
    width = ceil(count / tables) if tables else 1
    return [slice(start, start + width) for start in range(0, count, width)]


def _items(material: Material, level: str, part: Part) -> list[Item]:
    """One table; rows in which nothing stands are left out."""
    compared = material.content.comparison
    films = dict(zip(compared.films, compared.film_headings, strict=True))
    pairs = dict(zip(compared.pairs, compared.pair_headings, strict=True))
    table = level_table(material.assessment, level, *part)
    rows = tuple(row for row in table.rows if any(cell.text for cell in (*row.cells, *row.changes)))
    headings = [*(films[film] for film in part[0]), *(pairs[pair] for pair in part[1])]
    columns = zip(*((*row.cells, *row.changes) for row in rows), strict=True)
    return LevelGrid(rows, tuple(map(Numbers, headings, columns))).items()
