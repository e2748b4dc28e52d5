"""CSV with one row a film and level: a column for every number, its unit in the name of the column."""

from collections.abc import Iterable, Sequence

from vertmeasure.core.assess import Assessment
from vertmeasure.core.dictionary import ENTRIES, entry
from vertmeasure.core.measurement import Result
from vertmeasure.core.study import Film
from vertmeasure.report.csv_writer import csv_text, film_cells, neutralised, value_cell
from vertmeasure.report.json_writer import SOFTWARE

_UNIT_NAMES = {"%": "percent", "points": "percentage_points", "ratio": "", "grade": "", "shape": ""}
_PLACE = ("study", "patient_id", "film", "timepoint", "date", "posture", "level")
_ORIGIN = ("calibration_grade", "reader", "software")


def wide_csv(assessments: Sequence[Assessment]) -> str:
    """One row a film and level of each study; level "" holds the whole film.

    A change stands in the row of its later film, compared with the last film before the procedure;
    a loss of correction is compared with the first film after it. What cannot be had is empty.
    """
    ids = _ids(assessments)
    columns = (*_PLACE, *map(_column, ids), *_ORIGIN)
    return csv_text(columns, (row for each in assessments for row in _rows(each, ids)))


def _ids(assessments: Sequence[Assessment]) -> tuple[str, ...]:
    """The dictionary in its own order, then the pairs that readers picked."""
    picked = (each.id for assessment in assessments for each in assessment.measurements if each.id not in ENTRIES)
    return (*ENTRIES, *dict.fromkeys(picked))


def _column(measurement_id: str) -> str:
    unit = entry(measurement_id).unit
    name = _UNIT_NAMES.get(unit, unit)
    is_told = not name or measurement_id.endswith(f"_{name}") or f"_{name}_of_" in measurement_id
    return measurement_id if is_told else f"{measurement_id}_{name}"


def _rows(assessment: Assessment, ids: Sequence[str]) -> Iterable[list[str]]:
    by_place: dict[tuple[str, str], dict[str, Result]] = {}
    for measurement in assessment.measurements:
        by_place.setdefault((measurement.film, measurement.level), {})[measurement.id] = measurement
    for change in assessment.changes:
        by_place.setdefault((change.later, change.level), {})[change.id] = change
    for film in assessment.study.films_in_order:
        for (film_id, level), results in by_place.items():
            if film_id == film.id:
                yield _row(assessment, film, level, [results.get(each) for each in ids])


def _row(assessment: Assessment, film: Film, level: str, results: Sequence[Result | None]) -> list[str]:
    study = assessment.study
    return [
        neutralised(study.id),
        neutralised(study.patient.id),
        *film_cells(film),
        level,
        *("" if each is None else value_cell(each) for each in results),
        film.calibration.grade,
        neutralised(study.reader),
        SOFTWARE,
    ]
