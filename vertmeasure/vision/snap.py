"""Moves clicked points of a body to the edge of its bone, or says why they stay.

The edge is the outer border of the cortex. A corner is the middle of its rounding; the middle point of an endplate is
the deepest point of its middle third where it is concave. A click is never given up for a doubtful edge: what is weak,
far off or misshapen stays. What is taken is weighted against the click by how well each is known.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from vertmeasure.core.anatomy import CORNERS, Mark, marks_of
from vertmeasure.core.geometry import ImagePoint, Scale
from vertmeasure.core.study import Vertebra
from vertmeasure.vision.film_image import Box, FilmImage, Real
from vertmeasure.vision.middles import middle_points
from vertmeasure.vision.outline import Outline, trace

MOST_MM = 2.0
"""A longer move is not taken."""

TYPICAL_ENDPLATE_MM = 34.0
"""What an endplate measures where millimetres are unknown (measurement dictionary, Intervals)."""

_BELIEVED_ENDPLATE_MM = (22.0, 48.0)
_CLICK_SD_MM = 0.75  # of one coordinate (measurement dictionary, Intervals)
_WEAK = 0.1
_SURE = 0.4
_PITCH_MM = 0.2
_MARGIN_MM = 9.0
_STUMP_MM = 12.0
_SHORTEST_MM = 2.0
_LEAST_SIDE, _MOST_SIDE = 0.7, 1.4

WEAK = "weak edge"
FAR = f"moved more than {MOST_MM:g} mm"
MISSHAPEN = "the borders found do not make a body"
ALONE = "no border to follow from the points placed"


@dataclass(frozen=True, slots=True)
class SnappedPoint:
    """What snapping says of one point.

    Attributes
    ----------
    raw : ImagePoint | None
        The click; None for a middle point that nobody clicked.
    at : ImagePoint | None
        Where the edge is, or None with a reason.
    reason : str
        Why the click stays; empty where `at` is given.
    strength : float
        Of the edge, 0 to 1.
    """

    raw: ImagePoint | None
    at: ImagePoint | None
    reason: str
    strength: float


@dataclass(frozen=True, slots=True)
class SnappedBody:
    """The points of one body after snapping, by mark: every clicked one, and the middle of each endplate found."""

    level: str
    points: Mapping[Mark, SnappedPoint]


def snap_body(image: FilmImage, body: Vertebra) -> SnappedBody:
    """Snap every placed point of a body; from its four corners all six points come."""
    clicks = _Clicks.of(image.scale, body)
    outline = clicks.traced(image)
    points = {mark: _judged(clicks, outline, mark) for mark in CORNERS if mark in clicks.corners}
    if outline is not None and len(clicks.corners) > 2:
        points = _of_one_shape(clicks, points)
    if outline is not None:
        points |= _middles(clicks, outline, points, marks_of(body.level))
    unsearched = {mark: SnappedPoint(clicks.raw[mark], None, ALONE, 0.0) for mark in clicks.raw if mark not in points}
    return SnappedBody(body.level, {mark: (points | unsearched)[mark] for mark in Mark if mark in points | unsearched})


def snap_point(image: FilmImage, body: Vertebra, mark: Mark) -> SnappedPoint:
    """Snap one placed point of a body by the borders that its other points determine."""
    return snap_body(image, body).points[mark]


@dataclass(frozen=True, slots=True, eq=False)
class _Clicks:
    """The clicked points of a body in mm, and how they came there."""

    raw: Mapping[Mark, ImagePoint]
    corners: Mapping[Mark, Real]
    scale: Scale
    unit: float

    @classmethod
    def of(cls, scale: Scale, body: Vertebra) -> "_Clicks":
        raw = {mark: placed.at for mark, placed in body.marks.items()}
        plane = {mark: np.array([at.column * scale.column, at.row * scale.row]) for mark, at in raw.items()}
        unit = unit_of({mark: plane[mark] for mark in CORNERS if mark in plane})
        corners = {mark: plane[mark] / unit for mark in CORNERS if mark in plane}
        return cls(raw, corners, Scale(scale.column / unit, scale.row / unit), unit)

    def traced(self, image: FilmImage) -> Outline | None:
        """Trace the outline that the corners begin; None where they are too few."""
        supposed = _supposed(self.corners)
        if supposed is None:
            return None
        places = np.stack([{**self.corners, **supposed}[mark] for mark in CORNERS])
        if np.linalg.norm(places - np.roll(places, 1, axis=0), axis=1).min() < _SHORTEST_MM:
            return None
        box = Box(*places.min(axis=0), *places.max(axis=0)).grown(_MARGIN_MM)
        return trace(image.measured_in(self.unit).patch(box, _PITCH_MM), self.corners, supposed)

    def place(self, at: ImagePoint) -> Real:
        """A point of the image as a place in mm."""
        return np.array([at.column * self.scale.column, at.row * self.scale.row])

    def image_point(self, at: Real) -> ImagePoint:
        """A place in mm as a point of the image."""
        return ImagePoint(float(at[0] / self.scale.column), float(at[1] / self.scale.row))


def unit_of(corners: Mapping[Mark, Real]) -> float:
    """What a millimetre measures in the film plane: 1 where an endplate's length is believable, else by that length."""
    ends = ((Mark.SP, Mark.SA), (Mark.IP, Mark.IA))
    lengths = [float(np.linalg.norm(corners[a] - corners[b])) for a, b in ends if a in corners and b in corners]
    typical = sum(lengths) / len(lengths) if lengths else TYPICAL_ENDPLATE_MM
    low, high = _BELIEVED_ENDPLATE_MM
    return 1.0 if low <= typical <= high or typical == 0 else typical / TYPICAL_ENDPLATE_MM


