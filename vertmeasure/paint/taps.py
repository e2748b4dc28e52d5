"""Which pixels of a film each pixel of a view reads along one axis, and how much of each."""

from dataclasses import dataclass
from math import ceil

import numpy as np
from numpy.typing import NDArray

SAME = 1e-6
"""Film pixels; what differs by less is taken for the same place."""


@dataclass(frozen=True, slots=True, eq=False)
class Taps:
    """The pixels read, and their shares.

    Attributes
    ----------
    places : ndarray
        intp [tap, view pixel]; never outside the film.
    shares : ndarray
        float32 [tap, view pixel]; those of one view pixel add up to 1.
    """

    places: NDArray[np.intp]
    shares: NDArray[np.float32]

    @property
    def reach(self) -> slice:
        """The part of the film that is read."""
        return slice(int(self.places.min()), int(self.places.max()) + 1)

    def part(self, of: slice) -> "Taps":
        """Those of some of the view's pixels."""
        return Taps(self.places[:, of], self.shares[:, of])

    def within(self, reach: slice) -> "Taps":
        """The same, counted from the beginning of a part of the film."""
        return Taps(self.places - reach.start, self.shares)


def taps(start: float, step: float, count: int, size: int) -> Taps:
    """The taps of `count` view pixels, each `step` film pixels wide, from `start` on, of a film with `size` pixels.

    Enlarged, values are linear between the centres of pixels; reduced, each is the exact mean of what it covers.
    """
    edges = start + step * np.arange(count + 1)
    low, high = np.minimum(edges[:-1], edges[1:]), np.maximum(edges[:-1], edges[1:])
    if abs(step) <= 1.0:  # a width of one pixel about the centre, whatever the step
        low = (low + high - 1.0) / 2.0
        high = low + 1.0
    first = np.floor(low + SAME)
    near = first + np.arange(ceil(max(abs(step), 1.0) - SAME) + 1)[:, None]
    shares = np.clip(np.minimum(high, near + 1.0) - np.maximum(low, near), 0.0, None)
    shares /= shares.sum(axis=0)
    return Taps(np.clip(near, 0, size - 1).astype(np.intp), shares.astype(np.float32))
