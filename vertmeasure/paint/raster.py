"""Stored pixels -> the pixels of a view: resampled once per zoom, greyed once per window."""

import os
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import pairwise
from math import floor, log2

import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QImage

from vertmeasure.paint.kept import Kept
from vertmeasure.paint.taps import SAME, Taps, taps

Stored = NDArray[np.uint16]

BLOCK_ROWS = 32
"""Rows worked on together: few enough that they stay in the processor's own memory."""
THREADS = min(4, os.cpu_count() or 1)
BLOCK_VALUES = 64_000
"""The same for views so narrow that many rows are no more than this."""
WORTH_THREADS = 200_000
"""Pixels of a view from which on more than one thread is worth its start."""


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

    def part(self, left_px: int, top_px: int, width: int, height: int) -> "Sampling":
        """A rectangle of these device pixels."""
        left, top = self.left + left_px * self.columns_per_px, self.top + top_px * self.rows_per_px
        return Sampling(left, top, self.columns_per_px, self.rows_per_px, width, height)


class Raster:
    """A film's stored values with halved copies, so that any zoom reads about as many pixels as it shows."""

    def __init__(self, stored: Stored) -> None:
        self._levels = [stored]
        self._threads = ThreadPoolExecutor(THREADS)

    @property
    def extra_bytes(self) -> int:
        """What the halved copies take, beside the stored values themselves."""
        return sum(level.nbytes for level in self._levels[1:])

    def sample(self, view: Sampling, quick: bool = False) -> Stored:
        """The values under a view, array[row, column] of uint16.

        Enlarged, they are linear between the centres of film pixels; reduced, each is the mean of what it covers.
        `quick` takes the nearest pixel instead, for a view that will not last.
        """
        step = min(abs(view.columns_per_px), abs(view.rows_per_px))
        # Quickly means from the copy whose pixels are nearest in size to those of the view, be they larger.
        fine = log2(step) + (0.5 if quick else SAME)
        depth = self._halved_to(max(0, floor(fine)))
        level, size = self._levels[depth], 2**depth
        if quick:
            return _nearest(level, view, size)
        rows = taps(view.top / size, view.rows_per_px / size, view.height, level.shape[0])
        columns = taps(view.left / size, view.columns_per_px / size, view.width, level.shape[1])
        return self._weighed(level, rows, columns)

    def _halved_to(self, depth: int) -> int:
        while len(self._levels) <= depth and min(self._levels[-1].shape) >= 4:
            self._levels.append(_halved(self._levels[-1]))
        return min(depth, len(self._levels) - 1)

    def _weighed(self, level: Stored, rows: Taps, columns: Taps) -> Stored:
        if _is_plain(rows) and _is_plain(columns):
            return np.ascontiguousarray(level[rows.places[0]][:, columns.places[0]])
        band, columns = level[:, columns.reach], columns.within(columns.reach)
        height, width = rows.places.shape[1], columns.places.shape[1]
        values = np.empty((height, width), np.uint16)
        strips = THREADS if values.size >= WORTH_THREADS else 1
        edges = [height * place // strips for place in range(strips + 1)]
        parts = [slice(start, end) for start, end in pairwise(edges)]
        work = self._threads.map if strips > 1 else map
        list(work(lambda part: _weigh(band, rows.part(part), columns, values[part]), parts))
        return values


def _nearest(level: Stored, view: Sampling, size: int) -> Stored:
    """The pixels of a level, `size` times smaller than the film, below the centres of a view's pixels."""
    rows = _places(view.top / size, view.rows_per_px / size, view.height, level.shape[0])
    columns = _places(view.left / size, view.columns_per_px / size, view.width, level.shape[1])
    first = int(columns.min())
    return level[rows, first : int(columns.max()) + 1].take(columns - first, axis=1, mode="clip")


def _places(start: float, step: float, count: int, size: int) -> NDArray[np.intp]:
    """Which pixel lies below the centre of each view pixel along one axis."""
    places: NDArray[np.intp] = np.clip(start + step * (np.arange(count) + 0.5), 0, size - 1).astype(np.intp)
    return places


def _is_plain(axis: Taps) -> bool:
    """Whether each view pixel is one film pixel."""
    return bool((axis.shares[0] > 1.0 - SAME).all())


def _weigh(level: Stored, rows: Taps, columns: Taps, values: Stored) -> None:
    """Fill `values` with weighed means of a level's pixels; `values` may be a strip of a larger array."""
    step = max(BLOCK_ROWS, BLOCK_VALUES // level.shape[1])
    for top in range(0, len(values), step):
        block = slice(top, top + step)
        mixed = _mixed_rows(level, rows.part(block))
        total = np.take(mixed, columns.places[0], axis=1, mode="clip")
        total *= columns.shares[0]
        for places, shares in zip(columns.places[1:], columns.shares[1:], strict=True):
            further = np.take(mixed, places, axis=1, mode="clip")
            further *= shares
            total += further
        total += np.float32(0.5)
        values[block] = total


def _mixed_rows(level: Stored, rows: Taps) -> NDArray[np.float32]:
    total: NDArray[np.float32] = level[rows.places[0]].astype(np.float32)
    total *= rows.shares[0][:, None]
    for places, shares in zip(rows.places[1:], rows.shares[1:], strict=True):
        further = level[places].astype(np.float32)
        further *= shares[:, None]
        total += further
    return total


def _halved(stored: Stored) -> Stored:
    """Means of two by two pixels; two pixels of a row are added as the halves of one number."""
    rows, columns = (size // 2 * 2 for size in stored.shape)
    halved = np.empty((rows // 2, columns // 2), np.uint16)
    low, sixteen = np.uint32(0xFFFF), np.uint32(16)
    for top in range(0, rows, 2 * BLOCK_ROWS):
        pairs = np.ascontiguousarray(stored[top : min(top + 2 * BLOCK_ROWS, rows), :columns]).view(np.uint32)
        total = pairs[0::2] & low
        total += pairs[0::2] >> sixteen
        total += pairs[1::2] & low
        total += pairs[1::2] >> sixteen
        total += np.uint32(2)
        total >>= np.uint32(2)
        halved[top // 2 : top // 2 + len(total)] = total
    return halved


def grey_image(values: Stored, lut: NDArray[np.uint8], before: tuple[QImage, Kept] | None = None) -> QImage:
    """Values through a table of 65,536 grey levels, as an 8-bit image that owns its bytes.

    `before` is the picture of the values before through the same table, and what of it is kept.
    """
    height, width = values.shape
    image = QImage(width, height, QImage.Format.Format_Grayscale8)
    lines = _lines(image, image.bits())
    if before is None:
        _look_up(values, lut, lines)
        return image
    old, kept = before
    kept.copy(_lines(old, old.constBits()), lines)
    for rows, columns in kept.rest(height, width):
        _look_up(values[rows, columns], lut, lines[rows, columns])
    return image


def _lines(image: QImage, data: bytes | bytearray | memoryview) -> NDArray[np.uint8]:
    """The bytes of an 8-bit image as array[row, column]."""
    return np.frombuffer(data, np.uint8).reshape(image.height(), image.bytesPerLine())[:, : image.width()]


def _look_up(values: Stored, lut: NDArray[np.uint8], grey: NDArray[np.uint8]) -> None:
    for top in range(0, len(values), BLOCK_ROWS):
        block = slice(top, top + BLOCK_ROWS)
        # "clip" spares the look whether a place is in the table: sixteen bits always are.
        np.take(lut, values[block], out=grey[block], mode="clip")
