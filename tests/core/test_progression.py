"""How much more height a fracture has lost since an earlier film."""

import math

import pytest

from vertmeasure.core.criteria_inputs import level_inputs
from vertmeasure.core.inputs import InputValue
from vertmeasure.core.measurement import NO_FLAGS, Flag, Measurement
from vertmeasure.core.study import Fact, Film, Fracture, Posture, Procedure, Study, Timepoint

FIRST = Film("first", Timepoint.PRE, date="2026-01-02", posture=Posture.STANDING)
SECOND = Film("second", Timepoint.PRE, date="2026-02-02", posture=Posture.STANDING)
JUDGED = Film("judged", Timepoint.PRE, date="2026-03-02", posture=Posture.STANDING)
COLUMNS = ("anterior", "middle", "posterior")


def losses(film: str, *values: float | None, sd: float = 2.0, flags: frozenset[Flag] = NO_FLAGS) -> list[Measurement]:
    return [
        Measurement(
            film=film,
            timepoint="pre",
            level="L1",
            id=f"loss_adjacent_{column}",
            unit="%",
            value=value,
            sd=None if value is None else sd,
            flags=flags,
        )
        for column, value in zip(COLUMNS, values, strict=False)
    ]


NOW = losses("judged", 40.0, 30.0, 2.0)


def study(*films: Film, **fields: object) -> Study:
    return Study(**{"films": films, "fractures": (Fracture("L1"),), **fields})  # type: ignore[arg-type]


def since(of: Study, *measured: Measurement) -> InputValue:
    return level_inputs(of, "L1", measured).of("progression_pct")


def progressed(*measured: Measurement, **fields: object) -> InputValue:
    return level_inputs(study(FIRST, JUDGED, **fields), "L1", measured).of("fracture_progressed")


def test_that_the_largest_increase_since_the_first_film_counts() -> None:
    value = since(study(FIRST, SECOND, JUDGED), *losses("first", 25.0, 22.0, 1.0), *losses("second", 39, 29, 2), *NOW)
    assert value.value == pytest.approx(15.0)
    assert value.interval == pytest.approx((15 - 1.96 * math.hypot(2, 2), 15 + 1.96 * math.hypot(2, 2)))
    assert not value.is_lower_bound


def test_that_a_film_in_another_posture_is_passed_over() -> None:
    lying = Film("first", Timepoint.PRE, date="2026-01-02", posture=Posture.SUPINE)
    value = since(study(lying, SECOND, JUDGED), *losses("first", 0, 0, 0), *losses("second", 35.0, 30.0, 2.0), *NOW)
    assert value.value == pytest.approx(5.0)


def test_that_a_posture_nobody_recorded_makes_it_unknown() -> None:
    value = since(study(Film("first"), Film("judged", date="2026-03-02")), *losses("first", 0, 0, 0), *NOW)
    assert (value.value, value.is_known) == (None, False)


def test_that_what_was_lost_since_before_the_fracture_is_no_progress() -> None:
    before = Film("first", Timepoint.BASELINE, posture=Posture.STANDING)
    assert not since(study(before, JUDGED), *losses("first", 0.0, 0.0, 0.0), *NOW).is_known


def test_that_a_film_from_before_the_recorded_fracture_does_not_count() -> None:
    late = study(FIRST, JUDGED, fractures=(Fracture("L1", "judged"),))
    assert not since(late, *losses("first", 0.0, 0.0, 0.0), *NOW).is_known


def test_that_a_treated_body_without_a_recorded_fracture_is_compared() -> None:
    treated = study(FIRST, JUDGED, fractures=(), procedure=Procedure(levels=("L1",)))
    assert since(treated, *losses("first", 30.0, 30.0, 2.0), *NOW).value == pytest.approx(10.0)


def test_that_without_an_earlier_film_nothing_is_known() -> None:
    value = since(study(JUDGED), *NOW)
    assert value.reason == "no earlier film in the same known posture shows this fracture"


def test_that_a_missing_column_proves_at_least() -> None:
    value = since(study(FIRST, JUDGED), *losses("first", 25.0, None, 1.0), *NOW)
    assert (value.value, value.is_lower_bound) == (pytest.approx(15.0), True)


def test_that_a_point_not_accepted_proves_at_least() -> None:
    first = losses("first", 25.0, 22.0, 1.0, flags=frozenset({Flag.PROPOSED}))
    assert since(study(FIRST, JUDGED), *first, *NOW).is_lower_bound


@pytest.mark.parametrize(
    ("first", "expected"),
    [((25.0, 22.0, 1.0), True), ((38.0, 30.0, 2.0), None), ((60.0, 50.0, 20.0), False)],
)
def test_that_the_films_tell_progress_only_beyond_their_error(first: tuple[float, ...], expected: bool | None) -> None:
    assert progressed(*losses("first", *first), *NOW).value is expected


def test_that_what_a_clinician_recorded_goes_before_the_films() -> None:
    recorded = {"L1": {"fracture_progressed": Fact(False)}}
    assert progressed(*losses("first", 0.0, 0.0, 0.0), *NOW, level_facts=recorded).value is False
