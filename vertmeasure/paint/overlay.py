"""What is drawn on a film, as plain data in pixels of the stored image: no Qt, no colours."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto

from vertmeasure.core.anatomy import COLUMN_MARKS, CORNERS, EDGE_MARKS, LEVELS, Column, Edge, Mark
from vertmeasure.core.assess import Assessment
from vertmeasure.core.geometry import ImagePoint
from vertmeasure.core.readings import WHOLE_FILM_ANGLES, angle_borders
from vertmeasure.core.study import Film, Vertebra


class Role(Enum):
    """What a body is to the reading."""

    FRACTURE = auto()
    REFERENCE = auto()
    OTHER = auto()


@dataclass(frozen=True, slots=True)
class PointShape:
    """One landmark; `raw` is where it was clicked before it moved to the edge of the bone."""

    mark: Mark
    at: ImagePoint
    proposed: bool
    raw: ImagePoint | None = None


@dataclass(frozen=True, slots=True)
class BodyShape:
    """One vertebral body: its points, the lines between them and where its name goes.

    Attributes
    ----------
    borders : tuple[tuple[ImagePoint, ...], ...]
        Endplates (through their middle points) and walls, as far as their ends are placed.
    outline : tuple[ImagePoint, ...]
        Around the body; empty until the four corners are placed.
    label_at : ImagePoint
        Middle of the posterior wall: names stand outside the body, never over an endplate.
    label_side : int
        -1 when posterior is to the left of the film, +1 when it is to the right.
    warning : bool
        Whether a notice is about this body.
    """

    level: str
    role: Role
    points: tuple[PointShape, ...]
    borders: tuple[tuple[ImagePoint, ...], ...]
    outline: tuple[ImagePoint, ...]
    label_at: ImagePoint
    label_side: int
    warning: bool


@dataclass(frozen=True, slots=True)
class Overlay:
    """Everything drawn on one film: bodies, and the lines of the number that is looked at."""

    bodies: tuple[BodyShape, ...] = ()
    lines: tuple[tuple[ImagePoint, ImagePoint], ...] = ()


def film_overlay(assessment: Assessment, film_id: str, level: str = "", measurement_id: str = "") -> Overlay:
    """What to draw on a film while a level, and perhaps one of its numbers, is looked at."""
    film = assessment.study.film(film_id)
    references = references_of(assessment, film_id, level)
    warned = {notice.level for notice in assessment.notices if notice.film == film_id}
    judged = set(assessment.study.judged_levels)
    bodies = tuple(
        _body(film.vertebrae[each], _role(each, judged, references), each in warned)
        for each in LEVELS
        if each in film.vertebrae and film.vertebrae[each].marks
    )
    return Overlay(bodies, tuple(_lines(film, level, measurement_id)))


def references_of(assessment: Assessment, film_id: str, level: str) -> frozenset[str]:
    """The bodies the losses of a level are measured against on a film."""
    found = (assessment.measurement(film_id, level, f"loss_adjacent_{column}") for column in Column)
    return frozenset(each for loss in found if loss is not None for each in loss.reference)


def _role(level: str, judged: set[str], references: frozenset[str]) -> Role:
    if level in judged:
        return Role.FRACTURE
    return Role.REFERENCE if level in references else Role.OTHER


def _body(body: Vertebra, role: Role, warning: bool) -> BodyShape:
    at = {mark: landmark.at for mark, landmark in body.marks.items()}
    points = tuple(PointShape(mark, each.at, each.proposed, each.raw) for mark, each in body.marks.items())
    outline = tuple(at[mark] for mark in _AROUND if mark in at) if all(mark in at for mark in CORNERS) else ()
    return BodyShape(
        level=body.level,
        role=role,
        points=points,
        borders=tuple(_borders(at)),
        outline=outline,
        label_at=_posterior(at),
        label_side=_posterior_side(at),
        warning=warning,
    )


_AROUND = (Mark.SP, Mark.SM, Mark.SA, Mark.IA, Mark.IM, Mark.IP)
_BORDERS = ((Mark.SP, Mark.SM, Mark.SA), (Mark.IP, Mark.IM, Mark.IA), (Mark.SP, Mark.IP), (Mark.SA, Mark.IA))


def _borders(at: dict[Mark, ImagePoint]) -> Iterator[tuple[ImagePoint, ...]]:
    for marks in _BORDERS:
        if marks[0] in at and marks[-1] in at:
            yield tuple(at[mark] for mark in marks if mark in at)


def _posterior(at: dict[Mark, ImagePoint]) -> ImagePoint:
    wall = [at[mark] for mark in (Mark.SP, Mark.IP) if mark in at] or list(at.values())
    return ImagePoint(sum(p.column for p in wall) / len(wall), sum(p.row for p in wall) / len(wall))


def _posterior_side(at: dict[Mark, ImagePoint]) -> int:
    for posterior, anterior in ((Mark.SP, Mark.SA), (Mark.IP, Mark.IA)):
        if posterior in at and anterior in at:
            return -1 if at[posterior].column <= at[anterior].column else 1
    return -1


def _lines(film: Film, level: str, measurement_id: str) -> Iterator[tuple[ImagePoint, ImagePoint]]:
    for of_level, marks in measured_marks(level, measurement_id):
        ends = [film.landmark(of_level, mark) for mark in marks]
        if all(end is not None for end in ends):
            start, end = (end.at for end in ends if end is not None)
            yield start, end


def measured_marks(level: str, measurement_id: str) -> tuple[tuple[str, tuple[Mark, Mark]], ...]:
    """The lines a number is made from, as level and pair of marks; empty for numbers made from many."""
    for column in Column:
        if measurement_id.endswith(column) and measurement_id != "loss_own_posterior":
            return ((level, COLUMN_MARKS[column]),) if level else ()
    if measurement_id in WHOLE_FILM_ANGLES:
        borders: tuple[tuple[str, Edge], ...] = WHOLE_FILM_ANGLES[measurement_id]
    elif level and level != "S1" and measurement_id in (angles := angle_borders(level)):
        borders = tuple(border for border in angles[measurement_id] if isinstance(border, tuple))
    else:
        return ()
    return tuple((of_level, EDGE_MARKS[edge]) for of_level, edge in borders)
