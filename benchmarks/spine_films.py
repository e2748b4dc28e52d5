"""Synthetic lateral films that differ in what real ones differ in, with their true points.

A film is drawn from a family and a number. The families are what the goals are told for; nothing in the program knows
them. True points lie on the mid-sagittal outline of the outer cortex, as those of the sample patient.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from math import hypot

import numpy as np
from numpy.typing import NDArray

from benchmarks.spine_patient import (
    Patient,
    Posture,
    Variety,
    draw_patient,
    draw_posture,
    stacked,
    vertebra_solids,
)
from vertmeasure.core.anatomy import Mark, marks_of
from vertmeasure.core.geometry import ImagePoint, Scale

# The modules of the sample patient; spine_patient has put their folder on the path.
from beam import Beam  # isort: skip
from film import add  # isort: skip
from outline import landmarks  # isort: skip
from pelvis import iliac_wings, sacrum  # isort: skip
from solid import Array, turn  # isort: skip
from spine import Vertebra  # isort: skip
from texture import blur, cloud  # isort: skip
from tissue import Trunk, aortic_calcium, bowel_gas, kidneys, soft_tissue  # isort: skip

FIELD_MM = (330.0, 215.0)
"""Height and width of the detector's field in the plane of the spine."""

SOURCE_DETECTOR_MM = 1500.0


@dataclass(frozen=True)
class Taking:
    """One exposure of a patient: posture, beam, what the detector and the system's processing did to the picture.

    Attributes
    ----------
    turned_deg : off a true lateral, about the long axis.
    pixel_mm : (row, column) in the plane of the spine.
    unsharp_mm : standard deviation of the blur, in that plane.
    noise : standard deviation of the grain of a mid-grey area, as a factor of a good film's.
    contrast, gradient, edge : of the bone; of a slope of grey over the film; of the system's edge enhancement.
    collimated_mm : what the collimator cuts off on each side.
    """

    posture: Posture
    turned_deg: float
    magnification: float
    pixel_mm: tuple[float, float]
    unsharp_mm: float
    noise: float
    contrast: float
    gradient: tuple[float, float]
    edge: float
    collimated_mm: float
    bits: int
    is_inverted: bool
    faces_left: bool
    seed: int


@dataclass(frozen=True)
class Conditions:
    """The range of exposures of a family."""

    turned_deg: float = 1.0
    pixel_mm: tuple[float, float] = (0.14, 0.25)
    oblong: float = 0.0
    unsharp_mm: tuple[float, float] = (0.12, 0.25)
    noise: tuple[float, float] = (0.7, 1.3)
    contrast: tuple[float, float] = (0.9, 1.2)
    gradient: float = 0.3
    collimated: float = 0.2


@dataclass(frozen=True)
class Family:
    """A kind of film."""

    variety: Variety
    conditions: Conditions


CLEAN = Family(Variety(), Conditions())
HARD = Family(
    Variety(roll_deg=2.2, density=(0.5, 1.0), broken=0.1, spurred=0.25),
    Conditions(3.5, (0.14, 0.4), 0.2, (0.2, 0.5), (1.5, 4.0), (0.5, 0.9), 1.0, 0.6),
)
FRACTURED = Family(Variety(roll_deg=1.0, broken=0.6, spurred=0.1), Conditions(1.5))
TREATED = Family(
    Variety(roll_deg=1.0, broken=0.5, treated=0.9, screwed=0.15, spurred=0.1),
    Conditions(1.5, noise=(0.7, 2.0), contrast=(0.7, 1.2)),
)
FAMILIES: Mapping[str, Family] = {"clean": CLEAN, "hard": HARD, "fractured": FRACTURED, "treated": TREATED}


@dataclass(frozen=True, eq=False)
class SpineFilm:
    """A film, how to read it, and the true points of every body that it shows whole.

    Attributes
    ----------
    stored : uint16 [row, column].
    shapes : by level, how a body is broken; intact levels are left out.
    """

    stored: NDArray[np.uint16]
    is_inverted: bool
    scale: Scale
    truth: Mapping[str, Mapping[Mark, ImagePoint]]
    shapes: Mapping[str, str]


