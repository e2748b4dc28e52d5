"""Colour films: to interleaved RGB, and from RGB to grey."""

from collections.abc import Callable

import numpy as np
import numpy.typing as npt

Bytes8 = npt.NDArray[np.uint8]
Real = npt.NDArray[np.float64]

# Luma of ITU-R BT.601, as in the YBR_FULL definition of PS3.3 C.7.6.3.1.2; the way back is solved from it, because
# the rounded factors that are usually printed give another last bit here and there.
_LUMA = (0.299, 0.587, 0.114)
_CR_TO_RED, _CB_TO_BLUE = 2 - 2 * 0.299, 2 - 2 * 0.114
_CR_TO_GREEN, _CB_TO_GREEN = -0.299 * _CR_TO_RED / 0.587, -0.114 * _CB_TO_BLUE / 0.587

_HALF_UP = 0.5 + 1e-9  # what is a half exactly, as green can be, shall not fall by the last bit of a float

_STRIP_ROWS = 64
"""Colours are worked on in strips: as floating-point numbers a whole film would take many times its size."""


def _in_strips(colours: Bytes8, result: Bytes8, work: Callable[[Bytes8], Real]) -> Bytes8:
    """Fill the result strip by strip, rounded half up and kept within 8 bits."""
    for top in range(0, len(colours), _STRIP_ROWS):
        rows = slice(top, top + _STRIP_ROWS)
        result[rows] = np.clip(np.floor(work(colours[rows]) + _HALF_UP), 0, 255)
    return result


def rgb_from_ybr_full(ybr: Bytes8) -> Bytes8:
    """Convert [row, column, (Y, CB, CR)] to [row, column, (R, G, B)] (PS3.3 C.7.6.3.1.2)."""
    return _in_strips(ybr, np.empty_like(ybr), _rgb)


def _rgb(ybr: Bytes8) -> Real:
    y, cb, cr = (ybr[..., plane].astype(np.float64) for plane in range(3))
    cb, cr = cb - 128, cr - 128
    green = y + cb * _CB_TO_GREEN + cr * _CR_TO_GREEN
    return np.stack((y + _CR_TO_RED * cr, green, y + _CB_TO_BLUE * cb), axis=-1)


def ybr_full_from_422(words: Bytes8, rows: int, columns: int) -> Bytes8:
    """Spread uncompressed YBR_FULL_422 (Y Y CB CR for two pixels of a row) to [row, column, (Y, CB, CR)]."""
    pairs = words.reshape(rows, columns // 2, 4)
    ybr = np.empty((rows, columns // 2, 2, 3), np.uint8)
    ybr[..., 0] = pairs[..., :2]
    ybr[..., 1] = pairs[..., 2:3]
    ybr[..., 2] = pairs[..., 3:4]
    return ybr.reshape(rows, columns, 3)


def grey_from_rgb(rgb: Bytes8) -> Bytes8:
    """The brightness of each pixel: one dimension less, of which colours were the last."""
    return _in_strips(rgb, np.empty(rgb.shape[:-1], np.uint8), _brightness)


def _brightness(rgb: Bytes8) -> Real:
    red, green, blue = (rgb[..., plane] * weight for plane, weight in enumerate(_LUMA))
    brightness: Real = red + green + blue
    return brightness
