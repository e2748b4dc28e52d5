"""How much more height a fractured body has lost between an earlier film and the film it is judged on."""

import math
from collections.abc import Iterable, Mapping

from vertmeasure.core.anatomy import Column
from vertmeasure.core.inputs import NOT_MEASURED, InputValue
from vertmeasure.core.measurement import Flag, Measurement
from vertmeasure.core.study import Film, Posture, Study, Timepoint
from vertmeasure.core.uncertainty import interval_of

_LOSSES = {f"loss_adjacent_{column}" for column in Column}

Losses = Mapping[str, Measurement]
"""The readable losses of one body on one film, by id."""


def progression(study: Study, level: str, film: Film | None, measurements: Iterable[Measurement]) -> InputValue:
    """The largest increase of a loss since the first earlier film of the same posture, in percentage points.

    For each column: loss_adjacent_x on the judged film minus loss_adjacent_x on the earlier film, each
    against the neighbours on its own film, so free of magnification. Films err independently. A film
    from before the fracture is no earlier film: what was lost since is the fracture, not its progress.

    Returns
    -------
    InputValue
        Unknown without an earlier film that shows the fracture and was taken in the same known posture.
        A lower bound where a column is missing or a point is not accepted.
    """
    if film is None:
        return NOT_MEASURED
    by_film: dict[str, dict[str, Measurement]] = {}
    for each in measurements:
        if each.level == level and each.id in _LOSSES and each.sd is not None:
            by_film.setdefault(each.film, {})[each.id] = each
    now = by_film.get(film.id, {})
    for earlier in _earlier_films(study, level, film):
        before = by_film.get(earlier.id, {})
        if now.keys() & before.keys():
            return _increase(before, now, f"loss_adjacent_x of {film.id} - of {earlier.id}, the largest of x")
    return InputValue(reason="no earlier film in the same known posture shows this fracture")


def _earlier_films(study: Study, level: str, film: Film) -> tuple[Film, ...]:
    """The films of the fracture before this one that were taken in the same known posture."""
    if film.posture is Posture.UNKNOWN:
        return ()
    films = study.films_in_order
    place = next(place for place, each in enumerate(films) if each.id == film.id)
    return tuple(each for each in films[:place] if each.posture is film.posture and _is_broken(study, level, each))


def _is_broken(study: Study, level: str, film: Film) -> bool:
    """Whether a film was taken after the body broke; a treated body without a recorded fracture counts as broken."""
    if film.timepoint is Timepoint.BASELINE:
        return False
    recorded = any(fracture.level == level for fracture in study.fractures)
    return not recorded or level in study.fractured_on(film)


def _increase(before: Losses, now: Losses, formula: str) -> InputValue:
    pairs = [(before[each], now[each]) for each in now if each in before]
    value, sd = max(map(_difference, pairs))
    proposed = any(Flag.PROPOSED in each.flags for pair in pairs for each in pair)
    is_partial = proposed or len(pairs) < len(_LOSSES)
    return InputValue(
        value=value,
        interval=interval_of(value, sd),
        is_known=True,
        is_lower_bound=is_partial,
        reason="a column is missing or a point is not accepted: this is the least it can be" if is_partial else "",
        formula=formula,
    )


def _difference(pair: tuple[Measurement, Measurement]) -> tuple[float, float]:
    """Increase of a loss and its standard deviation, in percentage points."""
    (before, before_sd), (now, now_sd) = ((each.number or 0.0, each.sd or 0.0) for each in pair)
    return now - before, math.hypot(before_sd, now_sd)


def has_progressed(since: InputValue) -> bool | None:
    """Whether the increase is beyond its reading error; None where the films cannot tell."""
    if not since.is_known or since.interval is None:
        return None
    low, high = since.interval
    if low > 0:
        return True
    return False if high <= 0 and not since.is_lower_bound else None
