import numpy as np
import pytest

from tests.dicom.made_films import film, gradient, write
from vertmeasure.dicom.reading import open_film
from vertmeasure.dicom.thumbnail import thumbnail


@pytest.fixture
def opened(tmp_path):
    return lambda pixels, **tags: open_film(write(tmp_path / "film.dcm", film(pixels, **tags))).pixels


def test_that_each_pixel_is_the_mean_of_its_area(opened):
    pixels = np.kron(np.array([[0, 255], [100, 200]]), np.ones((3, 3)) + np.diag([1, 0, -1])).astype(np.uint16)
    small = thumbnail(opened(pixels, WindowCenter=128, WindowWidth=256), 2)
    assert small.tolist() == [[0, 255], [100, 200]]


@pytest.mark.parametrize(("size", "expected"), [((200, 100), (64, 32)), ((37, 91), (26, 64)), ((64, 3), (64, 3))])
def test_that_the_longer_side_fits(opened, size, expected):
    small = thumbnail(opened(gradient(*size)), 64)
    assert (small.shape, small.dtype) == (expected, np.uint8)


def test_that_a_strip_keeps_at_least_one_pixel(opened):
    assert thumbnail(opened(gradient(2, 500)), 10).shape == (1, 10)


def test_that_areas_of_different_sizes_are_averaged_alike(opened):
    even = np.full((37, 91), 100, np.uint16)
    assert set(thumbnail(opened(even, WindowCenter=128, WindowWidth=256), 64).ravel()) == {100}


def test_that_what_a_shutter_hides_is_black(opened):
    edges = {"Left": 11, "Right": 20, "Upper": 1, "Lower": 40}
    ways = {"Left": "Vertical", "Right": "Vertical", "Upper": "Horizontal", "Lower": "Horizontal"}
    shutter = {f"Shutter{side}{ways[side]}Edge": edge for side, edge in edges.items()}
    small = thumbnail(opened(np.full((40, 40), 900, np.uint16), ShutterShape="RECTANGULAR", **shutter), 8)
    assert (small > 0).any(axis=0).tolist() == [False, False, True, True, False, False, False, False]
