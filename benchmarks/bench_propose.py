"""Proposing bodies: from two placed neighbours, and from one click near the middle of each body.

A proposal counts when all its four corners lie within 2 mm of the truth. `python -m benchmarks.bench_propose 5` scores
so many films of each family instead of a few.
"""

import sys
from collections.abc import Iterable, Iterator, Sequence
from functools import partial

import numpy as np

from benchmarks.spine_films import FAMILIES, SpineFilm, distance_mm, spine_film
from benchmarks.timing import Row, best_ms
from vertmeasure.core.anatomy import BODIES, CORNERS
from vertmeasure.core.calibration import Calibration, Grade
from vertmeasure.core.geometry import ImagePoint
from vertmeasure.core.study import Film, Landmark, Vertebra
from vertmeasure.vision.film_image import FilmImage
from vertmeasure.vision.propose import ProposedBody, propose_at, propose_next

FILMS_OF_A_FAMILY = 1
GOOD_MM = 2.0
CLICK_SD_MM = 1.5


def rows(count: int = FILMS_OF_A_FAMILY) -> Iterator[Row]:
    """Two rows for each family: how many bodies were found, and how many proposals were wrong."""
    for family in FAMILIES:
        films = [spine_film(family, number) for number in range(count)]
        yield _row(f"next, {family}", films, [_next(film) for film in films])
        yield _row(f"middles, {family}", films, [_at_middles(film) for film in films])


Asked = tuple[int, list[ProposedBody]]
"""How many bodies were asked for, and what was proposed."""


def _row(name: str, films: Sequence[SpineFilm], asked: Sequence[Asked]) -> Row:
    wanted = sum(count for count, _ in asked)
    off_mm = [_worst_mm(body, film) for film, (_, bodies) in zip(films, asked, strict=True) for body in bodies]
    good = sum(each <= GOOD_MM for each in off_mm)
    image, film = _image(films[0]), _film(films[0], ("L2", "L3"))
    ours_ms = best_ms(partial(propose_next, image, film), runs=3)
    plain_ms = best_ms(lambda: image.patch(image.extent, 0.5), runs=3)
    what = f"propose {name}: {good} of {wanted} within 2 mm, {len(off_mm) - good} wrong"
    return Row(what, ours_ms, "averaging the film", plain_ms, "most of them, hardly any wrong")


def _next(film: SpineFilm) -> Asked:
    """From every pair of neighbours the bodies above and below."""
    levels = [level for level in BODIES if level in film.truth]
    proposed, asked = [], 0
    for place in range(len(levels) - 1):
        known = levels[max(place - 1, 0) : place] + levels[place + 2 : place + 3]
        found = propose_next(_image(film), _film(film, levels[place : place + 2]))
        proposed += [body for body in found if body.level in known]
        asked += len(known)
    return asked, proposed


def _at_middles(film: SpineFilm) -> Asked:
    """From a click near the middle of every body, none placed."""
    draw = np.random.default_rng(2)
    levels = [level for level in BODIES if level in film.truth]
    centres = {level: _middle(film, level, draw) for level in levels}
    return len(levels), list(propose_at(_image(film), _film(film, ()), centres))


def _middle(film: SpineFilm, level: str, draw: np.random.Generator) -> ImagePoint:
    corners = [film.truth[level][mark] for mark in CORNERS]
    aside, along = draw.normal(0, CLICK_SD_MM, 2)
    column = float(np.mean([at.column for at in corners])) + aside / film.scale.column
    return ImagePoint(column, float(np.mean([at.row for at in corners])) + along / film.scale.row)


def _film(film: SpineFilm, levels: Iterable[str]) -> Film:
    vertebrae = {
        level: Vertebra(level, {mark: Landmark(film.truth[level][mark]) for mark in CORNERS}) for level in levels
    }
    calibration = Calibration(film.scale.row, film.scale.column, Grade.GEOMETRY, "PixelSpacing")
    return Film("bench", calibration=calibration, vertebrae=vertebrae)


def _image(film: SpineFilm) -> FilmImage:
    return FilmImage.of(film.stored, None, film.is_inverted, film.scale)


def _worst_mm(body: ProposedBody, film: SpineFilm) -> float:
    return max(distance_mm(body.points[mark], film.truth[body.level][mark], film.scale) for mark in CORNERS)


if __name__ == "__main__":
    for each in rows(int(sys.argv[1]) if len(sys.argv) > 1 else FILMS_OF_A_FAMILY):
        print(f"{each.what}  ({each.ours:.0f} ms)")
