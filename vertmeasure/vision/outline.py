"""The outline of one body as the image shows it: from clicked corners to borders and corners on the bone.

Everything here is in mm of the film plane; corners stand around the body as in `core.anatomy.CORNERS`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from vertmeasure.core.anatomy import CORNERS, Mark
from vertmeasure.vision.borders import RAYS, Borders, Chords, crossing, narrow_search, quadratics_at_ends, wide_search
from vertmeasure.vision.corners import Corner, Meeting, find_corners
from vertmeasure.vision.film_image import Patch, Real

_TOO_FAR_MM = 3.5
_AROUND = ((0, 1), (1, 2), (2, 3), (3, 0))
_FLANK = slice(0, 12)
_STRAIGHT = slice(2, 12)
_THIRD = RAYS // 3

Pair = tuple[int, int]


@dataclass(frozen=True, slots=True, eq=False)
class Outline:
    """What was found of a body.

    Attributes
    ----------
    patch : Patch
        Where it was found.
    borders : Borders
    pairs : tuple[tuple[int, int], ...]
        The places in CORNERS that each border joins.
    corners : Mapping[Mark, Corner]
        With the strength of the weakest of the corner and its two borders beside it.
    """

    patch: Patch
    borders: Borders
    pairs: tuple[Pair, ...]
    corners: Mapping[Mark, Corner]

    def border(self, first: Mark, second: Mark) -> int | None:
        """The place of the border between two neighbours, as they stand around the body; None if not searched."""
        pair = (CORNERS.index(first), CORNERS.index(second))
        return self.pairs.index(pair) if pair in self.pairs else None


def trace(patch: Patch, clicked: Mapping[Mark, Real], supposed: Mapping[Mark, Real]) -> Outline:
    """Find the borders of a body and its clicked corners.

    Parameters
    ----------
    clicked, supposed : Mapping[Mark, ndarray]
        Together all four corners (x, y); a supposed one only tells which way the borders of a clicked one run.
    """
    corners = {**clicked, **supposed}
    pairs = tuple(pair for pair in _AROUND if any(CORNERS[end] in clicked for end in pair))
    inside = np.asarray(np.mean(list(corners.values()), axis=0))
    known = {CORNERS.index(mark): at for mark, at in corners.items()}
    rough = wide_search(patch, _chords(known, pairs, inside))
    better = _where_borders_cross(rough, pairs, known)
    fine = narrow_search(patch, _chords(better, pairs, inside), rough)
    better = _where_borders_cross(fine, pairs, better)
    wanted = {corner: at for corner, at in better.items() if CORNERS[corner] in clicked}
    return Outline(patch, fine, pairs, _corners(patch, fine, pairs, wanted))


def _chords(corners: Mapping[int, Real], pairs: tuple[Pair, ...], inside: Real) -> Chords:
    starts, ends = (np.array([corners[pair[end]] for pair in pairs]) for end in (0, 1))
    lengths = dict(zip(pairs, np.linalg.norm(ends - starts, axis=1), strict=True))
    room = np.array([min(own for pair, own in lengths.items() if len({*pair, *border}) == 3) for border in pairs])
    return Chords.between(starts, ends, inside, room)


def _where_borders_cross(borders: Borders, pairs: tuple[Pair, ...], corners: Mapping[int, Real]) -> dict[int, Real]:
    """Move each corner that two borders share to where they cross, unless that lies too far off."""
    fits = quadratics_at_ends(borders)
    moved = dict(corners)
    for corner in corners:
        if sum(corner in pair for pair in pairs) == len(_AROUND[0]):
            at = crossing(borders, *_borders_at(pairs, corner), fits)
            if np.linalg.norm(at - corners[corner]) < _TOO_FAR_MM:
                moved[corner] = at
    return moved


def _borders_at(pairs: tuple[Pair, ...], corner: int) -> Pair:
    """The border that ends at a corner and the one that starts there."""
    ending = next(number for number, pair in enumerate(pairs) if pair[1] == corner)
    starting = next(number for number, pair in enumerate(pairs) if pair[0] == corner)
    return ending, starting


def _corners(
    patch: Patch, borders: Borders, pairs: tuple[Pair, ...], corners: Mapping[int, Real]
) -> dict[Mark, Corner]:
    """Find corners, each by the two borders that share it."""
    met = {corner: (ending, starting) for corner in corners for ending, starting in [_borders_at(pairs, corner)]}
    found = find_corners(patch, [_meeting(borders, *met[corner], corners[corner]) for corner in met])
    return {CORNERS[corner]: _weakest(borders, met[corner], at) for corner, at in zip(met, found, strict=True)}


def _meeting(borders: Borders, ending: int, starting: int, at: Real) -> Meeting:
    """What is known of a corner that two borders share."""
    flanks = [borders.curves[ending][::-1][_FLANK], borders.curves[starting][_FLANK]]
    away = np.stack([_direction(flank[_STRAIGHT]) for flank in flanks])
    noise = float(borders.noise[[ending, starting]].mean())
    return Meeting(at, away, np.concatenate(flanks), noise)


def _weakest(borders: Borders, joined: Pair, found: Corner) -> Corner:
    """The corner as strong as the weakest of itself and the near thirds of its two borders."""
    ending, starting = joined
    ends = (borders.strength[ending][-_THIRD:], borders.strength[starting][:_THIRD])
    return replace(found, strength=min(found.strength, *(float(end.mean()) for end in ends)))


def _direction(points: Real) -> Real:
    along = points[-1] - points[0]
    return np.asarray(along / np.linalg.norm(along))
