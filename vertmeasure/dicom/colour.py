"""Colour films: to interleaved RGB, and from RGB to grey."""

import numpy as np
import numpy.typing as npt

Bytes8 = npt.NDArray[np.uint8]

# Luma of ITU-R BT.601, as in the YBR_FULL definition of PS3.3 C.7.6.3.1.2.
_LUMA = (0.299, 0.587, 0.114)


def rgb_from_ybr_full(ybr: Bytes8) -> Bytes8:
    """Convert [row, column, (Y, CB, CR)] to [row, column, (R, G, B)] (PS3.3 C.7.6.3.1.2)."""
    y, cb, cr = (ybr[..., plane].astype(np.float32) for plane in range(3))
    cb, cr = cb - 128, cr - 128
    rgb = np.stack((y + 1.402 * cr, y - 0.344136 * cb - 0.714136 * cr, y + 1.772 * cb), axis=-1)
    converted: Bytes8 = np.clip(np.rint(rgb), 0, 255).astype(np.uint8)
    return converted


def ybr_full_from_422(words: Bytes8, rows: int, columns: int) -> Bytes8:
    """Spread uncompressed YBR_FULL_422 (Y Y CB CR for two pixels of a row) to [row, column, (Y, CB, CR)]."""
    pairs = words.reshape(rows, columns // 2, 4)
    ybr = np.empty((rows, columns // 2, 2, 3), np.uint8)
    ybr[..., 0] = pairs[..., :2]
    ybr[..., 1] = pairs[..., 2:3]
    ybr[..., 2] = pairs[..., 3:4]
    return ybr.reshape(rows, columns, 3)


def grey_from_rgb(rgb: Bytes8) -> Bytes8:
    """The brightness of each pixel, [row, column]."""
    red, green, blue = (rgb[..., plane] * np.float32(weight) for plane, weight in enumerate(_LUMA))
    grey: Bytes8 = np.rint(red + green + blue).astype(np.uint8)
    return grey
