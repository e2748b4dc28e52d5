"""A film at a glance: JPEG 2000 decoded at a quarter of its size, shown until the whole of it is there.

Pillow is the codec here, since imagecodecs cannot stop at a resolution. Nothing is measured on a glimpse, and
one that cannot be had is no error: the whole film follows, or the reason why it is refused.
"""

from io import BytesIO
from typing import Any

import numpy as np
import numpy.typing as npt
from PIL import Image

from vertmeasure.dicom.decode import Decoded
from vertmeasure.dicom.layout import PixelLayout
from vertmeasure.dicom.streams import check_end, check_shape, jpeg2000_shape

_HALVINGS = 2
_STEP = 1 << _HALVINGS
_SMALLEST_AREA_PX = 2_000_000  # what is smaller is there at once anyway
_SYNTAXES = ("1.2.840.10008.1.2.4.90", "1.2.840.10008.1.2.4.91")

Samples = npt.NDArray[Any]


def is_worth_a_glimpse(transfer_syntax: str, layout: PixelLayout) -> bool:
    """Whether decoding the whole film takes so long that a reader would wait for it."""
    is_plain = not (layout.is_colour or layout.is_signed)
    return transfer_syntax in _SYNTAXES and is_plain and layout.rows * layout.columns >= _SMALLEST_AREA_PX


def glimpse(stream: bytes, layout: PixelLayout) -> Decoded | None:
    """A grey JPEG 2000 stream, [row, column] of a quarter of the film's size; None when it cannot be had.

    FilmError when the stream is cut off or not what the header says.
    """
    shape = jpeg2000_shape(stream)
    check_shape(shape, layout)
    check_end(stream)
    precision = shape.precision
    try:
        samples = np.asarray(_reduced(stream))
    except (OSError, ValueError, Image.DecompressionBombError):
        return None
    if samples.dtype == np.uint16:
        return Decoded(samples >> np.uint16(16 - precision), precision)  # Pillow spreads them over all 16 bits
    return Decoded(samples, precision) if samples.dtype == np.uint8 and precision <= 8 else None


def _reduced(stream: bytes) -> Image.Image:
    image = Image.open(BytesIO(stream), formats=("JPEG2000",))
    image.reduce = _HALVINGS  # type: ignore[method-assign,assignment]
    # WORKAROUND: Pillow rounds the reduced size where JPEG 2000 rounds up, and then fails on most odd sizes
    # (https://github.com/python-pillow/Pillow/blob/main/src/PIL/Jpeg2KImagePlugin.py, `load`).
    image._size = tuple(-(-side // _STEP) * _STEP for side in image.size)  # type: ignore[assignment]  # noqa: SLF001
    image.load()
    return image


def enlarged(values: npt.NDArray[np.uint16], rows: int, columns: int) -> npt.NDArray[np.uint16]:
    """A glimpse spread over the size of the film, read-only uint16 [row, column]: each value stands for a square."""
    wide = np.repeat(values, _STEP, axis=1)[:, :columns]
    whole = np.repeat(wide, _STEP, axis=0)[:rows]
    whole.flags.writeable = False
    return whole
