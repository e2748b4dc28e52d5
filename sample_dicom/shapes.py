"""Shapes to build bones from: bent tubes with rounded ends, and lumps, both a little uneven as grown things are."""

from dataclasses import dataclass

import numpy as np
from solid import Array, Material, Solid

Point = tuple[float, float, float]

UPWARDS = (0.0, 0.0, 1.0)
FORWARDS = (1.0, 0.0, 0.0)
AROUND = 40
ALONG = 44


@dataclass(frozen=True)
class Form:
    """The manner of a tube.

    Attributes
    ----------
    up : the direction in which its half heights are measured.
    bluntness : how squarely it ends; large is square.
    roughness : how uneven its surface is, as a fraction of its half sizes.
    seed : which unevenness.
    """

    up: Point = UPWARDS
    bluntness: float = 7.0
    roughness: float = 0.05
    seed: int = 0


@dataclass(frozen=True)
class Limb:
    """A bent tube: control points [n, 3] and (half height, half width) [n, 2], in mm."""

    path: Array
    sizes: Array
    form: Form = Form()


def limb(path: list[Point], sizes: list[tuple[float, float]], form: Form = Form()) -> Limb:
    """Write a limb as lists of control points and (half height, half width), in mm."""
    return Limb(np.array(path, dtype=float), np.array(sizes, dtype=float), form)


def hollow(limb: Limb, cortex_mm: float, material: Material) -> Solid:
    """Make a limb with an outer layer of `cortex_mm`."""
    return Solid(tube(limb), tube(limb, cortex_mm), material)


def massive(limb: Limb, material: Material) -> Solid:
    """Make a limb of one piece."""
    return Solid(tube(limb), None, material)


def tube(limb: Limb, inset_mm: float = 0.0) -> Array:
    """Make the surface of a limb, or the surface `inset_mm` inside it."""
    t, form = 0.5 - 0.5 * np.cos(np.linspace(0.0, np.pi, ALONG)), limb.form
    curve = _catmull_rom(np.column_stack([limb.path, limb.sizes]), t)
    height, width = _across(curve[:, :3], np.array(form.up))
    angle = np.linspace(0.0, 2 * np.pi, AROUND, endpoint=False)[:, None]
    cap = np.sqrt(np.clip(1.0 - np.abs(2.0 * t - 1.0) ** form.bluntness, 0.0, 1.0))
    rough = 1.0 + form.roughness * ripple(angle, 2 * np.pi * t[None, :], form.seed)
    tall, wide = (np.maximum(curve[:, column] * cap * rough - inset_mm * cap, 0.0)[..., None] for column in (3, 4))
    return curve[:, :3] + tall * np.cos(angle)[..., None] * height + wide * np.sin(angle)[..., None] * width


def _across(path: Array, up: Array) -> tuple[Array, Array]:
    """Give the directions of height and width at every point of a path."""
    tangent = _unit(np.gradient(path, axis=0))
    height = _unit(up - (tangent @ up)[:, None] * tangent)
    return height, np.cross(tangent, height)


def _unit(vectors: Array) -> Array:
    return np.asarray(vectors / np.linalg.norm(vectors, axis=-1, keepdims=True))


def _catmull_rom(knots: Array, at: Array) -> Array:
    """Read a Catmull-Rom curve through knots [n, k] at places 0 to 1."""
    padded = np.vstack([2 * knots[0] - knots[1], knots, 2 * knots[-1] - knots[-2]])
    place = at * (len(knots) - 1)
    first = np.minimum(place.astype(int), len(knots) - 2)
    t = (place - first)[:, None]
    a, b, c, d = (padded[first + i] for i in range(4))
    return np.asarray(0.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t**2 + (3 * b - a - 3 * c + d) * t**3))


def lump(centre: Point, radii: Point, form: Form) -> Array:
    """Make an ellipsoid whose surface swells and sinks."""
    angle = np.linspace(0.0, 2 * np.pi, 64, endpoint=False)[:, None]
    polar = np.linspace(0.0, np.pi, 48)[None, :]
    swell = 1.0 + form.roughness * ripple(angle, 2 * polar, form.seed) * np.sin(polar)
    flat = np.sin(polar)
    unit = np.stack([flat * np.cos(angle), flat * np.sin(angle), np.cos(polar) + 0.0 * angle], axis=-1)
    return np.asarray(np.array(centre) + swell[..., None] * unit * np.array(radii))


def ripple(around: Array, along: Array, seed: int) -> Array:
    """Give a smooth, repeatable unevenness of about +-1, periodic in `around` (radians)."""
    draw = np.random.default_rng(seed)
    total = np.zeros(np.broadcast_shapes(around.shape, along.shape))
    for order in range(1, 6):
        phase = draw.uniform(0.0, 2 * np.pi, 2)
        total += np.sin(order * around + phase[0]) * np.sin((order % 3 + 1) * along + phase[1]) / order**0.6
    return total / 2.2
