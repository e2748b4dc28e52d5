"""A proposed body that comes along when the reader moves points of it."""

from collections.abc import Mapping
from dataclasses import replace

from vertmeasure.core.anatomy import Mark
from vertmeasure.core.geometry import ImagePoint, Scale, to_film_plane
from vertmeasure.core.study import Landmark, Vertebra

LEAST_TOUCHED = 2
"""So many points define a similarity: shift, turn and size."""


def followed(body: Vertebra, proposal: Mapping[Mark, ImagePoint], scale: Scale) -> Vertebra:
    """The body with the points that nobody touched laid as those that were touched say.

    The similarity of the film plane that takes the touched points from where they were proposed to where they are
    now (the best one, for more than two) takes the others from where they were proposed. A point that is not proposed
    any more counts as touched. With fewer than two touched points the others stay where they were proposed.
    """
    there = {mark: _complex(at, scale) for mark, at in proposal.items() if mark in body.marks}
    touched = {mark: _complex(body.marks[mark].at, scale) for mark in there if not body.marks[mark].proposed}
    factor, step = _similarity({mark: there[mark] for mark in touched}, touched)
    moved: Mapping[Mark, Landmark] = {
        mark: replace(body.marks[mark], at=_image_point(factor * there[mark] + step, scale))
        for mark in there
        if mark not in touched
    }
    return replace(body, marks={**body.marks, **moved})


def _similarity(before: Mapping[Mark, complex], after: Mapping[Mark, complex]) -> tuple[complex, complex]:
    """Factor and step of the similarity that takes the one nearest to the other (least squares)."""
    if len(before) < LEAST_TOUCHED:
        return 1.0 + 0.0j, 0.0j
    start, end = sum(before.values()) / len(before), sum(after.values()) / len(after)
    spread = sum(abs(place - start) ** 2 for place in before.values())
    if spread == 0:
        return 1.0 + 0.0j, end - start
    turned = sum((after[mark] - end) * (place - start).conjugate() for mark, place in before.items())
    factor = turned / spread
    return factor, end - factor * start


def _complex(at: ImagePoint, scale: Scale) -> complex:
    return complex(*to_film_plane(at, scale))


def _image_point(place: complex, scale: Scale) -> ImagePoint:
    return ImagePoint(place.real / scale.column, place.imag / scale.row)
