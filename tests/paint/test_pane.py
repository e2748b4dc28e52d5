"""What stays in sight is not sampled again, and is what it would be if it were."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vertmeasure.paint.pane import Pane
from vertmeasure.paint.raster import Raster, Sampling, grey_image

NOISE = np.random.default_rng(3).integers(0, 4096, (300, 400), dtype=np.uint16)
VIEW = Sampling(left=20.25, top=30.5, columns_per_px=1.3, rows_per_px=1.3, width=100, height=80)


class CountingRaster(Raster):
    """Knows how many values it was asked for."""

    asked = 0

    def sample(self, view: Sampling, quick: bool = False) -> np.ndarray:
        self.asked += view.width * view.height
        return super().sample(view, quick)


@pytest.fixture
def raster() -> CountingRaster:
    return CountingRaster(NOISE)


@pytest.fixture
def pane(raster: CountingRaster) -> Pane:
    pane = Pane()
    pane.take(raster)
    pane.values(VIEW)
    return pane


def moved(right_px: float, down_px: float, **changes: int) -> Sampling:
    at = replace(VIEW, left=VIEW.left + right_px * 1.3, top=VIEW.top + down_px * 1.3)
    return replace(at, **changes)


@settings(max_examples=60, deadline=None)
@given(right=st.integers(-130, 130), down=st.integers(-100, 100), width=st.integers(1, 150), height=st.integers(1, 120))
def test_that_a_move_gives_what_sampling_anew_gives(right: int, down: int, width: int, height: int) -> None:
    pane = Pane()
    pane.take(Raster(NOISE))
    pane.values(VIEW)
    view = moved(right, down, width=width, height=height)
    assert np.abs(pane.values(view).astype(int) - Raster(NOISE).sample(view)).max() <= 1


def test_that_a_small_move_samples_only_what_came_into_sight(pane: Pane, raster: CountingRaster) -> None:
    raster.asked = 0
    pane.values(moved(3, -2))
    assert raster.asked == 100 * 80 - 97 * 78


def test_that_the_same_view_is_not_sampled_again(pane: Pane) -> None:
    values = pane.values(VIEW)
    assert pane.values(VIEW) is values
    assert pane.resampled == 1


def test_that_another_zoom_is_sampled_anew(pane: Pane, raster: CountingRaster) -> None:
    raster.asked = 0
    pane.values(replace(VIEW, columns_per_px=1.2, rows_per_px=1.2))
    assert raster.asked == 100 * 80


def test_that_a_move_by_part_of_a_pixel_is_sampled_anew(pane: Pane, raster: CountingRaster) -> None:
    raster.asked = 0
    pane.values(moved(0.5, 0))
    assert raster.asked == 100 * 80


def test_that_many_small_moves_do_not_drift(pane: Pane) -> None:
    for step in range(1, 41):
        pane.values(moved(step * 1.01, 0))
    there = moved(40 * 1.01, 0)
    assert np.abs(pane.values(there).astype(int) - Raster(NOISE).sample(there)).max() <= 80  # 1/64 pixel of 4096


def test_that_another_film_is_sampled_anew(pane: Pane) -> None:
    pane.take(Raster(NOISE[::-1]))
    assert np.array_equal(pane.values(VIEW), Raster(NOISE[::-1]).sample(VIEW))


def test_that_without_a_film_there_are_no_values(pane: Pane) -> None:
    pane.take(None)
    assert pane.values(VIEW).size == 0


def test_that_a_quick_view_is_made_exact_when_it_is_asked_for_again(pane: Pane) -> None:
    view = replace(VIEW, columns_per_px=1.2, rows_per_px=1.2)
    rough = pane.values(view, quick=True)
    assert pane.values(view, quick=True) is rough
    exact = pane.values(view)
    assert np.array_equal(exact, Raster(NOISE).sample(view))
    assert not np.array_equal(exact, rough)
    assert pane.values(view, quick=True) is exact


@settings(max_examples=60, deadline=None)
@given(right=st.integers(-110, 110), down=st.integers(-90, 90), width=st.integers(1, 150), height=st.integers(1, 120))
def test_that_a_picture_moved_by_its_pane_is_the_picture_of_its_values(
    right: int, down: int, width: int, height: int
) -> None:
    pane, lut = Pane(), np.random.default_rng(4).integers(0, 256, 65_536, dtype=np.uint8)
    pane.take(Raster(NOISE))
    before = grey_image(pane.values(VIEW), lut)
    values = pane.values(moved(right, down, width=width, height=height))
    again = grey_image(values, lut, (before, pane.kept) if pane.kept else None)
    assert again == grey_image(values, lut)
