"""A whole study with one film's points carried to another one: what the window and the command line share."""

from collections.abc import Mapping
from dataclasses import replace

from vertmeasure.core.anatomy import Mark
from vertmeasure.core.errors import VertmeasureError
from vertmeasure.core.study import Film, Landmark, Study, Vertebra
from vertmeasure.vision.carry import Carried, CarrySource, Points, carry
from vertmeasure.vision.carry_edges import at_edges
from vertmeasure.vision.film_image import FilmImage


def carried_study(study: Study, images: Mapping[str, FilmImage], from_id: str, to_id: str) -> Study:
    """The study with the bodies of one film proposed on another one.

    Points that the reader has accepted on that film stay untouched; proposals that nobody accepted are replaced.
    Raises StudyError for a film the study does not have, and VertmeasureError where nothing can be carried.
    """
    return with_carried(study, to_id, carried_points(study, images, from_id, to_id))


def carried_points(study: Study, images: Mapping[str, FilmImage], from_id: str, to_id: str) -> Carried:
    """What is carried from one film to another, the points of fractured and treated bodies laid to the edges there.

    Raises as `carried_study` does.
    """
    carried = carry(*carry_sources(study, images, from_id, to_id))
    return at_edges(carried, images[to_id], study.judged_levels)


def carry_sources(
    study: Study, images: Mapping[str, FilmImage], from_id: str, to_id: str
) -> tuple[CarrySource, CarrySource]:
    """What `carry` is given of two films of a study; `images` holds both by id."""
    source, target = study.film(from_id), study.film(to_id)
    if source is target:
        raise VertmeasureError("A film cannot be carried over to itself.", "Name two films of the study.")
    broken = frozenset(study.judged_levels)
    return CarrySource(source, images[from_id], broken), CarrySource(target, images[to_id], broken)


def with_carried(study: Study, to_id: str, carried: Carried) -> Study:
    """The study with what was carried proposed on a film."""
    films = tuple(_proposed(film, carried) if film.id == to_id else film for film in study.films)
    return replace(study, films=films)


def _proposed(film: Film, carried: Carried) -> Film:
    bodies = {
        level: _body(film.vertebrae.get(level, Vertebra(level)), points) for level, points in carried.bodies.items()
    }
    return replace(film, vertebrae={**film.vertebrae, **bodies})


def _body(body: Vertebra, points: Points) -> Vertebra:
    accepted: Mapping[Mark, Landmark] = {mark: point for mark, point in body.marks.items() if not point.proposed}
    proposed = {mark: Landmark(at, proposed=True) for mark, at in points.items()}
    return replace(body, marks={**body.marks, **proposed, **accepted})
