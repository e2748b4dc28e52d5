"""Repeat readings for tests: a study whose every point was placed once more, a little off."""

import random
from dataclasses import replace

from vertmeasure.core.geometry import ImagePoint
from vertmeasure.core.study import Film, Landmark, Study, Vertebra


def repeated(study: Study, seed: int, sd_px: float = 0.5, reader: str = "R1") -> Study:
    """The study read again: every coordinate errs on its own with a standard deviation, in pixels."""
    rng = random.Random(seed)
    films = tuple(_read_again(film, rng, sd_px) for film in study.films)
    return replace(study, id=f"repeat-{seed}", reader=reader, films=films)


def _read_again(film: Film, rng: random.Random, sd_px: float) -> Film:
    return replace(film, vertebrae={level: _moved(body, rng, sd_px) for level, body in film.vertebrae.items()})


def _moved(body: Vertebra, rng: random.Random, sd_px: float) -> Vertebra:
    marks = {mark: replace(point, at=_off(point, rng, sd_px)) for mark, point in body.marks.items()}
    return replace(body, marks=marks)


def _off(point: Landmark, rng: random.Random, sd_px: float) -> ImagePoint:
    column, row = point.at
    return ImagePoint(column + rng.gauss(0, sd_px), row + rng.gauss(0, sd_px))
