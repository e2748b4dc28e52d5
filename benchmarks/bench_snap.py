"""Snapping clicks beside the true corners: how far off, how often worse than the click.

Each of the four corners is clicked at 0.5, 1.0 and 1.5 mm from its true place, in a random direction.
`python -m benchmarks.bench_snap 5` scores so many films of each family instead of a few; a second argument, `normal`,
scatters the clicks normally with these root mean squares instead.
"""

import sys
from collections.abc import Iterator, Mapping
from functools import partial

import numpy as np

from benchmarks.spine_films import FAMILIES, SpineFilm, distance_mm, spine_film
from benchmarks.timing import Row, best_ms
from vertmeasure.core.anatomy import CORNERS, Mark
from vertmeasure.core.geometry import ImagePoint
from vertmeasure.core.study import Landmark, Vertebra
from vertmeasure.vision.film_image import FilmImage
from vertmeasure.vision.snap import snap_body

FILMS_OF_A_FAMILY = 2
CLICKS_OFF_MM = (0.5, 1.0, 1.5)
GOALS = {"clean": "0.3/0.6 mm, 2 % worse, 30 ms", "hard": "0.5/1.2 mm, 2 % worse, 30 ms"}


def rows(count: int = FILMS_OF_A_FAMILY, scatter: str = "fixed") -> Iterator[Row]:
    """One row for each family: median/95th percentile of the corners' distance from the truth."""
    for family in FAMILIES:
        films = [spine_film(family, number) for number in range(count)]
        yield _row(family, films, scatter)


def _row(family: str, films: list[SpineFilm], scatter: str) -> Row:
    draw = np.random.default_rng(1)
    pairs = [pair for film in films for off_mm in CLICKS_OFF_MM for pair in _errors(film, off_mm, scatter, draw)]
    ours, raw = np.array(pairs).T
    worse = 100 * float(np.mean(ours > raw + 1e-6))
    image, body = _image(films[0]), _clicked(films[0], "L3", 1.0, scatter, draw)
    ours_ms = best_ms(partial(snap_body, image, body), runs=10)
    plain_ms = best_ms(lambda: image.patch(image.extent, 0.2), runs=5)
    what = f"snap, {family}: {np.median(ours):.2f}/{np.percentile(ours, 95):.2f} mm, {worse:.1f} % worse than the click"
    bodies = f"{len(pairs) // (4 * len(CLICKS_OFF_MM))} bodies"
    return Row(f"{what} ({bodies})", ours_ms, "averaging the film", plain_ms, GOALS.get(family, ""))


def _errors(film: SpineFilm, off_mm: float, scatter: str, draw: np.random.Generator) -> Iterator[tuple[float, float]]:
    """The distance in mm of every corner after snapping, and of its click, from the truth."""
    image = _image(film)
    for level, truth in film.truth.items():
        if level != "S1":
            body = _clicked(film, level, off_mm, scatter, draw)
            points = snap_body(image, body).points
            for mark in CORNERS:
                click = body.marks[mark].at
                yield (
                    distance_mm(points[mark].at or click, truth[mark], film.scale),
                    distance_mm(click, truth[mark], film.scale),
                )


def _image(film: SpineFilm) -> FilmImage:
    return FilmImage.of(film.stored, None, film.is_inverted, film.scale)


def _clicked(film: SpineFilm, level: str, off_mm: float, scatter: str, draw: np.random.Generator) -> Vertebra:
    truth: Mapping[Mark, ImagePoint] = film.truth[level]
    return Vertebra(
        level, {mark: Landmark(_beside(truth[mark], film, _offset(off_mm, scatter, draw))) for mark in CORNERS}
    )


def _offset(off_mm: float, scatter: str, draw: np.random.Generator) -> tuple[float, float]:
    if scatter == "normal":
        return float(draw.normal(0, off_mm / np.sqrt(2))), float(draw.normal(0, off_mm / np.sqrt(2)))
    angle = draw.uniform(0, 2 * np.pi)
    return float(off_mm * np.cos(angle)), float(off_mm * np.sin(angle))


def _beside(at: ImagePoint, film: SpineFilm, offset_mm: tuple[float, float]) -> ImagePoint:
    return ImagePoint(at.column + offset_mm[0] / film.scale.column, at.row + offset_mm[1] / film.scale.row)


if __name__ == "__main__":
    for each in rows(int(sys.argv[1]) if len(sys.argv) > 1 else FILMS_OF_A_FAMILY, *sys.argv[2:3]):
        print(f"{each.what}  ({each.ours:.0f} ms)")
