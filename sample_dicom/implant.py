"""What a fracture and its treatment leave in L1: crushed bone; two expanded titanium jacks side by side; cement."""

from dataclasses import dataclass

import numpy as np
from outline import Outline
from shapes import Form, Limb, Point, limb, lump, massive
from solid import Material, Solid

TITANIUM = Material(rind=0.14)
CEMENT = Material(rind=0.034)
CRUSHED_BONE = Material(rind=0.0062)
JACK_APART_MM = 9.0
SQUARE = Form(bluntness=30.0, roughness=0.0)


@dataclass(frozen=True)
class Jack:
    """An expanded implant: the distance between its trays, in mm."""

    opening_mm: float


def impaction(outline: Outline) -> Solid:
    """Make the band of crushed trabeculae under the sunken endplate of a fresh fracture."""
    along = np.linspace(-0.35, 0.75, 5)
    plate = outline.endplate("S", along, np.zeros(5))
    path = np.column_stack([plate[:, 0], np.zeros(5), plate[:, 1] - 3.6])
    sizes = np.column_stack([[1.2, 2.0, 2.3, 2.1, 1.3], np.full(5, 14.0)])
    return massive(Limb(path, sizes, Form(roughness=0.2, seed=7)), CRUSHED_BONE)


def treatment(outline: Outline, jack: Jack) -> list[Solid]:
    """Make both implants and the cement in the vertebra's own frame."""
    middle = sum(z for _, z in outline.corners.values()) / 4
    parts = []
    for side in (-1, 1):
        parts += _jack(jack, (0.7 + side * 0.6, side * JACK_APART_MM, middle - 0.6 + side * 0.5))
        parts += _cement(outline, side, middle)
    return parts


def _jack(jack: Jack, centre: Point) -> list[Solid]:
    """Make one implant: a rod with a thick head behind and a nut in front, and two trays on folding arms."""
    half = jack.opening_mm / 2
    bars = [
        _bar(centre, [(-12.0, 0), (0, 0), (10.2, 0)], (1.25, 1.25)),
        _bar(centre, [(-13.4, 0), (-12.0, 0), (-10.2, 0)], (2.1, 2.1)),
        _bar(centre, [(8.8, 0), (9.8, 0), (10.9, 0)], (1.9, 1.9)),
    ]
    for up in (-1, 1):
        near, middle, tray = up * 0.9, up * half * 0.52, up * half
        bars.append(_bar(centre, [(-5.6, tray), (0, tray + up * 0.25), (5.6, tray)], (0.85, 2.1)))
        bars.append(_bar(centre, [(-10.4, near), (-8, middle), (-5.0, tray - up * 0.3)], (0.75, 1.5)))
        bars.append(_bar(centre, [(9.4, near), (7.5, middle), (5.0, tray - up * 0.3)], (0.75, 1.5)))
    return bars


def _bar(centre: Point, course: list[tuple[float, float]], size: tuple[float, float]) -> Solid:
    """Make a metal bar; the course is (forward, upward) from the centre, the size (half height, half width)."""
    x, y, z = centre
    return massive(limb([(x + forward, y, z + up) for forward, up in course], [size] * len(course), SQUARE), TITANIUM)


def _cement(outline: Outline, side: int, middle: float) -> list[Solid]:
    tall = (outline.corners["SA"][1] - outline.corners["IA"][1]) / 2
    clouds: list[tuple[Point, Point, float]] = [
        ((1.5, side * 9.5, middle - 0.5), (9.0, 7.5, tall - 2.9), 0.26),
        ((6.0, side * 6.0, middle + 2.5), (5.0, 5.5, tall - 6.0), 0.3),
        ((-4.0, side * 9.0, middle - 2.0), (5.5, 5.0, 5.0), 0.3),
    ]
    return [
        Solid(lump(where, size, Form(roughness=rough, seed=300 + number + side * 7)), None, CEMENT)
        for number, (where, size, rough) in enumerate(clouds)
    ]
