"""Films whose pixels are numbers of colours in a palette (PS3.3 C.7.9): to the brightness of these colours."""

from typing import Any

import numpy as np
import numpy.typing as npt
from pydicom.dataset import Dataset

from vertmeasure.core.errors import FilmError
from vertmeasure.dicom.attributes import UNREADABLE, value
from vertmeasure.dicom.colour import grey_from_rgb
from vertmeasure.dicom.layout import PixelLayout

_STORED_NUMBERS = 65_536
_REMEDY = "Export it as a greyscale film."

Brightness = npt.NDArray[np.uint16]


def palette_brightness(dataset: Dataset, layout: PixelLayout) -> Brightness | None:
    """The brightness, 0 to 255, of every stored number from 0 on; None for a film without a palette.

    FilmError when the film needs a palette and its own is missing or damaged.
    """
    if not layout.has_palette:
        return None
    try:
        colours = np.stack([_colour(dataset, name, layout) for name in ("Red", "Green", "Blue")], axis=-1)
    except UNREADABLE as error:
        raise FilmError("The colour palette of this film is missing, damaged or of a rare kind.", _REMEDY) from error
    brightness = grey_from_rgb(colours).astype(np.uint16)
    brightness.flags.writeable = False
    return brightness


def _colour(dataset: Dataset, name: str, layout: PixelLayout) -> npt.NDArray[np.uint8]:
    """One colour of each stored number."""
    count, first, bits = _words(dataset, f"{name}PaletteColorLookupTableDescriptor")
    entries = _entries(dataset, f"{name}PaletteColorLookupTableData", int(count) or _STORED_NUMBERS, int(bits))
    lowest = -(1 << (layout.bits_stored - 1)) if layout.is_signed else 0
    first = first - _STORED_NUMBERS if layout.is_signed and first >= _STORED_NUMBERS // 2 else first
    places = np.arange(_STORED_NUMBERS) + lowest - int(first)
    return entries[np.clip(places, 0, len(entries) - 1)]


def _entries(dataset: Dataset, keyword: str, count: int, bits: int) -> npt.NDArray[np.uint8]:
    """The entries as bytes; they stand in bytes or words, whatever the descriptor says of their bits."""
    data = value(dataset, keyword)
    if isinstance(data, bytes) and len(data) in (count, count + 1):
        return np.frombuffer(data, np.uint8, count)
    words = _words(dataset, keyword)[:count]
    if len(words) < count:
        raise ValueError("fewer entries than the descriptor says")
    return (words >> 8 if bits > 8 or int(words.max()) > 255 else words).astype(np.uint8)


def _words(dataset: Dataset, keyword: str) -> npt.NDArray[np.int64]:
    """16 bit words from what pydicom makes of "US or SS or OW": bytes or a list of numbers."""
    raw: Any = value(dataset, keyword)
    if isinstance(raw, bytes):
        kind = "<u2" if dataset.original_encoding[1] is not False else ">u2"
        return np.frombuffer(raw, kind, len(raw) // 2).astype(np.int64)
    return np.array([int(each) & 0xFFFF for each in raw], np.int64)
