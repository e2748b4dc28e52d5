"""Synthetic patients that differ: sizes, posture, every shape of fracture, bone spurs, cement and implants.

They are built from the solids of the sample patient. Axes: x anterior, y to the patient's left, z cranial, in mm.
"""

import sys
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from math import atan2, cos, degrees, radians, sin
from pathlib import Path

import numpy as np

sys.path.append(str(Path(__file__).resolve().parent.parent / "sample_dicom"))

from arch import arch
from body import hollow_centre, surfaces
from implant import CEMENT, TITANIUM, Jack, impaction, treatment
from outline import Dent, Outline
from ribs import ribs
from shapes import FORWARDS, Form, Point, hollow, limb, lump, massive
from solid import Frame, Material, Solid
from spine import LEVELS, SACRUM, SIZES, Size, Vertebra

SHAPES = ("wedge", "biconcave", "crush", "burst", "inferior wedge")
SPUR_BONE = Material(rind=0.03, core=0.008, weave="mottled")
Draw = np.random.Generator


@dataclass(frozen=True)
class Variety:
    """How far patients of one family differ, and how often something is found in a body.

    Attributes
    ----------
    roll_deg : standard deviation of how far a body's left side is raised.
    density : range of the attenuation of cortex and endplates, as a factor.
    broken, spurred, treated, screwed : chance of a fracture, of bone spurs, of cement in a broken body, of screws.
    """

    roll_deg: float = 0.7
    density: tuple[float, float] = (0.85, 1.15)
    broken: float = 0.08
    spurred: float = 0.0
    treated: float = 0.0
    screwed: float = 0.0


@dataclass(frozen=True)
class Bone:
    """One vertebra of a patient, before posture: its outline, its disc below (front, back, in mm), what is in it."""

    outline: Outline
    disc_mm: tuple[float, float]
    roll_deg: float
    density: float
    shape: str = ""
    additions: tuple[Solid, ...] = ()


@dataclass(frozen=True)
class Patient:
    """A spine from T8 to L5 by level, before posture, and the seed of all that is irregular in it."""

    bones: Mapping[str, Bone]
    seed: int


@dataclass(frozen=True)
class Posture:
    """How far the spine leans forward, and what each disc opens in front beyond its own shape, in degrees."""

    lean_deg: float = 0.0
    opened_deg: Mapping[str, float] = field(default_factory=dict)


def draw_patient(seed: int, variety: Variety) -> Patient:
    """Draw a patient."""
    draw = np.random.default_rng(seed)
    grown, fat_discs = draw.normal(1.0, 0.06), draw.uniform(0.6, 1.15)
    density = float(draw.uniform(*variety.density))
    bones = {}
    for number, level in enumerate(LEVELS):
        outline = _outline(_grown(SIZES[level], draw, grown), draw, seed + number)
        front, back = (float(fat_discs * gap * draw.uniform(0.8, 1.15)) for gap in SIZES[level].disc)
        bone = Bone(outline, (front, back), float(draw.normal(0, variety.roll_deg)), density)
        bones[level] = _furnished(_maybe_broken(bone, draw, variety), draw, variety)
    return Patient(bones, seed)


def draw_posture(draw: Draw, bent_deg: float = 3.0) -> Posture:
    """Draw a posture whose discs open by about `bent_deg` more or less than lordosis asks for."""
    usual = {"L5": 4.0, "L4": 4.0, "L3": 4.0, "L2": 3.0, "L1": 1.5, "T12": 0.5}
    opened = {level: usual.get(level, -0.5) + float(draw.normal(0, bent_deg)) for level in LEVELS}
    return Posture(float(draw.normal(2, 6)), opened)


def broken(bone: Bone, shape: str, severity: float, draw: Draw) -> Bone:
    """Break a body in one of SHAPES; severity 0 to 1."""
    outline = _SHAPED[shape](bone.outline, severity, draw)
    return replace(bone, outline=outline, shape=shape)


def stacked(patient: Patient, posture: Posture) -> list[Vertebra]:
    """Build the spine upwards from the sacrum, whose endplate has its middle at (0, 0)."""
    upright = _stacked(patient, posture, 0.0)[-1].frame
    leaning = degrees(atan2(upright.x_mm, upright.z_mm))
    return _stacked(patient, posture, leaning - posture.lean_deg)


