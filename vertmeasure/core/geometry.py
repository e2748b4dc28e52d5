"""Points on the film and in the film plane, and what two of them span.

An image point counts pixels: (0, 0) is the top left corner of the top left pixel, so that a
pixel's centre lies at +0.5. A film point counts millimetres (or, without calibration, columns).
`to_film_plane` is the only place where the one becomes the other.
"""

import math
from typing import NamedTuple


class ImagePoint(NamedTuple):
    """A place on the stored image, in pixels from its top left corner."""

    column: float
    row: float


class FilmPoint(NamedTuple):
    """A place in the film plane; x runs to the right, y downwards, in mm or relative units."""

    x: float
    y: float


class Scale(NamedTuple):
    """What one column and one row measure in the film plane, in mm or relative units."""

    column: float
    row: float


def to_film_plane(point: ImagePoint, scale: Scale) -> FilmPoint:
    """Take a point from pixels to the film plane; angles are right only after this step."""
    return FilmPoint(point.column * scale.column, point.row * scale.row)


class Line(NamedTuple):
    """A directed line between two points of the film plane."""

    start: FilmPoint
    end: FilmPoint

    @property
    def vector(self) -> FilmPoint:
        """From start to end."""
        return FilmPoint(self.end.x - self.start.x, self.end.y - self.start.y)

    @property
    def length(self) -> float:
        """Distance from start to end, in units of the film plane."""
        return math.hypot(*self.vector)


def cross(u: FilmPoint, v: FilmPoint) -> float:
    """The z component of u x v; positive when v lies clockwise of u as seen on the film (y downwards)."""
    return u.x * v.y - u.y * v.x


def dot(u: FilmPoint, v: FilmPoint) -> float:
    """The inner product of two vectors."""
    return u.x * v.x + u.y * v.y


def signed_angle_deg(upper: Line, lower: Line, facing: int) -> float:
    """Angle from the upper to the lower line in degrees: kyphosis positive, lordosis negative.

    `facing` is +1 when anterior lies to the right of the film with the head up, else -1. The
    full turn is kept (atan2, no folding), so that no angle flips to its supplement.
    """
    u, v = upper.vector, lower.vector
    return -facing * math.degrees(math.atan2(cross(u, v), dot(u, v)))


def segments_cross(first: Line, second: Line) -> bool:
    """Tell whether two segments cross at a point inside both."""
    a, b, c, d = first.start, first.end, second.start, second.end
    return _side(a, b, c) * _side(a, b, d) < 0 and _side(c, d, a) * _side(c, d, b) < 0


def _side(a: FilmPoint, b: FilmPoint, p: FilmPoint) -> float:
    return cross(FilmPoint(b.x - a.x, b.y - a.y), FilmPoint(p.x - a.x, p.y - a.y))
