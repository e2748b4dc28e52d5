"""The neural arch behind a body: pedicles, articular pillars, laminae, transverse and spinous processes."""

from dataclasses import dataclass

import numpy as np
from outline import Outline
from shapes import FORWARDS, Form, Limb, hollow, massive
from solid import Material, Solid

ARCH_BONE = Material(rind=0.038, core=0.0100, weave="mottled")
PEDICLE_BONE = Material(rind=0.052, core=0.0135, weave="mottled")
THIN_BONE = Material(rind=0.018, core=0.0045, weave="mottled")
JOINT_SURFACE = Material(rind=0.022)

# A course is a list of (mm behind the posterior wall, distance from the mid-sagittal plane in pedicles,
# height as a fraction of the posterior height, mm above that, half height in mm, half width in mm).
Course = list[tuple[float, float, float, float, float, float]]
PEDICLE: Course = [
    (-3.5, 1, 0.22, 0, 8.2, 4.6),
    (3, 1, 0.22, 0.3, 6.8, 3.8),
    (8, 1.05, 0.22, 0, 6.8, 3.9),
    (13, 1.1, 0.22, -1, 7.0, 4.4),
]
FACET: Course = [(12.2, 1.1, 0.2, 13, 0.8, 4.0), (14.2, 1.1, 0.2, 8, 1.2, 6.0), (15.2, 1.1, 0.2, 2, 0.8, 3.5)]
LUMBAR_PILLAR: Course = [
    (7, 1.25, 0.2, 12.5, 3.8, 4.2),
    (9.5, 1.2, 0.2, 6, 6.0, 5.6),
    (12.5, 1.05, 0.08, 0, 6.6, 5.0),
    (15.5, 1, -0.2, 0, 5.4, 4.4),
    (18.5, 1, -0.42, 0, 5.8, 4.6),
    (19.5, 1.02, -0.5, -10, 4.2, 3.6),
]
THORACIC_PILLAR: Course = [
    (8.5, 1, 0.2, 13, 2.6, 4.0),
    (10.5, 1, 0.2, 5, 4.2, 4.6),
    (12, 1, 0, 0, 4.8, 4.4),
    (13.5, 0.95, -0.35, 0, 3.6, 4.2),
    (14, 0.9, -0.5, -6, 2.6, 3.8),
]
LUMBAR_LAMINA: Course = [(13, 1, -0.05, 0, 8.5, 2.8), (19, 0.5, -0.15, 0, 9.5, 2.8), (23, 0, -0.22, 0, 10, 3.0)]
THORACIC_LAMINA: Course = [(13, 1, -0.05, 0, 8.5, 2.8), (14, 0.5, -0.15, 0, 9.5, 2.8), (18, 0, -0.22, 0, 10, 3.0)]
LUMBAR_TRANSVERSE: Course = [(9, 1, 0.14, 0, 6.0, 3.2), (12, 2.05, 0.18, 0, 4.8, 2.6), (16, 3.1, 0.22, 0, 4.2, 2.2)]
THORACIC_TRANSVERSE: Course = [(9, 1, 0.14, 0, 6.0, 3.2), (12, 1.75, 0.18, 0, 4.8, 2.6), (16, 2.5, 0.22, 0, 4.2, 2.2)]

LUMBAR_SPINE: Course = [
    (19, 0, 0, -5, 6.5, 3.0),
    (29, 0, 0, -8, 8.6, 2.3),
    (41, 0, 0, -10, 11.0, 2.6),
    (50, 0, 0, -12, 10.5, 3.3),
]
SHORT_SPINE: Course = [
    (19, 0, 0, -6, 6.0, 3.0),
    (27, 0, 0, -9, 7.0, 2.4),
    (36, 0, 0, -11, 8.0, 2.6),
    (42, 0, 0, -13, 7.0, 3.0),
]
SLANTED_SPINE: Course = [
    (15, 0, 0, -5, 6.0, 3.0),
    (26, 0, 0, -11, 6.0, 2.2),
    (38, 0, 0, -18, 6.5, 2.4),
    (44, 0, 0, -21, 6.0, 3.0),
]
THORACIC_SPINE: Course = [
    (14, 0, 0, -5, 5.5, 3.0),
    (24, 0, 0, -14, 5.0, 2.2),
    (35, 0, 0, -25, 4.6, 2.3),
    (42, 0, 0, -33, 4.2, 3.0),
]
SPINES = {"T12": LUMBAR_SPINE, "T11": SLANTED_SPINE, "L5": SHORT_SPINE}


@dataclass(frozen=True)
class _Site:
    """What a course is measured from: x of the posterior wall, its height, the signed y of the pedicle, in mm."""

    back_mm: float
    height_mm: float
    apart_mm: float

    def limb(self, course: Course, form: Form) -> Limb:
        behind, out, up, above, tall, wide = np.array(course, dtype=float).T
        path = [self.back_mm - behind, out * self.apart_mm, up * self.height_mm + above]
        return Limb(np.column_stack(path), np.column_stack([tall, wide]), form)


def arch(level: str, outline: Outline, seed: int) -> list[Solid]:
    """Make the neural arch of a vertebra in the vertebra's own frame."""
    back = (outline.corners["SP"][0] + outline.corners["IP"][0]) / 2
    height = outline.corners["SP"][1] - outline.corners["IP"][1]
    lumbar = level.startswith("L")
    apart = outline.width_mm * (0.29 if lumbar else 0.33)
    spine = SPINES.get(level, LUMBAR_SPINE if lumbar else THORACIC_SPINE)
    form = Form(bluntness=8.0, roughness=0.13, seed=seed + 4)
    parts = [hollow(_Site(back, height, 0.0).limb(spine, form), 0.9, PEDICLE_BONE)]
    for number, side in enumerate((-1, 1)):
        parts += _half(_Site(back, height, side * apart), lumbar, seed + 100 * number)
    return parts


def _half(site: _Site, lumbar: bool, seed: int) -> list[Solid]:
    """Make one side of the arch."""
    pillar, lamina = (LUMBAR_PILLAR, LUMBAR_LAMINA) if lumbar else (THORACIC_PILLAR, THORACIC_LAMINA)
    transverse = LUMBAR_TRANSVERSE if lumbar else THORACIC_TRANSVERSE
    return [
        hollow(site.limb(PEDICLE, Form(bluntness=9.0, roughness=0.08, seed=seed)), 0.9, PEDICLE_BONE),
        hollow(site.limb(pillar, Form(FORWARDS, 5.0, 0.16, seed + 1)), 1.0, ARCH_BONE),
        hollow(site.limb(lamina, Form(bluntness=9.0, seed=seed + 2)), 0.9, ARCH_BONE),
        hollow(site.limb(transverse, Form(roughness=0.1, seed=seed + 3)), 0.7, THIN_BONE),
        massive(site.limb(FACET, Form(FORWARDS, 3.0)), JOINT_SURFACE),
    ]