@cache
def spine_film(family: str, number: int) -> SpineFilm:
    """Draw a film of a family: a patient of its own, exposed once."""
    chosen = FAMILIES[family]
    seed = 7919 * number + 31 * sorted(FAMILIES).index(family)
    return take(draw_patient(seed, chosen.variety), draw_taking(seed + 1, chosen.conditions))


def draw_taking(seed: int, conditions: Conditions) -> Taking:
    """Draw an exposure."""
    draw = np.random.default_rng(seed)
    row_mm = float(draw.uniform(*conditions.pixel_mm))
    oblong = float(draw.uniform(0.7, 1.4)) if draw.random() < conditions.oblong else 1.0
    slope = draw.normal(0, conditions.gradient, 2)
    return Taking(
        posture=draw_posture(draw),
        turned_deg=float(draw.normal(0, conditions.turned_deg)),
        magnification=float(draw.uniform(1.05, 1.3)),
        pixel_mm=(row_mm, row_mm * oblong),
        unsharp_mm=float(draw.uniform(*conditions.unsharp_mm)),
        noise=float(draw.uniform(*conditions.noise)),
        contrast=float(draw.uniform(*conditions.contrast)),
        gradient=(float(slope[0]), float(slope[1])),
        edge=float(draw.uniform(0.0, 1.2)),
        collimated_mm=float(draw.uniform(5, 25)) if draw.random() < conditions.collimated else 0.0,
        bits=int(draw.integers(10, 15)),
        is_inverted=bool(draw.random() < 0.3),
        faces_left=bool(draw.random() < 0.4),
        seed=seed,
    )


def take(patient: Patient, taking: Taking) -> SpineFilm:
    """Expose a patient once."""
    spine = stacked(patient, taking.posture)
    beam = _beam(spine, taking)
    stored = _developed(_attenuation(patient, spine, beam, taking), taking, beam.pixel_mm)
    truth = {vertebra.level: _seen(vertebra, beam, taking) for vertebra in spine}
    shown = {level: points for level, points in truth.items() if _is_shown(points.values(), stored.shape, taking)}
    shapes = {level: bone.shape for level, bone in patient.bones.items() if bone.shape}
    row_mm, column_mm = _spacing(beam, taking)
    return SpineFilm(stored, taking.is_inverted, Scale(column_mm, row_mm), shown, shapes)


def _beam(spine: list[Vertebra], taking: Taking) -> Beam:
    """The beam, with square elements of the pixel's height; oblong pixels are made afterwards."""
    imager_mm = taking.pixel_mm[0] * taking.magnification
    rows, columns = (round(size / taking.pixel_mm[0]) for size in FIELD_MM)
    distance_mm = SOURCE_DETECTOR_MM / taking.magnification
    middle_mm = float(np.mean([vertebra.frame.x_mm for vertebra in spine])) + 22.0
    return Beam(SOURCE_DETECTOR_MM, distance_mm, imager_mm, (rows, columns), (middle_mm, 125.0))


def _attenuation(patient: Patient, spine: list[Vertebra], beam: Beam, taking: Taking) -> Array:
    draw = np.random.default_rng(taking.seed)
    dome = float(draw.normal(225, 12))
    trunk = Trunk((dome, dome - float(draw.uniform(2, 18))), int(draw.integers(1 << 30)))
    parts = [*sacrum(spine[0]), *iliac_wings(), *kidneys(), *aortic_calcium(spine), *bowel_gas(spine, trunk)]
    for vertebra in spine[1:]:
        parts += vertebra_solids(patient, vertebra)
    total = soft_tissue(beam, spine, trunk)
    for solid in parts:
        add(total, beam, solid.turned(taking.turned_deg))
    return total


