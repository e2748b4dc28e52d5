"""The borders of one body: the curves that the edge of its bone follows between its corners.

A border is searched on rays along the normals of the line between its two corners, from a little inside to a little
outside of both. A first, wide search follows concave endplates and waisted walls; a second, narrow one follows the
first. The edge is the outer border of the cortex: where the grey falls most steeply from the bone outwards.
"""

from dataclasses import dataclass

import numpy as np

from vertmeasure.vision.film_image import Patch, Real
from vertmeasure.vision.profiles import Blur, Falls, Rays, Reach, falls
from vertmeasure.vision.smooth_path import best_path, offsets_on

RAYS = 44
TRIMMED = 0.05
HALF_STRENGTH = 4.0

_WIDE = (Reach(6.5, 3.0, 0.16), Blur(0.6, 1.2))
_NARROW = (Reach(4.0, 2.5, 0.12), Blur(0.45, 0.9))  # farther than the edge is sought, so that the noise is seen
_NARROW_MM = 1.3
_BEND_COST_PER_MM2 = 4.0
_FAR_COST = 0.15
_NEAR_MM = 2.0
_SIDEWAYS_MM = 3.0
_DEEP_MM = 4.0
_SMOOTHED = 0.045
_FLAT = 1e-6  # where no ray has any strength all count alike

FRACTIONS: Real = np.linspace(TRIMMED, 1 - TRIMMED, RAYS)
"""Where the rays stand between the corners of a border, 0 to 1."""

_HUMP = 4 * FRACTIONS * (1 - FRACTIONS)


@dataclass(frozen=True, slots=True, eq=False)
class Chords:
    """The straight lines between neighbouring corners, around the body.

    Attributes
    ----------
    starts, ends : ndarray
        [border, (x, y)] in mm.
    outward : ndarray
        [border, (x, y)] unit normals that point away from the body.
    room_mm : ndarray
        [border] how far the opposite border is.
    """

    starts: Real
    ends: Real
    outward: Real
    room_mm: Real

    @classmethod
    def between(cls, starts: Real, ends: Real, inside: Real, room_mm: Real) -> "Chords":
        """Chords of a body that has `inside` (x, y) within it."""
        along = ends - starts
        normal = np.stack([along[:, 1], -along[:, 0]], axis=1)
        normal /= np.linalg.norm(along, axis=1)[:, None]
        side = np.sign(np.einsum("bk,bk->b", normal, (starts + ends) / 2 - inside))
        return cls(starts, ends, normal * np.where(side == 0, 1.0, side)[:, None], room_mm)

    def rays(self, offsets_mm: Real | None = None) -> Rays:
        """Rays on the chords, or as far outward of them as `offsets_mm` [border, ray]."""
        feet = self.starts[:, None] + FRACTIONS[:, None] * (self.ends - self.starts)[:, None]
        outward = np.broadcast_to(self.outward[:, None], feet.shape)
        straight = Rays(feet, outward)
        return straight if offsets_mm is None else Rays(straight.points(offsets_mm), outward)

    def offsets_of(self, curves: Real) -> Real:
        """How far outward of the chords [border, ray] curves [border, point, (x, y)] lie at the rays."""
        along = self.ends - self.starts
        lengths = np.linalg.norm(along, axis=1)
        apart = curves - self.starts[:, None]
        fractions = np.einsum("bpk,bk->bp", apart, along) / lengths[:, None] ** 2
        offsets = np.einsum("bpk,bk->bp", apart, self.outward)
        return np.stack([np.interp(FRACTIONS, *pair) for pair in zip(fractions, offsets, strict=True)])


@dataclass(frozen=True, slots=True, eq=False)
class Borders:
    """Borders as they were found.

    Attributes
    ----------
    chords : Chords
    offsets_mm : ndarray
        [border, ray] how far outward of its chord the edge lies.
    strength : ndarray
        [border, ray] of the edge there, 0 to 1.
    noise : ndarray
        [border] the steepness of the grey where there is no edge.
    """

    chords: Chords
    offsets_mm: Real
    strength: Real
    noise: Real

    @property
    def curves(self) -> Real:
        """The edge as points [border, ray, (x, y)] in mm, smoothed a little along the border."""
        return self.chords.rays().points(_smoothed(self.offsets_mm, self.strength))


def wide_search(patch: Patch, chords: Chords) -> Borders:
    """Search the borders about their chords: as deep as endplates sink, as far out as a click may err."""
    found = falls(patch, chords.rays(), *_WIDE)
    strength = found.strength(HALF_STRENGTH)
    reward = strength - _cost_of_distance(found.offsets_mm) - _cost_of_limits(found.offsets_mm, chords.room_mm)
    return _followed(chords, found, reward, np.zeros(strength.shape[:2]))


