"""A graphic that a file lays over its film, as a value: nothing of pydicom is in it."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class OverlayPlane:
    """One frame of one overlay (PS3.3 C.9.2); it may be smaller or larger than the film and lie beside it.

    Attributes
    ----------
    rows, columns : int
        Of the overlay itself.
    top, left : int
        Row and column of the film under its first pixel, counted from 0; may be negative.
    bits : bytes
        A bit for each pixel, row by row, the lowest bit of a byte first.
    """

    rows: int
    columns: int
    top: int
    left: int
    bits: bytes

    def mask(self, first: int, last: int) -> Mask:
        """Where the overlay is drawn, in its own rows from `first` up to but without `last`: bool [row, column]."""
        start, skipped = divmod(first * self.columns, 8)
        count = skipped + (last - first) * self.columns
        spread = np.unpackbits(np.frombuffer(self.bits, np.uint8, offset=start), bitorder="little", count=count)
        return spread[skipped:].reshape(last - first, self.columns).astype(np.bool_)


def drawn_mask(planes: Iterable[OverlayPlane], rows: int, columns: int) -> Mask:
    """Where any of the overlays is drawn on a film of this size; what lies beside the film is cut off."""
    drawn = np.zeros((rows, columns), np.bool_)
    for plane in planes:
        top, bottom = max(plane.top, 0), min(plane.top + plane.rows, rows)
        left, right = max(plane.left, 0), min(plane.left + plane.columns, columns)
        if top < bottom and left < right:
            seen = plane.mask(top - plane.top, bottom - plane.top)
            drawn[top:bottom, left:right] |= seen[:, left - plane.left : right - plane.left]
    return drawn
