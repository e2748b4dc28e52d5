"""What a study records, line by line in words: patient, films, facts, procedure."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from vertmeasure.core.anatomy import in_order
from vertmeasure.core.fact_table import FACTS
from vertmeasure.core.facts import fault_of
from vertmeasure.core.study import Fact, Film, Patient, Procedure, Study
from vertmeasure.report.known_words import input_label, value_words
from vertmeasure.report.numbers import as_entered, with_sign
from vertmeasure.report.person_name import readable_name
from vertmeasure.report.wording import (
    COUNTED_WORDS,
    POSTURE_WORDS,
    TECHNIQUE_WORDS,
    TIMEPOINT_WORDS,
    Line,
    calibration_words,
    short_hash,
)


@dataclass(frozen=True, slots=True)
class FilmLine:
    """One film of a report; `draft` tells why it is one."""

    id: str
    timepoint: str
    date: str
    posture: str
    calibration: str
    hash: str
    draft: tuple[str, ...]
    outcomes: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class FactLine:
    """One entered fact; `level` is empty for the whole study."""

    level: str
    label: str
    value: str
    by: str
    at: str
    source: str


def patient_lines(patient: Patient) -> tuple[Line, ...]:
    """Name, number, date of birth and sex, as far as they are recorded."""
    return _recorded(
        Line("Name", readable_name(patient.name)),
        Line("Patient ID", patient.id),
        Line("Date of birth", patient.birth_date),
        Line("Sex", patient.sex),
    )


def film_line(film: Film) -> FilmLine:
    """A film with its posture, calibration and the start of its hash."""
    return FilmLine(
        id=film.id,
        timepoint=TIMEPOINT_WORDS[film.timepoint],
        date=film.date,
        posture=POSTURE_WORDS[film.posture],
        calibration=calibration_words(film.calibration),
        hash=short_hash(film.source.sha256),
        draft=film.draft_reasons,
        outcomes=tuple(Line(_label(key), entered_value(key, value)) for key, value in film.outcomes.items()),
    )


def fact_lines(study: Study) -> tuple[FactLine, ...]:
    """The facts of the whole study, then those of each level from head to foot."""
    by_level = [("", study.facts), *((level, study.level_facts[level]) for level in in_order(study.level_facts))]
    return tuple(line for level, facts in by_level for line in _facts(level, facts))


def _facts(level: str, facts: Mapping[str, Fact]) -> Iterator[FactLine]:
    for key, fact in facts.items():
        yield FactLine(level, _label(key), entered_value(key, fact.value), fact.by, fact.at, fact.source)


def _label(key: str) -> str:
    return input_label(key) if key in FACTS else key


def entered_value(key: str, value: Any) -> str:
    """A recorded value as it is read; one that cannot be used is shown as it stands, and says so."""
    if key not in FACTS:
        return str(value)
    fault = fault_of(FACTS[key], value)
    return f"{value} (not usable: {fault})" if fault else value_words(key, value)


def procedure_lines(procedure: Procedure) -> tuple[Line, ...]:
    """The augmentation that was done, as far as it is recorded."""
    cement = "" if procedure.cement_ml is None else with_sign(as_entered(procedure.cement_ml), "ml")
    return _recorded(
        Line("Technique", TECHNIQUE_WORDS[procedure.technique] if procedure.technique else ""),
        Line("Levels", ", ".join(procedure.levels)),
        Line("Date of procedure", procedure.date),
        Line("Cement", cement),
        Line("Leakage", procedure.leakage),
        Line("Implant", procedure.implant),
    )


def counted_words(study: Study) -> str:
    """How the levels were counted, with the reader's note."""
    words = f"Levels {COUNTED_WORDS[study.levels_counted_from]}"
    return f"{words}: {study.levels_note}" if study.levels_note else words


def _recorded(*lines: Line) -> tuple[Line, ...]:
    return tuple(line for line in lines if line.value)
