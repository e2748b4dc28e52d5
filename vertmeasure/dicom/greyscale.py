"""From stored values to grey on the screen: modality, window and inversion, decided here and nowhere else."""

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from pydicom.dataset import Dataset

from vertmeasure.dicom.attributes import numbers, text
from vertmeasure.dicom.layout import PixelLayout
from vertmeasure.dicom.lookup import Real, has_table, padding_range, tables
from vertmeasure.dicom.stored import Stored
from vertmeasure.dicom.voi import VoiFunction, Window, windows

Grey = npt.NDArray[np.uint8]

_STORED_NUMBERS = 65_536
_SMALLEST_SLOPE, _LARGEST_NUMBER = 1e-9, 1e9
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


def greyscale_rules(dataset: Dataset, layout: PixelLayout) -> GreyscaleRules:
    """Read everything about grey from a header; never raises, malformed parts are ignored and noted."""
    if layout.is_colour:  # brightness of colours is final; PS3.3 C.11.2 is for grey images only
        plain = Window(127.5, 255.0, VoiFunction.LINEAR_EXACT)
        return GreyscaleRules(_frozen(np.arange(256, dtype=np.float64)), (plain,), None, False)
    values, modality_notes = _modality_values(dataset, layout)
    presets, window_notes = windows(dataset, bool(values.min() < 0))
    padding = padding_range(dataset, layout.is_signed)
    return GreyscaleRules(values, presets, padding, is_inverted(dataset, layout), modality_notes + window_notes)


def is_inverted(dataset: Dataset, layout: PixelLayout) -> bool:
    """Whether low values are bright: Presentation LUT Shape decides where present, else MONOCHROME1."""
    shape = text(dataset, "PresentationLUTShape").upper()
    if shape in ("IDENTITY", "INVERSE"):
        return shape == "INVERSE"
    return layout.photometric == "MONOCHROME1"


def _modality_values(dataset: Dataset, layout: PixelLayout) -> tuple[Real, tuple[str, ...]]:
    offset = -(1 << (layout.bits_stored - 1)) if layout.is_signed else 0
    stored = np.arange(1 << layout.bits_stored, dtype=np.float64) + offset
    found = tables(dataset, "ModalityLUTSequence", layout.is_signed)
    if found:
        return _frozen(found[0].look_up(stored)), ()
    notes = ("A malformed modality LUT was ignored.",) if has_table(dataset, "ModalityLUTSequence") else ()
    slope = next(iter(numbers(dataset, "RescaleSlope")), 1.0)
    intercept = next(iter(numbers(dataset, "RescaleIntercept")), 0.0)
    if not _is_usable(slope, intercept):
        return _frozen(stored), (*notes, "An impossible rescale slope or intercept was ignored.")
    return _frozen(stored * slope + intercept), notes


def _is_usable(slope: float, intercept: float) -> bool:
    finite = math.isfinite(slope) and math.isfinite(intercept)
    return finite and _SMALLEST_SLOPE <= abs(slope) <= _LARGEST_NUMBER and abs(intercept) <= _LARGEST_NUMBER


def _frozen(values: Real) -> Real:
    values.flags.writeable = False
    return values


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
