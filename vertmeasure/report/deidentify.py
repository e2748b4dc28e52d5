"""A study with nothing in it that could tell who the patient is, or who read the films.

Only what is named here is copied; everything else is left behind:

- films: time point, posture, anterior side, size, spacing with its grade and known flags, accepted or proposed
  points, excluded references, pain and disability scores; ids are made anew from the time points
- fractures, excluded references, picked angles, how levels were counted, the height reference and
  the landmark error, and whether repeat readings gave it
- procedure: technique, levels, cement volume, and leakage where it is "none"
- facts of the program's own table with a legal value, without who, when and from what
- the age in years instead of the date of birth, 90 for all above
- the reader's own grades and shapes

Left behind are the patient, label, reader, notes, all dates, paths, UIDs, file hashes, calibration
rules, the study's id and every key this version does not know.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from vertmeasure.core.calibration import Calibration
from vertmeasure.core.criteria_inputs import level_inputs
from vertmeasure.core.fact_table import FACTS
from vertmeasure.core.facts import fault_of
from vertmeasure.core.study import Fact, Film, FilmSource, Fracture, Landmark, Procedure, Study, Vertebra

BURNED_IN = "Look at the pictures in the PDF: text burnt into the pixels of a film is not taken out."
"""What has to be said of every de-identified report with pictures."""

OLDEST_TOLD_YEARS = 90
"""Ages above 89 are told as one class (US rule on health information, 45 CFR 164.514(b)(2)(i)(C))."""

REPEATED = "repeat readings"
"""What is left of how the landmark error is known."""

_CALIBRATION_FLAGS = ("conflict", "aspect", "unconfirmed_pixel_spacing", "ermf_ignored")
_SCORES = ("pain_nrs", "odi")
_SHAPES = ("none", "wedge", "biconcave", "crush")
_GRADES = (0, 0.5, 1, 2, 3)


def deidentified(study: Study) -> Study:
    """The study built anew from what may leave the house; its films stand in order, as their dates are gone."""
    names = _film_names(study)
    return Study(
        films=tuple(_film(film, names[film.id]) for film in study.films_in_order),
        fractures=tuple(Fracture(each.level, names.get(each.since, "")) for each in study.fractures),
        excluded_references=study.excluded_references,
        angles=study.angles,
        levels_counted_from=study.levels_counted_from,
        procedure=_procedure(study.procedure),
        height_reference=study.height_reference,
        landmark_sd_mm=study.landmark_sd_mm,
        landmark_sd_source=REPEATED if study.landmark_sd_source else "",
        facts={**_age(study), **_facts(study.facts)},
        level_facts={level: _facts(facts) for level, facts in study.level_facts.items()},
        overrides={names[film]: _overrides(levels) for film, levels in study.overrides.items() if film in names},
    )


def with_images(clean: Study, original: Study) -> Study:
    """A de-identified study whose films again say where their images lie: to draw them, never to be written."""
    pairs = zip(clean.films, original.films_in_order, strict=True)
    return replace(clean, films=tuple(replace(film, source=old.source) for film, old in pairs))


def _film_names(study: Study) -> dict[str, str]:
    """New ids by old ones: the time point, numbered from the second on."""
    seen: dict[str, int] = {}
    names = {}
    for film in study.films_in_order:
        count = seen[film.timepoint] = seen.get(film.timepoint, 0) + 1
        names[film.id] = film.timepoint if count == 1 else f"{film.timepoint}_{count}"
    return names


def _film(film: Film, name: str) -> Film:
    return Film(
        id=name,
        timepoint=film.timepoint,
        posture=film.posture,
        source=FilmSource(frame=film.source.frame),
        rows=film.rows,
        columns=film.columns,
        calibration=_calibration(film.calibration),
        vertebrae={level: _vertebra(body) for level, body in film.vertebrae.items()},
        excluded_references=film.excluded_references,
        anterior=film.anterior,
        outcomes={key: value for key, value in film.outcomes.items() if key in _SCORES and _is_number(value)},
    )


def _calibration(calibration: Calibration) -> Calibration:
    flags = tuple(flag for flag in calibration.flags if flag in _CALIBRATION_FLAGS)
    return Calibration(calibration.row_mm, calibration.column_mm, calibration.grade, "", calibration.aspect, flags)


def _vertebra(body: Vertebra) -> Vertebra:
    return Vertebra(body.level, {mark: Landmark(point.at, point.proposed) for mark, point in body.marks.items()})


def _procedure(procedure: Procedure) -> Procedure:
    leakage = procedure.leakage if procedure.leakage == "none" else ""
    return Procedure(procedure.technique, procedure.levels, cement_ml=procedure.cement_ml, leakage=leakage)


def _age(study: Study) -> dict[str, Fact]:
    """The age that follows from the dates, so that rules on age judge the same without them."""
    inputs = (level_inputs(study, level, ()) for level in study.judged_levels[:1])
    age_years = next((each.of("age_years").value for each in inputs), None)
    return {} if age_years is None else {"age_years": _fact("age_years", age_years)}


def _facts(facts: Mapping[str, Fact]) -> dict[str, Fact]:
    return {key: _fact(key, fact.value) for key, fact in facts.items() if _is_legal(key, fact.value)}


def _is_legal(fact_id: str, value: Any) -> bool:
    return fact_id in FACTS and not fault_of(FACTS[fact_id], value)


def _fact(fact_id: str, value: Any) -> Fact:
    return Fact(min(value, OLDEST_TOLD_YEARS) if fact_id == "age_years" else value)


def _overrides(levels: Mapping[str, Mapping[str, Any]]) -> dict[str, dict[str, Any]]:
    return {level: dict(_own_readings(values)) for level, values in levels.items()}


def _own_readings(values: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    for measurement_id, legal in (("genant_grade", _GRADES), ("deformity", _SHAPES)):
        if values.get(measurement_id) in legal:
            yield measurement_id, values[measurement_id]


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)
