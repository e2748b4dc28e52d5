"""Proposes bodies that nobody placed: the next ones of a spine, or those whose middles were clicked.

A proposal is a guess from the spine's curve and spacing that the image then bears out; what it does not bear out is
not proposed.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from vertmeasure.core.anatomy import BODIES, Mark, above, below, in_order
from vertmeasure.core.geometry import ImagePoint
from vertmeasure.core.study import Film
from vertmeasure.vision.body_pose import BodyPose, angle_deg
from vertmeasure.vision.body_search import FoundBody, Leeway, find_body
from vertmeasure.vision.facing import facing_of
from vertmeasure.vision.film_image import FilmImage, Real
from vertmeasure.vision.middles import middle_points
from vertmeasure.vision.placed_spine import PlacedSpine, placed_centres, spine_of_centres

LEAST_CONFIDENCE = 0.35
"""What the image bears out less is not proposed."""

_NEXT = Leeway(7.0, 5.0, 16.0, (0.6, 0.75, 0.9, 1.0, 1.1), (0.9, 1.0, 1.1))
_CLICKED = Leeway(4.0, 5.0, 20.0, (0.45, 0.6, 0.75, 0.9, 1.05, 1.2), (0.85, 0.95, 1.05, 1.18))
_DEPTHS = (0.75, 1.3)
_HEIGHTS = (0.3, 1.35)
_MOST_TILTED_DEG = 35.0


@dataclass(frozen=True, slots=True)
class ProposedBody:
    """A body that the program proposes.

    Attributes
    ----------
    points : Mapping[Mark, ImagePoint]
        All six.
    confidence : float
        How much of it the image bears out, 0 to 1.
    """

    level: str
    points: Mapping[Mark, ImagePoint]
    confidence: float


def propose_next(image: FilmImage, film: Film, count: int = 1) -> tuple[ProposedBody, ...]:
    """Propose the bodies that are missing among those placed, up to `count` above them and as many below.

    A body counts as placed with its four corners. The answer runs from head to foot; a row ends where the image does
    not bear out the next body.
    """
    spine = PlacedSpine.of(film)
    if spine is None:
        return ()
    found: dict[str, ProposedBody] = {}
    placed = in_order(spine.poses)
    between = BODIES[BODIES.index(placed[0]) + 1 : BODIES.index(placed[-1])]
    rows = ([level for level in between if level not in spine.poses], _row(placed[0], above, count))
    for row in (*rows, _row(placed[-1], below, count)):
        grown = spine
        for level in row:
            body = _found(image, grown, level)
            if body is None:
                break
            found[level] = _proposed(image, grown, level, body)
            grown = grown.with_body(level, body.corners)
    return tuple(found[level] for level in in_order(found))


def propose_at(image: FilmImage, film: Film, centres: Mapping[str, ImagePoint]) -> tuple[ProposedBody, ...]:
    """Propose the bodies in whose middle a click lies, each by its own level, from head to foot; S1 is none of them."""
    wanted = {level: at for level, at in centres.items() if level in BODIES}
    spine = spine_of_centres(film, placed_centres(film) | wanted)
    if not spine.facing:
        spine = spine.facing_to(facing_of(image.measured_in(spine.unit), [spine.at_centre(level) for level in wanted]))
    found = {level: _about(image, spine, spine.at_centre(level), _CLICKED) for level in in_order(wanted)}
    return tuple(_proposed(image, spine, level, body) for level, body in found.items() if body is not None)


def _row(level: str, step: Callable[[str], str | None], count: int) -> list[str]:
    """The next levels from one on, as far as bodies go."""
    row: list[str] = []
    following = step(level)
    while following in BODIES and len(row) < count:
        row.append(following)
        following = step(following)
    return row


def _found(image: FilmImage, spine: PlacedSpine, level: str) -> FoundBody | None:
    guess = spine.next_to(level)
    body = None if guess is None else _about(image, spine, guess, _NEXT)
    return None if body is None or spine.overlaps(level, BodyPose.of(body.corners)) else body


def _about(image: FilmImage, spine: PlacedSpine, guess: BodyPose, leeway: Leeway) -> FoundBody | None:
    """The body about a guess, if it lies on the film and the image bears it out."""
    measured = image.measured_in(spine.unit)
    if not measured.extent.holds(guess.centre):
        return None
    body = find_body(measured, guess, leeway)
    on_film = measured.extent.holds(np.stack(list(body.corners.values())))
    return body if on_film and _is_sound(body, guess) else None


def _is_sound(body: FoundBody, guess: BodyPose) -> bool:
    """Whether the image bears a body out and its shape is one that a vertebra can have."""
    pose = BodyPose.of(body.corners)
    sizes = (pose.depth_mm / guess.depth_mm, _DEPTHS), (pose.height_mm / guess.height_mm, _HEIGHTS)
    return (
        body.confidence >= LEAST_CONFIDENCE
        and all(low <= factor <= high for factor, (low, high) in sizes)
        and pose.facing == guess.facing
        and abs(angle_deg(guess.caudal, pose.caudal)) <= _MOST_TILTED_DEG
    )


def _proposed(image: FilmImage, spine: PlacedSpine, level: str, body: FoundBody) -> ProposedBody:
    middles = {mark: at for mark, (at, _) in middle_points(body.outline, body.corners, {}).items()}
    points = {mark: _image_point(image, spine.unit, at) for mark, at in {**body.corners, **middles}.items()}
    return ProposedBody(level, {mark: points[mark] for mark in Mark if mark in points}, body.confidence)


def _image_point(image: FilmImage, unit: float, at: Real) -> ImagePoint:
    return ImagePoint(float(at[0] * unit / image.scale.column), float(at[1] * unit / image.scale.row))
