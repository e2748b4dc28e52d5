"""A part of one film laid over another to a fraction of a pixel: turn, size and shift by least squares of edges."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from vertmeasure.vision.register_field import EdgeField, FilmView, Places

Complex = NDArray[np.complex128]

_ROUNDS = 12
_OUTLIER = 0.6
"""Edges that differ by this count half: an implant or a gas bubble must not pull a body along."""

_LARGEST_STEP = 2.0
_LARGEST_TURN, _LARGEST_GROWTH = 0.12, 0.08
_STILL = 0.02


@dataclass(frozen=True, slots=True)
class Pose:
    """Where a part of one film lies on another: place = centre + factor * (place there - origin).

    Attributes
    ----------
    origin, centre : complex
        The middle of the part on the one and on the other film, in mm of their views.
    factor : complex
        Its size (absolute value) and turn (angle).
    likeness : float
        How alike the two are there: 1 for the same picture, about 0 for any other.
    """

    origin: complex
    centre: complex
    factor: complex = 1.0 + 0.0j
    likeness: float = 0.0

    def carried(self, place: complex) -> complex:
        """Where a place of the one film lies on the other."""
        return self.centre + self.factor * (place - self.origin)

    def about(self, origin: complex) -> "Pose":
        """The same pose, told from another middle."""
        return Pose(origin, self.carried(origin), self.factor, self.likeness)


@dataclass(frozen=True, slots=True)
class Part:
    """A rectangle of a film: its middle, the direction of its length, and how far it reaches, in mm.

    Attributes
    ----------
    reach_mm : tuple[float, float, float, float]
        Backwards and forwards along `direction`, then to its left and to its right as seen on the film.
    """

    middle: complex
    direction: complex
    reach_mm: tuple[float, float, float, float]

    def places(self, spacing_mm: float) -> Places:
        """Its grid points from its middle, flat."""
        back, front, left, right = self.reach_mm
        along = np.arange(-int(back / spacing_mm), int(front / spacing_mm) + 1)
        across = np.arange(-int(left / spacing_mm), int(right / spacing_mm) + 1)
        grid = along[None, :] + 1j * across[:, None]
        return np.asarray(grid.ravel() * (spacing_mm * self.direction))


class FilmPair(NamedTuple):
    """The film that a part is taken from and the one that it is laid over."""

    here: FilmView
    there: FilmView


def fitted(films: FilmPair, part: Part, start: Pose, spacings_mm: Sequence[float], keeps_size: bool = False) -> Pose:
    """Move a pose to where the part of the one film looks most like the other, from coarse to fine."""
    pose = start.about(part.middle)
    for spacing_mm in spacings_mm:
        overlay = _Overlay.of(films.here.edges(spacing_mm), films.there.edges(spacing_mm), part, keeps_size)
        pose = overlay.settled(pose)
    return pose


@dataclass(frozen=True, slots=True, eq=False)
class _Overlay:
    """A part of the source over the target at one spacing.

    Attributes
    ----------
    edges : ndarray
        The part's own edges.
    slopes : ndarray
        How they change with a shift in x and in y, with a turn and (unless the size is kept) with growth.
    """

    target: EdgeField
    places: Places
    edges: Complex
    slopes: Complex

    @classmethod
    def of(cls, source: EdgeField, target: EdgeField, part: Part, keeps_size: bool) -> "_Overlay":
        places = part.places(source.spacing_mm)
        where, half = part.middle + places, source.spacing_mm / 2
        edges = source.at(where).astype(np.complex128)
        in_x = (source.at(where + half) - source.at(where - half)) / source.spacing_mm
        in_y = (source.at(where + 1j * half) - source.at(where - 1j * half)) / source.spacing_mm
        x, y = places.real, places.imag
        slopes = [in_x, in_y, in_y * x - in_x * y - 1j * edges]
        if not keeps_size:
            slopes.append(in_x * x + in_y * y)
        return cls(target, places, edges, np.stack(slopes).astype(np.complex128))

    def settled(self, pose: Pose) -> Pose:
        """The pose after rounds of weighted least squares."""
        for _ in range(_ROUNDS):
            shift, growth = self._step(pose)
            factor = pose.factor * np.exp(-growth)
            pose = Pose(pose.origin, pose.centre - pose.factor * shift, complex(factor))
            if abs(shift) < _STILL * self.target.spacing_mm and abs(growth) < _STILL / 20:
                break
        return Pose(pose.origin, pose.centre, pose.factor, self.likeness(pose))

    def likeness(self, pose: Pose) -> float:
        """The cosine between what is there and what should be."""
        there = self._there(pose)
        lengths = float((np.abs(there) ** 2).sum() * (np.abs(self.edges) ** 2).sum())
        return float((there * self.edges.conj()).real.sum() / np.sqrt(lengths + 1e-9))

    def _there(self, pose: Pose) -> Complex:
        """The target's edges under the part, turned back."""
        seen = self.target.at(pose.centre + pose.factor * self.places)
        return np.asarray(seen * (np.conj(pose.factor) / abs(pose.factor)))

    def _step(self, pose: Pose) -> tuple[complex, complex]:
        """The shift in mm and the growth (real) and turn (imaginary) that the target has moved by."""
        apart = self._there(pose) - self.edges
        weighted = self.slopes / (1 + (np.abs(apart) / _OUTLIER) ** 2)
        normal = (weighted @ self.slopes.conj().T).real
        normal += np.eye(len(normal)) * (1e-6 * np.trace(normal) + 1e-9)
        moved = np.linalg.solve(normal, (weighted @ apart.conj()).real)
        shift, turn = complex(moved[0], moved[1]), float(np.clip(moved[2], -_LARGEST_TURN, _LARGEST_TURN))
        growth = float(np.clip(moved[3], -_LARGEST_GROWTH, _LARGEST_GROWTH)) if len(moved) > 3 else 0.0
        limit_mm = _LARGEST_STEP * self.target.spacing_mm
        return shift * min(1.0, limit_mm / max(abs(shift), 1e-9)), complex(growth, turn)
