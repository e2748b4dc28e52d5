"""Verdicts of one level: technique, verdict, why, and what is missing."""

from collections.abc import Iterator, Sequence

from vertmeasure.core.criteria import Verdict
from vertmeasure.core.kleene import Outcome
from vertmeasure.paint.paper.block import Blank, Block, Rule, Stack
from vertmeasure.paint.paper.chip import Chip
from vertmeasure.paint.paper.flow import Item
from vertmeasure.paint.paper.grid import COLUMN_GAP_PT, Column, Grid
from vertmeasure.paint.paper.headings import paragraphs, subheading
from vertmeasure.paint.paper.material import Material
from vertmeasure.paint.paper.passage import Passage
from vertmeasure.paint.paper.sheet import TEXT_WIDTH_PT
from vertmeasure.paint.paper.style import DETAIL, PAPER, SMALL, STRONG
from vertmeasure.report.verdicts import FindingLine, VerdictBlock

_TECHNIQUE_PT, _CHIP_PT = 96.0, 100.0
_WHY_PT = TEXT_WIDTH_PT - _TECHNIQUE_PT - _CHIP_PT - 2 * COLUMN_GAP_PT

_PLAIN_WORDS = {
    Verdict.FITS: "Every required criterion is met.",
    Verdict.NOT_COVERED: "The set names no required indication for this technique.",
}
"""Where a verdict has nothing else to say."""


def verdict_items(material: Material, level: str) -> list[Item]:
    """What the leading set says about one level."""
    blocks = [each for each in material.content.leading_verdicts if each.level == level]
    if not blocks:
        return []
    grid = Grid([Column("", _TECHNIQUE_PT), Column("", _CHIP_PT), Column("", _WHY_PT)])
    top = Item(Rule(TEXT_WIDTH_PT, PAPER.quiet), space_pt=4.0, keeps_next=True)
    rows = [
        Item(grid.row([Passage(each.technique, STRONG, _TECHNIQUE_PT), Chip(each.verdict, each.words), _why(each)]))
        for each in blocks
    ]
    words = f"{level}: does it fit the criteria of {blocks[0].set_words}?"
    return [subheading(words), top, *rows, *paragraphs([_below(material, blocks)], SMALL)]


def _why(block: VerdictBlock) -> Block:
    """In the small type of details, lowered to the baseline of the verdict."""
    words = list(why_words(block)) or [_PLAIN_WORDS.get(block.verdict, "")]
    drop = Blank(STRONG.metrics.ascent() - DETAIL.metrics.ascent())
    return Stack([drop, Stack([Passage(each, DETAIL, _WHY_PT) for each in words], 1.0)])


def why_words(block: VerdictBlock) -> Iterator[str]:
    """Reasons, what is missing, and what else applies, in few lines; the findings say it in full."""
    yield from map(_reason_words, block.reasons)
    if block.missing:
        yield f"Missing or not settled: {', '.join(block.missing)}"
    yield from (f"{each.kind.capitalize()}: {each.text}" for each in block.warnings)
    yield from _listed("Not known whether it applies", block.open_warnings)


def _reason_words(finding: FindingLine) -> str:
    """A value stands beside what it decided; what is unknown has none."""
    known = f". {finding.because}" if finding.outcome is not Outcome.UNKNOWN else ""
    return f"{finding.outcome_words.capitalize()}: {finding.text}{known}"


def _listed(words: str, findings: Sequence[FindingLine]) -> Iterator[str]:
    if findings:
        yield f"{words}: {'; '.join(each.text for each in findings)}"


def _below(material: Material, blocks: Sequence[VerdictBlock]) -> str:
    film = blocks[0].film
    judged = (
        f"Judged on {material.film_heading(film)}." if film else "No film before the procedure is there to judge on."
    )
    asked = any(each.not_asked for each in blocks)
    return " ".join([judged, *(["What the set does not ask is listed with its criteria."] if asked else [])])


def not_asked_words(blocks: Sequence[VerdictBlock]) -> Iterator[str]:
    """What a set that fits did not ask, for the techniques together."""
    for asked in dict.fromkeys(each.not_asked for each in blocks if each.not_asked):
        names = ", ".join(each.technique for each in blocks if each.not_asked == asked)
        yield f"Not asked for {names}: {'; '.join(asked)}."
