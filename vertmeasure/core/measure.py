"""Readings of one film -> measurements: filed under film and level, with grade, shape and the reader's overrides."""

import math
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any, NamedTuple

from vertmeasure.core.anatomy import Column
from vertmeasure.core.dictionary import entry
from vertmeasure.core.measurement import NO_FLAGS, Flag, Measurement, Status
from vertmeasure.core.plane import FilmPlane
from vertmeasure.core.readings import FilmReadings, Reading, Readings
from vertmeasure.core.study import Study
from vertmeasure.core.uncertainty import Lack, Quantity, interval_of

GRADED = "genant_grade"
SHAPED = "deformity"


def film_measurements(study: Study, readings: FilmReadings) -> tuple[Measurement, ...]:
    """Every id of the dictionary for each body with landmarks, from head to foot, then the whole film."""
    film = readings.plane.film
    overrides = study.overrides.get(film.id, {})
    return tuple(
        _overridden(measurement, overrides.get(measurement.level, {}))
        for level, by_id in readings.by_level.items()
        for measurement in _filed_level(readings.plane, level, by_id)
    )


def _filed_level(plane: FilmPlane, level: str, by_id: Readings) -> Iterator[Measurement]:
    for name, reading in by_id.items():
        measurement = _filed(plane, level, name, reading)
        yield measurement
        if name == "loss_adjacent_max":
            yield _graded(measurement)
            yield _shaped(measurement, by_id)


def _filed(plane: FilmPlane, level: str, name: str, reading: Reading) -> Measurement:
    unit = entry(name).unit
    number = outcome(plane.in_mm(reading.quantity) if unit == "mm" else reading.quantity)
    return Measurement(
        film=plane.film.id,
        timepoint=plane.film.timepoint,
        level=level,
        id=name,
        unit=unit,
        value=number.value,
        sd=number.sd,
        interval=number.interval,
        status=number.status,
        reason=number.reason,
        flags=number.flags | reading.flags if number.value is not None else NO_FLAGS,
        reference=reading.reference,
        lines=reading.lines,
    )


class Outcome(NamedTuple):
    """A quantity as the fields of a Result."""

    value: float | None = None
    sd: float | None = None
    interval: tuple[float, float] | None = None
    status: Status = Status.OK
    reason: str = ""
    flags: frozenset[Flag] = NO_FLAGS


_PROPOSED = frozenset({Flag.PROPOSED})
_BORDERLINE = frozenset({Flag.BORDERLINE})


def outcome(quantity: Quantity) -> Outcome:
    """Value, sd and 95 % interval of a quantity, or why there are none; never NaN or infinity."""
    if isinstance(quantity, Lack):
        return Outcome(status=quantity.status, reason=quantity.reason)
    if not math.isfinite(quantity.value):
        return Outcome(status=Status.DEGENERATE, reason="the result is not a finite number")
    flags = _PROPOSED if quantity.proposed else NO_FLAGS
    sd = quantity.sd
    if not math.isfinite(sd):
        return Outcome(quantity.value, flags=flags)
    return Outcome(quantity.value, sd, interval_of(quantity.value, sd), flags=flags)


def genant_grade(loss_percent: float) -> int:
    """Genant grade of a loss: 0 below 20 %, 1 up to 25 %, 2 up to 40 %, 3 above."""
    if loss_percent < 20:
        return 0
    if loss_percent <= 25:
        return 1
    return 2 if loss_percent <= 40 else 3


def _graded(largest: Measurement) -> Measurement:
    """The grade of the largest loss; its interval are the grades of the ends of the loss's interval."""
    value = None if largest.number is None else genant_grade(largest.number)
    if largest.interval is None:
        return replace(largest, id=GRADED, unit="grade", sd=None, value=value)
    low, high = (genant_grade(end) for end in largest.interval)
    flags = largest.flags | _BORDERLINE if low != high else largest.flags
    return replace(largest, id=GRADED, unit="grade", sd=None, value=value, interval=(low, high), flags=flags)


def _shaped(largest: Measurement, by_id: Readings) -> Measurement:
    value = None
    if largest.number is not None:
        losses = {column: _value_of(by_id[f"loss_adjacent_{column}"]) for column in Column}
        value = deformity(genant_grade(largest.number), losses)
    return replace(largest, id=SHAPED, unit="shape", sd=None, interval=None, value=value)


def _value_of(reading: Reading) -> float | None:
    return None if isinstance(reading.quantity, Lack) else reading.quantity.value


def deformity(grade: int, losses: Mapping[Column, float | None]) -> str:
    """Shape of a fracture from its grade and losses in percent; a missing loss fires no rule."""
    anterior, middle, posterior = (losses.get(column) for column in Column)
    if grade == 0:
        return "none"
    if posterior is not None and posterior >= 20:
        return "crush"
    if middle is not None and anterior is not None and middle > anterior:
        return "biconcave"
    return "wedge"


def _overridden(measurement: Measurement, overrides: Mapping[str, Any]) -> Measurement:
    """The measurement with the reader's own value beside it, where there is one."""
    if measurement.id not in overrides:
        return measurement
    flags = measurement.flags | {Flag.OVERRIDE}
    return replace(measurement, override_value=overrides[measurement.id], flags=flags)
