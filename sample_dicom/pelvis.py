"""The sacrum and the iliac wings at the lower edge of the film."""

import numpy as np
from arch import ARCH_BONE
from body import SACRAL_BONE, surfaces
from shapes import FORWARDS, Form, Limb, Point, hollow, limb, massive
from solid import Array, Material, Solid
from spine import Vertebra

WING_BONE = Material(rind=0.018, core=0.0035, weave="mottled")
ALA_BONE = Material(rind=0.009, core=0.0022, weave="mottled")
DISC_REMNANT = Material(rind=0.006)
BOW_MM = 3.5
SACRUM_MM = 114.0
ENDPLATE_Z_MM = 14.0


def sacrum(first: Vertebra) -> list[Solid]:
    """Make the sacrum, in its place in the patient."""
    outer, inner = surfaces(first.outline)
    parts = [Solid(_bow(outer), _bow(inner), SACRAL_BONE), _crest(), *_disc_remnants()]
    for side in (-1, 1):
        ala = limb([(-2, side * 22, 6), (-6, side * 36, 0), (-12, side * 46, -12)], [(10, 9), (15, 10), (16, 9)])
        horn = limb(
            [(-20, side * 17, 21), (-23, side * 17, 10), (-27, side * 15, -4)],
            [(4, 4.5), (6, 5), (4, 4)],
            Form(FORWARDS, seed=74),
        )
        parts += [hollow(ala, 0.8, ALA_BONE), hollow(horn, 1.0, ARCH_BONE)]
    return [part.placed(first.frame) for part in parts]


def _bow(points: Array) -> Array:
    """Bend the fused bodies backwards in their middle, and not at all at the first endplate."""
    along = (ENDPLATE_Z_MM - points[..., 2]) / SACRUM_MM
    bent = points.copy()
    bent[..., 0] -= BOW_MM * (1 - np.cos(2 * np.pi * along))
    return bent


def _crest() -> Solid:
    path: list[Point] = [(-26, 0, 4), (-31, 0, -12), (-34, 0, -30), (-40, 0, -48)]
    return hollow(
        limb(path, [(4, 4), (5.5, 4), (5, 4), (3, 3)], Form(FORWARDS, roughness=0.2, seed=72)), 0.8, ARCH_BONE
    )


def _disc_remnants() -> list[Solid]:
    parts = []
    for x, z, half in ((-5.0, -15.0, 10.0), (-13.0, -42.0, 8.0)):
        path: list[Point] = [(x - half, 0, z + 1.5), (x, 0, z + 0.4), (x + half, 0, z)]
        parts.append(massive(limb(path, [(1.0, 12), (1.3, 16), (1.0, 12)], Form(roughness=0.2, seed=75)), DISC_REMNANT))
    return parts


def iliac_wings() -> list[Solid]:
    """Make both iliac wings: a thin blade and its thick crest."""
    forward = np.array([-52, -40, -20, 5, 32, 58, 80.0])
    crest = np.array([-14, 12, 30, 37, 30, 10, -14.0])
    outward = np.array([48, 58, 76, 96, 112, 118, 116.0])
    rim_sizes = np.array([(6, 5), (6.5, 6), (7, 5.5), (7, 7), (7.5, 8), (7, 6), (6, 5.0)])
    blade_sizes = np.column_stack([(crest + 164) / 2, np.full(7, 3.4)])
    parts = []
    for side in (-1, 1):
        x, y = forward + 4 * side, side * outward
        blade = Limb(
            np.column_stack([x, y, (crest - 170) / 2]), blade_sizes, Form(bluntness=14.0, roughness=0.01, seed=81)
        )
        rim = Limb(np.column_stack([x, y, crest - 7]), rim_sizes, Form(seed=82))
        parts += [hollow(blade, 1.0, WING_BONE), hollow(rim, 1.0, WING_BONE)]
    return parts
