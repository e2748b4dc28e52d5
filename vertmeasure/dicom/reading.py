"""Opens films: the one way from a path to a header and to pixels."""

import hashlib
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path

from vertmeasure.dicom.allowance import Told, nobody, to_decode, to_take_apart
from vertmeasure.dicom.decode import check_pixels, codec_of, decode_frame
from vertmeasure.dicom.encapsulation import frame_bytes
from vertmeasure.dicom.film import FilmHeader, OpenedFilm, Pixels
from vertmeasure.dicom.film_reader import Glimpsed
from vertmeasure.dicom.glimpse import enlarged, glimpse, is_worth_a_glimpse
from vertmeasure.dicom.grey_rules import greyscale_rules
from vertmeasure.dicom.greyscale import GreyscaleRules, greyscale
from vertmeasure.dicom.guard import file_bytes, looks_like_photograph
from vertmeasure.dicom.header import film_header
from vertmeasure.dicom.layout import PixelLayout, pixel_layout
from vertmeasure.dicom.overlays import OverlayGroup, overlay_groups, overlay_planes
from vertmeasure.dicom.palette_colour import Brightness, palette_brightness
from vertmeasure.dicom.part10 import Part10, PixelElement, pixel_element, take_apart
from vertmeasure.dicom.photograph import open_photograph, photograph_header
from vertmeasure.dicom.quiet import quiet
from vertmeasure.dicom.radiograph import require_radiograph
from vertmeasure.dicom.stored import from_zero, in_brightness, stored_values


@dataclass(frozen=True, slots=True)
class _Reading:
    """A file that has passed the guard, taken apart and not yet decoded."""

    file: Part10
    layout: PixelLayout
    rules: GreyscaleRules
    overlays: tuple[OverlayGroup, ...]
    palette: Brightness | None

    def element(self) -> PixelElement:
        """The pixels as they stand in the file, checked; FilmError when they are missing or cut off."""
        element = pixel_element(self.file)
        check_pixels(element, self.layout, self.file.transfer_syntax)
        return element

    def header(self, path: Path, sha256: str) -> FilmHeader:
        """What the film says about itself."""
        return film_header(path, sha256, self.file, self.layout, self.rules)


def read_header(path: Path, told: Told = nobody) -> FilmHeader:
    """Read what a film says about itself, even one that is a mere header.

    FilmError when it is no radiograph, damaged or cut off.
    """
    data = file_bytes(path, told)
    told(to_take_apart(len(data)))
    if looks_like_photograph(data):
        return photograph_header(path, data)
    with quiet():
        reading = _read(data)
        if reading.file.has_pixels:
            reading.element()
        return reading.header(path, _sha256(data))


def open_film(path: Path, frame: int = 1, glimpsed: Glimpsed | None = None, told: Told = nobody) -> OpenedFilm:
    """Read a film and decode one frame, counted from 1; FilmError as `read_header`, or without pixels or that frame."""
    data = file_bytes(path, told)
    told(to_take_apart(len(data)))
    if looks_like_photograph(data):
        return open_photograph(path, data, frame, told)
    with ThreadPoolExecutor(1) as beside:  # the digest of a large film takes as long as decoding a raw one
        digest = beside.submit(_sha256, data)
        with quiet():
            reading = _read(data)
        told(to_decode(reading.layout.samples * reading.layout.rows * reading.layout.columns, len(data)))
        glance = _at_a_glance(reading, frame) if glimpsed is not None else None
        if glimpsed is not None and glance is not None:
            with quiet():
                glimpsed(OpenedFilm(reading.header(path, digest.result()), glance, frame))
        pixels = _pixels(reading, frame)
        with quiet():
            return OpenedFilm(reading.header(path, digest.result()), pixels, frame)


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _read(data: bytes) -> _Reading:
    file = take_apart(data)
    require_radiograph(file.dataset)
    codec_of(file.transfer_syntax)
    layout = pixel_layout(file.dataset)
    rules = greyscale_rules(file.dataset, layout)
    overlays, notes = overlay_groups(file.dataset, layout)
    palette = palette_brightness(file.dataset, layout)
    return _Reading(file, layout, replace(rules, notes=rules.notes + notes), overlays, palette)


def _at_a_glance(reading: _Reading, frame: int) -> Pixels | None:
    """Coarse pixels without a digest, where the whole ones take long; FilmError when the film is cut off."""
    layout = reading.layout
    if not is_worth_a_glimpse(reading.file.transfer_syntax, layout):
        return None
    decoded = glimpse(frame_bytes(reading.element(), layout.frames, frame), layout)
    if decoded is None:
        return None
    values, offset = from_zero(decoded, layout)
    return Pixels(
        stored=enlarged(values, layout.rows, layout.columns),
        offset=offset,
        lowest=int(values.min()) + offset,
        highest=int(values.max()) + offset,
        sha256="",
        greyscale=greyscale(reading.rules, values, offset),
        shutter=reading.rules.shutter,
    )


def _pixels(reading: _Reading, frame: int) -> Pixels:
    layout = reading.layout
    decoded = decode_frame(reading.element(), layout, reading.file.transfer_syntax, frame)
    found = stored_values(decoded, layout)
    if reading.palette is not None:
        found = in_brightness(found, reading.palette)
    return Pixels(
        stored=found.values,
        offset=found.offset,
        lowest=found.lowest,
        highest=found.highest,
        sha256=found.sha256,
        greyscale=greyscale(reading.rules, found.values, found.offset),
        overlays=overlay_planes(reading.overlays, decoded, frame),
        shutter=reading.rules.shutter,
    )
