"""From the values of a view to its picture, with and without display filters."""

import numpy as np
import pytest

from vertmeasure.paint import toning
from vertmeasure.paint.contrast import LEVELS
from vertmeasure.paint.raster import Raster, Sampling, grey_image
from vertmeasure.paint.toning import Tone, Toner

LUT = (np.arange(65_536) // 16 % 256).astype(np.uint8)
LEVEL_OF = np.linspace(0, LEVELS - 1, 4096).round().astype(np.uint16)
VIEW = Sampling(10, 10, 1.5, 1.5, 101, 77)


@pytest.fixture
def raster():
    rows, columns = np.mgrid[:220, :240]
    return Raster((800 + 9 * rows + 100 * (columns // 8 % 2)).astype(np.uint16))


@pytest.fixture
def toner(raster):
    return Toner(raster, 220, 240)


def test_that_without_filters_the_picture_is_the_window_to_the_bit(raster, toner):
    toner.set_tone(Tone(LUT))
    values = raster.sample(VIEW)
    assert toner.image(values, VIEW) == grey_image(values, LUT)
    assert toner.filtered == 0


@pytest.mark.parametrize("tone", [Tone(LUT, LEVEL_OF), Tone(LUT, None, True), Tone(LUT, LEVEL_OF, True)])
def test_that_each_filter_changes_the_picture_and_is_counted(raster, toner, tone):
    toner.set_tone(tone)
    values = raster.sample(VIEW)
    image = toner.image(values, VIEW)
    assert (image.width(), image.height()) == (101, 77)
    assert image != grey_image(values, LUT)
    assert toner.filtered == 1


def test_that_switching_filters_off_brings_the_plain_picture_back(raster, toner):
    values = raster.sample(VIEW)
    toner.set_tone(Tone(LUT, LEVEL_OF, True))
    toner.image(values, VIEW)
    toner.set_tone(Tone(LUT))
    assert toner.image(values, VIEW) == grey_image(values, LUT)


def test_that_a_film_is_counted_once_for_each_window_however_often_the_view_moves(raster, toner, monkeypatch):
    counted = []
    original = toning.contrast_map
    monkeypatch.setattr(toning, "contrast_map", lambda *given: (counted.append(1), original(*given))[1])
    toner.set_tone(Tone(LUT, LEVEL_OF))
    for left in range(5):
        view = Sampling(left, 0, 1, 1, 100, 100)
        toner.image(raster.sample(view), view)
    toner.set_tone(Tone(LUT, LEVEL_OF // 2))
    toner.image(raster.sample(VIEW), VIEW)
    assert len(counted) == 2


def test_that_filters_leave_the_values_of_the_film_alone(raster, toner):
    values = raster.sample(VIEW)
    before = values.copy()
    toner.set_tone(Tone(LUT, LEVEL_OF, True))
    toner.image(values, VIEW)
    assert np.array_equal(values, before)
