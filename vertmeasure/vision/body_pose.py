"""Where a body lies and how large it is, before its corners are known one by one; in mm of the film plane."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from vertmeasure.core.anatomy import Mark
from vertmeasure.vision.film_image import Real

# Corners about the middle, as (half depths anterior, half heights caudal).
_SIDES = {Mark.SP: (-1.0, -1.0), Mark.SA: (1.0, -1.0), Mark.IA: (1.0, 1.0), Mark.IP: (-1.0, 1.0)}


@dataclass(frozen=True, slots=True, eq=False)
class BodyPose:
    """A body as a rectangle.

    Attributes
    ----------
    centre : ndarray
        (x, y).
    caudal : ndarray
        Unit vector from its upper to its lower endplate.
    facing : float
        +1 when anterior lies to the right of the film with the head up, else -1.
    depth_mm, height_mm : float
        From wall to wall, from endplate to endplate.
    """

    centre: Real
    caudal: Real
    facing: float
    depth_mm: float
    height_mm: float

    @classmethod
    def of(cls, corners: Mapping[Mark, Real]) -> "BodyPose":
        """The rectangle that is most like four corners."""
        sp, sa, ia, ip = (corners[mark] for mark in _SIDES)
        down, forward = (ia + ip - sa - sp) / 2, (sa + ia - sp - ip) / 2
        facing = float(np.sign(forward[0] * down[1] - forward[1] * down[0]) or 1.0)
        height, depth = float(np.linalg.norm(down)), float(np.linalg.norm(forward))
        return cls((sp + sa + ia + ip) / 4, down / max(height, 1e-9), facing, depth, height)

    @property
    def anterior(self) -> Real:
        """Unit vector from the posterior to the anterior wall."""
        return np.array([self.caudal[1], -self.caudal[0]]) * self.facing

    @property
    def corners(self) -> dict[Mark, Real]:
        """The four corners (x, y), around the body."""
        forward, down = self.anterior * self.depth_mm / 2, self.caudal * self.height_mm / 2
        return {mark: self.centre + a * forward + b * down for mark, (a, b) in _SIDES.items()}


def turned(vector: Real, angle_deg: float) -> Real:
    """Turn a vector (x, y) from x towards y."""
    cos, sin = np.cos(np.radians(angle_deg)), np.sin(np.radians(angle_deg))
    return np.array([cos * vector[0] - sin * vector[1], sin * vector[0] + cos * vector[1]])


def angle_deg(first: Real, second: Real) -> float:
    """The angle from one vector to another, as `turned` counts it."""
    cross = first[0] * second[1] - first[1] * second[0]
    return float(np.degrees(np.arctan2(cross, first @ second)))
