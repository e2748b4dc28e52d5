"""Soft tissue of the synthetic patient: trunk, lungs above the diaphragm, muscle, kidneys, bowel gas, aorta."""

from dataclasses import dataclass

import numpy as np
from beam import Beam
from shapes import FORWARDS, Form, Point, hollow, limb, lump
from solid import Array, Material, Solid
from spine import Vertebra
from texture import cloud

SOFT = 0.0185
LUNG = 0.0135
GAS = Material(rind=-0.012)
KIDNEY = Material(rind=0.0012)
CALCIUM = Material(rind=0.03)


@dataclass(frozen=True)
class Trunk:
    """What differs from film to film in the soft tissue.

    Attributes
    ----------
    dome_z_mm : height of the left and right dome of the diaphragm above the sacral endplate.
    gas_seed : the arrangement of the bowel gas.
    """

    dome_z_mm: tuple[float, float]
    gas_seed: int


def soft_tissue(beam: Beam, spine: list[Vertebra], trunk: Trunk) -> Array:
    """Give the attenuation of soft tissue along every ray, without bone and gas."""
    x, z = beam.plane()
    back = _back_skin(spine, z)
    front = back + 232 + 12 * np.cos((z - 60) / 70)
    half_width = 148 + 14 * np.exp(-(((z + 30) / 70) ** 2)) + 8 * np.exp(-(((z - 260) / 80) ** 2))
    across = np.clip(1 - np.abs(2 * (x - back) / (front - back) - 1) ** 2.6, 0, 1) ** (1 / 2.0)
    trunk_mm = 2 * half_width * across
    mottle = cloud(beam.shape, 41, 2.1, 420.0) * 0.06 * np.minimum(trunk_mm / 150, 1)
    lungs = sum(_lung(beam, x - back, z, dome) for dome in trunk.dome_z_mm)
    return np.asarray(SOFT * trunk_mm + mottle - lungs + _muscle(spine, x, z))


def _back_skin(spine: list[Vertebra], z: Array) -> Array:
    """Give x of the skin of the back at heights z: a smooth line behind the spinous processes."""
    heights = np.array([v.frame.z_mm for v in spine])
    behind = np.array([v.frame.x_mm - (76 if v.level == "S1" else 70 + v.outline.depth_mm / 2) for v in spine])
    fit = np.polynomial.Polynomial.fit(heights, behind, 3)
    return np.asarray(fit(np.clip(z, heights.min() - 30, heights.max() + 30)))


def _lung(beam: Beam, behind: Array, z: Array, dome_z_mm: float) -> Array:
    """Give what one lung takes away from the attenuation; `behind` is mm in front of the skin of the back."""
    dome = dome_z_mm - 0.0065 * np.clip(125 - behind, 0, 200) ** 2 - 0.002 * np.clip(behind - 125, 0, 200) ** 2
    above = np.clip(z - dome, 0, None)
    depth = 58 * np.sqrt(1 - np.exp(-above / 26)) * np.clip((behind - 24) / 34, 0, 1) ** 1.3
    vessels = 1 + 0.06 * cloud(beam.shape, int(dome_z_mm), 2.6, 160.0)
    return np.asarray(LUNG * depth * vessels)


def _muscle(spine: list[Vertebra], x: Array, z: Array) -> Array:
    """Give the psoas and the muscles of the back, a broad band of slightly denser tissue around the spine."""
    heights = np.array([v.frame.z_mm for v in spine])
    middle = np.polynomial.Polynomial.fit(heights, np.array([v.frame.x_mm for v in spine]), 3)(z)
    return np.asarray(0.10 * np.exp(-(((x - middle + 12) / 38) ** 2)) * (1 / (1 + np.exp((z - 215) / 25))))


def kidneys() -> list[Solid]:
    """Make both kidneys."""
    return [
        Solid(lump((-12 + 6 * side, 52 * side, 128 + 6 * side), (27, 24, 52), Form(seed=50)), None, KIDNEY)
        for side in (-1, 1)
    ]


def bowel_gas(spine: list[Vertebra], trunk: Trunk) -> list[Solid]:
    """Make the gas in stomach and bowel: chains of bubbles in front of the spine."""
    draw = np.random.default_rng(trunk.gas_seed)
    front = max(v.frame.x_mm + v.outline.depth_mm / 2 for v in spine)
    parts = []
    for _ in range(6):
        place = np.array([front + draw.uniform(34, 96), draw.uniform(-60, 60), draw.uniform(-35, 150)])
        for _ in range(int(draw.integers(2, 6))):
            wide, deep, tall = draw.uniform(5, 12, 3)
            form = Form(roughness=0.3, seed=int(draw.integers(1 << 30)))
            parts.append(Solid(place + lump((0, 0, 0), (wide, 0.8 * deep, tall), form), None, GAS))
            place = place + draw.uniform(-13, 13, 3)
    return parts


def aortic_calcium(spine: list[Vertebra]) -> list[Solid]:
    """Make a few thin plaques in front of L2 to L4, as elderly patients have them."""
    parts = []
    for number, level in enumerate(("L2", "L3", "L3", "L4")):
        found = next(v for v in spine if v.level == level)
        draw = np.random.default_rng(900 + number)
        x, z = found.outline.depth_mm / 2 + draw.uniform(9, 12), draw.uniform(-12, 12)
        path: list[Point] = [(x, -3, z - 5), (x + 1, 2, z), (x + 0.6, 4, z + draw.uniform(4, 9))]
        plaque = limb(path, [(0.5, 2.0), (0.7, 2.4), (0.4, 1.6)], Form(FORWARDS, roughness=0.5, seed=number))
        parts.append(hollow(plaque, 0.3, CALCIUM).placed(found.frame))
    return parts
