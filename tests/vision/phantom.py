"""Drawn bodies: rounded quadrilaterals with a bright rim, at any place, turn, size of pixel and grey."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from vertmeasure.core.anatomy import CORNERS, Mark
from vertmeasure.core.geometry import ImagePoint, Scale
from vertmeasure.core.study import Landmark, Vertebra
from vertmeasure.vision.film_image import FilmImage

Real = NDArray[np.float64]

SQUARE = Scale(0.2, 0.2)
ROUNDING_MM = 1.5
RIM_MM = 1.0
BODY: Mapping[Mark, tuple[float, float]] = {
    Mark.SP: (-17.0, -13.0),
    Mark.SA: (17.0, -11.5),
    Mark.IA: (18.0, 12.0),
    Mark.IP: (-17.5, 13.5),
}
"""Corners in mm as (anterior, caudal) of the body's middle, before they are rounded."""


@dataclass(frozen=True)
class Drawing:
    """How bodies are drawn.

    Attributes
    ----------
    size_mm : (width, height) of the film.
    middle_mm : where the middle of the first body lies.
    turned_deg, faces_left : of everything on it.
    contrast : of the rim against what lies around.
    """

    scale: Scale = SQUARE
    size_mm: tuple[float, float] = (70.0, 60.0)
    middle_mm: tuple[float, float] = (35.0, 30.0)
    turned_deg: float = 0.0
    faces_left: bool = False
    is_inverted: bool = False
    contrast: float = 1.0
    noise: float = 0.0

    def placed(self, points: Real) -> Real:
        """Take (anterior, caudal) mm to (x, y) mm of the film."""
        mirrored = points * ((-1.0 if self.faces_left else 1.0), 1.0)
        cos, sin = np.cos(np.radians(self.turned_deg)), np.sin(np.radians(self.turned_deg))
        turned = mirrored @ np.array([[cos, sin], [-sin, cos]])
        return np.asarray(turned + self.middle_mm)

    def image_point(self, point: Sequence[float] | Real) -> ImagePoint:
        x, y = self.placed(np.array(point, dtype=float))
        return ImagePoint(float(x / self.scale.column), float(y / self.scale.row))

    def stored(self, bodies: Sequence[Mapping[Mark, tuple[float, float]]] = (BODY,)) -> NDArray[np.uint16]:
        columns, rows = (round(size / step) for size, step in zip(self.size_mm, self.scale, strict=True))
        x, y = np.meshgrid((np.arange(columns) + 0.5) * self.scale.column, (np.arange(rows) + 0.5) * self.scale.row)
        grey = np.zeros((rows, columns))
        for body in bodies:
            inset = self.placed(np.array([_inset(body)[mark] for mark in CORNERS]))
            depth = ROUNDING_MM - _distance(inset, np.stack([x, y], axis=-1))
            grey = np.maximum(grey, _step(depth) * (0.45 + 0.55 * _step(RIM_MM - depth)))
        noise = np.random.default_rng(3).normal(0, self.noise, grey.shape)
        values = 1000 + 2000 * (self.contrast * grey + noise)
        return np.clip(np.round(4095 - values if self.is_inverted else values), 0, 4095).astype(np.uint16)

    def image(self, bodies: Sequence[Mapping[Mark, tuple[float, float]]] = (BODY,)) -> FilmImage:
        return FilmImage.of(self.stored(bodies), None, self.is_inverted, self.scale)


def true_corners(body: Mapping[Mark, tuple[float, float]] = BODY) -> dict[Mark, tuple[float, float]]:
    """The middle of each rounding, in (anterior, caudal) mm."""
    inset = _inset(body)
    corners = {}
    for mark in CORNERS:
        way = np.subtract(body[mark], inset[mark])
        corners[mark] = tuple(np.array(inset[mark]) + ROUNDING_MM * way / np.linalg.norm(way))
    return {mark: (float(point[0]), float(point[1])) for mark, point in corners.items()}


def clicked(drawing: Drawing, off_mm: float = 1.0, marks: Sequence[Mark] = CORNERS, level: str = "L2") -> Vertebra:
    """A body clicked `off_mm` beside its true corners, each in a direction of its own."""
    points = {}
    for number, mark in enumerate(CORNERS):
        angle = 1.0 + 2.3 * number
        beside = np.array(true_corners()[mark]) + off_mm * np.array([np.cos(angle), np.sin(angle)])
        if mark in marks:
            points[mark] = Landmark(drawing.image_point(beside))
    return Vertebra(level, points)


def error_mm(drawing: Drawing, at: ImagePoint, mark: Mark) -> float:
    true = drawing.image_point(true_corners()[mark])
    return float(np.hypot((at.column - true.column) * drawing.scale.column, (at.row - true.row) * drawing.scale.row))


def _inset(body: Mapping[Mark, tuple[float, float]]) -> dict[Mark, tuple[float, float]]:
    """The corners moved inwards so that both borders at each lie ROUNDING_MM further in."""
    points = [np.array(body[mark]) for mark in CORNERS]
    inset = {}
    for number, mark in enumerate(CORNERS):
        before, at, after = points[number - 1], points[number], points[(number + 1) % 4]
        first, second = (after - at) / np.linalg.norm(after - at), (before - at) / np.linalg.norm(before - at)
        sine = abs(first[0] * second[1] - first[1] * second[0])
        moved = at + ROUNDING_MM / sine * (first + second)
        inset[mark] = (float(moved[0]), float(moved[1]))
    return inset


def _distance(polygon: Real, points: Real) -> Real:
    """Signed distance in mm to a convex polygon, negative inside."""
    nearest, outside = np.full(points.shape[:2], np.inf), np.full(points.shape[:2], -np.inf)
    middle = polygon.mean(axis=0)
    for start, end in zip(polygon, np.roll(polygon, -1, axis=0), strict=True):
        along = end - start
        normal = np.array([along[1], -along[0]]) / np.linalg.norm(along)
        normal *= np.sign(normal @ (start - middle))
        share = np.clip((points - start) @ along / (along @ along), 0, 1)
        nearest = np.minimum(nearest, np.linalg.norm(points - start - share[..., None] * along, axis=-1))
        outside = np.maximum(outside, (points - start) @ normal)
    return np.where(outside > 0, nearest, outside)


def _step(depth: Real, blur_mm: float = 0.25) -> Real:
    return 1 / (1 + np.exp(-np.clip(1.7 * depth / blur_mm, -50, 50)))
