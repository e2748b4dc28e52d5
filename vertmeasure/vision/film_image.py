"""The grey of a film as the finding of borders sees it: bone bright, read window by window, in the film plane."""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from vertmeasure.core.geometry import FilmPoint, Scale

Real = NDArray[np.float64]
Stored = NDArray[np.uint16]
Grey = NDArray[np.float32]


class Box(NamedTuple):
    """A rectangle of the film plane, in units of the film's scale."""

    left: float
    top: float
    right: float
    bottom: float

    def grown(self, margin: float) -> "Box":
        """The box with a margin added on every side."""
        return Box(self.left - margin, self.top - margin, self.right + margin, self.bottom + margin)

    def holds(self, points: Real) -> bool:
        """Tell whether all points [..., (x, y)] lie within."""
        x, y = points[..., 0], points[..., 1]
        return bool(np.all((x >= self.left) & (x <= self.right) & (y >= self.top) & (y <= self.bottom)))


@dataclass(frozen=True, slots=True, eq=False)
class Patch:
    """A part of a film, averaged over blocks of pixels; bone is bright.

    Attributes
    ----------
    grey : ndarray
        float32 [row, column].
    corner : FilmPoint
        Top left corner of the first element, in the film plane.
    pitch : Scale
        What one element measures, in units of the film plane.
    """

    grey: Grey
    corner: FilmPoint
    pitch: Scale

    def at(self, points: Real) -> Real:
        """Read the grey between elements (bilinear) at points [..., (x, y)]; beyond the edge it goes on as there."""
        rows, columns = self.grey.shape
        column = np.clip((points[..., 0] - self.corner.x) / self.pitch.column - 0.5, 0, columns - 1)
        row = np.clip((points[..., 1] - self.corner.y) / self.pitch.row - 0.5, 0, rows - 1)
        left = np.minimum(column.astype(np.intp), max(columns - 2, 0))
        top = np.minimum(row.astype(np.intp), max(rows - 2, 0))
        return self._between(top, left, row - top, column - left)

    def covers(self, points: Real) -> NDArray[np.bool_]:
        """Tell which points [..., (x, y)] lie on the patch."""
        rows, columns = self.grey.shape
        column = (points[..., 0] - self.corner.x) / self.pitch.column
        row = (points[..., 1] - self.corner.y) / self.pitch.row
        return np.asarray((column >= 0) & (column <= columns) & (row >= 0) & (row <= rows))

    def _between(self, top: NDArray[np.intp], left: NDArray[np.intp], down: Real, over: Real) -> Real:
        rows, columns = self.grey.shape
        flat, first = self.grey.ravel(), top * columns + left
        right, below = (1 if columns > 1 else 0), (columns if rows > 1 else 0)
        upper = flat[first] * (1 - over) + flat[first + right] * over
        lower = flat[first + below] * (1 - over) + flat[first + below + right] * over
        return np.asarray(upper * (1 - down) + lower * down)


@dataclass(frozen=True, slots=True, eq=False)
class FilmImage:
    """The pixels of one film with what turns them into grey and into places.

    Attributes
    ----------
    stored : ndarray
        uint16 [row, column], as decoded; never copied whole.
    brightness : ndarray | None
        float32: for each stored number how bright bone is there; None where the stored number itself tells.
    scale : Scale
        What one column and one row measure, in mm or, uncalibrated, in columns.
    """

    stored: Stored
    brightness: Grey | None
    scale: Scale

    @classmethod
    def of(cls, stored: Stored, values: Real | None, is_inverted: bool, scale: Scale) -> "FilmImage":
        """Take the stored pixels, the value of each stored number (or none) and whether low values are bright."""
        if values is None and not is_inverted:
            return cls(stored, None, scale)
        known = np.arange(65_536, dtype=np.float64) if values is None else np.asarray(values, np.float64)
        return cls(stored, (-known if is_inverted else known).astype(np.float32), scale)

    def measured_in(self, unit: float) -> "FilmImage":
        """The same film in a plane whose unit is `unit` times the present one."""
        return FilmImage(self.stored, self.brightness, Scale(self.scale.column / unit, self.scale.row / unit))

    @property
    def extent(self) -> Box:
        """The whole film, in the film plane."""
        rows, columns = self.stored.shape
        return Box(0.0, 0.0, columns * self.scale.column, rows * self.scale.row)

    def patch(self, box: Box, pitch: float) -> Patch:
        """Average the film over blocks of about `pitch` (units of the film plane) within a box.

        The blocks lie on a grid that starts at the film's corner, so that the answer does not depend on the box;
        parts of the box beyond the film are left out, and at least one block is given.
        """
        rows, columns = self.stored.shape
        across = min(max(1, round(pitch / self.scale.column)), columns)
        down = min(max(1, round(pitch / self.scale.row)), rows)
        top, bottom = _blocks(box.top, box.bottom, down * self.scale.row, rows // down)
        left, right = _blocks(box.left, box.right, across * self.scale.column, columns // across)
        window = self.stored[top * down : bottom * down, left * across : right * across]
        size = Scale(across * self.scale.column, down * self.scale.row)
        return Patch(self._averaged(window, down, across), FilmPoint(left * size.column, top * size.row), size)

    def _averaged(self, window: Stored, down: int, across: int) -> Grey:
        total = np.zeros((window.shape[0] // down, window.shape[1] // across), np.float32)
        for row in range(down):
            for column in range(across):
                part = window[row::down, column::across]
                total += part if self.brightness is None else self.brightness.take(part, mode="clip")
        return np.asarray(total / np.float32(down * across), np.float32)


def _blocks(first: float, last: float, size: float, count: int) -> tuple[int, int]:
    """The range of blocks of a size that a stretch touches, within those there are."""
    start = min(max(int(np.floor(first / size)), 0), max(count - 1, 0))
    stop = max(min(int(np.ceil(last / size)), count), start + 1)
    return start, stop
