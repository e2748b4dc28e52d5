"""A window: which part of the values of a film is spread over the grey of the screen (PS3.3 C.11.2)."""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from vertmeasure.dicom.table import Real, Table

_STEEPEST_EXPONENT = 50.0


class VoiFunction(StrEnum):
    """How a window turns values into grey; the names of VOI LUT Function, and TABLE for a VOI LUT."""

    LINEAR = "LINEAR"
    LINEAR_EXACT = "LINEAR_EXACT"
    SIGMOID = "SIGMOID"
    TABLE = "TABLE"


@dataclass(frozen=True, slots=True)
class Window:
    """A window, in modality units.

    Attributes
    ----------
    centre, width : float
        As in Window Center and Window Width; of a TABLE, the middle and extent of its inputs.
    function : VoiFunction
    name : str
        What the file calls it; may be empty.
    table : Table | None
        Only with TABLE.
    """

    centre: float
    width: float
    function: VoiFunction = VoiFunction.LINEAR
    name: str = ""
    table: Table | None = None

    def grey(self, modality_values: Real) -> Real:
        """Brightness from 0 to 1 of each modality value, before any inversion (PS3.3 C.11.2.1.2 and .3)."""
        if self.table is not None:
            entries: Real = self.table.look_up(modality_values) / ((1 << self.table.bits) - 1)
            return entries
        if self.function is VoiFunction.SIGMOID:
            exponent = -4.0 * (modality_values - self.centre) / self.width
            return 1.0 / (1.0 + np.exp(np.clip(exponent, -_STEEPEST_EXPONENT, _STEEPEST_EXPONENT)))
        if self.function is VoiFunction.LINEAR_EXACT:
            return np.clip((modality_values - self.centre) / self.width + 0.5, 0.0, 1.0)
        return self._linear(modality_values)

    def _linear(self, modality_values: Real) -> Real:
        centre = self.centre - 0.5
        if self.width <= 1.0:
            return (modality_values > centre).astype(np.float64)
        return np.clip((modality_values - centre) / (self.width - 1.0) + 0.5, 0.0, 1.0)

    def meets(self, lowest: float, highest: float) -> bool:
        """Whether the window overlaps a range of modality values."""
        return self.centre - self.width / 2 <= highest and self.centre + self.width / 2 >= lowest
