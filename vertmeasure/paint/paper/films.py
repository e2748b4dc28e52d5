"""All films: each whole with its landmarks, beside the table of all its bodies; then the angles of whole films."""

from PySide6.QtCore import QSizeF

from vertmeasure.paint.overlay import film_overlay
from vertmeasure.paint.paper.block import Block, Side, Stack
from vertmeasure.paint.paper.crop import whole_crop, whole_shape
from vertmeasure.paint.paper.figures import number_blocks
from vertmeasure.paint.paper.flow import Item
from vertmeasure.paint.paper.grid import COLUMN_GAP_PT, Column, Grid
from vertmeasure.paint.paper.headings import heading
from vertmeasure.paint.paper.material import Material
from vertmeasure.paint.paper.passage import Align, Passage
from vertmeasure.paint.paper.picture import Picture
from vertmeasure.paint.paper.sheet import TEXT_WIDTH_PT
from vertmeasure.paint.paper.style import PAPER, SMALL, STRONG, SUBHEADING, TINY
from vertmeasure.report.film_tables import FilmTable

_PICTURE = QSizeF(120.0, 168.0)
_GAP_PT = 16.0
_TABLE_PT = TEXT_WIDTH_PT - _PICTURE.width() - _GAP_PT
_LEVEL_PT, _NUMBER_PT, _ANGLE_PT = 22.0, 44.0, 96.0
_FILMS_IN_A_TABLE = 6


def film_items(material: Material) -> list[Item]:
    """One sheet for each film, then the angles that span several levels."""
    ids = [film.id for film in material.assessment.study.films_in_order]
    sheets = [
        Item(_film_sheet(material, film, table), space_pt=16.0)
        for film, table in zip(ids, material.content.films_in_full, strict=True)
    ]
    if not sheets:
        return []
    title = heading("All levels of all films")
    first = Item(sheets[0].block, space_pt=8.0)
    return [title, first, *sheets[1:], *_angle_items(material)]


def _film_sheet(material: Material, film_id: str, table: FilmTable) -> Block:
    line = material.film_line(film_id)
    words = " · ".join(filter(None, [material.film_heading(film_id), line.date, line.posture]))
    provenance = " · ".join(filter(None, [line.calibration, f"SHA-256 {line.hash}…" if line.hash else ""]))
    draft = [f"Draft: {', '.join(line.draft)}"] if line.draft else []
    told = Stack(
        [
            Passage(words, SUBHEADING, _TABLE_PT),
            Passage(provenance, TINY, _TABLE_PT),
            *(Passage(each, SMALL.in_colour(PAPER.open), _TABLE_PT) for each in draft),
            Stack(_body_rows(material, table) or [Passage("No points are placed.", SMALL, _TABLE_PT)]),
        ],
        3.0,
    )
    return Side([(0.0, _whole_picture(material, film_id)), (_PICTURE.width() + _GAP_PT, told)])


def _whole_picture(material: Material, film_id: str) -> Picture:
    film = material.assessment.study.film(film_id)
    shape = whole_shape(film)
    width = min(_PICTURE.width(), _PICTURE.height() * shape)
    size = QSizeF(width, width / shape)
    overlay = film_overlay(material.assessment, film_id)
    return Picture(whole_crop(film, size), size, overlay, material.pictures.get(film_id), 0.3, TINY)


def _body_rows(material: Material, table: FilmTable) -> list[Block]:
    if not table.rows:
        return []
    note_pt = _TABLE_PT - _LEVEL_PT - (_NUMBER_PT + COLUMN_GAP_PT) * len(table.columns) - COLUMN_GAP_PT
    numbers = [Column(words, _NUMBER_PT, Align.AlignRight) for words in table.columns]
    grid = Grid([Column("", _LEVEL_PT), *numbers, Column("", note_pt)])
    judged = material.assessment.study.judged_levels
    rows: list[Block] = [grid.header]
    for row, cells in zip(table.rows, number_blocks([row.cells for row in table.rows], _NUMBER_PT), strict=True):
        style = STRONG.in_colour(PAPER.fracture) if row.id in judged else STRONG
        rows.append(grid.row([grid.passage(0, row.label, style), *cells, grid.note(len(cells) + 1, row.note)]))
    return rows


def _angle_items(material: Material) -> list[Item]:
    table = material.content.film_angles
    if not table.rows:
        return []
    starts = range(0, len(table.columns), _FILMS_IN_A_TABLE)
    return [heading(table.heading), *(item for start in starts for item in _angle_part(material, table, start))]


def _angle_part(material: Material, table: FilmTable, start: int) -> list[Item]:
    films = table.columns[start : start + _FILMS_IN_A_TABLE]
    rest_pt = TEXT_WIDTH_PT - _ANGLE_PT - (_NUMBER_PT + COLUMN_GAP_PT) * len(films) - COLUMN_GAP_PT
    numbers = [Column(f"{material.film_heading(each)}, °", _NUMBER_PT, Align.AlignRight) for each in films]
    grid = Grid([Column("", _ANGLE_PT), *numbers, Column("", rest_pt)])
    found = number_blocks([row.cells[start : start + len(films)] for row in table.rows], _NUMBER_PT)
    return grid.items(
        grid.row([grid.passage(0, row.label), *cells, grid.note(len(cells) + 1, row.note)])
        for row, cells in zip(table.rows, found, strict=True)
    )
