"""A film as registration sees it: the directions of its edges, free of exposure, in a plane of millimetres.

Places and directions of that plane are complex numbers, x + iy in mm with y downwards: a turn, a change of size and a
shift are then one product and one sum, and so is what they do to the direction of an edge.
"""

from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from vertmeasure.core.geometry import ImagePoint
from vertmeasure.vision.film_image import FilmImage, Grey

Places = NDArray[np.complex128]
Edges = NDArray[np.complex64]

BASE_MM = 0.5
"""Every grid is made from the film averaged to about this; finer detail carries no landmark across two films."""

_AROUND_MM = 24.0
"""An edge is strong or weak as compared with those within half of this."""

_STRONGEST_PERCENT = 97.0
"""Cement, metal and the collimator's border must not make the bone beside them look weak."""

_FAINTEST = 0.3
"""Share of the film's usual edge below which nothing is raised: an empty corner holds noise alone."""


@dataclass(frozen=True, slots=True, eq=False)
class EdgeField:
    """The edges of a film on a square grid.

    Attributes
    ----------
    vectors : ndarray
        complex64 [row, column]: the direction in which it gets brighter, from 0 long (no edge) to 1 (a clear one).
    spacing_mm : float
        Between grid points; the first lies half of it inside the corner of the film.
    """

    vectors: Edges
    spacing_mm: float

    def at(self, places: Places) -> Edges:
        """The edges at places, between grid points by their means; 0 off the film."""
        rows, columns = self.vectors.shape
        column, row = places.real / self.spacing_mm - 0.5, places.imag / self.spacing_mm - 0.5
        inside = (column >= 0) & (row >= 0) & (column < columns - 1) & (row < rows - 1)
        column, row = np.where(inside, column, 0.0), np.where(inside, row, 0.0)
        left, top = column.astype(np.intp), row.astype(np.intp)
        over, down = (column - left).astype(np.float32), (row - top).astype(np.float32)
        flat, first = self.vectors.ravel(), top * columns + left
        upper = flat[first] * (1 - over) + flat[first + 1] * over
        lower = flat[first + columns] * (1 - over) + flat[first + columns + 1] * over
        return np.where(inside, upper * (1 - down) + lower * down, 0).astype(np.complex64)


@dataclass(frozen=True, slots=True, eq=False)
class FilmView:
    """A film seen in a size and on a side of choice, so that two films of one patient look alike.

    Attributes
    ----------
    base : ndarray
        float32 [row, column]: the whole film, averaged.
    pitch_mm : tuple[float, float]
        (column, row): what one element of `base` measures in this view.
    is_mirrored : bool
        Whether left and right are exchanged.
    """

    image: FilmImage
    unit_mm: float
    base: Grey
    pitch_mm: tuple[float, float]
    is_mirrored: bool = False
    _fields: dict[float, EdgeField] = field(default_factory=dict)

    @classmethod
    def of(cls, image: FilmImage, unit_mm: float) -> "FilmView":
        """See a film with `unit_mm` millimetres to one unit of its plane (1 where the plane is in mm)."""
        patch = image.patch(image.extent, BASE_MM / unit_mm)
        return cls(image, unit_mm, patch.grey, (patch.pitch.column * unit_mm, patch.pitch.row * unit_mm))

    def resized(self, factor: float, turned_over: bool = False) -> "FilmView":
        """The film seen `factor` as large, and from the other side if wanted."""
        column_mm, row_mm = self.pitch_mm
        pitch_mm = (column_mm * factor, row_mm * factor)
        base = self.base[:, ::-1] if turned_over else self.base
        return FilmView(self.image, self.unit_mm * factor, base, pitch_mm, self.is_mirrored is not turned_over)

    @property
    def size_mm(self) -> tuple[float, float]:
        """Width and height of the film in this view."""
        rows, columns = self.image.stored.shape
        return columns * self._column_mm, rows * self._row_mm

    @property
    def _column_mm(self) -> float:
        return self.image.scale.column * self.unit_mm

    @property
    def _row_mm(self) -> float:
        return self.image.scale.row * self.unit_mm

    def place(self, point: ImagePoint) -> complex:
        """Where a point of the film lies in this view."""
        x = point.column * self._column_mm
        return complex(self.size_mm[0] - x if self.is_mirrored else x, point.row * self._row_mm)

    def point(self, place: complex) -> ImagePoint:
        """The point of the film at a place of this view."""
        x = self.size_mm[0] - place.real if self.is_mirrored else place.real
        return ImagePoint(x / self._column_mm, place.imag / self._row_mm)

    def holds(self, place: complex, margin_mm: float = 0.0) -> bool:
        """Whether a place lies on the film, `margin_mm` from its border."""
        width, height = self.size_mm
        return margin_mm <= place.real <= width - margin_mm and margin_mm <= place.imag <= height - margin_mm

    def edges(self, spacing_mm: float) -> EdgeField:
        """The edges of the film on a grid, made once for each spacing."""
        if spacing_mm not in self._fields:
            self._fields[spacing_mm] = EdgeField(_edges(self._grid(spacing_mm), spacing_mm), spacing_mm)
        return self._fields[spacing_mm]

    def _grid(self, spacing_mm: float) -> Grey:
        across, down = (max(1, int(spacing_mm / pitch + 0.01)) for pitch in self.pitch_mm)
        means = _block_means(self.base, down, across)
        offset_mm = self._cut_mm
        width, height = self.size_mm
        column_mm, row_mm = self.pitch_mm
        x = ((np.arange(max(2, int(width / spacing_mm))) + 0.5) * spacing_mm - offset_mm) / (column_mm * across) - 0.5
        y = (np.arange(max(2, int(height / spacing_mm))) + 0.5) * spacing_mm / (row_mm * down) - 0.5
        return _along_columns(_along_columns(means.T, y).T, x)

    @property
    def _cut_mm(self) -> float:
        """What averaging in whole blocks left out on the left: of a mirrored film it is what stood on the right."""
        if not self.is_mirrored:
            return 0.0
        return float(self.size_mm[0] - self.base.shape[1] * self.pitch_mm[0])


