"""Beside the leading set: the matrix of all sets, the techniques in general, implant size, and the scores."""

from collections.abc import Iterator, Sequence

from vertmeasure.paint.paper.block import Block, Side, Stack
from vertmeasure.paint.paper.chip import CHIP_COLOURS
from vertmeasure.paint.paper.flow import Item
from vertmeasure.paint.paper.grid import COLUMN_GAP_PT, Column, Grid
from vertmeasure.paint.paper.headings import heading, paragraphs, subheading
from vertmeasure.paint.paper.passage import Align
from vertmeasure.paint.paper.sheet import TEXT_WIDTH_PT
from vertmeasure.paint.paper.style import BODY, DETAIL, PAPER, SMALL, SMALL_STRONG, STRONG, TINY
from vertmeasure.report.content import ReportContent
from vertmeasure.report.matrix import LevelMatrix, MatrixCell
from vertmeasure.report.profiles import ProfileLine
from vertmeasure.report.scores import ScoreBlock, ScoreLine

_VERDICT_PT, _FILE_PT = 90.0, 50.0
_ITEM_PT, _POINTS_PT, _SCALE_PT = 112.0, 44.0, 170.0


def matrix_items(content: ReportContent) -> list[Item]:
    """One table for each level; nothing where a single set was applied."""
    tables = [each for each in content.matrices if len(each.rows) > 1]
    return [item for each in tables for item in _matrix(each)]


def _matrix(matrix: LevelMatrix) -> Iterator[Item]:
    verdicts = [Column(each, _VERDICT_PT) for each in matrix.techniques]
    taken_pt = len(verdicts) * (_VERDICT_PT + COLUMN_GAP_PT) + _FILE_PT + COLUMN_GAP_PT
    grid = Grid([Column("Criteria set", TEXT_WIDTH_PT - taken_pt), *verdicts, Column("File", _FILE_PT)])
    yield heading(f"{matrix.level}: all criteria sets")
    yield from grid.items(
        grid.row(
            [
                grid.passage(0, row.set_words, STRONG if row.is_leading else BODY),
                *(_verdict(grid, place, cell) for place, cell in enumerate(row.cells, 1)),
                grid.note(len(row.cells) + 1, row.hash),
            ]
        )
        for row in matrix.rows
    )


def _verdict(grid: Grid, place: int, cell: MatrixCell) -> Block:
    """A word with a sign in the colour of the verdict; cautions below."""
    style = SMALL_STRONG.in_colour(CHIP_COLOURS[cell.verdict][0])
    words = grid.passage(place, f"{cell.sign} {cell.words}", style)
    return Stack([words, grid.passage(place, cell.note, TINY)]) if cell.note else words


def profile_items(content: ReportContent) -> list[Item]:
    """What techniques can do in general, never ranked; what a device page says of the implant's size."""
    hints = paragraphs((f"{each.label}: {each.value}" for each in content.implant_hints), SMALL)
    if not content.profiles:
        return hints
    sources = ", ".join(dict.fromkeys(each.source for each in content.profiles))
    told = paragraphs([f"Source: {sources}", *(f"Claim: {each}" for each in content.claims)], SMALL)
    return [heading("The techniques in general"), *_profiles(content.profiles), *told, *hints]


def _profiles(profiles: Sequence[ProfileLine]) -> list[Item]:
    traits = [each.label for each in profiles[0].traits]
    width_pt = (TEXT_WIDTH_PT - COLUMN_GAP_PT * len(traits)) / (len(traits) + 1)
    grid = Grid([Column(words, width_pt) for words in ("Technique", *traits)])
    return grid.items(grid.words([each.technique, *(trait.value for trait in each.traits)]) for each in profiles)


def score_items(content: ReportContent) -> list[Item]:
    """Every score of every level with its items; one that was not made for the cause is named in a line."""
    if not content.scores:
        return []
    items = [heading("Scores, for reference only")]
    for each in content.scores:
        items += _score(each) if each.is_meant else paragraphs([f"{each.level}, {each.title}: {each.caution}"], SMALL)
    return items


def _score(block: ScoreBlock) -> Iterator[Item]:
    known_pt = TEXT_WIDTH_PT - _ITEM_PT - _POINTS_PT - _SCALE_PT - 3 * COLUMN_GAP_PT
    columns = [
        Column("Item", _ITEM_PT),
        Column("Points", _POINTS_PT, Align.AlignRight),
        Column("Scale", _SCALE_PT),
        Column("Known of this level", known_pt),
    ]
    grid = Grid(columns)
    yield subheading(f"{block.level}, {block.title}: {block.total} ({block.band})")
    yield from grid.items(_item(grid, each) for each in block.lines)
    told = [f"Cut-offs: {block.cut_offs}. {block.note} Source: {block.source}."]
    yield from paragraphs([*([block.caution] if block.caution else []), *told], SMALL)


def _item(grid: Grid, line: ScoreLine) -> Side:
    """One item; open points stand out."""
    points = SMALL_STRONG.in_colour(PAPER.open) if line.is_open else DETAIL
    texts = ((line.label, DETAIL), (line.points, points), (line.scale, DETAIL), (line.known, DETAIL))
    return grid.row([grid.passage(place, text, style) for place, (text, style) in enumerate(texts)])