def _developed(attenuation: Array, taking: Taking, pixel_mm: float) -> NDArray[np.uint16]:
    """What the system makes of the attenuation: blur, grain, evened and enhanced, cut, turned and stored."""
    draw = np.random.default_rng(taking.seed + 2)
    density = blur(np.clip(attenuation, 0, 11), taking.unsharp_mm / pixel_mm)
    broad = blur(density, 18 / pixel_mm)
    fine = density - blur(density, 2.5 / pixel_mm)
    picture = 0.45 * (broad - broad.mean()) + taking.contrast * (density - broad + taking.edge * fine)
    grain = cloud(density.shape, taking.seed % 10_007, 0.25, 30.0)
    picture += 0.035 * taking.noise * np.exp(0.18 * (broad - broad.mean())) * grain + _slope(density.shape, taking)
    picture += 0.02 * taking.noise * draw.standard_normal(density.shape)
    grey = 1 / (1 + np.exp(-float(draw.uniform(1.2, 2.2)) * picture))
    return _stored(_collimated(grey, taking, pixel_mm), taking)


def _slope(shape: tuple[int, int], taking: Taking) -> Array:
    down, over = np.linspace(-0.5, 0.5, shape[0])[:, None], np.linspace(-0.5, 0.5, shape[1])[None, :]
    return np.asarray(taking.gradient[0] * down + taking.gradient[1] * over)


def _collimated(grey: Array, taking: Taking, pixel_mm: float) -> Array:
    cut = int(taking.collimated_mm / pixel_mm)
    if cut:
        grey[:, :cut] = grey[:, grey.shape[1] - cut :] = 0.02
    return grey


def _stored(grey: Array, taking: Taking) -> NDArray[np.uint16]:
    wide = _oblong(grey, taking.pixel_mm[1] / taking.pixel_mm[0])
    turned = wide[:, ::-1] if taking.faces_left else wide
    white = (1 << taking.bits) - 1
    values = np.round(np.clip(1 - turned if taking.is_inverted else turned, 0, 1) * white)
    return np.ascontiguousarray(values.astype(np.uint16))


def _oblong(grey: Array, factor: float) -> Array:
    """Resample columns to pixels `factor` as wide, by the mean over each of them."""
    if factor == 1.0:
        return grey
    columns = grey.shape[1]
    edges = np.linspace(0, columns, round(columns / factor) + 1)
    summed = np.concatenate([np.zeros((grey.shape[0], 1)), np.cumsum(grey, axis=1)], axis=1)
    first = np.minimum(edges.astype(int), columns - 1)
    at = summed[:, first] + (summed[:, first + 1] - summed[:, first]) * (edges - first)
    return np.asarray(np.diff(at, axis=1) / np.diff(edges))


def _spacing(beam: Beam, taking: Taking) -> tuple[float, float]:
    """The true (row, column) spacing: columns come out a whole number, so theirs is not quite the one asked for."""
    columns = beam.shape[1]
    kept = round(columns / (taking.pixel_mm[1] / taking.pixel_mm[0]))
    return beam.pixel_mm, beam.pixel_mm * columns / kept


def _seen(vertebra: Vertebra, beam: Beam, taking: Taking) -> dict[Mark, ImagePoint]:
    flat = landmarks(vertebra.outline)
    marks = marks_of(vertebra.level)
    points = np.array([(flat[mark][0], 0.0, flat[mark][1]) for mark in marks])
    pixels = beam.project(turn(vertebra.frame.place(points), taking.turned_deg))
    row_mm, column_mm = _spacing(beam, taking)
    columns = pixels[:, 0] * row_mm / column_mm
    if taking.faces_left:
        columns = beam.shape[1] * row_mm / column_mm - columns
    return {
        mark: ImagePoint(float(column), float(row))
        for mark, column, row in zip(marks, columns, pixels[:, 1], strict=True)
    }


def _is_shown(points: Iterable[ImagePoint], shape: tuple[int, ...], taking: Taking) -> bool:
    """Whether a body lies on the film with some room around it."""
    places = np.array(list(points))
    row_mm, column_mm = taking.pixel_mm
    edge = 4.0 + taking.collimated_mm
    inside = (places[:, 0] * column_mm > edge) & (places[:, 0] * column_mm < shape[1] * column_mm - edge)
    inside &= (places[:, 1] * row_mm > 4.0) & (places[:, 1] * row_mm < shape[0] * row_mm - 4.0)
    return bool(inside.all())


def distance_mm(one: ImagePoint, other: ImagePoint, scale: Scale) -> float:
    """The distance of two points of a film in the plane of the spine."""
    return hypot((one.column - other.column) * scale.column, (one.row - other.row) * scale.row)