def _supposed(corners: Mapping[Mark, Real]) -> dict[Mark, Real] | None:
    """The corners that nobody clicked: of three the fourth that squares them; of a lone endplate those of a stump.

    None for anything less. The head is up: that tells which side of a lone endplate is bone.
    """
    missing = [mark for mark in CORNERS if mark not in corners]
    if len(missing) == 1:
        place = CORNERS.index(missing[0])
        before, opposite, after = (corners[CORNERS[(place + step) % 4]] for step in (3, 2, 1))
        return {missing[0]: before + after - opposite}
    if set(missing) == {Mark.IA, Mark.IP}:
        return _stump(corners[Mark.SP], corners[Mark.SA], (Mark.IP, Mark.IA), _STUMP_MM)
    if set(missing) == {Mark.SP, Mark.SA}:
        return _stump(corners[Mark.IP], corners[Mark.IA], (Mark.SP, Mark.SA), -_STUMP_MM)
    return None if missing else {}


def _stump(back: Real, front: Real, marks: tuple[Mark, Mark], down_mm: float) -> dict[Mark, Real]:
    along = front - back
    down = np.array([-along[1], along[0]]) * np.sign(along[0] or 1.0) / max(float(np.linalg.norm(along)), 1e-9)
    return {marks[0]: back + down_mm * down, marks[1]: front + down_mm * down}


def _judged(clicks: _Clicks, outline: Outline | None, mark: Mark) -> SnappedPoint:
    raw, click = clicks.raw[mark], clicks.corners[mark]
    found = None if outline is None else outline.corners.get(mark)
    if found is None:
        return SnappedPoint(raw, None, ALONE, 0.0)
    if found.strength < _WEAK:
        return SnappedPoint(raw, None, WEAK, found.strength)
    if not np.linalg.norm(found.at - click) <= MOST_MM:
        return SnappedPoint(raw, None, FAR, found.strength)
    at = click + _belief(found.strength) * (found.at - click)
    return SnappedPoint(raw, clicks.image_point(at), "", found.strength)


def _belief(strength: float) -> float:
    """How much an edge counts against a click: by their variances, that of the edge told from its strength."""
    edge_sd_mm = 0.2 + 3.0 * max(0.0, _SURE - strength)
    return _CLICK_SD_MM**2 / (_CLICK_SD_MM**2 + edge_sd_mm**2)


def _of_one_shape(clicks: _Clicks, points: dict[Mark, SnappedPoint]) -> dict[Mark, SnappedPoint]:
    """Keep the points unless a side of the body changed its length beyond what clicks explain."""
    before = [clicks.corners[mark] for mark in CORNERS if mark in points]
    after = [_after(clicks, mark, points[mark]) for mark in CORNERS if mark in points]
    for (a, b), (c, d) in zip(_sides(before), _sides(after), strict=True):
        ratio = np.linalg.norm(d - c) / max(float(np.linalg.norm(b - a)), 1e-9)
        if not _LEAST_SIDE <= ratio <= _MOST_SIDE:
            return {mark: replace(each, at=None, reason=each.reason or MISSHAPEN) for mark, each in points.items()}
    return points


def _sides(corners: list[Real]) -> list[tuple[Real, Real]]:
    return list(zip(corners, corners[1:] + corners[:1], strict=True))


def _after(clicks: _Clicks, mark: Mark, point: SnappedPoint) -> Real:
    """Where a point lies in mm when what was snapped is taken."""
    return clicks.corners[mark] if point.at is None else clicks.place(point.at)


def _middles(
    clicks: _Clicks, outline: Outline, points: Mapping[Mark, SnappedPoint], marks: tuple[Mark, ...]
) -> dict[Mark, SnappedPoint]:
    ends = {mark: _after(clicks, mark, point) for mark, point in points.items()}
    found = middle_points(
        outline, ends, {mark: clicks.place(clicks.raw[mark]) for mark in (Mark.SM, Mark.IM) if mark in clicks.raw}
    )
    middles = {}
    for mark, (at, strength) in found.items():
        if mark in marks:
            middles[mark] = _judged_middle(clicks, mark, at, strength)
    return middles


def _judged_middle(clicks: _Clicks, mark: Mark, at: Real, strength: float) -> SnappedPoint:
    raw = clicks.raw.get(mark)
    if strength < _WEAK:
        return SnappedPoint(raw, None, WEAK, strength)
    if raw is not None and np.linalg.norm(at - clicks.place(raw)) > MOST_MM:
        return SnappedPoint(raw, None, FAR, strength)
    return SnappedPoint(raw, clicks.image_point(at), "", strength)
