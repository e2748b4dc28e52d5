"""Stored pixels -> the pixels of a view: resampled once per zoom or pan, greyed once per window."""

from dataclasses import dataclass
from math import floor, log2
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QImage

Stored = NDArray[np.uint16]


@dataclass(frozen=True, slots=True)
class Sampling:
    """A rectangle of device pixels laid over the film.

    Attributes
    ----------
    left, top : float
        Film position (column, row) of the rectangle's top left corner.
    columns_per_px, rows_per_px : float
        Film pixels per device pixel; negative columns show the film mirrored.
    width, height : int
        Device pixels.
    """

    left: float
    top: float
    columns_per_px: float
    rows_per_px: float
    width: int
    height: int


class Raster:
    """A film's stored values with halved copies, so that any zoom reads about as many pixels as it shows."""

    def __init__(self, stored: Stored) -> None:
        self._levels = [stored]

    def sample(self, view: Sampling) -> Stored:
        """The values under a view, array[row, column] of uint16; linear between the centres of film pixels."""
        step = min(abs(view.columns_per_px), view.rows_per_px)
        depth = max(0, floor(log2(step))) if step > 0 else 0
        depth = self._halved_to(depth)
        level, size = self._levels[depth], 2**depth
        rows = _axis(view.top / size, view.rows_per_px / size, view.height, level.shape[0])
        columns = _axis(view.left / size, view.columns_per_px / size, view.width, level.shape[1])
        return _interpolated(level, rows, columns)

    def _halved_to(self, depth: int) -> int:
        while len(self._levels) <= depth and min(self._levels[-1].shape) >= 4:
            self._levels.append(_halved(self._levels[-1]))
        return min(depth, len(self._levels) - 1)


Axis = tuple[NDArray[np.intp], NDArray[np.intp], NDArray[np.uint32]]


def _axis(start: float, step: float, count: int, size: int) -> Axis:
    """Lower and upper neighbour of each sample along one axis, and the weight of the upper in 256ths."""
    at = start + step * (np.arange(count) + 0.5) - 0.5
    lower = np.floor(at)
    weight = np.rint((at - lower) * 256).astype(np.uint32)
    low = np.clip(lower, 0, size - 1).astype(np.intp)
    high = np.clip(lower + 1, 0, size - 1).astype(np.intp)
    return low, high, weight


def _interpolated(level: Stored, rows: Axis, columns: Axis) -> Stored:
    low, high, weight = columns
    first, last = int(min(low.min(), high.min())), int(max(low.max(), high.max())) + 1
    band = level[:, first:last]
    mixed = _mix(band[rows[0]], band[rows[1]], rows[2][:, None])
    return _mix(mixed[:, low - first], mixed[:, high - first], weight).astype(np.uint16)


def _mix(lower: NDArray[Any], upper: NDArray[Any], weight: NDArray[np.uint32]) -> NDArray[np.uint32]:
    """`weight` 256ths of the upper value and the rest of the lower one."""
    total: NDArray[np.uint32] = lower * (np.uint32(256) - weight) + upper * weight
    return total // np.uint32(256)


def _halved(stored: Stored) -> Stored:
    rows, columns = (size // 2 * 2 for size in stored.shape)
    quads: NDArray[np.uint32] = stored[:rows, :columns].astype(np.uint32)
    pairs: NDArray[np.uint32] = quads[0::2] + quads[1::2]
    fours: NDArray[np.uint32] = pairs[:, 0::2] + pairs[:, 1::2]
    return ((fours + np.uint32(2)) // np.uint32(4)).astype(np.uint16)


def grey_image(values: Stored, lut: NDArray[np.uint8]) -> QImage:
    """Values through a table of 65,536 grey levels, as an 8-bit image that owns its bytes."""
    grey: NDArray[np.uint8] = np.ascontiguousarray(lut[values])
    height, width = grey.shape
    return QImage(grey.data, width, height, width, QImage.Format.Format_Grayscale8).copy()
