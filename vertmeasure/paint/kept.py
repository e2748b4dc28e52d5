"""What stays in sight when a view moves by whole pixels: a rectangle of the picture before, in another place."""

from dataclasses import dataclass
from typing import Any

from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Kept:
    """A rectangle of the new picture that the old one had already.

    Attributes
    ----------
    rows, columns : slice
        Where it is in the new picture.
    move : tuple[int, int]
        How far to the right and down it lay in the old one.
    """

    rows: slice
    columns: slice
    move: tuple[int, int]

    def copy(self, old: NDArray[Any], new: NDArray[Any]) -> None:
        """Take the rectangle over."""
        right_by, down_by = self.move
        rows = slice(self.rows.start + down_by, self.rows.stop + down_by)
        columns = slice(self.columns.start + right_by, self.columns.stop + right_by)
        new[self.rows, self.columns] = old[rows, columns]

    def rest(self, height: int, width: int) -> tuple[tuple[slice, slice], ...]:
        """The rows and columns of the new picture that are new: bands above and below, and pieces at the sides."""
        whole = slice(0, width)
        bands = (
            (slice(0, self.rows.start), whole),
            (slice(self.rows.stop, height), whole),
            (self.rows, slice(0, self.columns.start)),
            (self.rows, slice(self.columns.stop, width)),
        )
        return tuple(band for band in bands if all(part.stop > part.start for part in band))


def kept_after(move: tuple[int, int], old: tuple[int, ...], new: tuple[int, int]) -> Kept | None:
    """What a picture of `new` rows and columns has of an old one after a move right and down; None for nothing."""
    right_by, down_by = move
    rows, columns = _common(down_by, old[0], new[0]), _common(right_by, old[1], new[1])
    return Kept(rows, columns, move) if rows.stop > rows.start and columns.stop > columns.start else None


def _common(move: int, old: int, new: int) -> slice:
    """The places along one axis that both pictures have."""
    return slice(max(0, -move), min(new, old - move))
