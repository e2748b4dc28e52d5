"""Snaps the placed points of a whole study; the command line and the window share it."""

from collections.abc import Mapping
from dataclasses import replace

from vertmeasure.core.anatomy import Mark
from vertmeasure.core.study import Film, Landmark, Study, Vertebra
from vertmeasure.vision.film_image import FilmImage
from vertmeasure.vision.snap import SnappedBody, SnappedPoint, snap_body

_MIDDLES = (Mark.SM, Mark.IM)


def snapped_study(study: Study, images: Mapping[str, FilmImage]) -> Study:
    """Snap every placed point of the films whose image (by film id) is given; all else stays.

    A moved point keeps its click in `raw`, and whether it is accepted. Snapping starts from the click each time, so
    that doing it twice changes nothing. A body with an endplate whose middle nobody placed gets it as proposed.
    """
    films = tuple(_snapped_film(film, images[film.id]) if film.id in images else film for film in study.films)
    return replace(study, films=films)


def _snapped_film(film: Film, image: FilmImage) -> Film:
    vertebrae = {level: snapped_vertebra(image, body) for level, body in film.vertebrae.items()}
    return replace(film, vertebrae=vertebrae)


def snapped_vertebra(image: FilmImage, body: Vertebra) -> Vertebra:
    """Snap one body from its clicks."""
    return with_snapped(body, snap_body(image, as_clicked(body)))


def as_clicked(body: Vertebra) -> Vertebra:
    """The body as the reader clicked it: moved points back on their click, proposed middles left out."""
    marks = {
        mark: replace(placed, at=placed.raw or placed.at, raw=None)
        for mark, placed in body.marks.items()
        if not (placed.proposed and mark in _MIDDLES)
    }
    return replace(body, marks=marks)


def with_snapped(body: Vertebra, snapped: SnappedBody) -> Vertebra:
    """The body with what snapping found."""
    marks = dict(body.marks)
    for mark, point in snapped.points.items():
        landmark = _landmark(body.marks.get(mark), point)
        if landmark is not None:
            marks[mark] = landmark
    return replace(body, marks=marks)


def _landmark(placed: Landmark | None, point: SnappedPoint) -> Landmark | None:
    """A placed point moved, or put back on its click; a middle that nobody placed is new."""
    if placed is None:
        return None if point.at is None else Landmark(point.at, proposed=True)
    if point.at is None:
        return placed if point.raw is None else replace(placed, at=point.raw, raw=None)
    return replace(placed, at=point.at, raw=point.raw)
