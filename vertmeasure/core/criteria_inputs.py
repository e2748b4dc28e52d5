"""Gathers what is known of one fractured body: facts, what follows from the study, what the film shows.

What is missing or unusable is unknown, with the reason in words.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from types import MappingProxyType

from vertmeasure.core.anatomy import above, below
from vertmeasure.core.dictionary import ENTRIES, STATUS_WORDS
from vertmeasure.core.fact_table import FACTS, FactDefinition, FactKind
from vertmeasure.core.facts import effective_fact, fault_of
from vertmeasure.core.inputs import MEASURED, NOT_MEASURED, NOT_RECORDED, InputValue, LevelInputs
from vertmeasure.core.measurement import Flag, Measurement
from vertmeasure.core.progression import has_progressed, progression
from vertmeasure.core.scores import Score, scores_of
from vertmeasure.core.study import Film, Study, Technique, Timepoint, last_pre_film


@dataclass(frozen=True, slots=True)
class KnownLevel:
    """All that is known about one fractured or treated body, and the scores that follow from it."""

    inputs: LevelInputs
    scores: tuple[Score, ...]


def level_inputs(study: Study, level: str, measurements: Sequence[Measurement]) -> LevelInputs:
    """Gather every input for one level: facts, what follows from the study, and what the last pre film shows."""
    return known_level(study, level, measurements).inputs


def known_level(study: Study, level: str, measurements: Sequence[Measurement]) -> KnownLevel:
    """Gather every input for one level and add up the scores, which are inputs themselves."""
    recorded = _without_scores(study, level, measurements)
    scores = scores_of(recorded)
    values = {**recorded.values, **{each.definition.id: each.as_input() for each in scores}}
    return KnownLevel(replace(recorded, values=MappingProxyType(values)), scores)


def _without_scores(study: Study, level: str, measurements: Sequence[Measurement]) -> LevelInputs:
    """Every input, of the scores only a total that was recorded."""
    film = last_pre_film(study.films_in_order)
    film_id = film.id if film else ""
    measured = {each.id: each for each in measurements if film and each.film == film_id and each.level in (level, "")}
    values = {each.id: _measured_value(study, measured.get(each.id)) for each in MEASURED}
    values |= {each.id: _recorded(study, level, each) for each in FACTS.values()}
    values["progression_pct"] = since = progression(study, level, film, measurements)
    for input_id, value in (_derived(study, level, film) | _progressed(since)).items():
        if values.get(input_id, NOT_RECORDED) is NOT_RECORDED:
            values[input_id] = value
    return LevelInputs(level, film_id, MappingProxyType(values))


def _recorded(study: Study, level: str, definition: FactDefinition) -> InputValue:
    fact = effective_fact(study, level, definition.id, study.judged_levels)
    if fact is None or fact.value is None:
        return NOT_RECORDED
    fault = fault_of(definition, fact.value)
    if fault:
        return InputValue(reason=f"{definition.label}: recorded value {fault}", is_faulty=True, fact=fact)
    if definition.kind is FactKind.CHOICE and fact.value in definition.unknown_choices:
        return InputValue(value=fact.value, reason="recorded as not known", fact=fact)
    return InputValue(value=fact.value, is_known=True, fact=fact)


def _measured_value(study: Study, measurement: Measurement | None) -> InputValue:
    if measurement is None:
        return NOT_MEASURED
    formula = _formula(study, measurement)
    if measurement.value is None:
        return InputValue(reason=measurement.reason or STATUS_WORDS[measurement.status], formula=formula)
    lower_bound = _lower_bound_words(measurement)
    return InputValue(
        value=measurement.value,
        interval=measurement.interval,
        is_known=True,
        is_lower_bound=bool(lower_bound),
        is_grade=measurement.unit == "grade",
        reason=lower_bound,
        formula=formula,
    )


def _formula(study: Study, measurement: Measurement) -> str:
    parts = [ENTRIES[measurement.id].formula, measurement.lines]
    if measurement.reference:
        parts.append(f"reference {study.height_reference.replace('_', ' ')}: {', '.join(measurement.reference)}")
    return "; ".join(part for part in parts if part)


def _lower_bound_words(measurement: Measurement) -> str:
    if Flag.PARTIAL in measurement.flags:
        return "one of the three losses is missing or not accepted: this is the least it can be"
    if Flag.PROPOSED in measurement.flags:
        return "rests on points that were not accepted yet: it cannot prove less"
    return ""


def _derived(study: Study, level: str, film: Film | None) -> dict[str, InputValue]:
    """What follows from the rest of the study; a recorded fact of the same id goes before it."""
    found: dict[str, bool | float | str | None] = {
        "level": level,
        "n_levels": len(study.judged_levels),
        "age_years": _age_years(study.patient.birth_date, film.date if film else ""),
        "refracture": _is_refracture(study, level) or None,
        "adjacent_fracture_after_vertebroplasty": _is_beside_a_vertebroplasty(study, level) or None,
    }
    return {key: InputValue(value=value, is_known=True) for key, value in found.items() if value is not None}


def _progressed(since: InputValue) -> dict[str, InputValue]:
    """Whether the fracture has progressed, where the films can tell; what somebody recorded goes before it."""
    answer = has_progressed(since)
    if answer is None:
        return {}
    return {"fracture_progressed": InputValue(value=answer, is_known=True, formula=since.formula)}


def _age_years(birth_date: str, film_date: str) -> int | None:
    """Completed years on the day of the film; None without two real dates."""
    try:
        born, taken = date.fromisoformat(birth_date), date.fromisoformat(film_date)
    except ValueError:
        return None
    age = taken.year - born.year - ((taken.month, taken.day) < (born.month, born.day))
    return age if age >= 0 else None


def _is_refracture(study: Study, level: str) -> bool:
    return level in study.procedure.levels and _fractured_later(study, level)


def _is_beside_a_vertebroplasty(study: Study, level: str) -> bool:
    """Whether a body broke after a neighbour had been treated; False also where that was not recorded."""
    treated = study.procedure.technique is Technique.VERTEBROPLASTY
    beside = {above(level), below(level)} & set(study.procedure.levels)
    return treated and bool(beside) and _fractured_later(study, level)


def _fractured_later(study: Study, level: str) -> bool:
    """Whether a fracture of this level counts only from a film after the procedure on."""
    later = {film.id for film in study.films if film.timepoint in (Timepoint.POST, Timepoint.FOLLOW_UP)}
    return any(fracture.level == level and fracture.since in later for fracture in study.fractures)
