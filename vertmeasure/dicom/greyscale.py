"""From stored values to grey on the screen: modality, window and inversion, decided here and nowhere else."""

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from vertmeasure.dicom.shutter import Mask, Shutter
from vertmeasure.dicom.table import Real
from vertmeasure.dicom.window import VoiFunction, Window

Grey = npt.NDArray[np.uint8]
Stored = npt.NDArray[np.uint16]

_STORED_NUMBERS = 65_536
_AUTOMATIC_SHARES = (0.005, 0.995)
_BONE_SHARES = (0.25, 0.999)
"""Bone is brighter than what it lies in; the darkest quarter of a film is air and collimated edge."""
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
    shutter : Shutter | None
        What the film hides at its edges.
    unit : str
        Of modality values, short; empty where the header names none.
    notes : tuple[str, ...]
        Sentences on what was ignored.
    """

    values: Real
    presets: tuple[Window, ...]
    padding: tuple[int, int] | None
    is_inverted: bool
    notes: tuple[str, ...] = ()
    shutter: Shutter | None = None
    unit: str = ""


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
        From the 0.5th to the 99.5th percentile of the film, without padding and what a shutter hides.
    bone : Window
        The same from the darkest quarter upwards, so that what is bright has more of the grey.
    extent : tuple[float, float]
        Lowest and highest modality value of the film, without padding and what a shutter hides.
    is_inverted : bool
        Whether low values are bright, by the header.
    unit : str
        Of modality values, short; empty where the header names none.
    """

    values: Real
    presets: tuple[Window, ...]
    automatic: Window
    bone: Window
    extent: tuple[float, float]
    is_inverted: bool
    unit: str = ""

    @property
    def default(self) -> Window:
        """The first window of the file; the automatic one when there is none or it misses the film."""
        first = next(iter(self.presets), self.automatic)
        return first if first.meets(*self.extent) else self.automatic

    @property
    def full_range(self) -> Window:
        """From the lowest to the highest value of the film."""
        return _between(self.extent, "Full range")

    def modality_value(self, stored: int) -> float:
        """The value in modality units of a stored number, as read from `Pixels.stored`."""
        return float(self.values[min(stored, len(self.values) - 1)])

    def grey_of(self, stored: int, window: Window, inverted: bool = False) -> int:
        """The grey, 0 to 255, of one stored number, as `lut` has it."""
        at = min(stored, len(self.values) - 1)
        grey = float(window.grey(self.values[at : at + 1])[0])
        return math.floor((1.0 - grey if self.is_inverted != inverted else grey) * 255 + 0.5)

    def lut(self, window: Window, inverted: bool = False) -> Grey:
        """The grey, 0 to 255, of every stored number: uint8[65536], indexed by `Pixels.stored`.

        Modality, window and inversion are folded in; `inverted` is the reader's own inversion on top.
        """
        grey = self.levels(window, 256, inverted).astype(np.uint8)
        table = np.empty(_STORED_NUMBERS, np.uint8)
        table[: len(grey)] = grey
        table[len(grey) :] = grey[-1]
        return table

    def levels(self, window: Window, count: int, inverted: bool = False) -> Stored:
        """As `lut`, in steps from 0 to `count` - 1 (at most 65,536) and only for the numbers this film can hold."""
        grey = window.grey(self.values)
        if self.is_inverted != inverted:
            grey = 1.0 - grey
        return np.floor(grey * (count - 1) + 0.5).astype(np.uint16)


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

    def ends(shares: tuple[float, float]) -> tuple[float, float]:
        low, high = (float(ranked[np.searchsorted(running, running[-1] * share)]) for share in shares)
        return low, high

    low, high = _BONE_SHARES
    bone = (1.0 - high, 1.0 - low) if rules.is_inverted else (low, high)
    seen = ranked[counts[order] > 0]
    return Greyscale(
        values=rules.values,
        presets=rules.presets,
        automatic=_between(ends(_AUTOMATIC_SHARES), "Automatic"),
        bone=_between(ends(bone), "Bone"),
        extent=(float(seen[0]), float(seen[-1])),
        is_inverted=rules.is_inverted,
        unit=rules.unit,
    )


def _between(ends: tuple[float, float], name: str) -> Window:
    low, high = ends
    return Window((low + high) / 2, (high - low) or 1.0, VoiFunction.LINEAR_EXACT, name)


def _counts(rules: GreyscaleRules, stored: Stored, offset: int) -> npt.NDArray[np.intp]:
    """How often each stored number occurs in the image proper (unless there is nothing else); sampled evenly."""
    step = max(1, math.isqrt(stored.size // _SAMPLED_PIXELS))
    sampled = stored[::step, ::step]
    every = np.bincount(sampled.ravel(), minlength=len(rules.values))
    shown = _shown(sampled, step, rules.shutter)
    counts = every if shown is None else np.bincount(sampled[shown], minlength=len(rules.values))
    if rules.padding is not None:
        low, high = (min(max(each - offset, -1), len(counts)) for each in rules.padding)
        counts = counts.copy()
        counts[max(low, 0) : high + 1] = 0
    return counts if counts.any() else every


def _shown(sampled: Stored, step: int, shutter: Shutter | None) -> Mask | None:
    """Which of the sampled pixels no shutter hides; None when there is none."""
    if shutter is None:
        return None
    rows, columns = (np.arange(count, dtype=np.float64) * step + 0.5 for count in sampled.shape)
    return shutter.shows(rows, columns)
