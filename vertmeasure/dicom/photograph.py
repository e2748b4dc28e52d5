"""Photographs of films as PNG or JPEG: no patient, no millimetres, pixels as they are stored."""

import hashlib
from dataclasses import replace
from pathlib import Path

import imagecodecs
import numpy as np
from pydicom.dataset import Dataset

from vertmeasure.core.calibration import Calibration
from vertmeasure.core.errors import FilmError
from vertmeasure.core.study import Patient
from vertmeasure.dicom.allowance import Told, nobody, to_decode
from vertmeasure.dicom.decode import CODEC_FAILURES, Decoded, Samples
from vertmeasure.dicom.film import FilmHeader, OpenedFilm, Pixels
from vertmeasure.dicom.grey_rules import greyscale_rules
from vertmeasure.dicom.greyscale import greyscale
from vertmeasure.dicom.guard import PNG_START, damaged
from vertmeasure.dicom.layout import PixelLayout, check_size
from vertmeasure.dicom.photograph_file import PhotographShape, essential_png, photograph_shape
from vertmeasure.dicom.stored import stored_values
from vertmeasure.dicom.whole_jpeg import whole_jpeg
from vertmeasure.dicom.window import VoiFunction, Window

_FULL_RANGE = (Window(127.5, 255.0, VoiFunction.LINEAR_EXACT),)
_LARGEST_COLOUR_AREA_PX = 64_000_000  # a PNG of 300 kB can unpack to more
_NO_DICOM = "This is a photograph, not DICOM: it names nobody and has no scale. Calibrate it by a known length."
_TURNED = "The camera marked this photograph to be turned; it is shown as it is stored. Turn the view where needed."
_ALPHA = "The transparency of this picture was ignored."
_ANIMATED = "This picture is animated; its first one is shown."
_FINER = "The colours of this picture were reduced to 8 bits each."


def photograph_header(path: Path, data: bytes) -> FilmHeader:
    """What can be said of a photograph; FilmError when it is damaged, cut off or too large."""
    shape, layout = _taken_apart(data)
    return _header(path, data, shape, layout)


def open_photograph(path: Path, data: bytes, frame: int = 1, told: Told = nobody) -> OpenedFilm:
    """Decode a photograph; FilmError as `photograph_header`, or for any frame but the first."""
    if frame != 1:
        raise FilmError(f"This photograph has no frame {frame}.", "Choose frame 1.")
    shape, layout = _taken_apart(data)
    told(to_decode(shape.rows * shape.columns * shape.channels, len(data)))
    found = stored_values(Decoded(_samples(data, shape), layout.bits_stored), layout)
    rules = replace(greyscale_rules(Dataset(), layout), presets=_FULL_RANGE if layout.bits_stored == 8 else ())
    pixels = Pixels(
        stored=found.values,
        offset=found.offset,
        lowest=found.lowest,
        highest=found.highest,
        sha256=found.sha256,
        greyscale=greyscale(rules, found.values, found.offset),
    )
    return OpenedFilm(_header(path, data, shape, layout), pixels, 1)


def _taken_apart(data: bytes) -> tuple[PhotographShape, PixelLayout]:
    shape = photograph_shape(data)
    check_size(shape.rows, shape.columns)
    is_colour = shape.channels >= 3
    if is_colour and shape.rows * shape.columns > _LARGEST_COLOUR_AREA_PX:
        megapixels = _LARGEST_COLOUR_AREA_PX // 1_000_000
        remedy = "Save it smaller, or in grey."
        raise FilmError(f"This photograph has colours and more than {megapixels} megapixels.", remedy)
    bits = 8 if is_colour else shape.bits
    return shape, PixelLayout(
        rows=shape.rows,
        columns=shape.columns,
        frames=1,
        samples=3 if is_colour else 1,
        bits_allocated=bits,
        bits_stored=bits,
        high_bit=bits - 1,
        is_signed=False,
        is_planar=False,
        photometric="RGB" if is_colour else "MONOCHROME2",
    )


def _samples(data: bytes, shape: PhotographShape) -> Samples:
    """The pixels without transparency: [row, column] or [row, column, (R, G, B)]."""
    try:
        is_png = data.startswith(PNG_START)
        decoded: Samples = imagecodecs.png_decode(essential_png(data)) if is_png else whole_jpeg(data, shape.bits)
    except CODEC_FAILURES as error:
        raise damaged("The picture in this photograph is damaged or cut off.") from error
    samples = decoded.reshape(*decoded.shape[:2], -1)
    if samples.shape != (shape.rows, shape.columns, shape.channels):
        raise damaged("The picture in this photograph has another size than it says.")
    if shape.channels < 3:
        return np.ascontiguousarray(samples[..., 0])
    return np.ascontiguousarray(samples[..., :3] if shape.bits == 8 else (samples[..., :3] >> 8).astype(np.uint8))


def _header(path: Path, data: bytes, shape: PhotographShape, layout: PixelLayout) -> FilmHeader:
    return FilmHeader(
        path=path,
        modality="",
        sop_instance_uid="",
        patient=Patient(),
        study_date="",
        rows=layout.rows,
        columns=layout.columns,
        frames=1,
        bits_stored=layout.bits_stored,
        transfer_syntax="",
        photometric=layout.photometric,
        inverted=False,
        anterior="unknown",
        calibration=Calibration(),
        alternatives=(),
        warnings=_warnings(shape),
        sha256=hashlib.sha256(data).hexdigest(),
    )


def _warnings(shape: PhotographShape) -> tuple[str, ...]:
    found = {
        _NO_DICOM: True,
        _TURNED: shape.orientation > 1,
        _ALPHA: shape.channels in (2, 4),
        _ANIMATED: shape.pictures > 1,
        _FINER: shape.channels >= 3 and shape.bits == 16,
    }
    return tuple(words for words, applies in found.items() if applies)
