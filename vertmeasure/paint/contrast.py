"""Local contrast: each part of a film spreads its own grey, with a limit, as contrast-limited equalisation does.

After K. Zuiderveld, Contrast Limited Adaptive Histogram Equalization, Graphics Gems IV (1994), 474-485. The parts lie
fixed on the film and are counted once for each window on a small copy of it, so that nothing flickers on zoom and pan.
"""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from vertmeasure.paint.raster import Raster, Sampling, Stored

Grey = NDArray[np.uint8]

LEVELS = 512
"""Steps of grey that enter: finer than the 256 of the screen, as they are pulled apart."""

_LONGEST_OVERVIEW_PX = 640
_PARTS_ALONG_SHORT_SIDE = 8
_MOST_PARTS_ALONG_LONG_SIDE = 24  # of strips, which would have thousands of square parts
_STEEPEST = 2.5  # how much steeper than the plain window a part may become, before what was cut off is shared out
_STEPS = 64  # between the middles of two parts, down the film; across it is exact
_FINE = 128  # parts of a grey while they are mixed
_STRIP_ROWS = 64  # what stays in the cache of a processor


@dataclass(frozen=True, slots=True, eq=False)
class ContrastMap:
    """How the grey of each part of one film is spread, in one window.

    Attributes
    ----------
    rows, columns : int
        Of the film, in pixels.
    down, across : int
        Number of parts.
    levels : ndarray
        Level from 0 to LEVELS - 1 of every stored number.
    pairs : ndarray
        uint16[step, part, level]: the grey in this part in the low byte, in the part to its right in the high byte.
    """

    rows: int
    columns: int
    down: int
    across: int
    levels: NDArray[np.intp]
    pairs: NDArray[np.uint16]

    def grey(self, values: Stored, view: Sampling) -> Grey:
        """The grey, 0 to 255, of values that were sampled under a view: uint8 [row, column]."""
        part, weight = _across(self, view)
        step = _down(self, view)
        grey = np.empty(values.shape, np.uint8)
        width = self.pairs.shape[1] * LEVELS
        pairs = self.pairs.reshape(-1)
        for top in range(0, len(values), _STRIP_ROWS):
            strip = slice(top, top + _STRIP_ROWS)
            places = self.levels.take(values[strip], mode="clip")
            places += part * LEVELS
            places += (step[strip] * width)[:, None]
            grey[strip] = _mixed(pairs.take(places, mode="clip"), weight)
        return grey


def _mixed(pairs: NDArray[np.uint16], weight: NDArray[np.int16]) -> NDArray[np.int16]:
    """Between the low byte and the high byte, `weight` 128ths of the way."""
    low = (pairs & 255).astype(np.int16)
    away: NDArray[np.int16] = (pairs >> 8).view(np.int16)
    away -= low
    away *= weight
    away >>= 7
    away += low
    return away


def _across(tones: ContrastMap, view: Sampling) -> tuple[NDArray[np.intp], NDArray[np.int16]]:
    """For each column of a view the part whose middle lies left of it, and the way to the next in 128ths."""
    at = view.left + view.columns_per_px * (np.arange(view.width) + 0.5)
    place = np.clip(at * tones.across / tones.columns - 0.5, 0, tones.across - 1)
    part = np.minimum(place.astype(np.intp), max(tones.across - 2, 0))
    return part, np.rint((place - part) * 128).astype(np.int16)


def _down(tones: ContrastMap, view: Sampling) -> NDArray[np.intp]:
    """For each row of a view its step down the film."""
    at = view.top + view.rows_per_px * (np.arange(view.height) + 0.5)
    place = np.clip(at * tones.down / tones.rows - 0.5, 0, tones.down - 1)
    return np.rint(place * _STEPS).astype(np.intp)


def overview(raster: Raster, rows: int, columns: int) -> Stored:
    """A small copy of a whole film, for `contrast_map`."""
    step = max(1.0, max(rows, columns) / _LONGEST_OVERVIEW_PX)
    height, width = max(1, round(rows / step)), max(1, round(columns / step))
    return raster.sample(Sampling(0.0, 0.0, columns / width, rows / height, width, height))


def contrast_map(small: Stored, rows: int, columns: int, levels: Stored) -> ContrastMap:
    """Count the grey of each part of a film.

    Parameters
    ----------
    small : ndarray
        The film as `overview` gives it.
    rows, columns : int
        Of the film itself.
    levels : ndarray
        Level from 0 to LEVELS - 1 of every stored number, as the window and inversion make it.
    """
    part = max(min(rows, columns) / _PARTS_ALONG_SHORT_SIDE, max(rows, columns) / _MOST_PARTS_ALONG_LONG_SIDE, 1.0)
    down, across = (max(1, round(size / part)) for size in (rows, columns))
    spread = _spread(_counts(levels.take(small, mode="clip"), down, across))
    stepped = _stepped(spread)
    right = np.minimum(np.arange(across) + 1, across - 1)
    pairs = np.ascontiguousarray(stepped | stepped[:, right] << np.uint16(8))
    return ContrastMap(rows, columns, down, across, levels.astype(np.intp), pairs)


def _counts(small: NDArray[np.uint16], down: int, across: int) -> NDArray[np.float64]:
    """How often each level occurs in each part: [down, across, level]."""
    rows, columns = (np.arange(size) * parts // size for size, parts in zip(small.shape, (down, across), strict=True))
    places = (rows[:, None] * across + columns) * LEVELS + small
    counts = np.bincount(places.ravel(), minlength=down * across * LEVELS)
    return counts.reshape(down, across, LEVELS).astype(np.float64)


def _spread(counts: NDArray[np.float64]) -> NDArray[np.float64]:
    """The grey, 0 to 255, of each level in each part; what exceeds the limit is shared out evenly."""
    total = np.maximum(counts.sum(axis=-1, keepdims=True), 1.0)
    limit = _STEEPEST * total / LEVELS
    kept = np.minimum(counts, limit)
    kept += (total - kept.sum(axis=-1, keepdims=True)) / LEVELS
    running = np.cumsum(kept, axis=-1) - kept / 2
    grey: NDArray[np.float64] = running / total * 255.0
    return grey


def _stepped(spread: NDArray[np.float64]) -> NDArray[np.uint16]:
    """The same at `_STEPS` places from each part to the one below: [step, across, level]."""
    fixed = np.rint(spread * _FINE).astype(np.int32)
    stepped = np.empty(((len(fixed) - 1) * _STEPS + 1, *fixed.shape[1:]), np.uint16)
    stepped[-1] = (fixed[-1] + _FINE // 2) // _FINE
    ways = np.arange(_STEPS, dtype=np.int32)[:, None, None]
    for place, (upper, lower) in enumerate(pairwise(fixed)):
        mixed = upper * _STEPS + (lower - upper) * ways + _FINE * _STEPS // 2
        stepped[place * _STEPS : (place + 1) * _STEPS] = mixed // (_FINE * _STEPS)
    return stepped
