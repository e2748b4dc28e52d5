"""The lower ribs, which cross the spine and the upper abdomen of a lateral film."""

import numpy as np
from shapes import Form, Limb, Point, hollow
from solid import Material, Solid
from spine import Vertebra

RIB_BONE = Material(rind=0.036, core=0.0050, weave="mottled")
CORTEX_MM = 0.75

# From the head of the left rib: mm forward, outward and upward.
LONG_RIB: list[Point] = [
    (0, 0, 0),
    (-15, 20, 1),
    (-33, 44, -7),
    (-38, 68, -20),
    (-20, 98, -40),
    (15, 118, -62),
    (58, 118, -86),
    (100, 104, -104),
]
COURSES: dict[str, list[Point]] = {
    "T8": LONG_RIB,
    "T9": LONG_RIB,
    "T10": [*LONG_RIB[:6], (52, 116, -82), (84, 108, -96)],
    "T11": [*LONG_RIB[:5], (8, 110, -56), (38, 112, -72)],
    "T12": [(0, 0, 0), (-14, 16, -3), (-28, 36, -13), (-30, 56, -28), (-20, 74, -44), (-8, 84, -56)],
}


def ribs(vertebra: Vertebra, seed: int) -> list[Solid]:
    """Make the pair of ribs of a vertebra in its place in the patient; none below T12."""
    course = np.array(COURSES.get(vertebra.level, []), dtype=float)
    sides = (-1, 1) if len(course) else ()
    return [hollow(_rib(vertebra, course, side, seed), CORTEX_MM, RIB_BONE) for side in sides]


def _rib(vertebra: Vertebra, course: np.ndarray[tuple[int, int], np.dtype[np.float64]], side: int, seed: int) -> Limb:
    outline, along = vertebra.outline, np.linspace(0, 1, len(course))
    back, top = outline.corners["SP"]
    x, _, z = vertebra.frame.place(np.array([back + 5.0, 0.0, top - 4.0]))
    uneven = np.random.default_rng(seed + side).normal(0, 1.5, course.shape) * along[:, None]
    path = np.array([x, side * outline.width_mm * 0.43, z]) + course * (1, side, 1) + uneven
    height = np.interp(along, [0, 0.12, 0.4, 0.8, 1], [3.6, 3.0, 5.6, 6.2, 4.6])
    form = Form(bluntness=16.0, roughness=0.06, seed=seed)
    return Limb(path, np.column_stack([height, 0.52 * height]), form)
