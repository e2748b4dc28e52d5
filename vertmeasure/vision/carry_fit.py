"""Bodies and endplates laid exactly over the other film, starting from where registration found them roughly."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

import numpy as np

from vertmeasure.core.anatomy import Mark, above, below
from vertmeasure.vision.register import Registration
from vertmeasure.vision.register_fit import Part, Pose, fitted
from vertmeasure.vision.register_spine import anterior_of, centre_of

FINE_MM = (2.0, 1.0, 0.6)
_BODY_MM = (26.0, 26.0, 22.0, 22.0)

_PLATE_AROUND_MM, _PLATE_OUTWARDS_MM, _PLATE_INWARDS_MM = 5.0, 5.0, 8.0
"""How much of what surrounds an endplate goes with it: little of the disc, more of the body."""

UNLIKE = 0.25
"""Likeness below which nothing was recognised."""

_FARTHEST_MM, _FARTHEST_TURN = 6.0, 0.2
_PLATE_FARTHEST_MM, _PLATE_FARTHEST_TURN = 6.0, 0.26
_SIZES_DIFFER = 0.025
_AGREES_MM = 2.5

_PLATES = ((Mark.SP, Mark.SM, Mark.SA), (Mark.IP, Mark.IM, Mark.IA))
"""Each endplate from its posterior to its anterior corner."""


@dataclass(frozen=True, slots=True)
class BodyPoints:
    """A body of the film with points: its level, its points in mm of the view, and whether it may have changed."""

    level: str
    points: Mapping[Mark, complex]
    may_change: bool = False

    @property
    def part(self) -> Part:
        """What is laid over the other film for the whole body."""
        return Part(centre_of(self.points), anterior_of(self.points) or 1.0 + 0.0j, _BODY_MM)


def body_poses(seen: Registration, bodies: Iterable[BodyPoints], starts: Mapping[str, Pose]) -> dict[str, Pose]:
    """Where each body lies exactly, by level; one that slid off or looks unlike is absent."""
    given = [body for body in bodies if body.level in starts]
    found = {body.level: _body_pose(seen, body.part, starts[body.level], False) for body in given}
    size = _usual_size(found[body.level] for body in given if not body.may_change)
    for body in given:
        pose = found[body.level]
        if pose is None or body.may_change or abs(abs(pose.factor) / size - 1) > _SIZES_DIFFER:
            found[body.level] = _body_pose(seen, body.part, _sized(starts[body.level], size), True)
    mended = {body.level: _mended(seen, body, found, size) for body in given}
    return {level: pose for level, pose in mended.items() if pose is not None}


def _usual_size(poses: Iterable[Pose | None]) -> float:
    sizes = [abs(pose.factor) for pose in poses if pose is not None]
    return float(np.median(sizes)) if sizes else 1.0


def _sized(pose: Pose, size: float) -> Pose:
    return replace(pose, factor=pose.factor / abs(pose.factor) * size)


def _mended(seen: Registration, body: BodyPoints, found: Mapping[str, Pose | None], size: float) -> Pose | None:
    """The pose of a body, or a better one from where its neighbours imply that it lies."""
    pose, middle = found[body.level], body.part.middle
    beside = [each for each in map(found.get, _neighbours(body.level)) if each is not None]
    if not beside:
        return pose
    place = sum(each.carried(middle) for each in beside) / len(beside)
    if pose is not None and abs(pose.centre - place) < _AGREES_MM:
        return pose
    start = Pose(middle, place, sum(each.factor for each in beside) / len(beside))
    other = _body_pose(seen, body.part, _sized(start, size), True)
    return max((each for each in (pose, other) if each is not None), key=lambda each: each.likeness, default=None)


def _neighbours(level: str) -> list[str]:
    return [each for each in (above(level), below(level)) if each is not None]


def _body_pose(seen: Registration, part: Part, start: Pose, keeps_size: bool) -> Pose | None:
    pose = fitted(seen.films, part, start, FINE_MM, keeps_size)
    return pose if _is_near(pose, start.about(part.middle), _FARTHEST_MM, _FARTHEST_TURN) else None


def _is_near(pose: Pose, start: Pose, farthest_mm: float, farthest_turn: float) -> bool:
    turned = abs(float(np.angle(pose.factor / start.factor)))
    return pose.likeness >= UNLIKE and abs(pose.centre - start.centre) <= farthest_mm and turned <= farthest_turn


def changed_body(seen: Registration, body: BodyPoints, starts: Iterable[Pose]) -> dict[Mark, complex]:
    """The points of a body that may have been broken or treated in between: each endplate is found for itself.

    `starts` are the poses of the body itself and of its neighbours: an endplate moves with the one or the other.
    """
    guesses = list(starts)
    carried: dict[Mark, complex] = {}
    for marks in _PLATES:
        present = {mark: body.points[mark] for mark in marks if mark in body.points}
        pose = _plate_pose(seen, body, marks, guesses)
        carried |= {mark: pose.carried(place) for mark, place in present.items()}
    return carried


def _plate_pose(seen: Registration, body: BodyPoints, marks: tuple[Mark, Mark, Mark], guesses: list[Pose]) -> Pose:
    part = _plate(body.points, marks)
    if part is None:
        return guesses[0]
    return max(_plate_trials(seen, part, guesses), key=lambda pose: pose.likeness, default=guesses[0])


def _plate_trials(seen: Registration, part: Part, guesses: list[Pose]) -> Iterator[Pose]:
    for guess in guesses:
        start = guess.about(part.middle)
        pose = fitted(seen.films, part, start, FINE_MM, keeps_size=True)
        if _is_near(pose, start, _PLATE_FARTHEST_MM, _PLATE_FARTHEST_TURN):
            yield pose


def _plate(points: Mapping[Mark, complex], marks: tuple[Mark, Mark, Mark]) -> Part | None:
    back, _, front = marks
    others = [points[mark] for mark in (Mark.SP, Mark.SA, Mark.IA, Mark.IP) if mark in points and mark not in marks]
    if back not in points or front not in points or not others:
        return None
    along, middle = points[front] - points[back], (points[front] + points[back]) / 2
    direction, half = along / abs(along), abs(along) / 2 + _PLATE_AROUND_MM
    inwards = (sum(others) / len(others) - middle) / direction
    across = (_PLATE_OUTWARDS_MM, _PLATE_INWARDS_MM) if inwards.imag > 0 else (_PLATE_INWARDS_MM, _PLATE_OUTWARDS_MM)
    return Part(middle, direction, (half, half, *across))
