"""Turns the pixel element of a film into numbers: one table from transfer syntax to codec.

The work of a codec is done by imagecodecs (libjpeg-turbo, CharLS, OpenJPEG); everything a
stream claims was checked before it gets there. `decode_frame` needs no open file and no pydicom
object, so that it can run in another process.
"""

import os
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import imagecodecs
import numpy as np
import numpy.typing as npt

from vertmeasure.core.errors import FilmError
from vertmeasure.dicom.colour import rgb_from_ybr_full, ybr_full_from_422
from vertmeasure.dicom.encapsulation import fragments, frame_bytes
from vertmeasure.dicom.guard import damaged, too_much_memory
from vertmeasure.dicom.layout import PixelLayout
from vertmeasure.dicom.part10 import UNDEFINED, PixelElement
from vertmeasure.dicom.streams import (
    StreamShape,
    check_end,
    check_shape,
    jpeg2000_shape,
    jpeg_shape,
    rle_segments,
)
from vertmeasure.dicom.syntaxes import UNCOMPRESSED
from vertmeasure.dicom.whole_jpeg import whole_jpeg

Samples = npt.NDArray[Any]

# What imagecodecs and numpy raise on streams they cannot decode.
CODEC_FAILURES = (RuntimeError, ValueError, TypeError, MemoryError, OverflowError, LookupError)
_JPEG2000_THREADS = min(4, os.cpu_count() or 1)
_BASELINE, _EXTENDED, _LOSSLESS, _JPEG_LS = 0xC0, 0xC1, 0xC3, 0xF7
_RLE_PADDING_BYTES = 256


@dataclass(frozen=True, slots=True)
class Decoded:
    """One frame as it left the codec.

    Attributes
    ----------
    samples : ndarray
        [row, column] or, for colour, [row, column, (R, G, B)]; 8 or 16 bit.
    precision : int
        Bits of a sample that the stream can carry.
    is_lossy : bool
        Whether values may overshoot what BitsStored allows.
    """

    samples: Samples
    precision: int
    is_lossy: bool = False


@dataclass(frozen=True, slots=True)
class Codec:
    """A way of storing pixels; `processes` are the JPEG frame markers it accepts."""

    decode: Callable[["Codec", bytes, PixelLayout], Decoded]
    processes: tuple[int, ...] = ()
    is_lossy: bool = False


def codec_of(transfer_syntax: str) -> Codec | None:
    """The codec for a compressed transfer syntax, or None when the pixels are not compressed.

    Raises FilmError for a syntax that is not supported.
    """
    if transfer_syntax not in CODECS:
        raise FilmError(
            f"This film is stored in a way that is not supported (transfer syntax {transfer_syntax}).",
            "Export it uncompressed, or as JPEG Lossless or JPEG 2000.",
        )
    return CODECS[transfer_syntax]


def check_pixels(element: PixelElement, layout: PixelLayout, transfer_syntax: str) -> None:
    """Raise FilmError when the pixels are cut off or their kind contradicts the header, without decoding."""
    if codec_of(transfer_syntax) is not None:
        fragments(element)
    elif element.declared == UNDEFINED:
        raise damaged("The pixels of this film are compressed, but its header says they are not.")
    elif len(element.value) < layout.frame_bytes * layout.frames:
        raise damaged("This film is cut off: it has fewer pixels than its header says.")


def decode_frame(element: PixelElement, layout: PixelLayout, transfer_syntax: str, frame: int = 1) -> Decoded:
    """Decode one frame, counted from 1, of an element that `check_pixels` has passed.

    FilmError when it is missing, damaged or not what the header says.
    """
    if not 1 <= frame <= layout.frames:
        raise FilmError(f"This film has no frame {frame}.", f"Choose a frame from 1 to {layout.frames}.")
    codec = codec_of(transfer_syntax)
    if codec is None:
        return _uncompressed(element, layout, frame)
    stream = frame_bytes(element, layout.frames, frame)
    try:
        return codec.decode(codec, stream, layout)
    except MemoryError as error:
        raise too_much_memory() from error
    except CODEC_FAILURES as error:
        raise damaged("The compressed pixels of this film are damaged.") from error


