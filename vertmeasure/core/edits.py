"""Every change a reader can make to a study, each a function Study -> Study.

An edit that cannot be made raises StudyError and leaves the study as it was. Edits know nothing of
undo: a Session keeps the studies before and after.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any, TypeVar

from vertmeasure.core.anatomy import CORNERS, MARK_WORDS, Mark, marks_of, shifted
from vertmeasure.core.calibration import Calibration
from vertmeasure.core.errors import StudyError
from vertmeasure.core.geometry import ImagePoint
from vertmeasure.core.study import (
    Fact,
    Film,
    Fracture,
    Landmark,
    Posture,
    Side,
    Study,
    Timepoint,
    Vertebra,
    check_level,
)

# ---- films


def add_film(study: Study, film: Film) -> Study:
    """Put a film at the end of the study."""
    return replace(study, films=(*study.films, film))


def remove_film(study: Study, film_id: str) -> Study:
    """Take a film and what was placed on it out of the study.

    A fracture that counted from it counts from the next film on, and is dropped where there is none.
    """
    order = [film.id for film in study.films_in_order]
    later = order[order.index(study.film(film_id).id) + 1 :]
    moved = (_since_next(fracture, film_id, later) for fracture in study.fractures)
    return replace(
        study,
        films=tuple(film for film in study.films if film.id != film_id),
        fractures=tuple(fracture for fracture in moved if fracture is not None),
        overrides={film: rest for film, rest in study.overrides.items() if film != film_id},
    )


def _since_next(fracture: Fracture, film_id: str, later: Sequence[str]) -> Fracture | None:
    if fracture.since != film_id:
        return fracture
    return replace(fracture, since=later[0]) if later else None


def set_timepoint(study: Study, film_id: str, timepoint: Timepoint) -> Study:
    """Say when, as seen from the procedure, a film was taken."""
    return _on_film(study, film_id, lambda film: replace(film, timepoint=timepoint))


def set_posture(study: Study, film_id: str, posture: Posture) -> Study:
    """Say how the patient was placed."""
    return _on_film(study, film_id, lambda film: replace(film, posture=posture))


def set_date(study: Study, film_id: str, date: str) -> Study:
    """Give a film its ISO date."""
    return _on_film(study, film_id, lambda film: replace(film, date=date))


def set_source_path(study: Study, film_id: str, path: str) -> Study:
    """Say where the file of a film lies now."""
    return _on_film(study, film_id, lambda film: replace(film, source=replace(film.source, path=path)))


def set_notes(study: Study, film_id: str, notes: str) -> Study:
    """Write down what else there is to say about a film."""
    return _on_film(study, film_id, lambda film: replace(film, notes=notes))


def set_outcome(study: Study, film_id: str, name: str, value: Any) -> Study:
    """Record an outcome (pain_nrs, odi) with a film; None takes it back."""
    return _on_film(study, film_id, lambda film: replace(film, outcomes=_with(film.outcomes, name, value)))


def calibrate_film(study: Study, film_id: str, calibration: Calibration) -> Study:
    """Give a film its pixel spacing."""
    return _on_film(study, film_id, lambda film: replace(film, calibration=calibration))


def calibrate_films(study: Study, calibrations: Mapping[str, Calibration]) -> Study:
    """Give several films, by their ids, each its own pixel spacing."""
    for film_id, calibration in calibrations.items():
        study = calibrate_film(study, film_id, calibration)
    return study


def set_anterior(study: Study, film_id: str, side: Side | None) -> Study:
    """Say on which side of the stored image the front of the patient is; None takes it back."""
    return _on_film(study, film_id, lambda film: replace(film, anterior=side))


# ---- landmarks


def place(study: Study, where: tuple[str, str, Mark], at: ImagePoint, proposed: bool = False) -> Study:
    """Put a landmark (film, level, mark) at a pixel position, or move it there.

    A point the reader places or moves is accepted; StudyError when it lies off the film.
    """
    film_id, level, mark = where
    film = study.film(film_id)
    if mark not in marks_of(level):
        raise StudyError(f"{level} has no {MARK_WORDS[mark]} corner.")
    if film.rows and film.columns and not (0 <= at.column <= film.columns and 0 <= at.row <= film.rows):
        raise StudyError("The point lies off the film.", "Place it on the image.")
    placed = film.landmark(level, mark) or Landmark(at)
    point = replace(placed, at=at, proposed=proposed, raw=None)
    return _on_body(study, film_id, level, lambda body: {**body.marks, mark: point})


def remove_landmark(study: Study, where: tuple[str, str, Mark]) -> Study:
    """Take one landmark off a film; the body, and the reader's own word on it, go with its last point."""
    film_id, level, mark = where
    return _on_body(
        study, film_id, level, lambda body: {each: at for each, at in body.marks.items() if each is not mark}
    )


