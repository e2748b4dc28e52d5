"""The synthetic patient in the beam: every solid at a visit, the film taken of them, and the true landmarks."""

import numpy as np
from arch import arch
from body import body, hollow_centre
from film import add, expose, greyscale
from implant import impaction, treatment
from numpy.typing import NDArray
from outline import landmarks
from pelvis import iliac_wings, sacrum
from ribs import ribs
from solid import Solid, turn
from spine import Vertebra, stack
from tissue import aortic_calcium, bowel_gas, kidneys, soft_tissue
from visits import Visit, beam_of

NOT_WHOLE = ("T8", "T9")


def spine_of(visit: Visit) -> list[Vertebra]:
    """Stack the spine of a visit, from the sacrum upwards."""
    return stack(visit.stance, {"L1": visit.fracture})


def solids(visit: Visit, spine: list[Vertebra]) -> list[Solid]:
    """Make every solid of the patient at a visit, in its place."""
    parts = [*sacrum(spine[0]), *iliac_wings(), *kidneys(), *aortic_calcium(spine), *bowel_gas(spine, visit.trunk)]
    for number, vertebra in enumerate(spine[1:]):
        own = _vertebra(visit, vertebra, seed=1000 + 10 * number)
        parts += [part.placed(vertebra.frame) for part in own] + ribs(vertebra, seed=500 + 10 * number)
    return parts


def _vertebra(visit: Visit, vertebra: Vertebra, seed: int) -> list[Solid]:
    outline = vertebra.outline
    parts = [body(outline), hollow_centre(outline), *arch(vertebra.level, outline, seed)]
    if vertebra.level == "L1":
        parts += treatment(outline, visit.jack) if visit.jack else [impaction(outline)]
    return parts


def take(visit: Visit) -> NDArray[np.uint16]:
    """Take the film of a visit: 12-bit values [rows, columns], bone white."""
    beam, spine = beam_of(visit), spine_of(visit)
    attenuation = soft_tissue(beam, spine, visit.trunk)
    for solid in solids(visit, spine):
        add(attenuation, beam, solid.turned(visit.turned_deg))
    return greyscale(expose(attenuation, beam.pixel_mm, seed=int(visit.date)), beam.pixel_mm)


def truth(visit: Visit) -> dict[str, dict[str, tuple[float, float]]]:
    """Give the (column, row) of every landmark of the levels that the film shows whole."""
    return {v.level: _seen(visit, v) for v in spine_of(visit) if v.level not in NOT_WHOLE}


def _seen(visit: Visit, vertebra: Vertebra) -> dict[str, tuple[float, float]]:
    names = ("SP", "SA") if vertebra.level == "S1" else ("SP", "SM", "SA", "IA", "IM", "IP")
    flat = landmarks(vertebra.outline)
    points = np.array([(flat[name][0], 0.0, flat[name][1]) for name in names])
    pixels = beam_of(visit).project(turn(vertebra.frame.place(points), visit.turned_deg))
    return {name: (float(column), float(row)) for name, (column, row) in zip(names, pixels, strict=True)}
