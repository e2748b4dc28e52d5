"""Shutters: what a film hides at its edges."""

import numpy as np
import pytest

from tests.conftest import shared
from tests.dicom.made_films import film, gradient, write
from vertmeasure.dicom.reading import open_film, read_header
from vertmeasure.dicom.shutter import Polygon, Shutter
from vertmeasure.dicom.shutter_rules import BITMAP, BLIND, MALFORMED

RECTANGLE = {
    "ShutterShape": "RECTANGULAR",
    "ShutterLeftVerticalEdge": 5,
    "ShutterRightVerticalEdge": 28,
    "ShutterUpperHorizontalEdge": 3,
    "ShutterLowerHorizontalEdge": 20,
}
CIRCLE = {"ShutterShape": "CIRCULAR", "CenterOfCircularShutter": [12, 16], "RadiusOfCircularShutter": 8}
POLYGON = {"ShutterShape": "POLYGONAL", "VerticesOfThePolygonalShutter": [2, 2, 2, 30, 22, 16]}


@pytest.fixture
def read(tmp_path):
    def read_made(pixels=None, **attributes):
        path = write(tmp_path / "film.dcm", film(gradient(24, 32) if pixels is None else pixels, **attributes))
        return open_film(path).pixels, read_header(path).warnings

    return read_made


def open_pixels(pixels):
    """Which pixels of a film are seen, judged by their middles."""
    rows, columns = (np.arange(count) + 0.5 for count in pixels.stored.shape)
    return pixels.shutter.shows(rows, columns)


def test_that_a_film_without_a_shutter_has_none(read):
    assert read()[0].shutter is None


def test_that_the_edges_of_a_rectangle_are_seen_and_what_lies_beyond_is_not(read):
    expected = np.zeros((24, 32), bool)
    expected[2:20, 4:28] = True
    assert np.array_equal(open_pixels(read(**RECTANGLE)[0]), expected)


def test_that_a_circle_is_open_about_its_centre(read):
    rows, columns = np.mgrid[1:25, 1:33]
    expected = np.hypot(rows - 12, columns - 16) <= 8
    assert np.array_equal(open_pixels(read(**CIRCLE)[0]), expected)


def test_that_a_circle_over_oblong_pixels_reaches_over_fewer_of_the_taller_rows(read):
    seen = open_pixels(read(**CIRCLE, ImagerPixelSpacing=[0.4, 0.2])[0])
    assert (seen.any(axis=0).sum(), seen.any(axis=1).sum()) == (17, 9)


def test_that_a_polygon_is_open_between_its_corners(read):
    seen = open_pixels(read(**POLYGON)[0])
    assert seen[2, 15]
    assert seen[18, 15]
    assert not seen[18, 5]
    assert not seen[18, 27]
    assert not seen[0].any()
    assert abs(int(seen.sum()) - 28 * 20 // 2) <= 28 // 2


def test_that_a_polygon_that_crosses_itself_is_open_by_the_odd_even_rule():
    bow_tie = Shutter((Polygon(((0, 0), (10, 10), (10, 0), (0, 10))),))
    assert bow_tie.shows(np.array([5.0]), np.array([1.0, 9.0])).all()
    assert not bow_tie.shows(np.array([1.0]), np.array([5.0])).any()


def test_that_of_several_shapes_only_what_all_leave_open_is_seen(read):
    both = RECTANGLE | CIRCLE | {"ShutterShape": ["RECTANGULAR", "CIRCULAR"]}
    rectangle, circle = open_pixels(read(**RECTANGLE)[0]), open_pixels(read(**CIRCLE)[0])
    assert np.array_equal(open_pixels(read(**both)[0]), rectangle & circle)


def test_that_the_automatic_window_leaves_out_what_a_shutter_hides(read):
    pixels = np.full((24, 32), 4000, np.uint16)
    pixels[2:20, 4:28] = 500
    greyscale = read(pixels, **RECTANGLE)[0].greyscale
    assert (greyscale.extent, greyscale.automatic.centre) == ((500, 500), 500)


def test_that_a_bitmap_shutter_is_ignored_and_noted(read):
    pixels, warnings = read(ShutterShape="BITMAP")
    assert pixels.shutter is None
    assert BITMAP in warnings


@pytest.mark.parametrize(
    "shape",
    [
        RECTANGLE | {"ShutterRightVerticalEdge": 2},
        RECTANGLE | {"ShutterRightVerticalEdge": 2_000_000_000},
        {"ShutterShape": "RECTANGULAR"},
        CIRCLE | {"RadiusOfCircularShutter": 0},
        CIRCLE | {"CenterOfCircularShutter": [12]},
        POLYGON | {"VerticesOfThePolygonalShutter": [2, 2, 2, 30, 22]},
        POLYGON | {"VerticesOfThePolygonalShutter": [2, 2, 2, 30]},
        POLYGON | {"VerticesOfThePolygonalShutter": [1, 2] * 3000},
        {"ShutterShape": "HEART"},
    ],
)
def test_that_a_malformed_shutter_is_ignored_and_noted(read, shape):
    pixels, warnings = read(**shape)
    assert pixels.shutter is None
    assert MALFORMED in warnings


def test_that_a_shutter_that_hides_the_whole_film_is_ignored_and_noted(read):
    pixels, warnings = read(**RECTANGLE | {"ShutterLeftVerticalEdge": 900, "ShutterRightVerticalEdge": 901})
    assert pixels.shutter is None
    assert BLIND in warnings


def test_that_a_real_shutter_as_large_as_its_film_hides_nothing():
    pixels = open_film(shared("real-dicom", "fodicom_OutOfBoundsOverlay_MG_ERMF.dcm")).pixels
    assert pixels.shutter is not None
    assert open_pixels(pixels)[:788, :1318].all()
