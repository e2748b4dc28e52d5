"""How steeply the grey falls along rays that cross a border from the bone outwards."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from vertmeasure.vision.film_image import Patch, Real

_NORMAL_QUARTILE = 0.6745  # the median of the absolute value of a normal variable, in standard deviations


@dataclass(frozen=True, slots=True, eq=False)
class Rays:
    """Rays that cross curves, all in mm of the film plane.

    Attributes
    ----------
    feet : ndarray
        [curve, ray, (x, y)] where a ray crosses its curve.
    outward : ndarray
        [curve, ray, (x, y)] unit vectors, from the bone outwards.
    """

    feet: Real
    outward: Real

    def points(self, offsets_mm: Real) -> Real:
        """The points [curve, ray, ..., (x, y)] that lie `offsets_mm` [curve, ray, ...] outward of the feet."""
        shape = (*self.feet.shape[:2], *(1,) * (offsets_mm.ndim - 2), 2)
        return np.asarray(self.feet.reshape(shape) + offsets_mm[..., None] * self.outward.reshape(shape))

    @property
    def spacing_mm(self) -> Real:
        """The mean distance [curve] of neighbouring feet."""
        return np.asarray(np.linalg.norm(np.diff(self.feet, axis=1), axis=2).mean(axis=1))


@dataclass(frozen=True, slots=True)
class Reach:
    """How far rays are looked along, inwards and outwards of their feet, and in which steps; in mm."""

    inner_mm: float
    outer_mm: float
    step_mm: float


@dataclass(frozen=True, slots=True)
class Blur:
    """Standard deviations, in mm, of the Gaussians that smooth the grey along the rays and from ray to ray."""

    across_mm: float
    along_mm: float


@dataclass(frozen=True, slots=True, eq=False)
class Falls:
    """How steeply the grey falls outwards.

    Attributes
    ----------
    steepness : ndarray
        [curve, ray, place], grey per mm; negative where it rises.
    offsets_mm : ndarray
        [place] outward of the feet.
    noise : ndarray
        [curve] what the steepness is where there is no border: a robust standard deviation.
    """

    steepness: Real
    offsets_mm: Real
    noise: Real

    @property
    def step_mm(self) -> float:
        """The distance of neighbouring places."""
        return float(self.offsets_mm[1] - self.offsets_mm[0])

    def strength(self, half: float, noise: Real | None = None) -> Real:
        """The steepness over the noise as 0 to 1, where `half` noises give 0.5: the strongest border wins by little.

        A steep border that is none (cement, metal) must not outweigh an ordinary one that is nearer.
        """
        against = self.noise if noise is None else noise
        ratio = np.maximum(self.steepness, 0) / against[:, None, None]
        return np.asarray(ratio / (ratio + half))


def falls(patch: Patch, rays: Rays, reach: Reach, blur: Blur) -> Falls:
    """Read how the grey falls along rays."""
    margin = 3 * blur.across_mm
    first = -int(np.ceil((reach.inner_mm + margin) / reach.step_mm))
    last = int(np.ceil((reach.outer_mm + margin) / reach.step_mm))
    offsets = np.arange(first, last + 1) * reach.step_mm
    grey = patch.at(rays.points(np.broadcast_to(offsets, (*rays.feet.shape[:2], len(offsets)))))
    kernel, trimmed = _derivative(len(offsets), reach.step_mm, blur.across_mm)
    steepness: Real = np.matmul(_smoothing(rays, blur.along_mm), grey @ kernel)
    return Falls(steepness, np.asarray(offsets[trimmed:-trimmed], np.float64), _noise(steepness))


def _noise(steepness: Real) -> Real:
    """What the steepness is beside the border [curve]: half of the curve's own, half of the body's, as ratios count.

    A wall beside soft tissue has little clutter about it, an endplate beside another has much.
    """
    own = np.median(np.abs(steepness), axis=(1, 2)) / _NORMAL_QUARTILE
    return np.asarray(np.maximum(np.sqrt(own * np.median(own)), 1e-9), np.float64)


@lru_cache(maxsize=32)
def _derivative(count: int, step_mm: float, sigma_mm: float) -> tuple[Real, int]:
    """A matrix [count, count - 2 trimmed] that takes grey to its fall, by the derivative of a Gaussian."""
    half = int(np.ceil(3 * sigma_mm / step_mm))
    x = np.arange(-half, half + 1) * step_mm
    bell = np.exp(-0.5 * (x / sigma_mm) ** 2)
    kernel = -x * bell / float(np.sum(x * x * bell))
    matrix = np.zeros((count, count - 2 * half))
    for place in range(count - 2 * half):
        matrix[place : place + 2 * half + 1, place] = kernel
    return matrix, half


def _smoothing(rays: Rays, sigma_mm: float) -> Real:
    """Matrices [curve, ray, ray] that smooth from ray to ray."""
    order = np.arange(rays.feet.shape[1])
    apart = (order[:, None] - order) * rays.spacing_mm[:, None, None]
    weights = np.exp(-0.5 * (apart / sigma_mm) ** 2)
    return np.asarray(weights / weights.sum(axis=2, keepdims=True))
