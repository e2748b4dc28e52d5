"""The three visits of the synthetic patient: date, posture, fracture, implants and the beam of each film."""

from dataclasses import dataclass

from beam import Beam
from implant import Jack
from outline import Dent
from spine import Fracture, Stance
from tissue import Trunk

IMAGER_MM = 0.18
ROWS, COLUMNS = 2048, 1536
SOURCE_DETECTOR_MM = 1800.0
FILM_CENTRE_MM = (32.0, 112.0)


@dataclass(frozen=True)
class Visit:
    """One film of the patient and everything that makes it differ from the others.

    Attributes
    ----------
    turned_deg : how far the patient was off a true lateral, about the long axis.
    jack : the implants, or none before the operation.
    """

    name: str
    date: str
    posture: str
    magnification: float
    turned_deg: float
    stance: Stance
    fracture: Fracture
    jack: Jack | None
    trunk: Trunk


PRE = Visit(
    name="pre",
    date="20260302",
    posture="supine",
    magnification=1.12,
    turned_deg=1.2,
    stance=Stance(38, {"L5": 4, "L4": 4, "L3": 4, "L2": 3, "L1": 2, "T12": 2.5, "T11": 1.0, "T10": 0.5}),
    fracture=Fracture(sunk_mm=9.7, bulge_mm=1.5, dent=Dent(at=0.28, wide=0.5, deep_mm=1.6)),
    jack=None,
    trunk=Trunk(dome_z_mm=(232, 222), gas_seed=5),
)
POST = Visit(
    name="post",
    date="20260310",
    posture="standing",
    magnification=1.18,
    turned_deg=-1.0,
    stance=Stance(41, {"L5": 5, "L4": 5, "L3": 4, "L2": 2.5, "L1": 1.5, "T12": -0.5, "T11": -0.5, "T10": -1}),
    fracture=Fracture(sunk_mm=3.6, bulge_mm=0.9, dent=Dent(at=0.1, wide=0.5, deep_mm=0.9)),
    jack=Jack(opening_mm=14.0),
    trunk=Trunk(dome_z_mm=(226, 214), gas_seed=17),
)
FOLLOW_UP = Visit(
    name="follow_up",
    date="20260615",
    posture="standing",
    magnification=1.15,
    turned_deg=1.6,
    stance=Stance(40, {"L5": 4.5, "L4": 5, "L3": 4, "L2": 3, "L1": 1, "T12": -0.5, "T11": -1, "T10": -1}),
    fracture=Fracture(sunk_mm=4.7, bulge_mm=1.0, dent=Dent(at=0.1, wide=0.5, deep_mm=1.2)),
    jack=Jack(opening_mm=13.6),
    trunk=Trunk(dome_z_mm=(229, 218), gas_seed=29),
)
VISITS = (PRE, POST, FOLLOW_UP)


def beam_of(visit: Visit) -> Beam:
    """Set up the beam of a visit; the film's centre lies in front of L2."""
    distance_mm = SOURCE_DETECTOR_MM / visit.magnification
    return Beam(SOURCE_DETECTOR_MM, distance_mm, IMAGER_MM, (ROWS, COLUMNS), FILM_CENTRE_MM)
