"""How far repeated points of one film lie apart: the error of one coordinate of one landmark, in mm."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from vertmeasure.core.anatomy import Mark
from vertmeasure.core.geometry import to_film_plane
from vertmeasure.core.same_film import SameFilm, is_same_image
from vertmeasure.core.study import Film

NO_REPEATED_POINT = "no point was placed twice on one calibrated film"


@dataclass(frozen=True, slots=True)
class PointError:
    """The error of one coordinate of one placed point.

    Attributes
    ----------
    sd_mm : float | None
        Standard deviation between readings, in mm, a shift between readers included; it may stand for
        the study's landmark_sd_mm. None where no point was placed twice.
    points, films : int
        How many points, on how many films, were placed at least twice.
    reason : str
        Why there is no number; empty when there is one.
    """

    sd_mm: float | None
    points: int = 0
    films: int = 0
    reason: str = ""


def point_error(films: Sequence[SameFilm]) -> PointError:
    """Pool every point the reader placed, and nobody proposed, in two or more readings of one image.

    The spacing of the first reading serves all readings of its film: calibration is not part of this error.
    """
    by_film = [list(_repeated(readings)) for readings in films]
    repeated = [coordinates for points in by_film for coordinates in points]
    if not repeated:
        return PointError(None, reason=NO_REPEATED_POINT)
    squares = math.fsum(_sum_of_squares(each) for each in repeated)
    freedom = sum(len(each) - 1 for each in repeated)
    return PointError(math.sqrt(squares / freedom), len(repeated) // 2, sum(map(bool, by_film)))


def _repeated(readings: SameFilm) -> Iterator[tuple[float, ...]]:
    """The columns, then the rows, of every point placed at least twice, in mm."""
    first = readings[0].film
    films = [each.film for each in readings if is_same_image(first, each.film)]
    if not first.calibration.is_known or len(films) < 2:
        return
    for level, mark in sorted({place for film in films for place in _placed(film)}):
        places = [film.landmark(level, mark) for film in films]
        points = [to_film_plane(each.at, first.calibration.scale) for each in places if each and not each.proposed]
        if len(points) > 1:
            yield tuple(point.x for point in points)
            yield tuple(point.y for point in points)


def _placed(film: Film) -> Iterator[tuple[str, Mark]]:
    for level, body in film.vertebrae.items():
        for mark in body.marks:
            yield level, mark


def _sum_of_squares(values: tuple[float, ...]) -> float:
    mean = math.fsum(values) / len(values)
    return math.fsum((each - mean) ** 2 for each in values)
