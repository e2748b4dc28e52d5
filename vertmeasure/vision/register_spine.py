"""The spine of the film that has points: its bodies, and how it goes on beyond them as the image shows it.

Three bodies look much like the three below them. What tells them apart is the rest of the film: so the chain is
continued with places along the spine that nobody has marked, found by the likeness of one vertebra to the next. They
need not be true centres: they only have to lie on the spine, since they are looked up in the same patient's other film.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import product

import numpy as np

from vertmeasure.core.anatomy import CORNERS, Mark, in_order, marks_of, rank, shifted
from vertmeasure.core.study import Film, Vertebra
from vertmeasure.vision.register_field import EdgeField, Edges, FilmView, Places

SPACING_MM = 3.0
"""Of the grid on which bodies are looked for."""

RADIUS_MM = 27.0
"""Of what is compared: a body with half of each disc, its pedicles and the roots of its processes."""

MOST_ADDED = 7
_ALIKE = 0.25
"""Likeness (-1 to 1) below which the next vertebra is not recognised; one such place is kept, then no more."""

_TURNS_DEG = (-12.0, -6.0, 0.0, 6.0, 12.0)
_STEPS = range(-2, 3)
_PER_STEP, _PER_TURN = 0.004, 0.02
_GROWTH = 1.035
"""Distances of neighbouring bodies grow by about this from level to level."""

_EDGE_MM = 6.0
_BODY_AND_DISC = 1.28
_SACRAL_REACH = 0.5
"""From the sacral endplate to the middle of L5, as a share of the endplate's length."""


@dataclass(frozen=True, slots=True)
class Node:
    """A place on the spine that can be found again on another film.

    Attributes
    ----------
    level : str
        Of a body with points; empty for a place that nobody marked.
    centre : complex
        In mm of the view.
    may_change : bool
        Whether the body was or may have been broken or treated between the films.
    """

    level: str
    centre: complex
    may_change: bool = False


def points_of(view: FilmView, body: Vertebra) -> dict[Mark, complex]:
    """The points of a body in a view."""
    return {mark: view.place(point.at) for mark, point in body.marks.items()}


def centre_of(points: Mapping[Mark, complex]) -> complex:
    """The middle of a body's corners, or of what there is of them."""
    corners = [points[mark] for mark in CORNERS if mark in points] or list(points.values())
    return sum(corners) / len(corners)


def anterior_of(points: Mapping[Mark, complex]) -> complex | None:
    """The direction to anterior, of length 1; None where no endplate has both corners."""
    ends = ((Mark.SP, Mark.SA), (Mark.IP, Mark.IA))
    along = sum(points[front] - points[back] for back, front in ends if front in points and back in points)
    return along / abs(along) if along else None


def is_usable(body: Vertebra) -> bool:
    """Whether a body has the points that say where it is and how it stands: all corners (S1: its endplate)."""
    return all(mark in body.marks for mark in marks_of(body.level) if mark in CORNERS)


def spine_nodes(view: FilmView, film: Film, broken: frozenset[str]) -> tuple[Node, ...]:
    """The bodies of a film from head to foot, with what the image shows of the spine above and below them."""
    bodies = {level: points_of(view, film.vertebrae[level]) for level in in_order(film.vertebrae)}
    usable = [level for level in bodies if is_usable(film.vertebrae[level])]
    marked = list(_without_gaps({level: centre_of(bodies[level]) for level in usable}, broken))
    upwards = _beyond(view, bodies, usable, broken, -1)
    downwards = [] if usable[-1] == "S1" else _beyond(view, bodies, usable, broken, 1)
    return (*reversed(upwards), *marked, *downwards)


def _without_gaps(centres: Mapping[str, complex], broken: frozenset[str]) -> Iterator[Node]:
    """The marked bodies, and places between those that are not neighbours."""
    upper = ""
    for lower, centre in centres.items():
        if upper:
            apart = rank(lower) - rank(upper)
            for step in range(1, apart):
                place = centres[upper] + (centre - centres[upper]) * (step / apart)
                yield Node("", place, shifted(upper, step) in broken)
        yield Node(lower, centre, lower in broken)
        upper = lower


