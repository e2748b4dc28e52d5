"""From stored values to grey on the screen: modality, window and inversion, decided here and nowhere else."""

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from vertmeasure.dicom.table import Real
from vertmeasure.dicom.window import VoiFunction, Window

Grey = npt.NDArray[np.uint8]
Stored = npt.NDArray[np.uint16]

_STORED_NUMBERS = 65_536
_AUTOMATIC_PERCENTILES = (0.5, 99.5)
_SAMPLED_PIXELS = 1_000_000


@dataclass(frozen=True, slots=True, eq=False)
class GreyscaleRules:
    """What the header says about grey, before the pixels are known.

    Attributes
    ----------
    values : ndarray
        Read-only float64: the modality value of each stored number from 0 on (offset already added).
    padding : tuple[int, int] | None
        Lowest and highest true stored value that is no image.
    notes : tuple[str, ...]
        Sentences on what was ignored.
    """

    values: Real
    presets: tuple[Window, ...]
    padding: tuple[int, int] | None
    is_inverted: bool
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Greyscale:
    """How the stored values of one film become grey.

    Attributes
    ----------
    values : ndarray
        Read-only float64: the modality value of each stored number (as in `Pixels.stored`).
    presets : tuple[Window, ...]
        What the file offers, in its order.
    automatic : Window
        From the 0.5th to the 99.5th percentile of the film, without padding.
    extent : tuple[float, float]
        Lowest and highest modality value of the film, without padding.
    is_inverted : bool
        Whether low values are bright, by the header.
    """

    values: Real
    presets: tuple[Window, ...]
    automatic: Window
    extent: tuple[float, float]
    is_inverted: bool

    @property
    def default(self) -> Window:
        """The first window of the file; the automatic one when there is none or it misses the film."""
        first = next(iter(self.presets), self.automatic)
        return first if first.meets(*self.extent) else self.automatic

    def modality_value(self, stored: int) -> float:
        """The value in modality units of a stored number, as read from `Pixels.stored`."""
        return float(self.values[min(stored, len(self.values) - 1)])

    def lut(self, window: Window, inverted: bool = False) -> Grey:
        """The grey, 0 to 255, of every stored number: uint8[65536], indexed by `Pixels.stored`.

        Modality, window and inversion are folded in; `inverted` is the reader's own inversion on top.
        """
        grey = window.grey(self.values)
        if self.is_inverted != inverted:
            grey = 1.0 - grey
        table = np.empty(_STORED_NUMBERS, np.uint8)
        table[: len(grey)] = np.floor(grey * 255.0 + 0.5)
        table[len(grey) :] = table[len(grey) - 1]
        return table


def greyscale(rules: GreyscaleRules, stored: Stored, offset: int) -> Greyscale:
    """Complete the rules with what depends on the pixels.

    Parameters
    ----------
    stored : ndarray
        uint16 [row, column], numbers from 0.
    offset : int
        To be added to get true stored values.
    """
    counts = _counts(rules, stored, offset)
    order = np.argsort(rules.values, kind="stable")
    ranked, running = rules.values[order], np.cumsum(counts[order])
    low, high = (float(ranked[np.searchsorted(running, running[-1] * each / 100)]) for each in _AUTOMATIC_PERCENTILES)
    seen = ranked[counts[order] > 0]
    automatic = Window((low + high) / 2, (high - low) or 1.0, VoiFunction.LINEAR_EXACT, "Automatic")
    return Greyscale(rules.values, rules.presets, automatic, (float(seen[0]), float(seen[-1])), rules.is_inverted)


def _counts(rules: GreyscaleRules, stored: Stored, offset: int) -> npt.NDArray[np.intp]:
    """How often each stored number occurs, padding left out (unless there is nothing else); sampled evenly."""
    step = max(1, math.isqrt(stored.size // _SAMPLED_PIXELS))
    counts = np.bincount(stored[::step, ::step].ravel(), minlength=len(rules.values))
    if rules.padding is None:
        return counts
    low, high = (min(max(each - offset, -1), len(counts)) for each in rules.padding)
    image = counts.copy()
    image[max(low, 0) : high + 1] = 0
    return image if image.any() else counts
