"""The middle points of the endplates."""

from collections.abc import Mapping

import numpy as np

from vertmeasure.core.anatomy import Mark
from vertmeasure.vision.borders import FRACTIONS
from vertmeasure.vision.endplate import bright_line
from vertmeasure.vision.film_image import Real
from vertmeasure.vision.outline import Outline

_ENDS: Mapping[Mark, tuple[Mark, Mark]] = {Mark.SM: (Mark.SP, Mark.SA), Mark.IM: (Mark.IA, Mark.IP)}
"""The corners of each endplate in the order around the body."""

_FLAT_MM = 0.4
_ABOUT_MM = 0.12
_BESIDE = 5


def middle_points(
    outline: Outline, corners: Mapping[Mark, Real], clicked: Mapping[Mark, Real]
) -> dict[Mark, tuple[Real, float]]:
    """Give the middle point (x, y) and the strength of the line there for each endplate that was found.

    A click is taken to the nearest point of the endplate's bright line. Without one, the point lies on the deepest
    place of the middle third where the endplate is concave, else halfway.
    """
    found = {}
    for mark, (first, second) in _ENDS.items():
        border = outline.border(first, second)
        if border is not None and first in corners and second in corners:
            line = bright_line(outline.patch, outline.borders, border)
            outward = outline.borders.chords.outward[border]
            at = _nearest(line.curve, clicked.get(mark), _deepest(line.curve, corners[first], corners[second], outward))
            near = int(np.argmin(np.linalg.norm(line.curve - at, axis=1)))
            found[mark] = (at, float(line.strength[max(0, near - _BESIDE) : near + _BESIDE + 1].mean()))
    return found


def _deepest(curve: Real, first: Real, second: Real, outward: Real) -> Real:
    """The deepest point of the middle third, as the mean of all that lie nearly as deep; halfway where it is flat."""
    along = second - first
    across = np.array([-along[1], along[0]]) / np.linalg.norm(along)
    depths = (curve - first) @ (across * -np.sign(across @ outward))
    places = (curve - first) @ along / float(along @ along)
    third = (places >= 1 / 3) & (places <= 2 / 3)
    halfway = np.stack([np.interp(0.5, places, curve[:, axis]) for axis in (0, 1)])
    if not third.any() or depths[third].max() < _FLAT_MM:
        return np.asarray(halfway)
    chosen = third & (depths > depths[third].max() - _ABOUT_MM)
    return np.asarray(curve[chosen].mean(axis=0))


def _nearest(curve: Real, click: Real | None, otherwise: Real) -> Real:
    """The point of a curve nearest to a click, between its points."""
    if click is None:
        return otherwise
    fine = np.linspace(FRACTIONS[0], FRACTIONS[-1], 400)
    dense = np.stack([np.interp(fine, FRACTIONS, curve[:, axis]) for axis in (0, 1)], axis=1)
    return np.asarray(dense[int(np.argmin(np.linalg.norm(dense - click, axis=1)))])
