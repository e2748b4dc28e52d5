"""Edge enhancement: what differs from its surroundings differs more, as unsharp masking does."""

import numpy as np
from numpy.typing import NDArray

from vertmeasure.paint.raster import Sampling

Grey = NDArray[np.uint8]

_AMOUNT = 1.0
_MASK_FILM_PX = 8.0  # about a millimetre of a usual film, the width of a blurred endplate
_WIDTHS_PX = (3, 5, 9, 15)  # 15 x 15 greys of 255 are the largest sum that 16 bits hold
_FACTORS = {3: (3,), 5: (5,), 9: (3, 3), 15: (5, 3)}
_STRIP_ROWS = 64  # what stays in the cache of a processor


def mask_width_px(view: Sampling) -> int:
    """Over how many pixels of the screen the surroundings reach, at this zoom."""
    wanted = max(5.0, _MASK_FILM_PX / abs(view.columns_per_px))
    return min(_WIDTHS_PX, key=lambda width: abs(width - wanted))


def sharpened(grey: Grey, width: int) -> Grey:
    """Grey [row, column] with its edges enhanced against the mean of `width` x `width` pixels (3, 5, 9 or 15)."""
    reach = width // 2
    padded = np.pad(grey, reach, "edge")
    result = np.empty_like(grey)
    for top in range(0, len(grey), _STRIP_ROWS):
        rows = slice(top, top + _STRIP_ROWS)
        sums = _sums(padded[top : top + _STRIP_ROWS + 2 * reach].astype(np.uint16), width)
        result[rows] = _apart(grey[rows], sums, width)
    return result


def _sums(padded: NDArray[np.uint16], width: int) -> NDArray[np.uint16]:
    """Sums over `width` x `width` neighbours; the result is smaller than what went in by `width` - 1 each way."""
    sums = padded
    for axis in (1, 0):
        stride = 1
        for factor in _FACTORS[width]:
            sums = _added(sums, axis, stride, factor)
            stride *= factor
    return sums


def _added(values: NDArray[np.uint16], axis: int, stride: int, factor: int) -> NDArray[np.uint16]:
    """The sum of `factor` values that lie `stride` apart along an axis."""
    kept = values.shape[axis] - (factor - 1) * stride
    places = (slice(step * stride, step * stride + kept) for step in range(factor))
    parts = [values[place] if axis == 0 else values[:, place] for place in places]
    total = parts[0] + parts[1]
    for part in parts[2:]:
        total += part
    return total


def _apart(grey: Grey, sums: NDArray[np.uint16], width: int) -> NDArray[np.float32]:
    """Grey moved away from the mean of its surroundings, as numbers from 0 to below 256."""
    moved = grey.astype(np.float32)
    moved *= np.float32(1.0 + _AMOUNT)
    surroundings = sums.astype(np.float32)
    surroundings *= np.float32(_AMOUNT / width**2)
    moved -= surroundings
    moved += np.float32(0.5)
    return np.clip(moved, 0.0, 255.0, out=moved)
