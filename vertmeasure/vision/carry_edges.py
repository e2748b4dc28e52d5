"""Carried points of bodies that may have changed between the films, laid to the edges that the second film shows."""

from collections.abc import Collection
from dataclasses import replace

from vertmeasure.core.anatomy import CORNERS, Mark
from vertmeasure.core.study import Landmark, Vertebra
from vertmeasure.vision.carry import Carried, Points
from vertmeasure.vision.film_image import FilmImage
from vertmeasure.vision.snap import snap_body


def at_edges(carried: Carried, image: FilmImage, levels: Collection[str]) -> Carried:
    """What was carried with the points of these levels moved to the edge of the bone, as far as snapping takes them.

    A raised or fallen body does not look as it did, so that its points are carried less exactly than those of its
    neighbours; these stay.
    """
    bodies = {level: _moved(image, level, at) if level in levels else at for level, at in carried.bodies.items()}
    return replace(carried, bodies=bodies)


def _moved(image: FilmImage, level: str, points: Points) -> Points:
    corners = {mark: Landmark(points[mark]) for mark in CORNERS if mark in points}
    found = snap_body(image, Vertebra(level, corners)).points if corners else {}
    moved = {mark: point.at for mark, point in found.items() if point.at is not None}
    return {mark: moved.get(mark) or points[mark] for mark in Mark if mark in points}
