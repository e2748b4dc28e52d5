import numpy as np
import pytest

from vertmeasure.paint.raster import WORTH_THREADS, Raster, Sampling, _halved, grey_image


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


def area_means(film: np.ndarray, step: float, width: int, height: int) -> np.ndarray:
    """Exact means of what each view pixel covers, by the overlap of every pair of pixels."""

    def overlaps(size: int, count: int) -> np.ndarray:
        start, pixel = step * np.arange(count)[:, None], np.arange(size)
        return np.clip(np.minimum(start + step, pixel + 1) - np.maximum(start, pixel), 0, None) / step

    return overlaps(film.shape[0], height) @ film.astype(float) @ overlaps(film.shape[1], width).T


@pytest.mark.parametrize(("step", "most"), [(1.25, 0.51), (1.685, 0.51), (2.0, 1.0), (3.5, 120.0)])
def test_that_a_reduced_picture_is_the_exact_mean_of_what_it_covers(step: float, most: float) -> None:
    noise = np.random.default_rng(5).integers(0, 4096, (240, 300), dtype=np.uint16)
    width, height = int(300 / step), int(240 / step)
    found = Raster(noise).sample(Sampling(0, 0, step, step, width, height))
    # Beyond 2 the halved copies are read, whose own pixels are means: exact but for the edges of what is covered.
    assert np.abs(found - area_means(noise, step, width, height)).mean() <= most


@pytest.mark.parametrize("size", [(640, 501), (601, 480)])
def test_that_strips_worked_on_side_by_side_are_one_picture(size: tuple[int, int]) -> None:
    noise = np.random.default_rng(6).integers(0, 65_536, (900, 1100), dtype=np.uint16)
    view = Sampling(3.3, 4.4, 1.6, 1.6, *size)
    whole = Raster(noise).sample(view)
    parts = [Raster(noise).sample(view.part(0, top, size[0], 1)) for top in range(0, size[1], 50)]
    assert size[0] * size[1] > WORTH_THREADS
    assert np.array_equal(whole[::50], np.concatenate(parts))


@pytest.mark.parametrize("shape", [(5, 9), (64, 131), (130, 64)])
def test_that_a_halved_copy_is_the_rounded_mean_of_two_by_two(shape: tuple[int, int]) -> None:
    bright = np.random.default_rng(7).integers(60_000, 65_536, shape, dtype=np.uint16)
    rows, columns = shape[0] // 2, shape[1] // 2
    quads = bright[: 2 * rows, : 2 * columns].astype(int).reshape(rows, 2, columns, 2).sum(axis=(1, 3))
    assert np.array_equal(_halved(bright), (quads + 2) // 4)


def test_that_the_halved_copies_of_a_film_take_a_third_of_it() -> None:
    raster = Raster(ramp(1024, 1024))
    raster.sample(Sampling(0, 0, 64, 64, 16, 16))
    assert raster.extra_bytes < 1024 * 1024 * 2 / 3


@pytest.mark.parametrize("step", [0.3, 1.0, 1.3])
def test_that_a_quick_sample_is_the_pixel_below_each_centre(step: float) -> None:
    noise = np.random.default_rng(9).integers(0, 4096, (60, 80), dtype=np.uint16)
    found = Raster(noise).sample(Sampling(5.2, 7.7, step, step, 20, 16), quick=True)
    rows, columns = (np.floor(start + step * (np.arange(n) + 0.5)).astype(int) for start, n in ((7.7, 16), (5.2, 20)))
    assert np.array_equal(found, noise[np.ix_(rows, columns)])


def test_that_a_quick_sample_of_a_small_picture_reads_the_halved_copy_nearest_in_size() -> None:
    raster = Raster(ramp(64, 64))
    found = raster.sample(Sampling(0, 0, 1.8, 1.8, 30, 30), quick=True)
    assert set(found[0].tolist()) <= set(_halved(ramp(64, 64))[0].tolist())


def test_that_a_view_beyond_the_film_repeats_its_edge() -> None:
    found = Raster(ramp(4, 4)).sample(Sampling(-2, 0, 1, 1, 8, 1))
    assert found.tolist() == [[0, 0, 0, 10, 20, 30, 30, 30]]


def test_that_pixels_that_are_not_square_are_sampled_by_their_own_steps() -> None:
    found = Raster(ramp(8, 8)).sample(Sampling(0, 0, columns_per_px=2, rows_per_px=1, width=4, height=8))
    assert found.shape == (8, 4)
    assert found[0].tolist() == [5, 25, 45, 65]


def test_that_a_picture_owns_its_grey_values() -> None:
    lut = np.arange(65_536).astype(np.uint8)
    image = grey_image(ramp(2, 3), lut)
    assert [image.pixelColor(column, 0).red() for column in range(3)] == [0, 10, 20]


def test_that_lines_of_an_odd_width_keep_their_places() -> None:
    values = np.random.default_rng(8).integers(0, 256, (70, 37), dtype=np.uint16)
    image = grey_image(values, np.arange(65_536).astype(np.uint8))
    assert [[image.pixelColor(x, y).red() for x in range(37)] for y in (0, 33, 69)] == values[[0, 33, 69]].tolist()
