"""Points carried over from one film of a patient to another, by laying the bodies of the one over the other.

Nothing is carried that may be a level off: a body is taken only where the rest of the spine leaves no doubt which one
it is, and a film on which that is not so is refused with what to do about it.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from vertmeasure.core.anatomy import Mark, in_order
from vertmeasure.core.errors import VertmeasureError
from vertmeasure.core.geometry import ImagePoint
from vertmeasure.vision.carry_fit import BodyPoints, body_poses, changed_body
from vertmeasure.vision.register import SURE_MARGIN, Registration, Sight, registered
from vertmeasure.vision.register_fit import Pose
from vertmeasure.vision.register_spine import Node, is_usable, points_of

CarrySource = Sight
"""A film, its image, and the levels that are or may be fractured or treated."""

Points = Mapping[Mark, ImagePoint]

NOT_CLEAR = "not clear which body it is"
NOT_FOUND = "not found"
NOT_RECOGNISED = "too different to be recognised"
OFF_THE_FILM = "off the film"
"""Why a body is left out."""

_NEAR_NODES = 2
"""A place that was not found itself is taken from those found at most so far above and below."""


@dataclass(frozen=True, slots=True)
class Carried:
    """What was carried to the other film.

    Attributes
    ----------
    bodies : Mapping[str, Mapping[Mark, ImagePoint]]
        By level, in pixels of the other film; every point lies on it.
    likeness : Mapping[str, float]
        By level, how alike the two films are there, up to 1; 0 for a body that only its neighbours tell of.
    left_out : Mapping[str, str]
        By level, why a body of the first film was not carried.
    """

    bodies: Mapping[str, Points]
    likeness: Mapping[str, float]
    left_out: Mapping[str, str]


def carry(source: CarrySource, target: CarrySource) -> Carried:
    """Find the bodies of one film on another one of the same patient.

    Bodies that the reader has accepted on the target hold the count of the levels and are carried like all others.
    Raises VertmeasureError where the source has no body with four corners, or the target leaves doubt about the level.
    """
    if not any(is_usable(body) for body in source.film.vertebrae.values()):
        raise VertmeasureError(
            f"Film {source.film.id} has no body with all its corners to carry over.", "Place one body on it first."
        )
    seen = registered(source, target)
    starts, left_out = _starts(seen)
    if not starts:
        raise VertmeasureError(
            f"It is not clear which body of film {target.film.id} is which body of film {source.film.id}.",
            f"Place one body on film {target.film.id}, accept it, and carry over again.",
        )
    return _carried(seen, _bodies(seen, source), starts, left_out)


def _bodies(seen: Registration, source: CarrySource) -> list[BodyPoints]:
    changing = {node.level for node in seen.nodes if node.may_change}
    return [
        BodyPoints(level, points_of(seen.films.here, source.film.vertebrae[level]), level in changing)
        for level in in_order(source.film.vertebrae)
        if is_usable(source.film.vertebrae[level])
    ]


def _starts(seen: Registration) -> tuple[dict[str, Pose], dict[str, str]]:
    """Where each body that is told apart lies roughly, by level, and why the others are left out."""
    sure = {number: pose for number, pose in seen.poses.items() if seen.margins[number] >= SURE_MARGIN}
    starts, left_out = {}, {}
    for number, node in enumerate(seen.nodes):
        if node.level:
            pose = sure.get(number) or _between(seen.nodes, sure, number)
            if pose is None:
                left_out[node.level] = NOT_CLEAR if number in seen.poses else NOT_FOUND
            else:
                starts[node.level] = pose
    return starts, left_out


def _between(nodes: tuple[Node, ...], sure: Mapping[int, Pose], number: int) -> Pose | None:
    """A pose as the nearest ones above and below tell it; None where one of them is missing."""
    above = next((sure[each] for each in range(number - 1, number - _NEAR_NODES - 1, -1) if each in sure), None)
    below = next((sure[each] for each in range(number + 1, number + _NEAR_NODES + 1) if each in sure), None)
    if above is None or below is None:
        return None
    centre = nodes[number].centre
    place = (above.carried(centre) + below.carried(centre)) / 2
    return Pose(centre, place, (above.factor + below.factor) / 2)


def _carried(
    seen: Registration, bodies: list[BodyPoints], starts: Mapping[str, Pose], left_out: Mapping[str, str]
) -> Carried:
    poses = dict(seen.fixed) | body_poses(seen, bodies, starts)
    told: dict[str, Points] = {}
    unseen = dict(left_out)
    for body in bodies:
        if body.level in starts:
            places = _places(seen, body, poses, starts[body.level])
            points = _on_film(seen, places)
            if points:
                told[body.level] = points
            else:
                unseen[body.level] = OFF_THE_FILM if places else NOT_RECOGNISED
    return Carried(told, {level: poses[level].likeness if level in poses else 0.0 for level in told}, unseen)


def _on_film(seen: Registration, places: Mapping[Mark, complex]) -> Points:
    there = seen.films.there
    return {mark: there.point(place) for mark, place in places.items() if there.holds(place)}


def _places(seen: Registration, body: BodyPoints, poses: Mapping[str, Pose], start: Pose) -> Mapping[Mark, complex]:
    """Where the points of a body lie; none where it is not recognised, unless it may look different now."""
    pose = poses.get(body.level)
    if body.may_change:
        return changed_body(seen, body, [*([pose] if pose else []), *_neighbours(seen, body, poses), start])
    return {} if pose is None else {mark: pose.carried(place) for mark, place in body.points.items()}


def _neighbours(seen: Registration, body: BodyPoints, poses: Mapping[str, Pose]) -> list[Pose]:
    """The poses of the bodies above and below, as far as they were found."""
    number = next(number for number, node in enumerate(seen.nodes) if node.level == body.level)
    beside = [each for each in (number - 1, number + 1) if each in seen.poses]
    return [poses.get(seen.nodes[each].level, seen.poses[each]) for each in beside]
