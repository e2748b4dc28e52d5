"""Solids of the synthetic patient: closed surfaces in millimetres, what they are made of and where they stand.

Axes of the patient: x anterior, y to the patient's left, z cranial. A surface is an array [around, along, 3]: closed
around, and shut at both ends because the first and last rings shrink to a point.
"""

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Weave = Literal["vertical", "mottled", "none"]


@dataclass(frozen=True)
class Material:
    """How much a solid attenuates beyond the soft tissue that it displaces, per millimetre.

    Attributes
    ----------
    rind : of the outer layer (cortex, endplate), or of the whole of a solid that has none (metal, cement, gas).
    core : of what the outer layer encloses.
    weave : the texture of the core as a film shows it.
    """

    rind: float
    core: float = 0.0
    weave: Weave = "none"


@dataclass(frozen=True)
class Frame:
    """Where a vertebra stands in the patient.

    Attributes
    ----------
    x_mm, z_mm : its centre, in the mid-sagittal plane.
    tilt_deg : how far its anterior end is turned up.
    roll_deg : how far its left side is raised.
    """

    x_mm: float
    z_mm: float
    tilt_deg: float
    roll_deg: float = 0.0

    def place(self, points: Array) -> Array:
        """Turn points [..., 3] of the vertebra into points of the patient, in mm."""
        lean = np.radians(self.roll_deg)
        y = points[..., 1] * np.cos(lean) - points[..., 2] * np.sin(lean)
        up = points[..., 1] * np.sin(lean) + points[..., 2] * np.cos(lean)
        x, z = _rotate(points[..., 0], up, self.tilt_deg)
        return np.stack([self.x_mm + x, y, self.z_mm + z], axis=-1)

    def local(self, x_mm: Array, z_mm: Array) -> tuple[Array, Array]:
        """Turn places of the mid-sagittal plane into the vertebra's own x and z, in mm."""
        return _rotate(x_mm - self.x_mm, z_mm - self.z_mm, -self.tilt_deg)


def _rotate(x: Array, z: Array, angle_deg: float) -> tuple[Array, Array]:
    cos, sin = float(np.cos(np.radians(angle_deg))), float(np.sin(np.radians(angle_deg)))
    return cos * x - sin * z, sin * x + cos * z


HOME = Frame(0.0, 0.0, 0.0)


@dataclass(frozen=True)
class Solid:
    """A solid of the patient: its outer surface, the inner surface of its outer layer (or none), material and frame."""

    outer: Array
    inner: Array | None
    material: Material
    frame: Frame = HOME

    def placed(self, frame: Frame) -> "Solid":
        """Move the solid from a vertebra's own frame to its place in the patient."""
        inner = None if self.inner is None else frame.place(self.inner)
        return Solid(frame.place(self.outer), inner, self.material, frame)

    def turned(self, angle_deg: float) -> "Solid":
        """Turn the solid about the patient's long axis, left side forward when negative."""
        inner = None if self.inner is None else turn(self.inner, angle_deg)
        return Solid(turn(self.outer, angle_deg), inner, self.material, self.frame)


def turn(points: Array, angle_deg: float) -> Array:
    """Turn points [..., 3] about the patient's long axis."""
    x, y = _rotate(points[..., 0], points[..., 1], angle_deg)
    return np.stack([x, y, points[..., 2]], axis=-1)
