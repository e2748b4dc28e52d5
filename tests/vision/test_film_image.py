"""Reading the grey of a film in its plane."""

import numpy as np
import pytest

from vertmeasure.core.geometry import Scale
from vertmeasure.vision.film_image import Box, FilmImage

SLOPE = (np.arange(40)[:, None] * 10 + np.arange(60)[None, :]).astype(np.uint16)
SCALE = Scale(0.5, 0.25)


def test_that_the_centre_of_a_pixel_lies_half_a_pixel_from_its_corner() -> None:
    patch = FilmImage.of(SLOPE, None, False, SCALE).patch(Box(0, 0, 30, 10), 0.1)
    assert patch.at(np.array([7.5 * 0.5, 3.5 * 0.25])) == pytest.approx(37.0)


def test_that_grey_between_pixels_is_bilinear() -> None:
    patch = FilmImage.of(SLOPE, None, False, SCALE).patch(Box(0, 0, 30, 10), 0.1)
    assert patch.at(np.array([7.75 * 0.5, 3.9 * 0.25])) == pytest.approx(7.25 + 34.0)


def test_that_blocks_are_averaged_about_their_own_middle() -> None:
    patch = FilmImage.of(SLOPE, None, False, SCALE).patch(Box(0, 0, 30, 10), 1.0)
    assert patch.pitch == Scale(1.0, 1.0)
    assert patch.at(np.array([4.0, 5.0])) == pytest.approx(4.0 / 0.5 - 0.5 + 10 * (5.0 / 0.25 - 0.5))


def test_that_a_window_reads_the_same_as_the_whole_film() -> None:
    image = FilmImage.of(SLOPE, None, False, SCALE)
    at = np.array([[12.3, 4.4], [14.1, 5.9]])
    window, whole = image.patch(Box(11, 3, 16, 7), 0.5), image.patch(image.extent, 0.5)
    assert window.grey.size < whole.grey.size
    assert window.at(at) == pytest.approx(whole.at(at))


def test_that_an_inverted_film_reads_bright_where_its_values_are_low() -> None:
    image = FilmImage.of(SLOPE, None, True, SCALE)
    patch = image.patch(image.extent, 0.1)
    assert patch.at(np.array([1.0, 1.0])) > patch.at(np.array([20.0, 9.0]))


def test_that_a_stored_number_beyond_the_known_values_reads_as_the_last() -> None:
    image = FilmImage.of(np.full((2, 2), 9, np.uint16), np.array([0.0, 1.0, 2.0]), False, SCALE)
    assert image.patch(image.extent, 0.1).grey.max() == 2.0


def test_that_a_place_off_the_film_reads_as_its_edge_and_is_not_covered() -> None:
    image = FilmImage.of(SLOPE, None, False, SCALE)
    patch = image.patch(image.extent, 0.1)
    assert patch.at(np.array([-5.0, -5.0])) == pytest.approx(0.0)
    assert not patch.covers(np.array([-5.0, -5.0]))
    assert patch.covers(np.array([1.0, 1.0]))


def test_that_a_film_smaller_than_a_block_gives_one_block() -> None:
    image = FilmImage.of(SLOPE[:3, :3], None, False, SCALE)
    assert image.patch(image.extent, 50.0).grey.shape == (1, 1)
