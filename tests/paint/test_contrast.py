"""Local contrast: parts of a film that are flat gain, nothing jumps at their borders, nothing moves with the view."""

import numpy as np
import pytest

from vertmeasure.paint.contrast import LEVELS, contrast_map, overview
from vertmeasure.paint.raster import Raster, Sampling

LEVELS_OF_12_BITS = np.linspace(0, LEVELS - 1, 4096).round().astype(np.uint16)


def toned(stored, view=None):
    """A film with local contrast, as it is stored or under a view."""
    rows, columns = stored.shape
    raster = Raster(stored)
    tones = contrast_map(overview(raster, rows, columns), rows, columns, LEVELS_OF_12_BITS)
    view = view or Sampling(0, 0, 1, 1, columns, rows)
    return tones.grey(raster.sample(view), view)


def plain(stored):
    return stored / 4095 * 255


@pytest.fixture
def faint():
    """Faint stripes on a film that is dark at the left and bright at the right."""
    rows, columns = np.mgrid[:480, :400]
    return (400 + 8 * columns + 60 * (rows // 6 % 2)).astype(np.uint16)


def stripes(grey):
    """How far the stripes of `faint` stand apart."""
    lines = grey.astype(float).mean(axis=1).reshape(-1, 6).mean(axis=1)
    return float(np.abs(np.diff(lines)).mean())


def test_that_faint_detail_gains_contrast_but_no_more_than_the_limit(faint):
    gain = stripes(toned(faint)) / stripes(plain(faint))
    assert 1.5 < gain <= 2.5 + 1.0


def test_that_a_brighter_pixel_of_the_same_place_stays_brighter():
    ramp = np.tile(np.arange(4096, dtype=np.uint16), (64, 1)).reshape(512, 512)
    raster = Raster(ramp)
    tones = contrast_map(overview(raster, 512, 512), 512, 512, LEVELS_OF_12_BITS)
    here = Sampling(200, 200, 1e-6, 1e-6, 4096, 1)
    grey = tones.grey(np.arange(4096, dtype=np.uint16)[None], here).astype(int)
    assert (np.diff(grey) >= 0).all()
    assert (grey[0, 0], grey[0, -1]) == (0, 255)


def test_that_a_flat_film_stays_nearly_as_it_is():
    flat = np.full((300, 200), 2000, np.uint16)
    assert np.ptp(toned(flat)) == 0
    assert abs(int(toned(flat)[0, 0]) - plain(flat)[0, 0]) < 4


def test_that_the_borders_of_parts_cannot_be_seen():
    rows, columns = np.mgrid[:640, :512]
    smooth = (1500 + 800 * np.sin(rows / 170) * np.cos(columns / 130)).astype(np.uint16)
    grey = toned(smooth).astype(int)
    assert np.abs(np.diff(grey, axis=0)).max() <= 3
    assert np.abs(np.diff(grey, axis=1)).max() <= 3


def test_that_a_pixel_of_the_film_has_one_grey_wherever_the_view_stands(faint):
    whole = toned(faint)
    window = toned(faint, Sampling(37, 51, 1, 1, 200, 300))
    assert np.array_equal(window, whole[51:351, 37:237])


def test_that_zooming_in_keeps_the_grey_of_what_is_in_the_middle(faint):
    near = toned(faint, Sampling(100, 100, 0.25, 0.25, 400, 400))
    far = toned(faint, Sampling(100, 100, 1, 1, 100, 100))
    assert abs(float(near.mean()) - float(far.mean())) < 1


@pytest.mark.parametrize("shape", [(1, 1), (1, 300), (300, 1), (7, 5), (20_000, 4)])
def test_that_films_of_any_shape_can_be_toned(shape):
    stored = np.random.default_rng(3).integers(0, 4096, shape, dtype=np.uint16)
    assert toned(stored).shape == shape