def _stacked(patient: Patient, posture: Posture, tilt: float) -> list[Vertebra]:
    middle = (0.0, 0.0)
    spine = [Vertebra("S1", SACRUM, _standing_on(middle, tilt, SACRUM, "S"))]
    for level, bone in patient.bones.items():
        front, back = bone.disc_mm
        wedge = degrees(atan2(front - back, bone.outline.depth_mm)) + posture.opened_deg.get(level, 0.0)
        upward, gap = radians(tilt + wedge / 2 + 90), (front + back) / 2
        middle = (middle[0] + gap * cos(upward), middle[1] + gap * sin(upward))
        frame = replace(_standing_on(middle, tilt + wedge, bone.outline, "I"), roll_deg=bone.roll_deg)
        spine.append(Vertebra(level, bone.outline, frame))
        middle, tilt = _end(bone.outline, frame, "S")
    return spine


def vertebra_solids(patient: Patient, vertebra: Vertebra) -> list[Solid]:
    """Make the solids of one vertebra above S1, with its ribs and whatever was put into it, in their place."""
    number = patient.seed % 100_000 + 10 * LEVELS.index(vertebra.level)
    bone = patient.bones[vertebra.level]
    own = [_body(bone), hollow_centre(bone.outline), *arch(vertebra.level, bone.outline, number), *bone.additions]
    return [part.placed(vertebra.frame) for part in own] + ribs(vertebra, number)


def _body(bone: Bone) -> Solid:
    material = Material(rind=0.036 * bone.density, core=0.0080 * bone.density, weave="vertical")
    return Solid(*surfaces(bone.outline), material)


def _grown(size: Size, draw: Draw, factor: float) -> Size:
    front, back, deep, wide = (float(factor * draw.normal(1, 0.03)) for _ in range(4))
    above, below = (depth * deep for depth in size.depth)
    hollows = (float(hollow * draw.uniform(0.3, 1.7)) for hollow in size.hollow)
    first, second = hollows
    return Size(
        size.anterior * front, size.posterior * back, (above, below), size.width * wide, size.disc, (first, second)
    )


def _outline(size: Size, draw: Draw, seed: int) -> Outline:
    (above, below), front, back = size.depth, size.anterior / 2, size.posterior / 2
    corners = {"SP": (-above / 2, back), "SA": (above / 2, front), "IA": (below / 2, -front), "IP": (-below / 2, -back)}
    waist, rounding = float(draw.uniform(0.04, 0.14)), float(draw.uniform(0.04, 0.12))
    return Outline(corners, size.width, size.hollow, waist, rounding, seed=seed)


def _maybe_broken(bone: Bone, draw: Draw, variety: Variety) -> Bone:
    if draw.random() >= variety.broken:
        return bone
    return broken(bone, SHAPES[int(draw.integers(len(SHAPES)))], float(draw.uniform(0.2, 1.0)), draw)


def _moved(outline: Outline, **by_mm: tuple[float, float]) -> Outline:
    corners = dict(outline.corners)
    for name, (forward, up) in by_mm.items():
        corners[name] = (corners[name][0] + forward, corners[name][1] + up)
    return replace(outline, corners=corners)


def _height(outline: Outline) -> float:
    return outline.corners["SA"][1] - outline.corners["IA"][1]


def _wedge(outline: Outline, severity: float, draw: Draw) -> Outline:
    sunk = (0.1 + 0.35 * severity) * _height(outline)
    dent = Dent(float(draw.uniform(-0.1, 0.4)), float(draw.uniform(0.35, 0.6)), 2.0 * severity)
    return replace(_moved(outline, SA=(2.0 * severity, -sunk)), dent=dent)


def _inferior_wedge(outline: Outline, severity: float, draw: Draw) -> Outline:
    raised = (0.1 + 0.3 * severity) * _height(outline)
    hollows = (outline.hollow_mm[0], outline.hollow_mm[1] + float(draw.uniform(0, 2.0)))
    return replace(_moved(outline, IA=(1.5 * severity, raised)), hollow_mm=hollows)


def _biconcave(outline: Outline, severity: float, draw: Draw) -> Outline:
    upper, lower = ((0.08 + 0.2 * severity) * _height(outline) * float(draw.uniform(0.6, 1.1)) for _ in range(2))
    return replace(_moved(outline, SA=(0.5, -1.0)), hollow_mm=(upper, lower))


def _crush(outline: Outline, severity: float, draw: Draw) -> Outline:
    sunk = (0.15 + 0.35 * severity) * _height(outline)
    tilted = float(draw.uniform(0.8, 1.2))
    return _moved(outline, SA=(1.5 * severity, -sunk * tilted), SP=(-1.0 * severity, -sunk))


