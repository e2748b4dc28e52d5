"""Small pictures of films for lists."""

import numpy as np
import numpy.typing as npt

from vertmeasure.dicom.film import Pixels
from vertmeasure.dicom.greyscale import Grey


def thumbnail(pixels: Pixels, longest: int) -> Grey:
    """The film in its default window, uint8 [row, column], its longer side at most `longest` pixels.

    Each pixel is the mean of the area it stands for; a film that is small enough keeps its size. What a shutter
    hides is black.
    """
    means = pixels.stored.astype(np.float64) if max(pixels.stored.shape) <= longest else _means(pixels, longest)
    greyscale = pixels.greyscale
    grey = greyscale.lut(greyscale.default)[np.rint(means).astype(np.intp)]
    if pixels.shutter is not None:
        rows, columns = (
            (np.arange(small, dtype=np.float64) + 0.5) * size / small
            for small, size in zip(grey.shape, pixels.stored.shape, strict=True)
        )
        grey[~pixels.shutter.shows(rows, columns)] = 0
    return grey


def _means(pixels: Pixels, longest: int) -> npt.NDArray[np.float64]:
    rows, columns = pixels.stored.shape
    scale = longest / max(rows, columns)
    tops, lefts = _edges(rows, scale), _edges(columns, scale)
    heights, widths = np.diff(tops, append=rows), np.diff(lefts, append=columns)
    strips = (pixels.stored[top : top + height] for top, height in zip(tops, heights, strict=True))
    by_rows = np.stack([strip.sum(axis=0, dtype=np.uint32) for strip in strips])  # 20,000 rows of 65,535 fit
    sums = np.add.reduceat(by_rows, lefts, axis=1, dtype=np.uint64)
    means: npt.NDArray[np.float64] = sums / (heights[:, None] * widths[None, :])
    return means


def _edges(length: int, scale: float) -> npt.NDArray[np.intp]:
    """Where each of the areas along one side begins."""
    count = max(1, round(length * scale))
    return np.arange(count) * length // count
