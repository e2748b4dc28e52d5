"""Edge enhancement, against its plain definition."""

import numpy as np
import pytest

from vertmeasure.paint.raster import Sampling
from vertmeasure.paint.sharpening import mask_width_px, sharpened


def by_definition(grey, width):
    """Twice the grey less the mean of its surroundings, edges repeated."""
    reach = width // 2
    grey = grey.astype(float)
    padded = np.pad(grey, reach, "edge")
    windows = np.lib.stride_tricks.sliding_window_view(padded, (width, width))
    return np.clip(2 * grey - windows.mean(axis=(2, 3)) + 0.5, 0, 255).astype(np.uint8)


@pytest.mark.parametrize("width", [3, 5, 9, 15])
def test_that_grey_moves_away_from_the_mean_of_its_surroundings(width):
    grey = np.random.default_rng(4).integers(0, 256, (150, 90), dtype=np.uint8)
    difference = sharpened(grey, width).astype(int) - by_definition(grey, width)
    assert np.abs(difference).max() <= 1


def test_that_the_brightest_surroundings_fit_their_sum():
    white = np.full((40, 40), 255, np.uint8)
    assert (sharpened(white, 15) == 255).all()


def test_that_a_flat_picture_stays_as_it_is():
    grey = np.full((70, 50), 120, np.uint8)
    assert np.array_equal(sharpened(grey, 5), grey)


def test_that_an_edge_stands_out_on_both_sides():
    edge = np.repeat(np.array([[100, 140]], np.uint8), 20, axis=1).repeat(20, axis=0)
    row = sharpened(edge, 5)[10].astype(int)
    assert row[19] < 100
    assert row[20] > 140


@pytest.mark.parametrize(("columns_per_px", "width"), [(4.0, 5), (1.0, 9), (-0.5, 15), (0.1, 15)])
def test_that_the_surroundings_grow_with_the_zoom_and_stay_within_reach(columns_per_px, width):
    assert mask_width_px(Sampling(0, 0, columns_per_px, 1, 10, 10)) == width
