"""Decodes JPEG streams that are there to the last pixel, and no others."""

from functools import partial
from typing import Any

import imagecodecs
import numpy as np
import numpy.typing as npt

from vertmeasure.dicom.guard import damaged

_Samples = npt.NDArray[Any]

_END = b"\xff\xd9"
_MORE = b"\x55\x3a\x9c\x01\x77\xe2" * 20  # means something else than middle grey, whatever the Huffman tables


def whole_jpeg(
    stream: bytes, precision: int, colorspace: str | None = None, outcolorspace: str | None = None
) -> _Samples:
    """Decode a stream that ends in its end marker; FilmError when its pixels end before.

    libjpeg fills what is missing with middle grey and says nothing. So a film whose last row is middle grey is
    decoded once more with something to read behind its data: pixels that come out differently were missing.

    Parameters
    ----------
    precision : int
        Bits of a sample.
    colorspace, outcolorspace : str | None
        How the colours are coded, and wanted, in the words of imagecodecs; None: as the stream says.
    """
    decode = partial(imagecodecs.jpeg8_decode, colorspace=colorspace, outcolorspace=outcolorspace)
    samples = decode(stream)
    if _ends_in_middle_grey(samples, precision):
        data = stream[: stream.rfind(_END)].rstrip(b"\xff")
        if not np.array_equal(samples, decode(data + _MORE + _END)):
            raise damaged("This film is cut off: its compressed pixels end early.")
    return samples


def _ends_in_middle_grey(samples: _Samples, precision: int) -> bool:
    last = samples[-1]
    middle = last[0] if samples.ndim > 2 else 1 << (precision - 1)  # of colours: any one, they may be converted
    return bool((last == middle).all())
