"""From a file to the array of its stored values, against pydicom with the decoder it takes by itself."""

import tempfile
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
from pydicom import dcmread
from pydicom.pixels.decoders.base import get_decoder

from benchmarks.made_films import HTJ2K, JPEG_2000, JPEG_LOSSLESS, RAW, MadeFilm, large_film, small_film
from benchmarks.timing import Row, best_in_turns_ms, best_ms
from vertmeasure.dicom.decode import decode_frame
from vertmeasure.dicom.guard import file_bytes
from vertmeasure.dicom.layout import pixel_layout
from vertmeasure.dicom.part10 import pixel_element, take_apart

CODECS = (
    (RAW, "raw", "<= 0.6", 15),
    (JPEG_LOSSLESS, "JPEG Lossless", "<= 0.25", 5),
    (JPEG_2000, "JPEG 2000", "<= 0.7", 3),
    (HTJ2K, "HTJ2K", "<= 0.65", 5),
)


def rows() -> Iterator[Row]:
    """One row for each way of storing and each size."""
    with tempfile.TemporaryDirectory() as folder:
        for film in (small_film(), large_film()):
            for syntax, name, goal, runs in CODECS:
                path = film.write(Path(folder) / "film.dcm", syntax)
                yield _row(path, (f"{name} {film.words} to array", film.goal(goal)), film, runs)


def _row(path: Path, words: tuple[str, str], film: MadeFilm, runs: int) -> Row:
    what, goal = words
    if not np.array_equal(stored_array(path), film.stored):
        raise SystemExit(f"{what}: not the values that were stored")
    plugin = _plugin_of(path)
    if not plugin:
        alone = best_ms(partial(stored_array, path), runs)
        return Row(what, alone, "pydicom: no decoder installed", float("nan"), goal)
    if not np.array_equal(dcmread(path).pixel_array, film.stored):
        raise SystemExit(f"{what}: pydicom with {plugin} reads other values")
    ours, theirs = best_in_turns_ms(partial(stored_array, path), partial(_with_pydicom, path), runs=runs)
    return Row(what, ours, f"pydicom, {plugin}", theirs, goal)


def stored_array(path: Path) -> Any:
    """What the darkroom does until the values are there."""
    file = take_apart(file_bytes(path))
    return decode_frame(pixel_element(file), pixel_layout(file.dataset), file.transfer_syntax).samples


def _with_pydicom(path: Path) -> Any:
    return dcmread(path).pixel_array


def _plugin_of(path: Path) -> str:
    """The decoder pydicom would take; empty where it has none."""
    syntax = dcmread(path, stop_before_pixels=True).file_meta.TransferSyntaxUID
    if not syntax.is_compressed:
        return "numpy"
    return next(iter(get_decoder(syntax).available_plugins), "")
