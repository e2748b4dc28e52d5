"""Overlays: where they lie on the film, in which bits they stand, and which are refused."""

import numpy as np
import pytest

from tests.conftest import shared
from tests.dicom.dcmtk import needs_dcmtk, rendered, rewritten
from tests.dicom.made_films import EXPLICIT_BIG, film, gradient, write
from vertmeasure.dicom.overlay_plane import OverlayPlane, drawn_mask
from vertmeasure.dicom.overlays import IGNORED
from vertmeasure.dicom.reading import open_film, read_header

WINDOW = {"WindowCenter": 1500, "WindowWidth": 1200}
RING = np.hypot(*(np.mgrid[:20, :33] - np.array([10, 15])[:, None, None])).round() == 8


def with_overlay(dataset, mark=RING, group=0x6000, origin=(5, 9), **others):
    """The film with an overlay; `others` are elements of its group, by number in hexadecimal ("x0015")."""
    rows, columns = mark.shape[-2:]
    bits = np.packbits(mark.ravel(), bitorder="little").tobytes()
    elements = {0x0010: ("US", rows), 0x0011: ("US", columns), 0x0040: ("CS", "G"), 0x0050: ("SS", list(origin))}
    elements |= {0x0100: ("US", 1), 0x0102: ("US", 0), 0x3000: ("OW", bits + b"\0" * (len(bits) % 2))}
    elements |= {int(number[1:], 16): value for number, value in others.items()}
    for element, (vr, value) in elements.items():
        if value is not None:
            dataset.add_new((group, element), vr, value)
    return dataset


def drawn(path, frame=1):
    pixels = open_film(path, frame).pixels
    return drawn_mask(pixels.overlays, *pixels.stored.shape)


@pytest.fixture
def path(tmp_path):
    return tmp_path / "film.dcm"


def test_that_an_overlay_lies_where_its_origin_says(path):
    write(path, with_overlay(film(gradient(48, 64)), origin=(5, 9)))
    expected = np.zeros((48, 64), bool)
    expected[4:24, 8:41] = RING
    assert np.array_equal(drawn(path), expected)


def test_that_what_lies_beside_the_film_is_cut_off(path):
    write(path, with_overlay(film(gradient(12, 16)), origin=(-4, -9)))
    assert np.array_equal(drawn(path), RING[5:17, 10:26])


def test_that_an_overlay_beside_the_film_marks_nothing(path):
    write(path, with_overlay(film(gradient(12, 16)), origin=(100, 1)))
    assert not drawn(path).any()


def test_that_several_overlays_are_drawn_together(path):
    two = with_overlay(with_overlay(film(gradient(48, 64)), origin=(1, 1)), group=0x601E, origin=(20, 30))
    write(path, two)
    assert len(open_film(path).pixels.overlays) == 2
    assert drawn(path).sum() == 2 * RING.sum() - (drawn(path)[19:20, 29:33] & RING[19:20, 29:33]).sum()


def test_that_overlays_in_big_endian_files_are_turned_round(path):
    write(path, with_overlay(film(gradient(48, 64)), origin=(1, 1)))
    little = drawn(path)
    words = np.packbits(RING.ravel(), bitorder="little")
    swapped = np.append(words, np.zeros(len(words) % 2, np.uint8)).view("<u2").astype(">u2").tobytes()
    write(path, with_overlay(film(gradient(48, 64)), origin=(1, 1), x3000=("OW", swapped)), EXPLICIT_BIG)
    assert np.array_equal(drawn(path), little)


def test_that_each_overlay_frame_lies_over_its_frame_of_the_film(path):
    frames = np.stack([gradient(48, 64)] * 4)
    marks = np.stack([RING, ~RING])
    made = with_overlay(film(frames), marks, origin=(1, 1), x0015=("IS", 2), x0051=("US", 2))
    write(path, made)
    assert [open_film(path, frame).pixels.overlays == () for frame in (1, 2, 3, 4)] == [True, False, False, True]
    assert np.array_equal(drawn(path, 2)[:20, :33], RING)
    assert np.array_equal(drawn(path, 3)[:20, :33], ~RING)


def test_that_an_overlay_without_frames_lies_over_every_frame(path):
    write(path, with_overlay(film(np.stack([gradient(48, 64)] * 3))))
    assert drawn(path, 3).sum() == RING.sum()


def embedded(bit=12):
    """A film of 12 bits in words that hold a ring in one of the bits above."""
    pixels = gradient(48, 64)
    mark = np.zeros((48, 64), bool)
    mark[4:24, 8:41] = RING
    words = pixels | (mark.astype(np.uint16) << bit)
    position = {"x0100": ("US", 16), "x0102": ("US", bit), "x3000": ("OW", None)}
    return with_overlay(film(words, **WINDOW), mark, origin=(1, 1), **position), pixels, mark


