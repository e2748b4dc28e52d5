"""Opens films: the one way from a path to a header and to pixels."""

import hashlib
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from vertmeasure.dicom.decode import check_pixels, codec_of, decode_frame
from vertmeasure.dicom.film import FilmHeader, OpenedFilm, Pixels
from vertmeasure.dicom.grey_rules import greyscale_rules
from vertmeasure.dicom.greyscale import GreyscaleRules, greyscale
from vertmeasure.dicom.guard import file_bytes
from vertmeasure.dicom.header import film_header
from vertmeasure.dicom.layout import PixelLayout, pixel_layout
from vertmeasure.dicom.part10 import Part10, PixelElement, pixel_element, take_apart
from vertmeasure.dicom.quiet import quiet
from vertmeasure.dicom.radiograph import require_radiograph
from vertmeasure.dicom.stored import stored_values


@dataclass(frozen=True, slots=True)
class _Reading:
    """A file that has passed the guard, taken apart and not yet decoded."""

    file: Part10
    layout: PixelLayout
    rules: GreyscaleRules

    def element(self) -> PixelElement:
        """The pixels as they stand in the file, checked; FilmError when they are missing or cut off."""
        element = pixel_element(self.file)
        check_pixels(element, self.layout, self.file.transfer_syntax)
        return element

    def header(self, path: Path, sha256: str) -> FilmHeader:
        """What the film says about itself."""
        return film_header(path, sha256, self.file, self.layout, self.rules)


def read_header(path: Path) -> FilmHeader:
    """Read what a film says about itself, even one that is a mere header.

    FilmError when it is no radiograph, damaged or cut off.
    """
    data = file_bytes(path)
    with quiet():
        reading = _read(data)
        if reading.file.has_pixels:
            reading.element()
        return reading.header(path, _sha256(data))


def open_film(path: Path, frame: int = 1) -> OpenedFilm:
    """Read a film and decode one frame, counted from 1; FilmError as `read_header`, or without pixels or that frame."""
    data = file_bytes(path)
    with ThreadPoolExecutor(1) as beside:  # the digest of a large film takes as long as decoding a raw one
        digest = beside.submit(_sha256, data)
        with quiet():
            reading = _read(data)
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
    return _Reading(file, layout, greyscale_rules(file.dataset, layout))


def _pixels(reading: _Reading, frame: int) -> Pixels:
    layout = reading.layout
    decoded = decode_frame(reading.element(), layout, reading.file.transfer_syntax, frame)
    found = stored_values(decoded, layout)
    return Pixels(
        stored=found.values,
        offset=found.offset,
        lowest=found.lowest,
        highest=found.highest,
        sha256=found.sha256,
        greyscale=greyscale(reading.rules, found.values, found.offset),
    )
