"""Windows: which part of the values of a film is spread over the grey of the screen (PS3.3 C.11.2)."""

import math
from dataclasses import dataclass
from enum import StrEnum
from itertools import zip_longest

import numpy as np
from pydicom.dataset import Dataset

from vertmeasure.dicom.attributes import numbers, text, texts
from vertmeasure.dicom.lookup import Real, Table, has_table, tables

_LARGEST_NUMBER = 1e9
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


def windows(dataset: Dataset, inputs_are_signed: bool) -> tuple[tuple[Window, ...], tuple[str, ...]]:
    """The windows a film offers, VOI LUTs first, and sentences on those that had to be ignored."""
    looked_up = tuple(map(_of_table, tables(dataset, "VOILUTSequence", inputs_are_signed)))
    notes = [] if looked_up or not has_table(dataset, "VOILUTSequence") else ["A malformed VOI LUT was ignored."]
    function = _function(dataset, notes)
    stated = _stated(dataset, function)
    sound = tuple(each for each in stated if _is_sound(each))
    if len(sound) < len(stated):
        notes.append("A window with an impossible centre or width was ignored.")
    return looked_up + sound, tuple(notes)


def _of_table(table: Table) -> Window:
    extent = len(table.entries)
    return Window(table.first + (extent - 1) / 2, float(extent), VoiFunction.TABLE, table.name, table)


def _function(dataset: Dataset, notes: list[str]) -> VoiFunction:
    stated = text(dataset, "VOILUTFunction").upper()
    if stated in (VoiFunction.LINEAR_EXACT, VoiFunction.SIGMOID):
        return VoiFunction(stated)
    if stated not in ("", VoiFunction.LINEAR):
        notes.append("An unknown VOI LUT function was read as LINEAR.")
    return VoiFunction.LINEAR


def _stated(dataset: Dataset, function: VoiFunction) -> list[Window]:
    pairs = zip(numbers(dataset, "WindowCenter"), numbers(dataset, "WindowWidth"), strict=False)
    named = zip_longest(list(pairs), texts(dataset, "WindowCenterWidthExplanation"), fillvalue="")
    return [Window(*pair, function, str(name)) for pair, name in named if not isinstance(pair, str)]


def _is_sound(window: Window) -> bool:
    """Finite and of usable width: above zero, for LINEAR at least 1 (PS3.3 C.11.2.1.2.1)."""
    narrowest = 1.0 if window.function is VoiFunction.LINEAR else 1.0 / _LARGEST_NUMBER
    finite = math.isfinite(window.centre) and abs(window.centre) <= _LARGEST_NUMBER
    return finite and narrowest <= window.width <= _LARGEST_NUMBER
