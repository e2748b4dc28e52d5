"""What was recorded and how the numbers were made: notices, facts, method, formulas."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import Any

from vertmeasure.paint.paper.flow import Item
from vertmeasure.paint.paper.grid import COLUMN_GAP_PT, Column, Grid
from vertmeasure.paint.paper.headings import heading, paragraphs, subheading
from vertmeasure.paint.paper.scripts import missing_scripts
from vertmeasure.paint.paper.sheet import TEXT_WIDTH_PT
from vertmeasure.paint.paper.style import STRONG, TINY
from vertmeasure.report.content import ReportContent
from vertmeasure.report.study_lines import FactLine

_LEVEL_PT, _VALUE_PT, _WHO_PT, _FROM_PT = 28.0, 112.0, 100.0, 124.0
_NAME_PT, _FORMULA_PT = 206.0, 196.0


def notice_items(content: ReportContent) -> list[Item]:
    """What should be looked at again."""
    return [heading("To be looked at"), *paragraphs(content.notices)] if content.notices else []


def fact_items(content: ReportContent) -> list[Item]:
    """Facts that no film shows, with who entered them, when, and from what."""
    if not content.facts:
        return [heading("Recorded facts"), *paragraphs(["None is recorded."])]
    rest_pt = TEXT_WIDTH_PT - _LEVEL_PT - _VALUE_PT - _WHO_PT - _FROM_PT - 4 * COLUMN_GAP_PT
    grid = Grid(
        [
            Column("Level", _LEVEL_PT),
            Column("Fact", rest_pt),
            Column("Value", _VALUE_PT),
            Column("Entered", _WHO_PT),
            Column("From", _FROM_PT),
        ]
    )
    return [heading("Recorded facts"), *grid.items(grid.words(_fact_words(each)) for each in content.facts)]


def _fact_words(fact: FactLine) -> list[str]:
    entered = " · ".join(filter(None, [fact.by, fact.at.replace("T", " ")[:10]]))
    return [fact.level or "all", fact.label, fact.value, entered or "not recorded", fact.source or "not recorded"]


def method_items(content: ReportContent) -> list[Item]:
    """Method, provenance, formulas, and what the report is not."""
    items = [heading("Method and provenance"), *paragraphs(content.method), *paragraphs(_script_words(content))]
    grid = Grid(
        [
            Column("Number", _NAME_PT),
            Column("Formula", _FORMULA_PT),
            Column("Source", TEXT_WIDTH_PT - _NAME_PT - _FORMULA_PT - 2 * COLUMN_GAP_PT),
        ]
    )
    rows = [grid.words([f"{each.label} ({each.id})", each.formula, each.source], TINY) for each in content.formulas]
    formulas = [subheading("Formulas"), *grid.items(rows)] if rows else []
    return [*items, *formulas, *paragraphs([content.disclaimer], STRONG)]


def _script_words(content: ReportContent) -> Iterator[str]:
    missing = missing_scripts("".join(_texts(content)))
    if missing:
        marks = ", ".join(f"[{each}]" for each in missing)
        yield f"No font of the computer that made this report has these characters, marked where they stood: {marks}."


def _texts(content: Any) -> Iterator[str]:
    """Every text of the content, so that none is forgotten."""
    if isinstance(content, str):
        yield content
    elif isinstance(content, tuple):
        for each in content:
            yield from _texts(each)
    elif is_dataclass(content):
        for field in fields(content):
            yield from _texts(getattr(content, field.name))
