"""Every rule of the leading set as judged, techniques side by side; then what the other sets say."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from vertmeasure.core.criteria import Verdict
from vertmeasure.core.kleene import Outcome
from vertmeasure.paint.paper.block import Blank, Block, Side, Stack
from vertmeasure.paint.paper.flow import Item
from vertmeasure.paint.paper.grid import COLUMN_GAP_PT, Column, Grid
from vertmeasure.paint.paper.headings import heading, paragraphs
from vertmeasure.paint.paper.sheet import TEXT_WIDTH_PT
from vertmeasure.paint.paper.style import BODY, DETAIL, PAPER, SMALL_STRONG, TINY, Style
from vertmeasure.paint.paper.verdicts import not_asked_words, why_words
from vertmeasure.report.content import ReportContent
from vertmeasure.report.verdicts import KIND_WORDS, FindingLine, VerdictBlock

_OUTCOME_PT, _KNOWN_PT = 54.0, 176.0

_PLURALS = {
    "indication": "Indications",
    "absolute contraindication": "Absolute contraindications",
    "relative contraindication": "Relative contraindications",
    "caution": "Cautions",
    "information": "Information",
}

_AGAINST = {"indication": Outcome.NOT_MET, "absolute contraindication": Outcome.MET}
"""The outcomes that decide a verdict, by kind of rule."""


def finding_items(content: ReportContent) -> list[Item]:
    """Findings of each level, the other sets, the techniques."""
    items = []
    for level in dict.fromkeys(each.level for each in content.leading_verdicts):
        blocks = [each for each in content.leading_verdicts if each.level == level]
        items += [heading(f"{level}: every criterion of {blocks[0].set_words}"), *_findings(blocks)]
        items += paragraphs(not_asked_words(blocks), BODY)
    return [*items, *_other_sets(content.other_verdicts)]


@dataclass(frozen=True, slots=True)
class _Judged:
    """A rule with its outcome for each technique; empty where a technique does not ask it."""

    line: FindingLine
    outcomes: tuple[Outcome | None, ...]


def _findings(blocks: Sequence[VerdictBlock]) -> Iterator[Item]:
    outcomes = [Column(each.technique, _OUTCOME_PT) for each in blocks]
    known_pt = _OUTCOME_PT * len(blocks) + COLUMN_GAP_PT * (len(blocks) + 1) + _KNOWN_PT
    judged = _judged(blocks)
    for kind in KIND_WORDS.values():
        rule = Column(_PLURALS[kind], TEXT_WIDTH_PT - known_pt)
        grid = Grid([rule, Column("Known of this level", _KNOWN_PT), *outcomes])
        yield from grid.items((_finding_row(grid, each) for each in judged if each.line.kind == kind), space_pt=12.0)


def _judged(blocks: Sequence[VerdictBlock]) -> list[_Judged]:
    """Rules in the order of the set; one that several techniques share, and judge by the same, stands once."""
    lines = {_key(each): each for block in blocks for each in block.findings}
    by_block = [{_key(each): each.outcome for each in block.findings} for block in blocks]
    return [_Judged(line, tuple(found.get(key) for found in by_block)) for key, line in lines.items()]


def _key(line: FindingLine) -> tuple[str, ...]:
    return (line.text, line.kind, line.because, line.formula, line.source)


def _finding_row(grid: Grid, judged: _Judged) -> Side:
    line = judged.line
    rule = Stack([grid.passage(0, line.text, DETAIL), grid.passage(0, line.source, TINY)], 1.0)
    formula = [grid.passage(1, line.formula, TINY)] if line.formula else []
    known = Stack([*(grid.passage(1, each, DETAIL) for each in line.because.split("; ")), *formula], 1.0)
    outcomes = [_outcome(grid, place, each, line) for place, each in enumerate(judged.outcomes, 2)]
    return grid.row([rule, known, *outcomes])


def _outcome(grid: Grid, place: int, outcome: Outcome | None, line: FindingLine) -> Block:
    if outcome is None:
        return Blank()
    return grid.passage(place, outcome.replace("_", " "), _outcome_style(outcome, line))


def _outcome_style(outcome: Outcome, line: FindingLine) -> Style:
    """What decides against a technique, or leaves its verdict open, stands out."""
    if line.kind not in _AGAINST:
        return DETAIL
    if _AGAINST[line.kind] is outcome:
        return SMALL_STRONG.in_colour(PAPER.bad)
    return SMALL_STRONG.in_colour(PAPER.open) if outcome in (Outcome.BORDERLINE, Outcome.UNKNOWN) else DETAIL


def _other_sets(blocks: Sequence[VerdictBlock]) -> list[Item]:
    """Why the other sets say what they say; those that have nothing to say stand in the matrix alone."""
    told = _merged(blocks)
    if not told:
        return []
    level, sets, techniques, verdict = 24.0, 104.0, 76.0, 72.0
    words = TEXT_WIDTH_PT - level - sets - techniques - verdict - 4 * COLUMN_GAP_PT
    grid = Grid(
        [
            Column("Level", level),
            Column("Set", sets),
            Column("Techniques", techniques),
            Column("Verdict", verdict),
            Column("Because", words),
        ]
    )
    return [heading("What the other criteria sets say"), *grid.items(_set_row(grid, *each) for each in told)]


def _set_row(grid: Grid, block: VerdictBlock, techniques: Sequence[str]) -> Side:
    """What one set says of some techniques, a line for each thing."""
    texts = (block.level, block.set_words, ", ".join(techniques), block.words)
    said = Stack([grid.passage(4, each, DETAIL) for each in _said(block)], 1.0)
    return grid.row([*(grid.passage(place, text, DETAIL) for place, text in enumerate(texts)), said])


def _merged(blocks: Sequence[VerdictBlock]) -> list[tuple[VerdictBlock, list[str]]]:
    """What sets have to say, each with the techniques of which it says the same."""
    found: dict[tuple[str, ...], tuple[VerdictBlock, list[str]]] = {}
    for each in blocks:
        said = tuple(_said(each))
        if said or each.verdict is not Verdict.NOT_COVERED:
            key = (each.level, each.set, each.verdict, *said)
            found.setdefault(key, (each, []))[1].append(each.technique)
    return list(found.values())


def _said(block: VerdictBlock) -> Iterator[str]:
    """Why, in few lines: what is unknown is named once, under what is missing."""
    reasons = tuple(each for each in block.reasons if each.outcome is not Outcome.UNKNOWN)
    open_warnings = () if block.verdict is Verdict.NOT_COVERED else block.open_warnings
    yield from why_words(replace(block, reasons=reasons, open_warnings=open_warnings))
    yield from (f"Information: {each.text}" for each in block.information)
    if block.not_asked:
        yield f"Not asked: {'; '.join(block.not_asked)}"