def _beyond(
    view: FilmView, bodies: Mapping[str, Mapping[Mark, complex]], usable: list[str], broken: frozenset[str], steps: int
) -> list[Node]:
    end, inner = (usable[0], usable[1:2]) if steps < 0 else (usable[-1], usable[-2:-1])
    course = _course(bodies, end, inner[0] if inner else None, steps)
    found = []
    for number, centre in enumerate(_followed(view, centre_of(bodies[end]), *course, steps), 1):
        level = shifted(end, steps * number)
        found.append(Node("", centre, level in broken))
    return found


def _course(
    bodies: Mapping[str, Mapping[Mark, complex]], end: str, inner: str | None, steps: int
) -> tuple[complex, float]:
    """The step from the end of the marked spine to the next body, and how far it turns on the way, in rad."""
    points = bodies[end]
    if inner is None:
        return _own_step(end, points) * -steps, 0.0
    apart = abs(rank(end) - rank(inner))
    step = (centre_of(points) - centre_of(bodies[inner])) / apart
    own, other = anterior_of(points), anterior_of(bodies[inner])
    turn = float(np.angle(own / other)) / apart if own and other else 0.0
    return step, float(np.clip(turn, -0.12, 0.12))


def _own_step(level: str, points: Mapping[Mark, complex]) -> complex:
    """The step to the next body towards the head, as the body itself tells it."""
    if level == "S1":
        across = (points[Mark.SA] - points[Mark.SP]) * 1j * _SACRAL_REACH
        return across if across.imag < 0 else -across
    return (points[Mark.SP] + points[Mark.SA] - points[Mark.IP] - points[Mark.IA]) / 2 * _BODY_AND_DISC


def _followed(view: FilmView, start: complex, step: complex, turn: float, steps: int) -> Iterator[complex]:
    edges, place, is_lost = view.edges(SPACING_MM), start, False
    for _ in range(MOST_ADDED):
        step *= complex(np.exp(1j * turn)) * _GROWTH**steps
        likeness, found, turned = _next_body(edges, place, place + step)
        if is_lost or not view.holds(found, _EDGE_MM):
            return
        is_lost = likeness < _ALIKE
        if is_lost:
            found, turned = place + step, 0.0
        yield found
        step, place = found - place, found
        turn = float(np.clip((turn + turned) / 2, -0.15, 0.15))


def _next_body(edges: EdgeField, body: complex, guess: complex) -> tuple[float, complex, float]:
    """The place near a guess that looks most like a body: likeness, place, and how far it is turned in rad."""
    disc = disc_mm()
    places = np.array([guess + complex(right, down) * SPACING_MM for right, down in product(_STEPS, _STEPS)])
    seen = _unit(edges.at(places[:, None] + disc))
    away = np.abs(places - guess) / SPACING_MM
    best = (-1.0, guess, 0.0)
    for turn_deg in _TURNS_DEG:
        turned = np.radians(turn_deg)
        pattern = _unit(turned_pattern(edges, body, turned))
        scores = (seen @ pattern.conj()).real - _PER_STEP * away**2 - _PER_TURN * (turn_deg / 6.0) ** 2
        place = int(np.argmax(scores))
        if scores[place] > best[0]:
            best = (float(scores[place]), complex(places[place]), float(turned))
    return best


@cache
def disc_mm() -> Places:
    """The grid points of what is compared, from its middle, in mm."""
    reach = int(RADIUS_MM / SPACING_MM)
    down, right = np.mgrid[-reach : reach + 1, -reach : reach + 1]
    inside = right**2 + down**2 <= reach**2 + reach / 2
    return np.asarray((right[inside] + 1j * down[inside]) * SPACING_MM)


def turned_pattern(edges: EdgeField, centre: complex, turn: float) -> Edges:
    """The edges around a place as they would look if the film were turned by `turn` rad about it."""
    unit = np.exp(1j * turn)
    return np.asarray(unit * edges.at(centre + disc_mm() / unit), np.complex64)


def _unit(vectors: Edges) -> Edges:
    length = np.sqrt((np.abs(vectors) ** 2).sum(axis=-1, keepdims=True))
    return np.asarray(vectors / np.maximum(length, 1e-6), np.complex64)
