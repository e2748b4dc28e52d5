"""The top of the first page: what this is, of whom, and what must be read first."""

from collections.abc import Iterator, Sequence

from vertmeasure.paint.paper.block import Block, Rule, Side, Stack
from vertmeasure.paint.paper.flow import Item
from vertmeasure.paint.paper.headings import Banner
from vertmeasure.paint.paper.passage import Align, Passage
from vertmeasure.paint.paper.sheet import TEXT_WIDTH_PT, time_words
from vertmeasure.paint.paper.style import BODY, LEAD, PAPER, QUIET, SMALL, SMALL_STRONG, STRONG, TITLE
from vertmeasure.report.content import ReportContent
from vertmeasure.report.wording import Line

_COLUMNS, _FIELD_GAP_PT = 6, 12.0
_MADE_PT = 160.0


def masthead(content: ReportContent) -> list[Item]:
    """Title, patient, procedure, and contraindications that any set records."""
    items = [Item(_title(content)), Item(Rule(TEXT_WIDTH_PT, PAPER.accent, 1.5), space_pt=6.0)]
    items += [Item(row, space_pt=8.0) for row in _field_rows(content)]
    bad = SMALL_STRONG.in_colour(PAPER.bad)
    told = (*content.own_contraindications, *content.other_contraindications)
    return [*items, Item(Banner.of(told, bad, PAPER.bad_ground), space_pt=8.0)] if told else items


def _title(content: ReportContent) -> Block:
    words_pt = TEXT_WIDTH_PT - _MADE_PT - _FIELD_GAP_PT
    label = [Passage(content.label, LEAD.in_colour(PAPER.quiet), words_pt)] if content.label else []
    words = Stack([Passage(content.title, TITLE, words_pt), *label])
    made = Stack([Passage(each, QUIET, _MADE_PT, Align.AlignRight) for each in _made_words(content)], 1.0)
    return Side([(0.0, words), (TEXT_WIDTH_PT - _MADE_PT, made)])


def _made_words(content: ReportContent) -> Iterator[str]:
    if content.created:
        yield f"Report of {time_words(content.created)}"
    if content.reader:
        yield f"Read by {content.reader}"
    yield content.levels_counted_from


def _field_rows(content: ReportContent) -> Iterator[Block]:
    if content.deidentified:
        yield Passage(content.deidentified, BODY, TEXT_WIDTH_PT)
    yield from (_field_row(lines) for lines in (content.patient, content.procedure) if lines)


def _field_row(lines: Sequence[Line]) -> Block:
    """Labels over values; a name has room for two columns."""
    spans = [2 if line.label == "Name" else 1 for line in lines]
    step_pt = (TEXT_WIDTH_PT + _FIELD_GAP_PT) / max(_COLUMNS, sum(spans))
    fields, left_pt = [], 0.0
    for line, span in zip(lines, spans, strict=True):
        width_pt = span * step_pt - _FIELD_GAP_PT
        field = Stack([Passage(line.label, SMALL, width_pt), Passage(line.value, STRONG, width_pt)], 1.0)
        fields.append((left_pt, field))
        left_pt += span * step_pt
    return Side(fields)