def remove_body(study: Study, film_id: str, level: str) -> Study:
    """Take all landmarks of a level off a film, and the reader's own word on that body."""
    return _on_body(study, film_id, level, lambda _body: {})


def put_body(study: Study, film_id: str, body: Vertebra) -> Study:
    """Put a whole body on a film in place of what stands there of its level; without points it is taken off."""
    return _on_body(study, film_id, body.level, lambda _body: body.marks)


def accept_body(study: Study, film_id: str, level: str) -> Study:
    """Accept every proposed point of a body as it stands."""
    return _on_body(
        study, film_id, level, lambda body: {mark: replace(at, proposed=False) for mark, at in body.marks.items()}
    )


def accept_film(study: Study, film_id: str) -> Study:
    """Accept every proposed point of a film."""
    for level in study.film(film_id).vertebrae:
        study = accept_body(study, film_id, level)
    return study


_MIDDLES = {Mark.SM: (Mark.SP, Mark.SA), Mark.IM: (Mark.IP, Mark.IA)}


def propose_middles(study: Study, film_id: str, level: str) -> Study:
    """Propose the middle point of each endplate halfway between its corners, where it is not placed yet.

    Proposals that nobody accepted follow their corners.
    """
    body = study.film(film_id).vertebrae.get(level)
    if body is None or level == "S1" or not all(mark in body.marks for mark in CORNERS):
        return study
    for middle, ends in _MIDDLES.items():
        placed = body.marks.get(middle)
        if placed is None or placed.proposed:
            start, end = (body.marks[mark].at for mark in ends)
            centre = ImagePoint((start.column + end.column) / 2, (start.row + end.row) / 2)
            study = place(study, (film_id, level, middle), centre, proposed=True)
    return study


def relabel_body(study: Study, film_id: str, level: str, to: str) -> Study:
    """Give a body another level, with its points and the reader's own word on it.

    StudyError when that level is taken or has other points.
    """
    film = study.film(film_id)
    body = film.vertebrae.get(level)
    if body is None:
        raise StudyError(f"{level} is not placed on this film.")
    if to in film.vertebrae:
        raise StudyError(f"{to} is already placed on this film.", "Remove or relabel it first.")
    vertebrae = _with(_with(film.vertebrae, level, None), to, replace(body, level=to))
    study = _on_film(study, film_id, lambda film: replace(film, vertebrae=vertebrae))
    said = study.overrides.get(film_id, {}).get(level)
    return _with_word(_with_word(study, film_id, level, None), film_id, to, said) if said else study


def shift_levels(study: Study, steps: int) -> Study:
    """Move every level of the study by so many levels towards the foot: points, fractures, facts and all.

    StudyError when a body would leave the spine or become, or stop being, the sacrum.
    """

    def moved(level: str) -> str:
        to = shifted(level, steps)
        if to is None or "S1" in (level, to):
            raise StudyError(f"{level} cannot be moved by {steps:+d}.", "S1 and T1 end the count: relabel by hand.")
        return to

    def rekeyed(by_level: Mapping[str, Any]) -> dict[str, Any]:
        return {moved(level): value for level, value in by_level.items()}

    films = tuple(
        replace(
            film,
            vertebrae={moved(level): replace(body, level=moved(level)) for level, body in film.vertebrae.items()},
            excluded_references=tuple(map(moved, film.excluded_references)),
        )
        for film in study.films
    )
    return replace(
        study,
        films=films,
        fractures=tuple(replace(fracture, level=moved(fracture.level)) for fracture in study.fractures),
        excluded_references=tuple(map(moved, study.excluded_references)),
        angles=tuple((moved(upper), moved(lower)) for upper, lower in study.angles),
        procedure=replace(study.procedure, levels=tuple(map(moved, study.procedure.levels))),
        level_facts=rekeyed(study.level_facts),
        overrides={film: rekeyed(rest) for film, rest in study.overrides.items()},
    )


