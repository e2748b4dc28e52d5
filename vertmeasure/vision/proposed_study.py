"""Puts proposed bodies into a study; the command line and the window share it."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from vertmeasure.core.geometry import ImagePoint
from vertmeasure.core.study import Film, Landmark, Study, Vertebra
from vertmeasure.vision.film_image import FilmImage
from vertmeasure.vision.propose import ProposedBody, propose_at, propose_next


def proposed_study(
    study: Study, film_id: str, image: FilmImage, centres: Mapping[str, ImagePoint] | None = None, count: int = 1
) -> Study:
    """Propose bodies on one film: those about `centres` (by level), or without any the next ones of the spine.

    Their points are marked as proposed; a point that stands on the film already is never touched.
    """
    film = study.film(film_id)
    bodies = propose_at(image, film, centres) if centres else propose_next(image, film, count)
    changed = with_proposed(film, bodies)
    return replace(study, films=tuple(changed if each.id == film_id else each for each in study.films))


def with_proposed(film: Film, bodies: Iterable[ProposedBody]) -> Film:
    """The film with the points of proposed bodies that it does not have."""
    vertebrae = dict(film.vertebrae)
    for body in bodies:
        there = vertebrae.get(body.level, Vertebra(body.level))
        proposed = {mark: Landmark(at, proposed=True) for mark, at in body.points.items()}
        vertebrae[body.level] = replace(there, marks={**proposed, **there.marks})
    return replace(film, vertebrae=vertebrae)
