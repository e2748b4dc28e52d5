"""Which side of a film is the front of the patient: said by the header or the reader, or seen from the points.

Sides are those of the stored image, whichever way the view is turned.
"""

from vertmeasure.core.anatomy import Mark
from vertmeasure.core.geometry import FilmPoint, Line, to_film_plane
from vertmeasure.core.study import Film, Side

_TOO_STEEP = 2.0
"""An endplate that runs this much more up or down than across tells no side: the film lies on its side."""


def side_of_points(film: Film) -> Side | None:
    """The side to which most bodies' endplates run from posterior to anterior; None for a tie or without any."""
    votes = [_across(film, level) for level in film.vertebrae]
    balance = sum(votes)
    if balance == 0:
        return None
    return Side.RIGHT if balance > 0 else Side.LEFT


def anterior_side(film: Film, header: Side | None = None) -> Side | None:
    """The anterior side: as the study says, else the header, else the points; None where it has to be asked for."""
    return film.anterior or header or side_of_points(film)


def is_contradicted(film: Film, said: Side | None) -> bool:
    """Whether the points look to the other side than is said."""
    seen = side_of_points(film)
    return said is not None and seen is not None and said is not seen


def contradiction_words(film: Film, said: Side) -> str:
    """A contradiction between what is said and what is seen, as one sentence."""
    seen = Side.LEFT if said is Side.RIGHT else Side.RIGHT
    return (
        f"{film.id}: its points face {seen}, but the front of the patient is said to be on the {said}: "
        "look for anterior and posterior taken for each other, or a mirrored film."
    )


def _across(film: Film, level: str) -> int:
    """+1 where a body's superior endplate runs to the right from posterior to anterior, -1 to the left, else 0."""
    ends = [film.landmark(level, mark) for mark in (Mark.SP, Mark.SA)]
    points = [to_film_plane(end.at, film.calibration.scale) for end in ends if end is not None]
    if len(points) < len(ends):
        return 0
    step: FilmPoint = Line(*points).vector
    if abs(step.y) >= _TOO_STEEP * abs(step.x):
        return 0
    return 1 if step.x > 0 else -1
