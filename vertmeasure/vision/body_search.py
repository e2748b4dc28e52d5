"""Looks for a body near where it is supposed to lie: the rectangle whose four borders the image bears out best.

Every rectangle of a grid about the guess is scored by how steeply the grey falls outwards all along its borders; a
neighbour's endplate falls the other way and does not count. The best ones are traced as clicked bodies are.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import product

import numpy as np

from vertmeasure.core.anatomy import CORNERS, Mark
from vertmeasure.vision.body_pose import BodyPose, turned
from vertmeasure.vision.film_image import Box, FilmImage, Patch, Real
from vertmeasure.vision.outline import Outline, trace

_FIELD_PITCH_MM = 0.5
_FIELD_BLUR_MM = 0.9
_TRACE_PITCH_MM = 0.2
_MARGIN_MM = 9.0
_TRACES = 3
_ENDS = np.linspace(0.1, 0.9, 11)
_TRIED = 3
_SHIFT_MM = 1.5
_TILT_DEG = 4.0
_SURE_CORNER = 0.12
_HALF_FALL = 1.5
_ALL_FOUR = 0.5  # how much the weakest border counts beside the mean of all


@dataclass(frozen=True, slots=True)
class Leeway:
    """How far the guess may be off.

    Attributes
    ----------
    along_mm, across_mm : along the spine, and square to it.
    tilt_deg : of the body.
    heights, depths : factors to try.
    """

    along_mm: float
    across_mm: float
    tilt_deg: float
    heights: tuple[float, ...]
    depths: tuple[float, ...]


@dataclass(frozen=True, slots=True, eq=False)
class FoundBody:
    """A body that was found.

    Attributes
    ----------
    corners : Mapping[Mark, ndarray]
        (x, y) in mm.
    outline : Outline
    support : float
        How much of its borders the image bears out; the best of several candidates has most.
    confidence : float
        Of the weakest part of it, 0 to 1.
    """

    corners: Mapping[Mark, Real]
    outline: Outline
    support: float
    confidence: float


def find_body(image: FilmImage, guess: BodyPose, leeway: Leeway) -> FoundBody:
    """Find the body about a guess; `image` is measured in mm. How sure it is stands in `confidence`."""
    reach = max(leeway.along_mm, leeway.across_mm) + guess.depth_mm
    box = Box(*guess.centre, *guess.centre).grown(reach)
    field = _Field.of(image.patch(box, _FIELD_PITCH_MM))
    patch = image.patch(box, _TRACE_PITCH_MM)
    poses = _good_poses(field, guess, leeway)
    return max((_traced(patch, field, pose) for pose in poses), key=lambda body: body.support)


def _traced(patch: Patch, field: "_Field", pose: BodyPose) -> FoundBody:
    """Trace a body from its rectangle, until it has settled."""
    corners: Mapping[Mark, Real] = pose.corners
    for _ in range(_TRACES):
        outline = trace(patch, corners, {})
        corners = {mark: outline.corners[mark].at for mark in CORNERS}
    falls = field.falls(outline.borders.curves, outline.borders.chords.outward[:, None]).mean(axis=1)
    return FoundBody(corners, outline, float(_support(falls)), _confidence(falls, outline))


def _support(falls: Real) -> Real:
    """How well four borders [..., border] are borne out: all of them together, and the weakest once more."""
    return np.asarray(falls.mean(axis=-1) + _ALL_FOUR * falls.min(axis=-1))


def _confidence(falls: Real, outline: Outline) -> float:
    """How steeply the grey falls along the weakest border; less where a corner is hardly there."""
    weakest = min(corner.strength for corner in outline.corners.values())
    return float(falls.min()) * min(1.0, weakest / _SURE_CORNER)


@dataclass(frozen=True, slots=True, eq=False)
class _Field:
    """The slope of the smoothed grey: per element (x, y) [row, column, 2], over its own usual size."""

    slope: Real
    patch: Patch

    @classmethod
    def of(cls, patch: Patch) -> "_Field":
        grey = patch.grey.astype(np.float64)
        if min(grey.shape) < 2:
            return cls(np.zeros((*grey.shape, 2)), patch)
        rows, columns = (
            _blur(count, _FIELD_BLUR_MM / step) for count, step in zip(grey.shape, patch.pitch[::-1], strict=True)
        )
        down, over = np.gradient(rows @ grey @ columns.T, patch.pitch.row, patch.pitch.column)
        slope = np.stack([over, down], axis=-1)
        usual = float(np.median(np.linalg.norm(slope, axis=-1)))
        return cls(slope / max(usual, 1e-9), patch)

    def falls(self, points: Real, outward: Real) -> Real:
        """How steeply the grey falls outwards at points [..., (x, y)], 0 to 1; nothing counts off the film."""
        rows, columns = self.slope.shape[:2]
        column = ((points[..., 0] - self.patch.corner.x) / self.patch.pitch.column).astype(np.intp)
        row = ((points[..., 1] - self.patch.corner.y) / self.patch.pitch.row).astype(np.intp)
        inside = (column >= 0) & (column < columns) & (row >= 0) & (row < rows)
        slope = self.slope[np.clip(row, 0, rows - 1), np.clip(column, 0, columns - 1)]
        fall = np.maximum(-np.einsum("...k,...k->...", slope, np.broadcast_to(outward, slope.shape)), 0)
        return np.where(inside, fall / (fall + _HALF_FALL), 0.0)


def _blur(count: int, sigma: float) -> Real:
    order = np.arange(count)
    weights = np.exp(-0.5 * ((order[:, None] - order) / sigma) ** 2)
    return np.asarray(weights / weights.sum(axis=1, keepdims=True))


def _good_poses(field: _Field, guess: BodyPose, leeway: Leeway) -> list[BodyPose]:
    """The best rectangle of each height, of those the best few."""
    best = [_best_of_height(field, guess, leeway, height) for height in leeway.heights]
    return [pose for pose, _ in sorted(best, key=lambda each: -each[1])[:_TRIED]]


def _best_of_height(field: _Field, guess: BodyPose, leeway: Leeway, height: float) -> tuple[BodyPose, float]:
    tilts = np.arange(-leeway.tilt_deg, leeway.tilt_deg + 0.1, _TILT_DEG)
    tried = []
    for tilt, depth in product(tilts, leeway.depths):
        caudal = turned(guess.caudal, float(tilt))
        pose = BodyPose(guess.centre, caudal, guess.facing, guess.depth_mm * depth, guess.height_mm * height)
        shift, score = _best_shift(field, pose, leeway)
        cost = 0.1 * (tilt / leeway.tilt_deg) ** 2 + 0.5 * (height - 1) ** 2 + 1.5 * (depth - 1) ** 2
        tried.append((replace(pose, centre=guess.centre + shift), score - cost))
    return max(tried, key=lambda each: each[1])


def _best_shift(field: _Field, pose: BodyPose, leeway: Leeway) -> tuple[Real, float]:
    """The shift (x, y) within the leeway that suits a rectangle best, and its score."""
    along = np.arange(-leeway.along_mm, leeway.along_mm + 0.1, _SHIFT_MM)
    across = np.arange(-leeway.across_mm, leeway.across_mm + 0.1, _SHIFT_MM)
    shifts = (along[:, None, None] * pose.caudal + across[None, :, None] * pose.anterior).reshape(-1, 2)
    points, outward = _border_points(pose)
    falls = field.falls(shifts[:, None, None] + points, outward[:, None]).mean(axis=2)
    scores = _support(falls)
    scores -= 0.1 * (np.linalg.norm(shifts, axis=1) / max(leeway.along_mm, leeway.across_mm)) ** 2
    best = int(np.argmax(scores))
    return shifts[best], float(scores[best])


def _border_points(pose: BodyPose) -> tuple[Real, Real]:
    """Points [border, point, (x, y)] along the four borders, and their outward normals [border, (x, y)]."""
    places = np.stack([pose.corners[mark] for mark in CORNERS])
    following = np.roll(places, -1, axis=0)
    points = places[:, None] + _ENDS[:, None] * (following - places)[:, None]
    return points, np.stack([-pose.caudal, pose.anterior, pose.caudal, -pose.anterior])
