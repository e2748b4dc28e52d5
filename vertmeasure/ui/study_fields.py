"""The fields of the study form as a table: what each shows and what it changes."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from vertmeasure.core import edits
from vertmeasure.core.anatomy import in_order
from vertmeasure.core.errors import StudyError
from vertmeasure.core.fact_table import FACTS
from vertmeasure.core.study import Film, Study, check_level
from vertmeasure.report.numbers import as_entered
from vertmeasure.report.wording import TECHNIQUE_WORDS
from vertmeasure.ui.fact_fields import number_in
from vertmeasure.ui.form_fields import Check, date_fault, no_fault, number_check
from vertmeasure.ui.study_words import COUNTED_CHOICES

SEXES: dict[object, str] = {"": "not recorded", "F": "female", "M": "male", "O": "other"}


@dataclass(frozen=True, slots=True)
class FieldSpec:
    """One field of the form.

    Attributes
    ----------
    read : Callable[[Study], object]
        What the field shows: a text, or the value of a choice.
    write : Callable[[Study, Any], Study]
        The study with what was entered.
    choices : Mapping[object, str]
        For a choice: every value with its words.
    is_note : bool
        Whether it takes several lines.
    """

    key: str
    words: str
    read: Callable[[Study], object]
    write: Callable[[Study, Any], Study]
    hint: str = ""
    check: Check = no_fault
    choices: Mapping[object, str] = field(default_factory=dict)
    is_note: bool = False


def _of_study(name: str, words: str, **more: Any) -> FieldSpec:
    return FieldSpec(
        name,
        words,
        lambda study: getattr(study, name),
        lambda study, value: edits.describe_study(study, **{name: value}),
        **more,
    )


def _of_patient(name: str, words: str, **more: Any) -> FieldSpec:
    return FieldSpec(
        f"patient.{name}",
        words,
        lambda study: getattr(study.patient, name),
        lambda study, value: edits.describe_study(study, patient=replace(study.patient, **{name: value})),
        **more,
    )


def _of_procedure(name: str, words: str, **more: Any) -> FieldSpec:
    return FieldSpec(
        f"procedure.{name}",
        words,
        lambda study: getattr(study.procedure, name),
        lambda study, value: _with_procedure(study, **{name: value}),
        **more,
    )


def _with_procedure(study: Study, **changes: Any) -> Study:
    return edits.describe_study(study, procedure=replace(study.procedure, **changes))


def _with_landmark_sd(study: Study, text: str) -> Study:
    number = number_in(text)
    if not isinstance(number, int | float):
        raise StudyError("The landmark error cannot be left empty.", "Enter a number of millimetres, such as 0.75.")
    same = float(number) == study.landmark_sd_mm
    source = study.landmark_sd_source if same else ""
    return edits.describe_study(study, landmark_sd_mm=float(number), landmark_sd_source=source)


def levels_in(text: str) -> tuple[str, ...]:
    """The levels a reader typed, separated by commas or spaces."""
    return tuple(text.upper().replace(",", " ").replace(";", " ").split())


STUDY_FIELDS = (
    _of_study("label", "Label", hint="shown in lists"),
    _of_study("reader", "Reader", hint="initials"),
    FieldSpec(
        "landmark_sd_mm",
        "Point error, mm",
        lambda study: as_entered(study.landmark_sd_mm),
        _with_landmark_sd,
        check=number_check(0.01, 20),
    ),
)
PATIENT_FIELDS = (
    _of_patient("name", "Name"),
    _of_patient("id", "Patient ID"),
    _of_patient("birth_date", "Date of birth", hint="YYYY-MM-DD", check=date_fault),
    _of_patient("sex", "Sex", choices=SEXES),
)
LEVEL_FIELDS = (
    _of_study("levels_counted_from", "Counted from", choices=dict(COUNTED_CHOICES)),
    _of_study("levels_note", "Note", hint="such as a transitional vertebra"),
)
PROCEDURE_FIELDS = (
    _of_procedure("technique", "Technique", choices={None: "not recorded", **TECHNIQUE_WORDS}),
    FieldSpec(
        "procedure.levels",
        "Levels",
        lambda study: ", ".join(study.procedure.levels),
        lambda study, text: _with_procedure(study, levels=in_order(_checked(levels_in(text)))),
        hint="L1, L2",
    ),
    _of_procedure("date", "Date", hint="YYYY-MM-DD", check=date_fault),
    FieldSpec(
        "procedure.cement_ml",
        "Cement, ml",
        lambda study: "" if study.procedure.cement_ml is None else as_entered(study.procedure.cement_ml),
        lambda study, text: _with_procedure(study, cement_ml=number_in(text)),
        check=number_check(0, 100),
    ),
    _of_procedure("leakage", "Leakage", hint="none, disc, epidural …"),
    _of_procedure("implant", "Implant"),
)
SECTIONS: dict[str, tuple[FieldSpec, ...]] = {
    "Study": STUDY_FIELDS,
    "Patient": PATIENT_FIELDS,
    "Levels": LEVEL_FIELDS,
    "Procedure": PROCEDURE_FIELDS,
}
"""The fields that every study has, under their headings."""


def _checked(levels: tuple[str, ...]) -> tuple[str, ...]:
    """The same levels; StudyError for a word that names none, or for the sacrum."""
    for level in levels:
        check_level(level)
        if level == "S1":
            raise StudyError("S1 cannot be a treated level.", "Levels are T1 to T12 and L1 to L5.")
    return levels


def film_fields(film_id: str) -> tuple[FieldSpec, ...]:
    """The fields of one film: its date, the outcomes recorded with it, and notes."""
    return (
        FieldSpec(
            f"film.{film_id}.date",
            "Date",
            lambda study: _film(study, film_id).date,
            lambda study, text: edits.set_date(study, film_id, text),
            hint="YYYY-MM-DD",
            check=date_fault,
        ),
        *(_outcome(film_id, name, words) for name, words in (("pain_nrs", "Pain, 0 to 10"), ("odi", "ODI, %"))),
        FieldSpec(
            f"film.{film_id}.notes",
            "Notes",
            lambda study: _film(study, film_id).notes,
            lambda study, text: edits.set_notes(study, film_id, text),
            is_note=True,
        ),
    )


def _outcome(film_id: str, name: str, words: str) -> FieldSpec:
    definition = FACTS[name]
    return FieldSpec(
        f"film.{film_id}.{name}",
        words,
        lambda study: _shown(_film(study, film_id).outcomes.get(name)),
        lambda study, text: edits.set_outcome(study, film_id, name, number_in(text)),
        check=number_check(definition.low, definition.high),
    )


def _film(study: Study, film_id: str) -> Film:
    return study.film(film_id)


def _shown(value: object) -> str:
    if value is None:
        return ""
    return as_entered(value) if isinstance(value, int | float) and not isinstance(value, bool) else str(value)