def _uncompressed(element: PixelElement, layout: PixelLayout, frame: int) -> Decoded:
    size = layout.frame_bytes
    kind = np.dtype("u1") if layout.bits_allocated == 8 else np.dtype("<u2" if element.little_endian else ">u2")
    swapped = layout.bits_allocated == 8 and element.vr == "OW" and not element.little_endian
    data = _unswapped(element.value) if swapped else element.value
    flat = np.frombuffer(data, kind, size // kind.itemsize, size * (frame - 1))
    return Decoded(_shaped(flat, layout), layout.bits_allocated)


def _unswapped(words: memoryview) -> bytes:
    """bytes in order from big endian 16 bit words that hold two 8 bit pixels each."""
    return np.frombuffer(words, ">u2", len(words) // 2).astype("<u2").tobytes()


def _shaped(flat: Samples, layout: PixelLayout) -> Samples:
    """Flat samples as [row, column] or RGB."""
    if not layout.is_colour:
        return flat.reshape(layout.rows, layout.columns)
    if layout.photometric == "YBR_FULL_422":
        if layout.columns % 2:
            raise damaged("The header of this film contradicts itself about its colours.")
        return rgb_from_ybr_full(ybr_full_from_422(flat, layout.rows, layout.columns))
    planes = flat.reshape((3, layout.rows, layout.columns) if layout.is_planar else (layout.rows, layout.columns, 3))
    return _rgb(np.moveaxis(planes, 0, -1) if layout.is_planar else planes, layout)


def _rgb(samples: Samples, layout: PixelLayout) -> Samples:
    """RGB from samples that are still coded the way the header says."""
    return rgb_from_ybr_full(samples) if layout.photometric.startswith("YBR_FULL") else samples


def _rle(codec: Codec, stream: bytes, layout: PixelLayout) -> Decoded:
    """PS3.5 annex G: one segment for each byte plane, the most significant byte first."""
    planes_per_sample = layout.bits_allocated // 8
    planes = [_plane(each, layout) for each in rle_segments(stream, layout.samples * planes_per_sample)]
    if layout.is_colour:
        return Decoded(_rgb(np.stack(planes, axis=-1), layout), 8)
    samples = planes[0] if planes_per_sample == 1 else planes[0].astype(np.uint16) << 8 | planes[1]
    return Decoded(samples, layout.bits_allocated, codec.is_lossy)


def _plane(segment: bytes, layout: PixelLayout) -> Samples:
    size = layout.rows * layout.columns
    data = imagecodecs.packbits_decode(segment, out=size + _RLE_PADDING_BYTES)
    if len(data) < size:
        raise damaged("This film is cut off: its compressed pixels end early.")
    return np.frombuffer(data, np.uint8, size).reshape(layout.rows, layout.columns)


def _jpeg(codec: Codec, stream: bytes, layout: PixelLayout) -> Decoded:
    shape = _checked(jpeg_shape(stream), stream, layout)
    if shape.process not in codec.processes:
        raise damaged("The compressed pixels of this film are of another kind than its header says.")
    if not layout.is_colour:
        return _decoded(whole_jpeg(stream, shape.precision), codec, shape)
    if shape.process == _LOSSLESS:  # what was coded without loss is not converted by the codec
        as_coded = whole_jpeg(stream, shape.precision, colorspace="RGB", outcolorspace="RGB")
        return _decoded(_rgb(as_coded, layout), codec, shape)
    unnamed_rgb = layout.photometric == "RGB" and not shape.names_colours
    colours = "RGB" if unnamed_rgb else None  # None: as the stream says, else YCbCr
    return _decoded(whole_jpeg(stream, shape.precision, colorspace=colours, outcolorspace="RGB"), codec, shape)


def _jpeg_ls(codec: Codec, stream: bytes, layout: PixelLayout) -> Decoded:
    shape = _checked(jpeg_shape(stream), stream, layout)
    if shape.process not in codec.processes:
        raise damaged("The compressed pixels of this film are of another kind than its header says.")
    return _decoded(_rgb(imagecodecs.jpegls_decode(stream), layout), codec, shape)


def _jpeg_2000(codec: Codec, stream: bytes, layout: PixelLayout) -> Decoded:
    # OpenJPEG reads HTJ2K too, and reports damage; OpenJPH through imagecodecs hands out what it has instead.
    shape = _checked(jpeg2000_shape(stream), stream, layout)
    samples = imagecodecs.jpeg2k_decode(stream, numthreads=_JPEG2000_THREADS)
    return _decoded(_rgb(samples, layout), codec, shape)


def _checked(shape: StreamShape, stream: bytes, layout: PixelLayout) -> StreamShape:
    check_shape(shape, layout)
    check_end(stream)
    return shape


def _decoded(samples: Samples, codec: Codec, shape: StreamShape) -> Decoded:
    expected = (shape.rows, shape.columns) if shape.samples == 1 else (shape.rows, shape.columns, shape.samples)
    if samples.shape != expected:
        raise damaged("The compressed pixels of this film have another size than its header says.")
    return Decoded(samples, shape.precision, codec.is_lossy)


CODECS: dict[str, Codec | None] = {
    **dict.fromkeys(UNCOMPRESSED),
    "1.2.840.10008.1.2.5": Codec(_rle),
    "1.2.840.10008.1.2.4.50": Codec(_jpeg, (_BASELINE, _EXTENDED), is_lossy=True),
    "1.2.840.10008.1.2.4.51": Codec(_jpeg, (_BASELINE, _EXTENDED), is_lossy=True),
    "1.2.840.10008.1.2.4.57": Codec(_jpeg, (_LOSSLESS,)),
    "1.2.840.10008.1.2.4.70": Codec(_jpeg, (_LOSSLESS,)),
    "1.2.840.10008.1.2.4.80": Codec(_jpeg_ls, (_JPEG_LS,)),
    "1.2.840.10008.1.2.4.81": Codec(_jpeg_ls, (_JPEG_LS,), is_lossy=True),
    "1.2.840.10008.1.2.4.90": Codec(_jpeg_2000),
    "1.2.840.10008.1.2.4.91": Codec(_jpeg_2000, is_lossy=True),
    "1.2.840.10008.1.2.4.201": Codec(_jpeg_2000),
    "1.2.840.10008.1.2.4.202": Codec(_jpeg_2000),
    "1.2.840.10008.1.2.4.203": Codec(_jpeg_2000, is_lossy=True),
}
