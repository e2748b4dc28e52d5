"""What the placed bodies of a film, or the clicked middles of bodies, tell about the rest of the spine.

Lengths are in units of a typical spine's millimetres: the patient's size and the film's magnification are divided out.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

import numpy as np

from vertmeasure.core.anatomy import CORNERS, Mark, rank, shifted
from vertmeasure.core.geometry import ImagePoint, Scale
from vertmeasure.core.study import Film, Vertebra
from vertmeasure.vision.body_pose import BodyPose, angle_deg, turned
from vertmeasure.vision.film_image import Real
from vertmeasure.vision.typical_spine import centre_spacing_mm, depth_mm, disc_mm, height_mm

_MOST_CURVED_DEG = 12.0
_CARRIED_CURVE = 0.6
_BELIEVED_UNITS = (0.7, 1.45)
_DISC_FACTORS = (0.5, 1.6)
_OVERLAP_MM = 1.5
_HEAD_UP = np.array([0.0, 1.0])


@dataclass(frozen=True, slots=True, eq=False)
class PlacedSpine:
    """Placed bodies as rectangles, and what they have in common.

    Attributes
    ----------
    unit : float
        What a typical millimetre measures in the film plane.
    poses : Mapping[str, BodyPose]
        By level.
    centres : Mapping[str, ndarray]
        (x, y) by level: of the placed bodies, and of those whose middle was clicked.
    facing : float
        +1 when anterior lies to the right of the film with the head up, -1 to the left, 0 unknown.
    """

    unit: float
    poses: Mapping[str, BodyPose]
    centres: Mapping[str, Real]
    facing: float

    @classmethod
    def of(cls, film: Film) -> "PlacedSpine | None":
        """The spine of a film's bodies with four corners; None without any."""
        plane = {level: pose for level, pose in _poses(film, 1.0).items() if min(pose.depth_mm, pose.height_mm) > 0}
        if not plane:
            return None
        unit = float(np.median([pose.depth_mm / depth_mm(level) for level, pose in plane.items()]))
        poses = _poses(film, unit)
        return cls(unit, poses, {level: pose.centre for level, pose in poses.items()}, _majority(poses.values()))

    def with_body(self, level: str, corners: Mapping[Mark, Real]) -> "PlacedSpine":
        """The spine with one more body."""
        pose = BodyPose.of(corners)
        return replace(self, poses={**self.poses, level: pose}, centres={**self.centres, level: pose.centre})

    def facing_to(self, facing: float) -> "PlacedSpine":
        """The spine, facing known."""
        return replace(self, facing=facing)

    def next_to(self, level: str) -> BodyPose | None:
        """Where a body is to be expected beside a placed one, by the curve and spacing of those; None without one."""
        for step in (1, -1):
            neighbour = self.poses.get(shifted(level, step) or "")
            if neighbour is not None:
                return self._beyond(neighbour, self.poses.get(shifted(level, 2 * step) or ""), level, step)
        return None

    def at_centre(self, level: str) -> BodyPose:
        """The body to be expected about a clicked middle: along the line of the middles beside it."""
        nearest = sorted(
            (other for other in self.centres if other != level), key=lambda other: abs(_apart(level, other))
        )
        steps = [self._caudal_from(level, other) for other in nearest[:2] if abs(_apart(level, other)) <= 2]
        along = sum(steps, np.zeros(2))
        caudal = along if np.linalg.norm(along) > 0 else _HEAD_UP
        height = self._height_factor * height_mm(level)
        return BodyPose(
            self.centres[level], caudal / np.linalg.norm(caudal), self.facing or 1.0, depth_mm(level), height
        )

    def overlaps(self, level: str, pose: BodyPose) -> bool:
        """Whether a body reaches into a placed neighbour."""
        for step in (1, -1):
            neighbour = self.poses.get(shifted(level, step) or "")
            if neighbour is not None:
                apart = step * float((neighbour.centre - pose.centre) @ (neighbour.caudal + pose.caudal)) / 2
                if apart - (neighbour.height_mm + pose.height_mm) / 2 < -_OVERLAP_MM:
                    return True
        return False

    def _beyond(self, neighbour: BodyPose, further: BodyPose | None, level: str, step: int) -> BodyPose:
        """A body on the far side of a neighbour; `step` leads from the body to the neighbour, towards the foot if 1."""
        curve = 0.0 if further is None else angle_deg(further.caudal, neighbour.caudal)
        bend = float(np.clip(_CARRIED_CURVE * curve, -_MOST_CURVED_DEG, _MOST_CURVED_DEG))
        caudal = turned(neighbour.caudal, bend)
        height = self._height_factor * height_mm(level)
        disc = self._disc_factor * disc_mm(level if step == 1 else shifted(level, -1) or level)
        way = (neighbour.caudal + caudal) / np.linalg.norm(neighbour.caudal + caudal)
        edge = neighbour.centre - step * neighbour.caudal * neighbour.height_mm / 2
        centre = edge - step * (disc * way + height / 2 * caudal)
        return BodyPose(centre, caudal, neighbour.facing, depth_mm(level), height)

    def _caudal_from(self, level: str, other: str) -> Real:
        way = (self.centres[other] - self.centres[level]) * np.sign(_apart(level, other))
        return np.asarray(way / max(float(np.linalg.norm(way)), 1e-9))

    @property
    def _height_factor(self) -> float:
        """How tall the intact bodies are, over typical ones; a broken one must not make the next look broken."""
        factors = [pose.height_mm / height_mm(level) for level, pose in self.poses.items()]
        return float(np.quantile(factors, 0.75)) if factors else 1.0

    @property
    def _disc_factor(self) -> float:
        """How high the discs between placed neighbours are, over typical ones."""
        factors = []
        for level, pose in self.poses.items():
            lower = self.poses.get(shifted(level, 1) or "")
            if lower is not None:
                gap = float(np.linalg.norm(lower.centre - pose.centre)) - (lower.height_mm + pose.height_mm) / 2
                factors.append(gap / disc_mm(level))
        return float(np.clip(np.median(factors), *_DISC_FACTORS)) if factors else 1.0


