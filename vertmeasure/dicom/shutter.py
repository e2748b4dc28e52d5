"""What a film hides at its edges, as a value: nothing of pydicom is in it (PS3.3 C.7.6.11)."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Mask = npt.NDArray[np.bool_]
Places = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Rectangle:
    """Open between these edges, in pixels from the outer edge of the film's first pixel."""

    left: float
    top: float
    right: float
    bottom: float

    def shows(self, rows: Places, columns: Places) -> Mask:
        """Whether places are open: bool [row, column]."""
        along, across = (rows > self.top) & (rows < self.bottom), (columns > self.left) & (columns < self.right)
        return along[:, None] & across[None, :]


@dataclass(frozen=True, slots=True)
class Ellipse:
    """Open within a circle of the patient, which is an ellipse in pixels that are not square."""

    column: float
    row: float
    columns: float
    rows: float

    def shows(self, rows: Places, columns: Places) -> Mask:
        """Whether places are open: bool [row, column]."""
        along, across = (rows - self.row) / self.rows, (columns - self.column) / self.columns
        open_: Mask = along[:, None] ** 2 + across[None, :] ** 2 <= 1.0
        return open_


@dataclass(frozen=True, slots=True)
class Polygon:
    """Open within a polygon of (column, row) corners; where it crosses itself, by the odd-even rule."""

    corners: tuple[tuple[float, float], ...]

    def shows(self, rows: Places, columns: Places) -> Mask:
        """Whether places are open: bool [row, column]."""
        sides = np.array([*zip(self.corners, (*self.corners[1:], self.corners[0]), strict=True)])
        return np.stack([_inside(sides, row, columns) for row in rows.tolist()])


def _inside(sides: Places, row: float, columns: Places) -> Mask:
    """Which places of one row lie inside sides[side, end, (column, row)]: an odd number of sides stands to the left."""
    ends = sides[..., 1]
    (x, y), (to_x, to_y) = sides[(ends[:, 0] > row) != (ends[:, 1] > row)].transpose(1, 2, 0)
    crossings = np.sort(x + (row - y) / (to_y - y) * (to_x - x))
    inside: Mask = np.searchsorted(crossings, columns) % 2 == 1
    return inside


@dataclass(frozen=True, slots=True)
class Shutter:
    """The openings of a film: what lies outside any of them is dark.

    Attributes
    ----------
    openings : tuple[Rectangle | Ellipse | Polygon, ...]
        At least one.
    """

    openings: tuple[Rectangle | Ellipse | Polygon, ...]

    def shows(self, rows: Places, columns: Places) -> Mask:
        """Whether places of the film are seen: bool [row, column]; the middle of the first pixel is at 0.5, 0.5."""
        seen = np.ones((len(rows), len(columns)), np.bool_)
        for opening in self.openings:
            seen &= opening.shows(rows, columns)
        return seen
