"""The bright line of an endplate: where the bone is seen on edge, at the bottom of its bowl.

Seen from the side, the rims of a concave endplate lie outside its bottom, and the outermost border is theirs. The
bottom shows as the brightest line. Its outer border lies half an endplate outward of it.
"""

from dataclasses import dataclass

import numpy as np

from vertmeasure.vision.borders import Borders
from vertmeasure.vision.film_image import Patch, Real
from vertmeasure.vision.profiles import Blur, Rays, Reach, falls
from vertmeasure.vision.smooth_path import best_path

_REACH = Reach(4.0, 0.8, 0.12)
_BLUR = Blur(0.7, 1.5)
_HALF_ENDPLATE_MM = 0.5  # bone and cartilage plates of 0.6 to 1.1 mm, as a film's blur widens them
_HALF_BEND_PER_MM = 6.0
_BEND_COST_PER_MM2 = 4.0
_FAR_COST_PER_MM2 = 0.01


@dataclass(frozen=True, slots=True, eq=False)
class BrightLine:
    """The outer border of the bright line [ray, (x, y)] in mm, and the strength of the line there [ray], 0 to 1."""

    curve: Real
    strength: Real


def bright_line(patch: Patch, borders: Borders, border: int) -> BrightLine:
    """Find the bright line along one border, on it or inward of it."""
    rays = borders.chords.rays(borders.offsets_mm)
    own = Rays(rays.feet[[border]], rays.outward[[border]])
    found = falls(patch, own, _REACH, _BLUR)
    bend = np.maximum(np.gradient(found.steepness, found.step_mm, axis=2), 0)
    against = _HALF_BEND_PER_MM * borders.noise[border]
    strength = bend / (bend + against)
    path = best_path(strength - _FAR_COST_PER_MM2 * found.offsets_mm**2, _BEND_COST_PER_MM2 * found.step_mm**2)
    offsets = np.minimum(found.offsets_mm[path] + _HALF_ENDPLATE_MM, 0.0)
    return BrightLine(own.points(offsets)[0], np.take_along_axis(strength, path[..., None], axis=2)[0, :, 0])
