"""The outline of a vertebral body: two endplates, concave or dented, between two waisted walls.

In the vertebra's own frame x is anterior, y left, z cranial, and the origin the middle of the body, in mm. Places on an
endplate are given as -1 (posterior, right) to +1 (anterior, left).
"""

from dataclasses import dataclass

import numpy as np
from shapes import ripple
from solid import Array

CORNER_ALONG = 0.11
UNEVEN_MM = 0.22


@dataclass(frozen=True)
class Dent:
    """A depression of the superior endplate: at which place, how wide in the same measure, how deep in mm."""

    at: float = 0.0
    wide: float = 1.0
    deep_mm: float = 0.0


@dataclass(frozen=True)
class Outline:
    """The mid-sagittal outline of a body and its width.

    Attributes
    ----------
    corners : SP, SA, IA, IP as (x, z), the corners before they are rounded.
    hollow_mm : concavity of the superior and the inferior endplate.
    waist : how much the wall draws in half way up, as a fraction of the half depth.
    corner_up : height of the rounding of the corners, as a fraction of the height.
    """

    corners: dict[str, tuple[float, float]]
    width_mm: float
    hollow_mm: tuple[float, float]
    waist: float = 0.11
    corner_up: float = 0.09
    dent: Dent = Dent()
    seed: int = 0

    @property
    def depth_mm(self) -> float:
        """The mean depth from wall to wall."""
        c = self.corners
        return (c["SA"][0] - c["SP"][0] + c["IA"][0] - c["IP"][0]) / 2

    def endplate(self, side: str, along: Array, across: Array) -> Array:
        """Give (x, z) of an endplate, superior ("S") or inferior ("I"), at places along and across it."""
        back, front = np.array(self.corners[side + "P"]), np.array(self.corners[side + "A"])
        plate: Array = back + (along[..., None] + 1) / 2 * (front - back)
        uneven = ripple(2.1 * along + across, 1.7 * along, self.seed + ord(side)) * (1 - _within(along) ** 2)
        inwards = self._inwards(side, along) * (-1 if side == "S" else 1) + UNEVEN_MM * uneven
        plate[..., 1] += inwards * (1 - _within(across) ** 5)
        return plate

    def _inwards(self, side: str, along: Array) -> Array:
        """Give how far an endplate lies within the line of its corners, in mm."""
        if side == "I":
            return np.asarray(self.hollow_mm[1] * _bowl(along, -0.15))
        bump = np.exp(-(((along - self.dent.at) / self.dent.wide) ** 2)) * np.sqrt(_bowl(along, 0.0))
        return np.asarray(self.hollow_mm[0] * _bowl(along, -0.05) + self.dent.deep_mm * bump)

    def drawn_in(self, forward: Array, up: Array) -> Array:
        """Give how far out the wall stands, 1 at the rims; `forward` is -1 (posterior wall) to +1 (anterior)."""
        return np.asarray(1 - self.waist * (1 + 0.3 * forward) * (1 - np.abs(2 * up - 1) ** 2.2))

    def point(self, along: Array, across: Array, up: Array) -> Array:
        """Give points (x, y, z); `up` runs from 0 on the inferior endplate to 1 on the superior."""
        low, high = self.endplate("I", along, across), self.endplate("S", along, across)
        flat = low + up[..., None] * (high - low)
        return np.stack([flat[..., 0], self.width_mm / 2 * across + 0 * flat[..., 0], flat[..., 1]], axis=-1)


def _within(place: Array) -> Array:
    return np.asarray(np.minimum(np.abs(place), 1))


def _bowl(along: Array, deepest: float) -> Array:
    """Give 0 at the rims and 1 at the deepest place of a concave endplate."""
    warped = along - deepest * (1 - along**2)
    return np.asarray(np.clip(1 - np.abs(warped) ** 2.6, 0, 1))


def landmarks(outline: Outline) -> dict[str, Array]:
    """Give (x, z) of the six landmarks on the outer cortex in the mid-sagittal plane.

    A corner is the middle of its rounding; SM and IM are the deepest points of the middle third of the endplate.
    """
    found = {name: _corner(outline, name) for name in ("SP", "SA", "IA", "IP")}
    for side in "SI":
        found[f"{side}M"] = _deepest(outline, side, found[f"{side}A"] - found[f"{side}P"])
    return found


def _corner(outline: Outline, name: str) -> Array:
    rounded = 1 - np.sqrt(0.5)
    forward = np.array(1.0 if name[1] == "A" else -1.0)
    up = np.abs((name[0] == "S") - outline.corner_up * rounded)
    along = forward * (1 - CORNER_ALONG * rounded) * outline.drawn_in(forward, up)
    return outline.point(along, np.array(0.0), up)[[0, 2]]


def _deepest(outline: Outline, side: str, endplate: Array) -> Array:
    plate = outline.endplate(side, np.linspace(-1 / 3, 1 / 3, 201), np.zeros(201))
    inwards = np.array([endplate[1], -endplate[0]]) if side == "S" else np.array([-endplate[1], endplate[0]])
    return np.asarray(plate[int(np.argmax(plate @ inwards))])
