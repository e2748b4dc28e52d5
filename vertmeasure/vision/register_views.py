"""How large, and seen from which side, the other film may be: the views in which its bodies may look alike."""

import math
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from vertmeasure.core.anatomy import EDGE_MARKS, Edge, Mark
from vertmeasure.core.calibration import Grade
from vertmeasure.core.geometry import to_film_plane
from vertmeasure.core.plane import TYPICAL_ENDPLATE_MM
from vertmeasure.core.study import Film, Vertebra
from vertmeasure.vision.film_image import FilmImage
from vertmeasure.vision.register_field import FilmView
from vertmeasure.vision.register_fit import Pose
from vertmeasure.vision.register_spine import centre_of, points_of

_SURE = frozenset({Grade.USER, Grade.FIDUCIAL, Grade.GEOMETRY, Grade.CORRECTED, Grade.ESTIMATED})
_STEP = 1.06
"""A body is found when its size is known to this, and found well when it is known to half of it."""

_SURE_STEPS, _DOUBTFUL_STEPS, _UNKNOWN_STEPS = (-2, 0, 2), (-4, -2, 0, 2, 4), (-8, -6, -4, -2, 0, 2, 4, 6, 8)
"""Sizes to try: up to 12 % (with those between, 19) where both films are calibrated in the plane of the spine, 26 (34)
where one tells the detector's spacing, 60 where one has none and the films are taken to show about the same length."""

_MIRROR_SHOWS_MM = 3.0
_LEAST_SPREAD_MM = 5.0


@dataclass(frozen=True, slots=True)
class Anchor:
    """A body that is placed on both films.

    Attributes
    ----------
    here, there : dict[Mark, complex]
        Its points in the views of the one and of the other film.
    """

    level: str
    here: dict[Mark, complex]
    there: dict[Mark, complex]

    @property
    def is_usable(self) -> bool:
        """Whether the points say where the body lies and how it stands: two, well apart on both films."""
        return all(
            _spread_mm([points[mark] for mark in self.there]) > _LEAST_SPREAD_MM for points in (self.here, self.there)
        )

    @property
    def pose(self) -> Pose:
        """Where the body lies there, by least squares over its points."""
        marks = list(self.there)
        places = np.array([self.here[mark] for mark in marks])
        images = np.array([self.there[mark] for mark in marks])
        origin, centre = complex(places.mean()), complex(images.mean())
        factor = complex(((images - centre) * (places - origin).conj()).sum() / (np.abs(places - origin) ** 2).sum())
        return Pose(origin, centre, factor).about(centre_of(self.here))

    @property
    def misfit_mm(self) -> float:
        """How far the pose misses the points."""
        pose = self.pose
        return float(np.mean([abs(pose.carried(self.here[mark]) - place) for mark, place in self.there.items()]))


def _spread_mm(places: list[complex]) -> float:
    return max((abs(one - other) for one in places for other in places), default=0.0)


def placed_view(film: Film, image: FilmImage) -> FilmView:
    """The film with points, in mm; without calibration in mm as its endplates let one guess."""
    if film.calibration.is_known:
        return FilmView.of(image, 1.0)
    lengths = list(_endplate_lengths(film))
    typical = sum(lengths) / len(lengths) if lengths else 0.0
    return FilmView.of(image, TYPICAL_ENDPLATE_MM / typical if typical else 1.0)


def _endplate_lengths(film: Film) -> Iterator[float]:
    """In units of the film plane."""
    for body in film.vertebrae.values():
        places = {mark: to_film_plane(point.at, film.calibration.scale) for mark, point in body.marks.items()}
        for back, front in (EDGE_MARKS[Edge.SUPERIOR], EDGE_MARKS[Edge.INFERIOR]):
            if back in places and front in places:
                yield math.dist(places[back], places[front])


def target_views(here: FilmView, source: Film, target: Film, image: FilmImage) -> tuple[FilmView, ...]:
    """The other film from both sides in every size that is worth a try, two steps apart."""
    grades = {source.calibration.grade, target.calibration.grade}
    if Grade.NONE in grades:
        as_tall = here.size_mm[1] / (image.stored.shape[0] * image.scale.row)
        return _views(FilmView.of(image, as_tall), _UNKNOWN_STEPS)
    return _views(FilmView.of(image, 1.0), _SURE_STEPS if grades <= _SURE else _DOUBTFUL_STEPS)


def _views(view: FilmView, steps: tuple[int, ...]) -> tuple[FilmView, ...]:
    return tuple(view.resized(_STEP**step, turned_over) for turned_over in (False, True) for step in steps)


def sizes_beside(view: FilmView) -> tuple[FilmView, ...]:
    """The film a little smaller and a little larger, from the same side."""
    return tuple(view.resized(size) for size in (1 / _STEP, _STEP))


def anchored_views(here: FilmView, source: Film, target: Film, image: FilmImage) -> tuple[FilmView, ...]:
    """The other film in the size and from the side that its accepted bodies show; empty where there are none."""
    base = placed_view(target, image)
    views = []
    for view in (base, base.resized(1.0, True)):
        found = anchors(here, source, view, target)
        if found:
            size = 1 / float(np.median([abs(each.pose.factor) for each in found]))
            views.append((max(each.misfit_mm for each in found) * size, base.resized(size, view.is_mirrored)))
    if len(views) == 2 and abs(views[0][0] - views[1][0]) > _MIRROR_SHOWS_MM:
        views = [min(views, key=lambda each: each[0])]
    return tuple(view for _, view in views)


def anchors(here: FilmView, source: Film, there: FilmView, target: Film) -> tuple[Anchor, ...]:
    """The bodies of which at least two points, well apart, stand on both films, accepted on the other one."""
    shared = [level for level in target.vertebrae if level in source.vertebrae]
    found = [_anchor(here, source.vertebrae[level], there, target.vertebrae[level]) for level in shared]
    return tuple(each for each in found if each.is_usable)


def _anchor(here: FilmView, mine: Vertebra, there: FilmView, body: Vertebra) -> Anchor:
    placed = {
        mark: there.place(point.at) for mark, point in body.marks.items() if not point.proposed and mark in mine.marks
    }
    return Anchor(body.level, points_of(here, mine), placed)
