"""The spine of the synthetic patient: sizes of every level, and how posture and fracture stack them.

Sizes are those of an invented small woman of 71 years, of the order of published means for T8 to L5.
"""

from dataclasses import dataclass, field, replace
from math import atan2, cos, degrees, radians, sin

from outline import Dent, Outline
from solid import Frame

LEVELS = ("L5", "L4", "L3", "L2", "L1", "T12", "T11", "T10", "T9", "T8")


@dataclass(frozen=True)
class Size:
    """Heights, depths and width of an unbroken body and the heights of the disc below it, in mm."""

    anterior: float
    posterior: float
    depth: tuple[float, float]
    width: float
    disc: tuple[float, float]
    hollow: tuple[float, float]


SIZES = {
    "T8": Size(19.2, 20.4, (27.5, 28.5), 29, (4.0, 3.7), (0.9, 0.9)),
    "T9": Size(20.0, 21.4, (28.5, 29.5), 30, (4.2, 3.9), (0.9, 1.0)),
    "T10": Size(21.1, 22.7, (29.5, 30.5), 32, (4.5, 4.1), (1.0, 1.1)),
    "T11": Size(22.2, 24.2, (30.5, 31.5), 35, (5.0, 4.5), (1.0, 1.2)),
    "T12": Size(23.8, 25.8, (31.5, 32.5), 38, (6.0, 5.0), (1.2, 1.3)),
    "L1": Size(25.4, 27.2, (32.5, 33.0), 40, (7.0, 5.4), (1.4, 1.5)),
    "L2": Size(26.6, 27.6, (33.0, 34.0), 42, (8.2, 6.0), (1.5, 1.7)),
    "L3": Size(27.4, 27.6, (34.0, 34.5), 44, (9.6, 6.5), (1.7, 1.8)),
    "L4": Size(27.6, 27.0, (34.5, 35.0), 46, (10.6, 6.6), (1.8, 1.7)),
    "L5": Size(28.2, 24.8, (35.0, 34.5), 49, (10.8, 5.4), (1.6, 1.3)),
}
SACRUM = Outline(
    {"SP": (-16.5, 14), "SA": (16.5, 14), "IA": (-16.0, -100), "IP": (-32.0, -94)},
    50,
    (0.6, 0.0),
    0.12,
    corner_up=0.025,
)


ROLL_DEG = {
    "L5": 1.2,
    "L4": -0.6,
    "L3": -1.4,
    "L2": -1.0,
    "L1": 0.4,
    "T12": 1.3,
    "T11": 1.4,
    "T10": 0.6,
    "T9": 0.0,
    "T8": 0.0,
}


@dataclass(frozen=True)
class Fracture:
    """A wedge fracture: how far the anterior superior corner sank and bulged, and the dent behind it."""

    sunk_mm: float
    bulge_mm: float
    dent: Dent


@dataclass(frozen=True)
class Stance:
    """A posture: slope of the sacral endplate, and what each disc opens anteriorly beyond its own shape, in degrees."""

    sacral_slope_deg: float
    opened_deg: dict[str, float] = field(default_factory=dict)


@dataclass(frozen=True)
class Vertebra:
    """A vertebra in its place."""

    level: str
    outline: Outline
    frame: Frame


def outline_of(level: str, fracture: Fracture | None) -> Outline:
    """Shape the body of a level, broken or not."""
    size = SIZES[level]
    (above, below), front, back = size.depth, size.anterior / 2, size.posterior / 2
    corners = {"SP": (-above / 2, back), "SA": (above / 2, front), "IA": (below / 2, -front), "IP": (-below / 2, -back)}
    dent = Dent()
    if fracture:
        corners["SA"] = (above / 2 + fracture.bulge_mm, front - fracture.sunk_mm)
        dent = fracture.dent
    return Outline(corners, size.width, size.hollow, dent=dent, seed=len(LEVELS) - LEVELS.index(level))


def stack(stance: Stance, fractures: dict[str, Fracture]) -> list[Vertebra]:
    """Build the spine from the sacrum upwards; the middle of the sacral endplate lies at (0, 0)."""
    tilt = -stance.sacral_slope_deg
    spine = [Vertebra("S1", SACRUM, _standing_on((0.0, 0.0), tilt, SACRUM, "S"))]
    middle = (0.0, 0.0)
    for level in LEVELS:
        outline, size = outline_of(level, fractures.get(level)), SIZES[level]
        front, back = size.disc
        wedge = degrees(atan2(front - back, size.depth[1])) + stance.opened_deg.get(level, 0.0)
        upward, gap = radians(tilt + wedge / 2 + 90), (front + back) / 2
        middle = (middle[0] + gap * cos(upward), middle[1] + gap * sin(upward))
        frame = replace(_standing_on(middle, tilt + wedge, outline, "I"), roll_deg=ROLL_DEG[level])
        spine.append(Vertebra(level, outline, frame))
        middle, tilt = _middle(outline, frame, "S")
    return spine


def _slope_deg(outline: Outline, side: str) -> float:
    (bx, bz), (fx, fz) = outline.corners[side + "P"], outline.corners[side + "A"]
    return degrees(atan2(fz - bz, fx - bx))


def _middle(outline: Outline, frame: Frame, side: str) -> tuple[tuple[float, float], float]:
    """Give the middle and the tilt of an endplate in the patient."""
    (bx, bz), (fx, fz) = outline.corners[side + "P"], outline.corners[side + "A"]
    turn = radians(frame.tilt_deg)
    x, z = (bx + fx) / 2, (bz + fz) / 2
    place = (frame.x_mm + cos(turn) * x - sin(turn) * z, frame.z_mm + sin(turn) * x + cos(turn) * z)
    return place, frame.tilt_deg + _slope_deg(outline, side)


def _standing_on(middle: tuple[float, float], tilt_deg: float, outline: Outline, side: str) -> Frame:
    """Find the frame in which an endplate of the body has its middle and tilt where they are wanted."""
    turned = tilt_deg - _slope_deg(outline, side)
    (x, z), _ = _middle(outline, Frame(0.0, 0.0, turned), side)
    return Frame(middle[0] - x, middle[1] - z, turned)