def narrow_search(patch: Patch, chords: Chords, rough: Borders) -> Borders:
    """Search the borders again, close to where they were found at first."""
    about = chords.offsets_of(rough.curves)
    found = falls(patch, chords.rays(about), *_NARROW)
    reward = found.strength(HALF_STRENGTH) - _FAR_COST * (found.offsets_mm / _NEAR_MM) ** 2
    reward -= np.where(np.abs(found.offsets_mm) > _NARROW_MM, 5.0, 0.0)
    return _followed(chords, found, reward, about)


def _followed(chords: Chords, found: Falls, reward: Real, about: Real) -> Borders:
    path = best_path(reward, _BEND_COST_PER_MM2 * found.step_mm**2)
    strength = np.take_along_axis(found.strength(HALF_STRENGTH), path[..., None], axis=2)[..., 0]
    return Borders(chords, about + offsets_on(found, path), strength, found.noise)


def _cost_of_distance(offsets_mm: Real) -> Real:
    """What it costs [ray, place] to lie off the chord; inwards, the middle of a border may lie deep."""
    inwards = 1 + 1.5 * _HUMP[:, None]
    reach = _NEAR_MM * np.where(offsets_mm < 0, inwards, 1.0)
    return np.asarray(_FAR_COST * (offsets_mm / reach) ** 2)


def _cost_of_limits(offsets_mm: Real, room_mm: Real) -> Real:
    """Bars [border, ray, place] what lies too near the opposite border or too far off for any click."""
    inner = np.minimum(_SIDEWAYS_MM + _DEEP_MM * _HUMP, (0.25 + 0.15 * _HUMP) * room_mm[:, None])[..., None]
    outer = np.minimum(_SIDEWAYS_MM, 0.3 * room_mm)[:, None, None]
    return np.where((offsets_mm > outer) | (offsets_mm < -inner), 5.0, 0.0)


def _smoothed(offsets_mm: Real, weights: Real) -> Real:
    """Smooth offsets [border, ray] by weighted straight lines through each ray's neighbourhood."""
    apart = FRACTIONS[:, None] - FRACTIONS
    near = np.exp(-0.5 * (apart / _SMOOTHED) ** 2) * (weights[:, None, :] + _FLAT)
    total, first, second = (np.sum(near * apart**power, axis=2) for power in (0, 1, 2))
    level = np.sum(near * offsets_mm[:, None, :], axis=2)
    slope = np.sum(near * apart * offsets_mm[:, None, :], axis=2)
    return np.asarray((second * level - first * slope) / (total * second - first**2))


def quadratics_at_ends(borders: Borders, reach: float = 0.35) -> Real:
    """Fit a quadratic to each end of each border, robustly: coefficients [border, end, power 0 to 2] of the fraction.

    Near rays count most (`reach`, as a fraction of the border); rays far off the others lose their weight (Tukey).
    """
    powers = FRACTIONS[:, None] ** np.arange(3)
    near = np.exp(-0.5 * ((FRACTIONS - np.array([[0.0], [1.0]])) / reach) ** 2)
    base = borders.strength[:, None] * near
    weights, offsets = base, borders.offsets_mm[:, None]
    fit = np.zeros((*base.shape[:2], 3))
    for _ in range(5):
        matrix = np.einsum("ber,ri,rj->beij", weights, powers, powers) + 1e-9 * np.eye(3)
        right = np.einsum("ber,ri->bei", weights * offsets, powers)
        fit = np.linalg.solve(matrix, right[..., None])[..., 0]
        weights = base * _tukey(offsets - fit @ powers.T)
    return fit


def _tukey(residuals: Real) -> Real:
    spread = np.maximum(1.4826 * np.median(np.abs(residuals), axis=-1, keepdims=True), 0.05)
    return np.asarray((1 - np.minimum(np.abs(residuals) / (3.5 * spread), 1) ** 2) ** 2 + 1e-6)


def crossing(borders: Borders, ending: int, starting: int, fits: Real) -> Real:
    """Where the curve at the end of one border meets that at the start of another: a point (x, y), by Newton's way.

    A point that does not settle comes back far off or not finite; the caller judges it by how far it lies.
    """
    at = np.array([1.0, 0.0])
    sides = ((ending, fits[ending, 1]), (starting, fits[starting, 0]))
    for _ in range(6):
        (first, along), (second, across) = (_on_curve(borders.chords, *pair) for pair in zip(sides, at, strict=True))
        matrix = np.stack([along, -across], axis=1)
        if abs(np.linalg.det(matrix)) < 1e-6:
            return np.full(2, np.inf)
        at = at + np.clip(np.linalg.solve(matrix, second - first), -0.2, 0.2)
    return _on_curve(borders.chords, sides[0], at[0])[0]


def _on_curve(chords: Chords, side: tuple[int, Real], at: float) -> tuple[Real, Real]:
    """A point of a fitted border and its direction there, per whole border."""
    border, (constant, linear, square) = side
    along = chords.ends[border] - chords.starts[border]
    outward = chords.outward[border]
    place = chords.starts[border] + at * along + (constant + at * (linear + at * square)) * outward
    return place, along + (linear + 2 * at * square) * outward