def _burst(outline: Outline, severity: float, draw: Draw) -> Outline:
    sunk = (0.1 + 0.3 * severity) * _height(outline)
    back = float(draw.uniform(1.5, 4.0)) * severity
    crushed = _moved(outline, SA=(2.0 * severity, -sunk), SP=(-back, -0.5 * sunk), IP=(-0.4 * back, 0.0))
    return replace(crushed, dent=Dent(0.0, 0.6, 2.5 * severity))


_SHAPED = {
    "wedge": _wedge,
    "biconcave": _biconcave,
    "crush": _crush,
    "burst": _burst,
    "inferior wedge": _inferior_wedge,
}


def _furnished(bone: Bone, draw: Draw, variety: Variety) -> Bone:
    additions = []
    if draw.random() < variety.spurred:
        additions += [_spur(bone.outline, name, draw) for name in ("SA", "IA") if draw.random() < 0.7]
    if bone.shape and draw.random() < variety.treated:
        additions += augmentation(bone.outline, draw)
    elif bone.shape and draw.random() < 0.5:
        additions.append(impaction(bone.outline))
    elif not bone.shape and draw.random() < variety.screwed:
        additions += _screws(bone.outline)
    return replace(bone, additions=tuple(additions))


def augmentation(outline: Outline, draw: Draw) -> list[Solid]:
    """Make what an augmentation leaves in a body: cement, with or without two jacks."""
    room = min(_height(outline), outline.corners["SP"][1] - outline.corners["IP"][1])
    if room > 17 and draw.random() < 0.5:
        return treatment(outline, Jack(float(draw.uniform(0.45, 0.6)) * room))
    middle = sum(z for _, z in outline.corners.values()) / 4
    parts = []
    for _ in range(int(draw.integers(1, 4))):
        where = (
            float(draw.uniform(-8, 9)),
            float(draw.uniform(-10, 10)),
            middle + float(draw.uniform(-0.1, 0.1)) * room,
        )
        tall = float(draw.uniform(0.22, 0.42)) * room
        form = Form(roughness=0.3, seed=int(draw.integers(1 << 30)))
        parts.append(Solid(lump(where, (float(draw.uniform(4, 9)), 8.0, tall), form), None, CEMENT))
    return parts


def _spur(outline: Outline, name: str, draw: Draw) -> Solid:
    (x, z), up = outline.corners[name], 1 if name == "SA" else -1
    long, lift = float(draw.uniform(2.0, 6.0)), float(draw.uniform(0.0, 3.0)) * up
    path: list[Point] = [(x - 4, 0, z - 2.5 * up), (x, 0, z - 1.6 * up), (x + long, 0, z - 1.0 * up + lift)]
    sizes = [(1.6, 12.0), (1.5, 11.0), (0.7, 7.0)]
    return hollow(limb(path, sizes, Form(roughness=0.15, seed=int(draw.integers(1 << 30)))), 0.5, SPUR_BONE)


def _screws(outline: Outline) -> list[Solid]:
    back, top = outline.corners["SP"]
    z, out = top - 8.0, 0.29 * outline.width_mm
    parts = []
    for side in (-1, 1):
        path: list[Point] = [
            (back - 24, side * out, z + 1),
            (back - 4, side * out, z),
            (back + 20, side * 0.6 * out, z - 1),
        ]
        parts.append(massive(limb(path, [(3.0, 3.0)] * 3, Form(roughness=0.0)), TITANIUM))
        rod: list[Point] = [
            (back - 26, side * out, z + 20),
            (back - 26, side * out, z),
            (back - 26, side * out, z - 20),
        ]
        parts.append(massive(limb(rod, [(2.7, 2.7)] * 3, Form(FORWARDS, roughness=0.0)), TITANIUM))
    return parts


def _slope_deg(outline: Outline, side: str) -> float:
    (bx, bz), (fx, fz) = outline.corners[side + "P"], outline.corners[side + "A"]
    return degrees(atan2(fz - bz, fx - bx))


def _end(outline: Outline, frame: Frame, side: str) -> tuple[tuple[float, float], float]:
    """Give the middle and the tilt of an endplate in the patient."""
    ends = np.array([(outline.corners[side + end][0], 0.0, outline.corners[side + end][1]) for end in "PA"])
    x, _, z = frame.place(ends).mean(axis=0)
    return (float(x), float(z)), frame.tilt_deg + _slope_deg(outline, side)


def _standing_on(middle: tuple[float, float], tilt_deg: float, outline: Outline, side: str) -> Frame:
    """Find the frame in which an endplate of the body has its middle and tilt where they are wanted."""
    turned = Frame(0.0, 0.0, tilt_deg - _slope_deg(outline, side))
    (x, z), _ = _end(outline, turned, side)
    return replace(turned, x_mm=middle[0] - x, z_mm=middle[1] - z)
