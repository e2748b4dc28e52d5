"""The report from its first page to its last."""

from collections.abc import Sequence

from vertmeasure.paint.paper.films import film_items
from vertmeasure.paint.paper.findings import finding_items
from vertmeasure.paint.paper.flow import Item, total_pt
from vertmeasure.paint.paper.headings import heading, paragraphs
from vertmeasure.paint.paper.level_figures import captions_pt, level_figures
from vertmeasure.paint.paper.level_numbers import later_change_items, level_number_items
from vertmeasure.paint.paper.masthead import masthead
from vertmeasure.paint.paper.material import Material
from vertmeasure.paint.paper.overview import matrix_items, profile_items, score_items
from vertmeasure.paint.paper.record import fact_items, method_items, notice_items
from vertmeasure.paint.paper.trend import trend_items
from vertmeasure.paint.paper.verdicts import verdict_items
from vertmeasure.report.tables import LevelTable

LOWEST_FIGURE_PT, HIGHEST_FIGURE_PT = 136.0, 300.0
_FIGURE_SPACE_PT = 8.0

NO_LEVEL = "No level is marked as fractured or treated: nothing is compared or judged, all levels are listed below."


def story(material: Material, page_pt: float) -> list[Item]:
    """Everything a report shows, in order; `page_pt` is the height of the text area of a page."""
    content = material.content
    return [
        *_opening(material, page_pt),
        *trend_items(material),
        *notice_items(content),
        *matrix_items(content),
        *finding_items(content),
        *profile_items(content),
        *score_items(content),
        *fact_items(content),
        *film_items(material),
        *method_items(content),
    ]


def _opening(material: Material, page_pt: float) -> list[Item]:
    """The masthead and one page for each fractured or treated level."""
    top = masthead(material.content)
    if not material.content.levels:
        return [*top, *paragraphs([NO_LEVEL])]
    items = _level_page(material, material.content.levels[0], top, page_pt)
    for table in material.content.levels[1:]:
        items += _level_page(material, table, (), page_pt)
    return items


def _level_page(material: Material, table: LevelTable, top: Sequence[Item], page_pt: float) -> list[Item]:
    """Figures, table and verdicts of one level; the figures take what the rest leaves of the page."""
    title = heading(table.heading, starts_page=not top)
    numbers = level_number_items(material, table)
    verdicts = verdict_items(material, table.level)
    others_pt = total_pt([*top, title, *numbers]) + captions_pt(material, table.level) + _FIGURE_SPACE_PT
    height_pt = _figure_pt(page_pt - others_pt, total_pt(verdicts))
    figures = Item(level_figures(material, table.level, height_pt), _FIGURE_SPACE_PT, keeps_next=True)
    return [*top, title, figures, *numbers, *verdicts, *later_change_items(material, table.level)]


def _figure_pt(room_pt: float, verdicts_pt: float) -> float:
    """Beside the verdicts where both fit on the page, else beside the table alone."""
    shared_pt = room_pt - verdicts_pt
    wanted_pt = shared_pt if shared_pt >= LOWEST_FIGURE_PT else room_pt
    return max(LOWEST_FIGURE_PT, min(wanted_pt, HIGHEST_FIGURE_PT))
