"""The best path through rewards that may not jump, one place for each ray: dynamic programming."""

import numpy as np
from numpy.typing import NDArray

from vertmeasure.vision.film_image import Real
from vertmeasure.vision.profiles import Falls

_WIDEST = 2
_BARRED = -1e9

Places = NDArray[np.intp]


def best_path(reward: Real, bend_cost: float) -> Places:
    """Choose a place [curve, ray] on every ray: where the best path leads that goes through it.

    Parameters
    ----------
    reward : ndarray
        [curve, ray, place].
    bend_cost : float
        What one place of difference between neighbouring rays costs; it grows with its square, and two is the most.
    """
    onwards = _best_up_to(reward, bend_cost)
    backwards = _best_up_to(reward[:, ::-1], bend_cost)[:, ::-1]
    return np.asarray((onwards + backwards - reward).argmax(axis=2))


def _best_up_to(reward: Real, bend_cost: float) -> Real:
    """The reward of the best path that ends at every place, coming from the first ray."""
    curves, rays, places = reward.shape
    best = np.empty_like(reward)
    best[:, 0] = reward[:, 0]
    padded = np.full((curves, places + 2 * _WIDEST), _BARRED)
    inner = slice(_WIDEST, _WIDEST + places)
    for ray in range(1, rays):
        padded[:, inner] = best[:, ray - 1]
        reached = padded[:, inner].copy()
        for step in range(1, _WIDEST + 1):
            first, last = _WIDEST - step, _WIDEST + step
            beside = np.maximum(padded[:, first : first + places], padded[:, last : last + places])
            np.maximum(reached, beside - bend_cost * step**2, out=reached)
        np.add(reached, reward[:, ray], out=best[:, ray])
    return best


def offsets_on(falls: Falls, path: Places) -> Real:
    """The offset [curve, ray] in mm of the steepest place beside a path, between places (by a parabola)."""
    last = falls.steepness.shape[2] - 2
    middle = np.clip(path, 1, last)[..., None]
    before, here, after = (np.take_along_axis(falls.steepness, middle + step, axis=2)[..., 0] for step in (-1, 0, 1))
    bend = before - 2 * here + after
    shift = np.where(bend < 0, 0.5 * (before - after) / np.where(bend < 0, bend, -1.0), 0.0)
    return np.asarray(falls.offsets_mm[middle[..., 0]] + np.clip(shift, -1, 1) * falls.step_mm)