def _block_means(grey: Grey, down: int, across: int) -> Grey:
    rows, columns = (max(1, grey.shape[0] // down), max(1, grey.shape[1] // across))
    down, across = min(down, grey.shape[0]), min(across, grey.shape[1])
    blocks = grey[: rows * down, : columns * across].reshape(rows, down, columns, across)
    return np.asarray(blocks.mean(axis=(1, 3), dtype=np.float32), np.float32)


def _along_columns(grey: Grey, at: NDArray[np.floating[Any]]) -> Grey:
    """Read each row of a picture at the columns `at`, between columns by their means."""
    if grey.shape[1] == 1:
        return np.repeat(grey, len(at), axis=1)
    at = np.clip(at, 0, grey.shape[1] - 1.001)
    left = at.astype(np.intp)
    over = (at - left).astype(np.float32)
    return np.asarray(grey[:, left] * (1 - over) + grey[:, left + 1] * over)


def _edges(grey: Grey, spacing_mm: float) -> Edges:
    soft = _softened(_softened(grey).T).T
    down, over = np.gradient(soft)
    strength = np.hypot(over, down)
    usual = _FAINTEST * float(np.median(strength))
    capped = np.minimum(strength, np.percentile(strength, _STRONGEST_PERCENT))
    reach = max(1, int(_AROUND_MM / spacing_mm / 2))
    around = np.maximum(_mean_around(_mean_around(capped, reach).T, reach).T, usual)
    return np.asarray((over + 1j * down) / np.sqrt(strength**2 + around**2 + 1e-12), np.complex64)


def _softened(grey: Grey) -> Grey:
    """Means of three rows, the middle one weighing double."""
    padded = np.concatenate([grey[:1], grey, grey[-1:]])
    return np.asarray(0.25 * padded[:-2] + 0.5 * grey + 0.25 * padded[2:])


def _mean_around(grey: Grey, reach: int) -> Grey:
    """The mean over `reach` rows on either side; beyond the border it goes on as there."""
    padded = np.concatenate([np.repeat(grey[:1], reach + 1, axis=0), grey, np.repeat(grey[-1:], reach, axis=0)])
    total = np.cumsum(padded, axis=0, dtype=np.float64)
    width = 2 * reach + 1
    return np.asarray((total[width:] - total[:-width]) / width, np.float32)
