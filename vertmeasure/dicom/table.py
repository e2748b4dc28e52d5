"""A look-up table of a film, as a value: nothing of pydicom is in it."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Real = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    """A look-up table.

    Attributes
    ----------
    first : int
        The input the first entry belongs to; what lies below gets the first entry, above the last.
    entries : ndarray
        Read-only float64.
    bits : int
        Entries run from 0 to 2 ** bits - 1.
    name : str
        Explanation the file gives; may be empty.
    """

    first: int
    entries: Real
    bits: int
    name: str = ""

    def look_up(self, inputs: Real) -> Real:
        """The entry for each input value."""
        places = np.clip(np.floor(inputs) - self.first, 0, len(self.entries) - 1)
        found: Real = self.entries[places.astype(np.intp)]
        return found
