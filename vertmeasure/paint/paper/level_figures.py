"""The films of one level side by side: before, after, at the last follow-up."""

from collections.abc import Iterator
from dataclasses import replace

from PySide6.QtCore import QSizeF

from vertmeasure.core.study import Film
from vertmeasure.paint.overlay import film_overlay
from vertmeasure.paint.paper.block import Block, Side, Stack
from vertmeasure.paint.paper.crop import Crop, level_crops
from vertmeasure.paint.paper.material import Material
from vertmeasure.paint.paper.passage import Passage
from vertmeasure.paint.paper.picture import Picture
from vertmeasure.paint.paper.sheet import TEXT_WIDTH_PT
from vertmeasure.paint.paper.style import PAPER, SMALL, SMALL_STRONG, STRONG, TINY
from vertmeasure.report.cells import measurement_cell
from vertmeasure.report.wording import calibration_words

GAP_PT = 12.0
_TOLD = {"wedge_angle": "wedge", "loss_adjacent_max": "largest loss"}


def level_films(material: Material) -> tuple[Film, ...]:
    """The films shown: the first two that are compared, and the last; without any, every film up to three."""
    study, ids = material.assessment.study, material.content.comparison.films
    ids = ids or tuple(film.id for film in study.films_in_order[:3])
    return tuple(study.film(each) for each in dict.fromkeys((*ids[:2], *ids[-1:])))


def level_figures(material: Material, level: str, height_pt: float) -> Block:
    """Captions over pictures; all pictures of calibrated films at one scale, `height_pt` high."""
    films = level_films(material)
    width_pt = (TEXT_WIDTH_PT - GAP_PT * (len(films) - 1)) / len(films)
    size_pt = QSizeF(width_pt, height_pt)
    crops = level_crops(films, level, size_pt)
    captions = [_caption(material, film, level, width_pt) for film in films]
    pictures = [_picture(material, level, crop, size_pt) for crop in crops]
    lefts = [place * (width_pt + GAP_PT) for place in range(len(films))]
    return Stack([Side(tuple(zip(lefts, blocks, strict=True))) for blocks in (captions, pictures)], 4.0)


def captions_pt(material: Material, level: str) -> float:
    """How high the captions are, with the gap below them."""
    return level_figures(material, level, 0.0).height_pt


def _picture(material: Material, level: str, crop: Crop, size_pt: QSizeF) -> Picture:
    film_id = crop.film.id
    overlay = film_overlay(material.assessment, film_id, level, "wedge_angle")
    return Picture(crop, size_pt, overlay, material.pictures.get(film_id))


def _caption(material: Material, film: Film, level: str, width_pt: float) -> Block:
    line = material.film_line(film.id)
    title = " · ".join(filter(None, [material.film_heading(film.id), line.date, line.posture]))
    numbers = SMALL_STRONG.in_colour(PAPER.fracture)
    passages = [
        Passage(title, STRONG, width_pt),
        Passage(" · ".join([level, *_numbers(material, film, level)]), numbers, width_pt),
        Passage(calibration_words(replace(film.calibration, rule="")), TINY, width_pt),
    ]
    outcomes = "; ".join(f"{each.label}: {each.value}" for each in line.outcomes)
    return Stack([*passages, Passage(outcomes, SMALL, width_pt)] if outcomes else passages, 1.0)


def _numbers(material: Material, film: Film, level: str) -> Iterator[str]:
    for measurement_id, words in _TOLD.items():
        cell = measurement_cell(material.assessment.measurement(film.id, level, measurement_id))
        yield f"{words} {cell.reason or cell.full_text}"
