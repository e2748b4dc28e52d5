import numpy as np
import pytest

from vertmeasure.paint.raster import Raster, Sampling, grey_image


def ramp(rows: int, columns: int) -> np.ndarray:
    """Every value is ten times its column."""
    return np.tile(np.arange(columns, dtype=np.uint16) * 10, (rows, 1))


def test_that_one_to_one_gives_the_stored_values() -> None:
    stored = ramp(6, 8)
    assert np.array_equal(Raster(stored).sample(Sampling(0, 0, 1, 1, 8, 6)), stored)


def test_that_between_two_centres_the_value_is_between_theirs() -> None:
    found = Raster(ramp(4, 8)).sample(Sampling(left=1.5, top=0, columns_per_px=1, rows_per_px=1, width=2, height=1))
    assert found.tolist() == [[15, 25]]


def test_that_a_negative_step_shows_the_film_mirrored() -> None:
    found = Raster(ramp(2, 4)).sample(Sampling(left=4, top=0, columns_per_px=-1, rows_per_px=1, width=4, height=1))
    assert found.tolist() == [[30, 20, 10, 0]]


@pytest.mark.parametrize("step", [2, 3, 4, 8])
def test_that_a_small_picture_is_the_mean_of_what_it_covers(step: int) -> None:
    noise = np.random.default_rng(1).integers(0, 4096, (240, 240), dtype=np.uint16)
    found = Raster(noise).sample(Sampling(0, 0, step, step, 240 // step, 240 // step))
    assert abs(float(found.mean()) - float(noise.mean())) < 20
    assert found.std() < noise.std()


def test_that_pixels_that_are_not_square_are_sampled_by_their_own_steps() -> None:
    found = Raster(ramp(8, 8)).sample(Sampling(0, 0, columns_per_px=2, rows_per_px=1, width=4, height=8))
    assert found.shape == (8, 4)
    assert found[0].tolist() == [5, 25, 45, 65]


def test_that_a_picture_owns_its_grey_values() -> None:
    lut = np.arange(65_536).astype(np.uint8)
    image = grey_image(ramp(2, 3), lut)
    assert [image.pixelColor(column, 0).red() for column in range(3)] == [0, 10, 20]
