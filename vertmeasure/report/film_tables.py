"""Tables of whole films: every body of one film, and the angles that span several levels."""

from collections.abc import Sequence
from dataclasses import dataclass

from vertmeasure.core.anatomy import in_order
from vertmeasure.core.assess import Assessment
from vertmeasure.core.dictionary import entry
from vertmeasure.core.measurement import Flag
from vertmeasure.report.cells import Cell, measurement_cell
from vertmeasure.report.tables import Row

BODY_COLUMNS: dict[str, str] = {
    "height_anterior": "Ha, mm",
    "height_middle": "Hm, mm",
    "height_posterior": "Hp, mm",
    "loss_adjacent_max": "Loss, %",
    "wedge_angle": "Wedge, °",
}
"""The columns of the table of all bodies: measurement ids and their headings."""

_FLAG_NOTES = {
    Flag.ONE_SIDED: "reference from one side",
    Flag.DISTANT: "reference distant",
    Flag.PARTIAL: "loss: at least",
    Flag.PROPOSED: "points not accepted",
}


@dataclass(frozen=True, slots=True)
class FilmTable:
    """A table with one row a body or an angle; `columns` are the headings of its cells."""

    heading: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]


def other_levels_table(assessment: Assessment, film: str) -> FilmTable:
    """Every body with landmarks on one film, from head to foot: heights, largest loss, wedge, and what to know."""
    levels = in_order(each.level for each in assessment.measurements if each.film == film and each.level)
    rows = tuple(_body_row(assessment, film, level) for level in levels)
    return FilmTable(film, tuple(BODY_COLUMNS.values()), rows)


def _body_row(assessment: Assessment, film: str, level: str) -> Row:
    study = assessment.study
    cells = tuple(measurement_cell(assessment.measurement(film, level, each)) for each in BODY_COLUMNS)
    marks = ["fractured"] if level in study.fractured_on(study.film(film)) else []
    marks += ["treated"] if level in study.procedure.levels else []
    return Row(level, level, cells, (), note="; ".join(dict.fromkeys([*marks, *_told(cells)])))


def _told(cells: Sequence[Cell]) -> list[str]:
    flags = {flag for cell in cells if cell.result for flag in cell.result.flags}
    return [words for flag, words in _FLAG_NOTES.items() if flag in flags] + [
        cell.reason for cell in cells if cell.reason
    ]


def film_angles_table(assessment: Assessment, films: Sequence[str]) -> FilmTable:
    """The whole-film angles and the pairs the reader picked, with one column for each film."""
    ids = dict.fromkeys(each.id for each in assessment.measurements if not each.level and each.film in films)
    return FilmTable("Whole film", tuple(films), tuple(_angle_row(assessment, films, each) for each in ids))


def _angle_row(assessment: Assessment, films: Sequence[str], measurement_id: str) -> Row:
    cells = tuple(measurement_cell(assessment.measurement(film, "", measurement_id)) for film in films)
    reasons = dict.fromkeys(cell.reason for cell in cells if cell.reason)
    return Row(measurement_id, entry(measurement_id).label, cells, (), note="; ".join(reasons))
