"""Two films of one synthetic patient, before and after an augmentation: what carry-over is scored on.

Between them differ posture, turn, magnification, spacing told, side, field, exposure and noise; one body was broken and
is treated, with more height than before. All else of the patient is the same.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from benchmarks.spine_films import Conditions, SpineFilm, Taking, draw_taking, take
from benchmarks.spine_patient import Draw, Patient, Variety, augmentation, broken, draw_patient
from vertmeasure.core.anatomy import Mark
from vertmeasure.core.calibration import Calibration, Grade
from vertmeasure.core.geometry import ImagePoint, Scale
from vertmeasure.core.study import Film, Landmark, Vertebra
from vertmeasure.vision.carry import CarrySource
from vertmeasure.vision.film_image import FilmImage

from implant import impaction  # isort: skip - spine_patient has put its folder on the path

BREAKING = ("T11", "T12", "L1", "L2", "L3")
_SPACING_WRONG = 0.06
_CUT_MM = 50.0


@dataclass(frozen=True)
class PairKind:
    """A kind of pair: what differs between patients, and in the exposures; `cuts` is the chance of a smaller field."""

    variety: Variety
    conditions: Conditions
    cuts: float


KINDS: Mapping[str, PairKind] = {
    "usual": PairKind(Variety(broken=0.0), Conditions(1.5, (0.28, 0.36)), 0.3),
    "hard": PairKind(
        Variety(roll_deg=1.5, density=(0.6, 1.0), broken=0.05, spurred=0.2),
        Conditions(3.0, (0.28, 0.45), 0.2, (0.2, 0.5), (1.5, 3.5), (0.5, 0.9), 0.8, 0.5),
        0.6,
    ),
}


@dataclass(frozen=True, eq=False)
class SpinePair:
    """The films before and after, and the level that was treated."""

    before: SpineFilm
    after: SpineFilm
    treated: str
    spacing_told: float

    def source(self, *levels: str) -> CarrySource:
        """The film before, with the true points of these levels, or of all."""
        return _sight(self.before, 1.0, levels or tuple(self.before.truth), self.treated)

    @property
    def target(self) -> CarrySource:
        """The film after, without points, its spacing told a little wrong."""
        return _sight(self.after, self.spacing_told, (), self.treated)


def spine_pair(kind: str, number: int) -> SpinePair:
    """Draw a pair."""
    chosen, seed = KINDS[kind], 104_729 * number + 17 * sorted(KINDS).index(kind)
    draw = np.random.default_rng(seed + 3)
    healthy = draw_patient(seed, chosen.variety)
    level = BREAKING[int(draw.integers(len(BREAKING)))]
    takings = [draw_taking(seed + step, chosen.conditions) for step in (1, 2)]
    films = [
        take(patient, _sided(taking, draw))
        for patient, taking in zip(_visits(healthy, level, draw), takings, strict=True)
    ]
    after = _cut(films[1], draw) if draw.random() < chosen.cuts else films[1]
    return SpinePair(films[0], after, level, float(draw.uniform(1 - _SPACING_WRONG, 1 + _SPACING_WRONG)))


def _sided(taking: Taking, draw: Draw) -> Taking:
    """Most patients face the same side each time."""
    return replace(taking, faces_left=bool(draw.random() < 0.15))


def _visits(healthy: Patient, level: str, draw: Draw) -> tuple[Patient, Patient]:
    bone, shape = healthy.bones[level], ("wedge", "biconcave", "crush", "burst")[int(draw.integers(4))]
    severity = float(draw.uniform(0.3, 1.0))
    seed = int(draw.integers(1 << 30))
    sunk = broken(bone, shape, severity, np.random.default_rng(seed))
    raised = broken(bone, shape, severity * float(draw.uniform(0.2, 0.8)), np.random.default_rng(seed))
    before = replace(sunk, additions=(*sunk.additions, impaction(sunk.outline)))
    after = replace(raised, additions=(*raised.additions, *augmentation(raised.outline, draw)))
    return _with_bone(healthy, level, before), _with_bone(healthy, level, after)


def _with_bone(patient: Patient, level: str, bone: object) -> Patient:
    return replace(patient, bones={**patient.bones, level: bone})  # type: ignore[dict-item]


def _cut(film: SpineFilm, draw: Draw) -> SpineFilm:
    """The film with up to 5 cm less above and below; a body that is cut into is not among the true ones any more."""
    top, bottom = (int(draw.uniform(0, _CUT_MM) / film.scale.row) for _ in range(2))
    stored = film.stored[top : film.stored.shape[0] - bottom]
    moved = {
        level: {mark: ImagePoint(at.column, at.row - top) for mark, at in points.items()}
        for level, points in film.truth.items()
    }
    shown = {level: points for level, points in moved.items() if _lies_on(points, stored.shape[0], film.scale)}
    return replace(film, stored=np.ascontiguousarray(stored), truth=shown)


def _lies_on(points: Mapping[Mark, ImagePoint], rows: int, scale: Scale) -> bool:
    edge = 4.0 / scale.row
    return all(edge < at.row < rows - edge for at in points.values())


def _sight(film: SpineFilm, told: float, levels: tuple[str, ...], treated: str) -> CarrySource:
    bodies = {
        level: Vertebra(level, {mark: Landmark(at) for mark, at in film.truth[level].items()}) for level in levels
    }
    scale = Scale(film.scale.column * told, film.scale.row * told)
    calibration = Calibration(scale.row, scale.column, Grade.GEOMETRY, "synthetic", scale.row / scale.column)
    rows, columns = film.stored.shape
    shown = Film("film", rows=rows, columns=columns, calibration=calibration, vertebrae=bodies)
    return CarrySource(shown, FilmImage.of(film.stored, None, film.is_inverted, scale), frozenset({treated}))