# ---- what the study says about its levels


def set_fractured(study: Study, level: str, fractured: bool, since: str = "") -> Study:
    """Mark a level as fractured, counting from a film (empty: from the first), or take the mark back."""
    if level == "S1":
        raise StudyError("S1 has no heights and cannot be marked as the fracture.")
    others = tuple(fracture for fracture in study.fractures if fracture.level != level)
    return replace(study, fractures=(*others, Fracture(level, since)) if fractured else others)


def set_excluded_reference(study: Study, level: str, excluded: bool, film_id: str = "") -> Study:
    """Keep a level from serving as reference, on one film or (empty id) on all."""
    check_level(level)

    def changed(levels: tuple[str, ...]) -> tuple[str, ...]:
        others = tuple(each for each in levels if each != level)
        return (*others, level) if excluded else others

    if film_id:
        return _on_film(
            study, film_id, lambda film: replace(film, excluded_references=changed(film.excluded_references))
        )
    return replace(study, excluded_references=changed(study.excluded_references))


def set_fact(study: Study, fact_id: str, fact: Fact | None, level: str = "") -> Study:
    """Record a fact for the study or one level; None takes it back."""
    if not level:
        return replace(study, facts=_with(study.facts, fact_id, fact))
    check_level(level)
    facts = _with(study.level_facts.get(level, {}), fact_id, fact)
    return replace(study, level_facts=_with(study.level_facts, level, facts or None))


def set_override(study: Study, where: tuple[str, str, str], value: Any) -> Study:
    """Put the reader's own grade or shape (film, level, id) beside the computed one; None takes it back."""
    film_id, level, measurement_id = where
    study.film(film_id)
    check_level(level)
    said = study.overrides.get(film_id, {}).get(level, {})
    return _with_word(study, film_id, level, _with(said, measurement_id, value))


def set_angle(study: Study, upper: str, lower: str, wanted: bool) -> Study:
    """Ask for the Cobb angle of a pair of levels, upper first, or stop asking."""
    others = tuple(pair for pair in study.angles if pair != (upper, lower))
    return replace(study, angles=(*others, (upper, lower)) if wanted else others)


def describe_study(study: Study, **fields: Any) -> Study:
    """Set plain fields of the study (label, reader, patient, procedure, levels_counted_from …)."""
    return replace(study, **fields)


# ---- the two ways into a study

K = TypeVar("K")
V = TypeVar("V")


def _with(mapping: Mapping[K, V], key: K, value: V | None) -> dict[K, V]:
    others = {each: kept for each, kept in mapping.items() if each != key}
    return others if value is None else {**others, key: value}


def _on_film(study: Study, film_id: str, change: Callable[[Film], Film]) -> Study:
    study.film(film_id)
    return replace(study, films=tuple(change(film) if film.id == film_id else film for film in study.films))


def _with_word(study: Study, film_id: str, level: str, said: Mapping[str, Any] | None) -> Study:
    of_film = _with(study.overrides.get(film_id, {}), level, said or None)
    return replace(study, overrides=_with(study.overrides, film_id, of_film or None))


def _on_body(study: Study, film_id: str, level: str, marks: Callable[[Vertebra], Mapping[Mark, Landmark]]) -> Study:
    check_level(level)
    was_placed = level in study.film(film_id).vertebrae

    def change(film: Film) -> Film:
        body = film.vertebrae.get(level, Vertebra(level))
        changed = replace(body, marks=marks(body))
        return replace(film, vertebrae=_with(film.vertebrae, level, changed if changed.marks else None))

    study = _on_film(study, film_id, change)
    is_gone = was_placed and level not in study.film(film_id).vertebrae
    return _with_word(study, film_id, level, None) if is_gone else study