@pytest.mark.parametrize("bit", [12, 15])
def test_that_an_overlay_in_unused_bits_of_the_pixels_is_read_and_is_no_part_of_the_image(path, bit):
    made, pixels, mark = embedded(bit)
    write(path, made)
    assert np.array_equal(drawn(path), mark)
    assert np.array_equal(open_film(path).pixels.stored, pixels)


@pytest.mark.parametrize("bit", [5, 11, 16, 200])
def test_that_bits_of_the_image_are_no_overlay(path, bit):
    made, _, _ = embedded(12)
    made.add_new(0x60000102, "US", bit)
    write(path, made)
    assert open_film(path).pixels.overlays == ()
    assert IGNORED in read_header(path).warnings


def test_that_an_overlay_without_a_mark_is_none(path):
    write(path, with_overlay(film(gradient(48, 64)), np.zeros_like(RING)))
    assert open_film(path).pixels.overlays == ()
    assert IGNORED not in read_header(path).warnings


@pytest.mark.parametrize(
    "broken",
    [
        {"x0010": ("US", 0)},
        {"x0010": ("US", 65_535), "x0011": ("US", 65_535)},
        {"x0010": ("US", [20, 20])},
        {"x0010": ("US", None)},
        {"x0011": ("US", 500)},
        {"x0015": ("IS", -3)},
        {"x0015": ("IS", 2_000_000_000)},
        {"x0050": ("SS", [1])},
        {"x0050": ("SS", [1, 2, 3])},
        {"x3000": ("OW", b"\1\1")},
        {"x3000": ("UL", 4_000_000_000)},
    ],
    ids=str,
)
def test_that_a_malformed_overlay_is_ignored_and_noted(path, broken):
    write(path, with_overlay(film(gradient(48, 64)), **broken))
    assert open_film(path).pixels.overlays == ()
    assert IGNORED in read_header(path).warnings


def test_that_a_sound_overlay_beside_a_malformed_one_is_kept(path):
    two = with_overlay(with_overlay(film(gradient(48, 64)), x0010=("US", 0)), group=0x6002)
    write(path, two)
    assert len(open_film(path).pixels.overlays) == 1


def test_that_rows_of_an_overlay_that_begin_inside_a_byte_are_read():
    mark = np.random.default_rng(2).random((9, 7)) > 0.5
    plane = OverlayPlane(9, 7, 0, 0, np.packbits(mark.ravel(), bitorder="little").tobytes())
    assert np.array_equal(plane.mask(3, 8), mark[3:8])


DISPLAYED = ("+Wi", "1", "+Omr")  # graphics replace the pixels below them with white


def in_dcmtk(path, tmp_path):
    """Where DCMTK draws an overlay over a film, as the difference to the film without it."""
    without = rendered(path, tmp_path, "-O", *DISPLAYED)
    over = rendered(path, tmp_path, "+O", "0", *DISPLAYED)
    return over != without, (over == 255) & (without < 255)


@needs_dcmtk
@pytest.mark.parametrize("origin", [(1, 1), (5, 9), (-4, -9), (40, 50)])
def test_that_an_overlay_is_drawn_where_dcmtk_draws_it(path, tmp_path, origin):
    write(path, with_overlay(film(np.full((48, 64), 900, np.uint16), **WINDOW), origin=origin))
    changed, white = in_dcmtk(path, tmp_path)
    assert np.array_equal(changed, white)
    assert np.array_equal(drawn(path), white)


@needs_dcmtk
def test_that_an_overlay_in_the_pixels_is_drawn_where_dcmtk_draws_it(path, tmp_path):
    made, pixels, _ = embedded()
    write(path, made)
    below_white = pixels < 2099
    assert np.array_equal(drawn(path) & below_white, in_dcmtk(path, tmp_path)[1] & below_white)


@needs_dcmtk
def test_that_an_overlay_in_lossless_pixels_is_kept(path, tmp_path):
    made, _, mark = embedded()
    write(path, made)
    assert np.array_equal(drawn(rewritten(path, tmp_path, "dcmcrle")), mark)


@needs_dcmtk
def test_that_a_real_overlay_that_reaches_beyond_its_film_is_drawn_where_dcmtk_draws_it(tmp_path):
    path = shared("real-dicom", "fodicom_OutOfBoundsOverlay_MG_ERMF.dcm")
    _, white = in_dcmtk(path, tmp_path)
    assert white.any()
    assert not (white & ~drawn(path)).any()
    assert rendered(path, tmp_path, "+O", "0", *DISPLAYED)[drawn(path)].min() == 255
