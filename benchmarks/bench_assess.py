"""Every number of a study, with its interval, against the same formulas as plain arithmetic without intervals."""

import math
from collections.abc import Iterator
from functools import partial

from benchmarks.plain_formulas import Numbers, change_numbers, film_numbers, points_mm
from benchmarks.timing import Row, best_ms
from vertmeasure.core.anatomy import LEVELS, Mark, marks_of
from vertmeasure.core.assess import assess
from vertmeasure.core.calibration import Calibration, Grade
from vertmeasure.core.geometry import ImagePoint
from vertmeasure.core.study import Film, Fracture, Landmark, Posture, Study, Timepoint, Vertebra

FRACTURED = "L1"
TIMEPOINTS = (Timepoint.PRE, Timepoint.POST, Timepoint.FOLLOW_UP, Timepoint.FOLLOW_UP, Timepoint.FOLLOW_UP)
GOALS_MS = {2: 10, 5: 25}
DEPTH_PX, HEIGHT_PX, STEP_PX = 90.0, 60.0, 75.0
ALONG = {Mark.SP: 0.0, Mark.SM: 0.5, Mark.SA: 1.0, Mark.IA: 1.0, Mark.IM: 0.5, Mark.IP: 0.0}
UPPER = (Mark.SP, Mark.SM, Mark.SA)


def rows() -> Iterator[Row]:
    """One row for each number of films, 17 bodies and S1 on each."""
    for films, goal_ms in GOALS_MS.items():
        study = spine_study(films)
        _check_same_numbers(study)
        yield Row(
            f"assess {films} films x 17 bodies, with intervals",
            best_ms(partial(assess, study)),
            "the same formulas, no intervals",
            best_ms(partial(_plain, study)),
            f"<= {goal_ms} ms",
        )


def spine_study(films: int) -> Study:
    """A study of a whole spine with one wedged body, on up to five films that differ a little in size."""
    made = tuple(_film(f"film_{place}", TIMEPOINTS[place], 1.0 + 0.01 * place) for place in range(films))
    return Study(id="bench", films=made, fractures=(Fracture(FRACTURED),))


def _film(film_id: str, timepoint: Timepoint, size: float) -> Film:
    vertebrae = {level: _vertebra(level, size) for level in LEVELS}
    calibration = Calibration(0.14, 0.14, Grade.GEOMETRY, "PixelSpacing")
    return Film(film_id, timepoint, posture=Posture.STANDING, calibration=calibration, vertebrae=vertebrae)


def _vertebra(level: str, size: float) -> Vertebra:
    return Vertebra(level, {mark: Landmark(_at(level, mark, size)) for mark in marks_of(level)})


def _at(level: str, mark: Mark, size: float) -> ImagePoint:
    """A body of its own tilt, a little taller than the one above; the fractured one is wedged."""
    place = LEVELS.index(level)
    tilt = math.radians(20.0 - 3.0 * place)
    lost = 20.0 / size * ALONG[mark] if level == FRACTURED else 0.0
    x = DEPTH_PX * ALONG[mark]
    y = lost if mark in UPPER else HEIGHT_PX + place
    turned_x = x * math.cos(tilt) - y * math.sin(tilt)
    turned_y = x * math.sin(tilt) + y * math.cos(tilt)
    return ImagePoint(size * (400.0 + turned_x), size * (100.0 + STEP_PX * place + turned_y))


def _plain(study: Study) -> tuple[list[Numbers], list[Numbers], list[Numbers]]:
    """All films, all changes from the first, and from the second on the losses of correction."""
    films = [film_numbers(points_mm(film), FRACTURED) for film in study.films]
    changes = [change_numbers(films[0], later, FRACTURED) for later in films[1:]]
    angles = [(FRACTURED, f"{name}_angle") for name in ("wedge", "gardner", "segmental")]
    lost = [{angle: later[angle] - films[1][angle] for angle in angles} for later in films[2:]]
    return films, changes, lost


def _check_same_numbers(study: Study) -> None:
    """A baseline that computed something else would make the ratio worthless."""
    assessment = assess(study)
    films, changes, _ = _plain(study)
    ours = {(each.film, each.level, each.id): each.number for each in assessment.measurements}
    ours |= {(each.later, each.level, each.id): each.number for each in assessment.changes}
    tables = [*zip(study.films, films, strict=True), *zip(study.films[1:], changes, strict=True)]
    for film, numbers in tables:
        for (level, name), value in numbers.items():
            found = ours[film.id, level, name]
            if found is None or not math.isclose(found, value, rel_tol=1e-9, abs_tol=1e-9):
                raise SystemExit(f"{level} {name} on {film.id}: assess says {found}, the plain formula {value}")
