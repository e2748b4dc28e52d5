"""From decoded samples to stored values: HighBit shift, mask and sign, done here and nowhere else."""

import hashlib
from dataclasses import dataclass, replace

import numpy as np

from vertmeasure.dicom.colour import grey_from_rgb
from vertmeasure.dicom.decode import Decoded, Samples
from vertmeasure.dicom.greyscale import Stored
from vertmeasure.dicom.layout import PixelLayout


@dataclass(frozen=True, slots=True, eq=False)
class StoredValues:
    """The stored values of one frame, as numbers from 0.

    Attributes
    ----------
    values : ndarray
        Read-only uint16 [row, column]; the true stored value is `values + offset`.
    offset : int
        0, or the most negative value of a signed film.
    lowest, highest : int
        Of the true stored values; of all three colours for a colour film.
    sha256 : str
        Of the true stored values, row by row, 16 bit little endian; of a colour film, interleaved RGB bytes.
    """

    values: Stored
    offset: int
    lowest: int
    highest: int
    sha256: str


def stored_values(decoded: Decoded, layout: PixelLayout) -> StoredValues:
    """Take the stored values out of what a codec returned."""
    if layout.is_colour:
        return _of_colour(decoded.samples)
    values, offset = from_zero(decoded, layout)
    values.flags.writeable = False
    lowest, highest = int(values.min()) + offset, int(values.max()) + offset
    return StoredValues(values, offset, lowest, highest, _digest(values, offset))


def in_brightness(found: StoredValues, brightness: Stored) -> StoredValues:
    """The same values as the brightness of each; what was told of the stored ones stays."""
    values = brightness[found.values]
    values.flags.writeable = False
    return replace(found, values=values, offset=0)


def _of_colour(rgb: Samples) -> StoredValues:
    grey = grey_from_rgb(rgb).astype(np.uint16)
    grey.flags.writeable = False
    digest = hashlib.sha256(np.ascontiguousarray(rgb).data).hexdigest()
    return StoredValues(grey, 0, int(rgb.min()), int(rgb.max()), digest)


def from_zero(decoded: Decoded, layout: PixelLayout) -> tuple[Stored, int]:
    """Unsigned values after shift and mask, and what has to be added to get the true ones."""
    bits = _bit_patterns(decoded, layout)
    if not layout.is_signed:
        return bits, 0
    sign = 1 << (layout.bits_stored - 1)
    return bits ^ np.uint16(sign), -sign


def _bit_patterns(decoded: Decoded, layout: PixelLayout) -> Stored:
    """The BitsStored bits of each sample, right-aligned; without a copy where nothing is to be done."""
    words = _words(decoded.samples)
    shift = layout.high_bit + 1 - layout.bits_stored
    if shift and decoded.precision > layout.high_bit:  # a codec may have left the unused low bits out
        words = words >> np.uint16(shift)
    if int(words.max()) <= layout.mask:
        return words
    if decoded.is_lossy and not layout.is_signed:  # a mask would turn overshooting white into black
        return np.minimum(words, np.uint16(layout.mask))
    return words & np.uint16(layout.mask)


def _words(samples: Samples) -> Stored:
    if samples.dtype == np.int16:
        return samples.view(np.uint16)
    if samples.dtype == np.int8:
        return samples.astype(np.int16).view(np.uint16)
    return samples.astype(np.uint16, copy=False)


def _digest(values: Stored, offset: int) -> str:
    true = values if offset == 0 else (values.astype(np.int32) + offset).astype(np.int16)
    little_endian = np.ascontiguousarray(true, true.dtype.newbyteorder("<"))
    return hashlib.sha256(little_endian.data).hexdigest()
