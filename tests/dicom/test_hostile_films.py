"""Films damaged on purpose, opened the way the window opens them: opened or refused in words, nothing else."""

import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from itertools import count

import imagecodecs
import numpy as np
import pydicom
import pytest
from pydicom.encaps import encapsulate, generate_frames

from tests.dicom.made_films import compressed, film, gradient, with_raw, write
from tests.dicom.mutations import Mutator, made_films, real_films
from tests.dicom.test_decode import JPEG_LOSSLESS
from vertmeasure.core.calibration import Grade
from vertmeasure.core.errors import FilmError
from vertmeasure.dicom.darkroom import Darkroom
from vertmeasure.dicom.reading import open_film, read_header

MUTATIONS = 2_500
LONGEST_S = 5.0
MOST_MEMORY_KB = 600_000
NOT_HERE = pytest.param(None, marks=pytest.mark.skip("shared/ is not beside this checkout"))
BASELINE = "1.2.840.10008.1.2.4.50"
END = b"\xff\xd9"


def is_compressed(path):
    return pydicom.dcmread(path, stop_before_pixels=True).file_meta.TransferSyntaxUID.is_compressed


COMPRESSED = [path for path in real_films() if is_compressed(path)] or [NOT_HERE]


def outcome(room, path):
    """What came of a film, "" when it was opened, and how long that took."""
    begun = time.monotonic()
    try:
        pixels = room.open_film(path).pixels
    except FilmError as error:
        return str(error), time.monotonic() - begun
    assert pixels.greyscale.lut(pixels.greyscale.default).shape == (65536,)
    return "", time.monotonic() - begun


def most_memory_kb(room):
    lines = room.ask("tests.dicom.darkroom_jobs:own_status").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM"))


def with_stream_cut(path, into, tail):
    dataset = pydicom.dcmread(path)
    stream = next(generate_frames(dataset.PixelData, number_of_frames=1))
    dataset.PixelData = encapsulate([stream[: len(stream) * 6 // 10] + tail])
    dataset["PixelData"].is_undefined_length = True
    dataset.save_as(into)
    return into


@pytest.mark.parametrize("path", COMPRESSED, ids=lambda path: path and path.stem)
def test_that_a_compressed_film_cut_to_sixty_per_cent_is_refused(tmp_path, path):
    whole, cut = path.read_bytes(), tmp_path / "cut.dcm"
    cut.write_bytes(whole[: len(whole) * 6 // 10])
    for read in (open_film, read_header):
        with pytest.raises(FilmError, match="cut off"):
            read(cut)


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("tail", [b"", END, END + bytes(100)], ids=["no end", "an end", "a padded end"])
@pytest.mark.parametrize("path", COMPRESSED, ids=lambda path: path and path.stem)
def test_that_a_stream_cut_to_sixty_per_cent_is_refused_whatever_stands_at_its_end(tmp_path, path, tail):
    with pytest.raises(FilmError, match=r"cut off|damaged"):
        open_film(with_stream_cut(path, tmp_path / "cut.dcm", tail))


@pytest.mark.parametrize("syntax", [BASELINE, JPEG_LOSSLESS])
def test_that_a_whole_film_that_ends_in_middle_grey_is_opened(tmp_path, syntax):
    grey = gradient(64, 64, np.uint8)
    grey[32:] = 128
    stream = bytes(imagecodecs.jpeg8_encode(grey, lossless=syntax == JPEG_LOSSLESS, level=100))
    opened = open_film(write(tmp_path / "film.dcm", compressed(grey, [stream]), syntax))
    assert (opened.pixels.stored[-1] == 128).all()


def test_that_a_photograph_that_was_cut_and_closed_again_is_refused(tmp_path):
    stream, path = bytes(imagecodecs.jpeg8_encode(gradient(400, 400, np.uint8))), tmp_path / "film.jpg"
    path.write_bytes(stream[: len(stream) * 6 // 10] + END)
    with pytest.raises(FilmError, match="cut off"):
        open_film(path)


SPACINGS = [
    b"",
    b"0\\0",
    b"0\\0.1",
    b"nan\\nan",
    b"0.1\\nan",
    b"inf\\inf",
    b"-0.1\\-0.1",
    b"1e-9\\1e-9",
    b"9\\9",
    b"1e999\\1",
]
SPACINGS += [b"0.1", b"0.1\\0.1\\0.1", b"0.1\\", b"\\0.1", b"0,1\\0,1", b"0.1 mm\\0.1 mm", b"0.1x0.1", b"\xff\xfe\\0.1"]


@pytest.mark.parametrize("attribute", ["PixelSpacing", "ImagerPixelSpacing", "NominalScannedPixelSpacing"])
@pytest.mark.parametrize("spacing", SPACINGS, ids=repr)
def test_that_an_impossible_spacing_gives_no_millimetres(tmp_path, attribute, spacing):
    made = with_raw(film(gradient()), attribute, "DS", spacing + b" " * (len(spacing) % 2))
    calibration = open_film(write(tmp_path / "film.dcm", made)).header.calibration
    assert (calibration.grade, calibration.row_mm, calibration.column_mm) == (Grade.NONE, None, None)


@pytest.mark.slow
def test_that_damaged_films_are_opened_or_refused_and_the_process_lives(tmp_path):
    films = [Mutator(path) for path in (*real_films(), *made_films(tmp_path))]
    places = count()
    with Darkroom(processes=1) as one, Darkroom(processes=1) as other:
        rooms = (one, other)
        before = [room.ask("tests.dicom.darkroom_jobs:pid") for room in rooms]

        def opened_all(which):
            place = tmp_path / f"damaged{next(places)}.dcm"
            found = []
            for seed in range(which, MUTATIONS, 2):
                place.write_bytes(films[seed % len(films)].mutated(seed))
                found.append((*outcome(rooms[which], place), seed))
            return found

        with ThreadPoolExecutor(2) as both:
            found = [each for half in both.map(opened_all, (0, 1)) for each in half]
        assert [room.ask("tests.dicom.darkroom_jobs:pid") for room in rooms] == before
        assert max(map(most_memory_kb, rooms)) < MOST_MEMORY_KB
    assert len(found) == MUTATIONS
    assert not [(seed, seconds) for _, seconds, seed in found if seconds > LONGEST_S]
    assert not [(seed, words) for words, _, seed in found if "deal with" in words or "more memory" in words]
    assert len({words for words, _, _ in found}) > 20
    assert MUTATIONS // 10 < Counter(words for words, _, _ in found)[""] < MUTATIONS // 2
