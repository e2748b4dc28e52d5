"""A corner of a body: the middle of the rounding in which two borders meet.

The edge is followed around the corner on a fan of rays from a pivot within the bone. The corner is where the edge runs
square to the bisector of its two borders, told by a chord that is long against the noise: a rounded corner has its
point on the bone, not where the borders' prolongations would meet.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from vertmeasure.vision.borders import HALF_STRENGTH
from vertmeasure.vision.film_image import Patch, Real
from vertmeasure.vision.profiles import Blur, Rays, Reach, falls
from vertmeasure.vision.smooth_path import best_path, offsets_on

_RAYS = 25
_PIVOT_MM = 4.0
_SPAN_DEG = 50.0
_REACH = Reach(2.0, 1.5, 0.1)
_BLUR = Blur(0.5, 0.5)
_BEND_COST_PER_MM2 = 2.0
_FAR_COST = 0.15
_NEAR_MM = 2.0
_HALF_CHORD_MM = 2.5
_OFF_TOP_COST_PER_MM = 0.1
_AROUND = 5


@dataclass(frozen=True, slots=True, eq=False)
class Meeting:
    """Two borders that meet, in mm of the film plane.

    Attributes
    ----------
    at : ndarray
        (x, y) about where.
    away : ndarray
        [2, (x, y)] unit vectors along both borders, away from the corner.
    flanks : ndarray
        [point, (x, y)] both borders close to the corner.
    noise : float
        The steepness of the grey where there is no edge.
    """

    at: Real
    away: Real
    flanks: Real
    noise: float


@dataclass(frozen=True, slots=True, eq=False)
class Corner:
    """A corner as it was found: (x, y) in mm, and the strength of the edge there, 0 to 1."""

    at: Real
    strength: float


def find_corners(patch: Patch, meetings: Sequence[Meeting]) -> list[Corner]:
    """Follow the edge around each corner and find its middle."""
    fans = [_fan(meeting) for meeting in meetings]
    rays = Rays(np.stack([rays.feet[0] for rays, _ in fans]), np.stack([rays.outward[0] for rays, _ in fans]))
    found = falls(patch, rays, _REACH, _BLUR)
    strength = found.strength(HALF_STRENGTH, np.array([m.noise for m in meetings]))
    reward = strength - _FAR_COST * (found.offsets_mm / _NEAR_MM) ** 2
    path = best_path(reward, _BEND_COST_PER_MM2 * found.step_mm**2)
    edges = rays.points(offsets_on(found, path))
    strengths = np.take_along_axis(strength, path[..., None], axis=2)[..., 0]
    return [_middle(*each) for each in zip(edges, strengths, (tip for _, tip in fans), strict=True)]


def _middle(edge: Real, strengths: Real, tip: Real) -> Corner:
    at = _apex(edge, tip)
    nearest = int(np.argmin(np.linalg.norm(edge - at, axis=1)))
    near = slice(max(0, nearest - _AROUND), nearest + _AROUND + 1)
    return Corner(at, float(strengths[near].mean()))


def _fan(meeting: Meeting) -> tuple[Rays, Real]:
    """Rays from a pivot within the bone, with their feet on the flanks; and the way in which the corner points."""
    inward = meeting.away.sum(axis=0)
    tip = -inward / np.linalg.norm(inward)
    sideways = np.array([-tip[1], tip[0]])
    pivot = meeting.at - _PIVOT_MM * tip
    angles = np.radians(np.linspace(-_SPAN_DEG, _SPAN_DEG, _RAYS))
    outward = np.cos(angles)[:, None] * tip + np.sin(angles)[:, None] * sideways
    apart = meeting.flanks - pivot
    seen = np.arctan2(apart @ sideways, apart @ tip)
    order = np.argsort(seen)
    lengths = np.interp(angles, seen[order], np.linalg.norm(apart, axis=1)[order])
    return Rays((pivot + lengths[:, None] * outward)[None], outward[None]), tip


def _apex(edge: Real, tip: Real) -> Real:
    """The point of a curve [point, (x, y)] about which its chord is square to `tip`, near where it reaches farthest."""
    lengths = np.concatenate([[0.0], np.cumsum(np.linalg.norm(np.diff(edge, axis=0), axis=1))])
    half = min(_HALF_CHORD_MM, 0.35 * lengths[-1])
    places = np.arange(half, lengths[-1] - half, 0.05)
    before, here, after = (_walk(edge, lengths, places + step) for step in (-half, 0.0, half))
    chord = after - before
    leaning = np.abs(chord @ tip) / np.linalg.norm(chord, axis=1)
    heights = here @ tip
    best = int(np.argmin(leaning + _OFF_TOP_COST_PER_MM * (heights.max() - heights)))
    return np.asarray(here[best])


def _walk(edge: Real, lengths: Real, places: Real) -> Real:
    return np.stack([np.interp(places, lengths, edge[:, axis]) for axis in (0, 1)], axis=1)
