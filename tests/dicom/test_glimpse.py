"""JPEG 2000 films at a glance: coarse, soon, and never instead of a refusal."""

import imagecodecs
import numpy as np
import pytest

from tests.dicom.made_films import compressed, write
from vertmeasure.core.errors import FilmError
from vertmeasure.dicom import reading
from vertmeasure.dicom.darkroom import Darkroom

JPEG_2000, JPEG_LOSSLESS = "1.2.840.10008.1.2.4.90", "1.2.840.10008.1.2.4.70"
ROWS, COLUMNS = 1501, 1403  # no multiples of four


def slope(bits: int, rows: int = ROWS, columns: int = COLUMNS) -> np.ndarray:
    across = np.linspace(0, (1 << bits) - 1, columns)
    return np.repeat(across[np.newaxis], rows, axis=0).astype(np.uint16 if bits > 8 else np.uint8)


def jpeg_2000(tmp_path, bits=12, cut=0, **attributes):
    pixels = slope(bits)
    stream = imagecodecs.jpeg2k_encode(pixels, reversible=True, codecformat="j2k", level=0, bitspersample=bits)
    dataset = compressed(pixels, [stream[: len(stream) - cut]], BitsStored=bits, HighBit=bits - 1, **attributes)
    return write(tmp_path / "film.dcm", dataset, JPEG_2000)


def glimpses_of(path):
    seen = []
    opened = reading.open_film(path, glimpsed=seen.append)
    return seen, opened


@pytest.mark.parametrize("bits", [8, 10, 12, 16])
def test_that_a_glimpse_has_the_size_and_greys_of_the_film(tmp_path, bits):
    (glimpse,), opened = glimpses_of(jpeg_2000(tmp_path, bits))
    coarse, fine = glimpse.pixels.stored, opened.pixels.stored
    assert coarse.shape == fine.shape
    assert np.abs(coarse.astype(int) - fine.astype(int)).max() <= 1 + (1 << bits) // 64


def test_that_a_glimpse_is_no_measured_film(tmp_path):
    (glimpse,), opened = glimpses_of(jpeg_2000(tmp_path))
    assert glimpse.pixels.sha256 == ""
    assert opened.pixels.sha256 != ""
    assert not glimpse.pixels.stored.flags.writeable
    assert glimpse.header == opened.header


def test_that_signed_small_and_other_films_come_whole_at_once(tmp_path):
    small = slope(12, 300, 400)
    stream = imagecodecs.jpeg2k_encode(small, reversible=True, codecformat="j2k", level=0)
    path = write(tmp_path / "small.dcm", compressed(small, [stream]), JPEG_2000)
    assert glimpses_of(path)[0] == []
    stream = imagecodecs.jpeg8_encode(slope(12), lossless=True, bitspersample=12)
    path = write(tmp_path / "lossless.dcm", compressed(slope(12), [stream]), JPEG_LOSSLESS)
    assert glimpses_of(path)[0] == []


def test_that_nothing_is_shown_of_a_film_that_is_cut_off(tmp_path):
    path, seen = jpeg_2000(tmp_path, cut=2000), []
    with pytest.raises(FilmError):
        reading.open_film(path, glimpsed=seen.append)
    assert seen == []


def test_that_a_glimpse_comes_out_of_the_darkroom_before_the_film(tmp_path):
    path, seen = jpeg_2000(tmp_path), []
    with Darkroom(processes=1) as room:
        opened = room.open_film(path, glimpsed=seen.append)
        again = room.open_film(path)
    (glimpse,) = seen
    assert (glimpse.pixels.sha256, opened.pixels.sha256) == ("", again.pixels.sha256)
    assert np.array_equal(opened.pixels.stored, slope(12))