def spine_of_centres(film: Film, centres: Mapping[str, ImagePoint]) -> PlacedSpine:
    """The spine of placed bodies and clicked middles; its unit comes from bodies, else from the spacing of clicks."""
    placed = PlacedSpine.of(film)
    scale = film.calibration.scale
    places = {level: np.array([at.column * scale.column, at.row * scale.row]) for level, at in centres.items()}
    unit = placed.unit if placed is not None else _unit_of_spacing(places, film.calibration.is_known)
    in_units = {level: at / unit for level, at in places.items()}
    return PlacedSpine(unit, placed.poses if placed else {}, in_units, placed.facing if placed else 0.0)


def placed_centres(film: Film) -> dict[str, ImagePoint]:
    """The middle of every body with four corners, in pixels."""
    return {
        level: ImagePoint(*(float(np.mean([body.marks[mark].at[axis] for mark in CORNERS])) for axis in (0, 1)))
        for level, body in film.vertebrae.items()
        if _is_whole(body)
    }


def _unit_of_spacing(places: Mapping[str, Real], is_calibrated: bool) -> float:
    """What a typical millimetre measures by the distances of neighbouring middles; 1 where nothing tells."""
    ratios = [
        float(np.linalg.norm(places[lower] - at)) / centre_spacing_mm(level)
        for level, at in places.items()
        if (lower := shifted(level, 1)) in places and lower is not None
    ]
    unit = float(np.median(ratios)) if ratios else 1.0
    return float(np.clip(unit, *_BELIEVED_UNITS)) if is_calibrated else unit or 1.0


def _poses(film: Film, unit: float) -> dict[str, BodyPose]:
    scale = film.calibration.scale
    return {
        level: BodyPose.of(_corners(body, scale, unit)) for level, body in film.vertebrae.items() if _is_whole(body)
    }


def _is_whole(body: Vertebra) -> bool:
    return all(mark in body.marks for mark in CORNERS)


def _corners(body: Vertebra, scale: Scale, unit: float) -> dict[Mark, Real]:
    points = {mark: body.marks[mark].at for mark in CORNERS}
    return {mark: np.array([at.column * scale.column, at.row * scale.row]) / unit for mark, at in points.items()}


def _majority(poses: Iterable[BodyPose]) -> float:
    return float(np.sign(sum(pose.facing for pose in poses)))


def _apart(level: str, other: str) -> int:
    """How many levels further towards the foot the other one lies."""
    return rank(other) - rank(level)
