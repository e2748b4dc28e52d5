"""What must not change when a film is mirrored, turned, rescaled, moved or read in another order."""

import math
import random
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.studies import Points, View, film_of, random_points, study_of
from vertmeasure.core.anatomy import BODIES, Mark
from vertmeasure.core.assess import Assessment, assess
from vertmeasure.core.geometry import FilmPoint
from vertmeasure.core.measurement import Change, Flag, Measurement
from vertmeasure.core.study import Film, HeightReference, Study, Timepoint

seeds = st.integers(0, 2**32 - 1)
turns_deg = st.floats(0, 360)
sizes = st.floats(0.02, 5)
factors = st.floats(0.3, 3)
shifts = st.builds(FilmPoint, st.floats(-1e4, 1e4), st.floats(-1e4, 1e4))
thorough = settings(max_examples=60, deadline=None)

LEVELS = ("T11", "T12", "L1", "L2", "L3", "L4", "L5")
AT_A_CUT = {"genant_grade", "deformity"}
"""Made from a cut: the last digit of a loss may decide."""


def spine(seed: int) -> Points:
    return random_points(random.Random(seed), LEVELS, sacrum=True)


def two_films(seed: int, pre: View, post: View) -> Study:
    """Two different spines of the same levels; L1 and L4 are fractured."""
    films = (
        film_of(spine(seed), pre),
        film_of(spine(seed + 1), post, id="post", timepoint=Timepoint.POST),
    )
    return study_of(*films, fractures=("L1", "L4"), angles=(("T11", "L3"),))


def rows(assessment: Assessment) -> list[Measurement | Change]:
    return [*assessment.measurements, *assessment.changes]


def assert_same(first: Study, second: Study, skip_units: tuple[str, ...] = ()) -> None:
    """Every number, error and status is the same, but those of the units left out."""
    for before, after in zip(rows(assess(first)), rows(assess(second)), strict=True):
        assert (before.id, before.level, before.status) == (after.id, after.level, after.status) or (
            before.unit in skip_units
        )
        if before.id in AT_A_CUT or before.unit in skip_units or before.number is None:
            continue
        assert after.number == pytest.approx(before.number, rel=1e-6, abs=1e-6), (before.level, before.id)
        assert after.sd == pytest.approx(before.sd, rel=1e-5), (before.level, before.id)


@thorough
@given(seeds, st.booleans(), turns_deg, shifts)
def test_that_mirroring_turning_and_moving_a_film_changes_nothing(
    seed: int, mirrored: bool, turn_deg: float, shift: FilmPoint
) -> None:
    view = View(mirrored=mirrored, rotation_deg=turn_deg, shift=shift)
    assert_same(two_films(seed, View(), View()), two_films(seed, view, View()))


@thorough
@given(seeds, sizes, sizes, turns_deg)
def test_that_the_size_and_shape_of_pixels_change_nothing(
    seed: int, row_mm: float, column_mm: float, turn_deg: float
) -> None:
    view = View(row_mm=row_mm, column_mm=column_mm, rotation_deg=turn_deg)
    assert_same(two_films(seed, View(), View()), two_films(seed, view, view))


@thorough
@given(seeds, factors)
def test_that_an_uncalibrated_film_is_measured_alike_at_any_size(seed: int, factor: float) -> None:
    plain, magnified = (View(magnification=size, row_mm=0.3, column_mm=0.4, calibrated=False) for size in (1.0, factor))
    assert_same(two_films(seed, plain, plain), two_films(seed, magnified, magnified))


@thorough
@given(seeds)
def test_that_calibration_changes_lengths_only(seed: int) -> None:
    calibrated = two_films(seed, View(row_mm=0.3, column_mm=0.4), View())
    blind = two_films(seed, View(row_mm=0.3, column_mm=0.4, calibrated=False), View())
    for before, after in zip(rows(assess(calibrated)), rows(assess(blind)), strict=True):
        if isinstance(before, Measurement) and before.unit != "mm" and before.id not in AT_A_CUT:
            assert after.number == (before.number if before.number is None else pytest.approx(before.number, abs=1e-6))


@thorough
@given(seeds, factors)
def test_that_magnification_of_one_film_leaves_gains_in_millimetres_of_the_other(seed: int, factor: float) -> None:
    plain, magnified = (assess(two_films(seed, View(), View(magnification=size))) for size in (1.0, factor))
    for before, after in zip(plain.changes, magnified.changes, strict=True):
        if before.number is not None and before.id != "scale_k":
            assert after.number == pytest.approx(before.number, rel=1e-6, abs=1e-6), before.id


@thorough
@given(seeds, factors)
def test_that_lengths_grow_with_magnification_and_ratios_do_not(seed: int, factor: float) -> None:
    plain, magnified = (assess(two_films(seed, View(magnification=size), View())) for size in (1.0, factor))
    for before, after in zip(plain.measurements, magnified.measurements, strict=True):
        if before.film == "pre" and before.number is not None and before.id not in AT_A_CUT:
            expected = before.number * (factor if before.unit == "mm" else 1)
            assert after.number == pytest.approx(expected, rel=1e-6, abs=1e-6), before.id


def reordered(film: Film, rng: random.Random) -> Film:
    """The same film with its bodies, and their points, filed in another order."""
    bodies = list(film.vertebrae.items())
    rng.shuffle(bodies)
    vertebrae = {}
    for level, body in bodies:
        marks = list(body.marks.items())
        rng.shuffle(marks)
        vertebrae[level] = replace(body, marks=dict(marks))
    return replace(film, vertebrae=vertebrae)


@thorough
@given(seeds, st.randoms(use_true_random=False))
def test_that_the_order_in_a_file_changes_nothing(seed: int, rng: random.Random) -> None:
    study = two_films(seed, View(calibrated=False), View())
    films = [reordered(film, rng) for film in study.films]
    rng.shuffle(films)
    shuffled = replace(study, films=tuple(films), fractures=tuple(reversed(study.fractures)))
    assert_same(study, shuffled)


@thorough
@given(seeds, st.floats(0.1, 3), factors)
def test_that_errors_grow_with_the_landmark_error_and_values_do_not(seed: int, sd_mm: float, factor: float) -> None:
    study = two_films(seed, View(), View(calibrated=False))
    small, large = (assess(replace(study, landmark_sd_mm=sd)) for sd in (sd_mm, sd_mm * factor))
    for before, after in zip(rows(small), rows(large), strict=True):
        if before.sd is not None:
            assert after.number == before.number
            assert after.sd == pytest.approx(factor * before.sd)


OPPOSITE = {Mark.SP: Mark.SA, Mark.SA: Mark.SP, Mark.IP: Mark.IA, Mark.IA: Mark.IP}
BETWEEN_ENDPLATES = {"wedge_angle", "gardner_angle", "segmental_angle", "adjacent_endplates_angle", "lordosis_L1_S1"}


@thorough
@given(seeds)
def test_that_taking_anterior_for_posterior_on_every_body_turns_the_sign_of_angles(seed: int) -> None:
    points = spine(seed)
    swapped = {level: {OPPOSITE.get(mark, mark): at for mark, at in marks.items()} for level, marks in points.items()}
    right, wrong = (assess(study_of(film_of(each))).measurements for each in (points, swapped))
    for before, after in zip(right, wrong, strict=True):
        if before.id in BETWEEN_ENDPLATES and before.number is not None:
            assert after.number == pytest.approx(-before.number)


# ---- what is never told


@thorough
@given(seeds, st.sampled_from(HeightReference), st.data())
def test_that_any_part_of_a_spine_gives_numbers_or_reasons(
    seed: int, choice: HeightReference, data: st.DataObject
) -> None:
    points = spine(seed)
    kept = {
        level: {mark: at for mark, at in marks.items() if data.draw(st.integers(0, 3))}
        for level, marks in points.items()
        if data.draw(st.integers(0, 3))
    }
    films = film_of(kept), film_of(spine(seed + 1), id="post", timepoint=Timepoint.POST)
    for row in rows(assess(study_of(*films, fractures=("L1", "L5"), height_reference=choice))):
        assert (row.value is None) == (row.reason != "") == (row.status != "ok")
        assert (row.interval is None) or row.interval[0] <= row.interval[1]
        # What concerns a pair of films is told of every change, number or not.
        assert row.value is not None or isinstance(row, Change) or row.flags == frozenset()


coordinates = st.one_of(st.floats(allow_nan=False, allow_infinity=False), st.integers(-3, 3).map(float))


@settings(max_examples=150, deadline=None)
@given(st.data(), st.booleans())
def test_that_points_anywhere_never_give_what_is_not_a_number(data: st.DataObject, calibrated: bool) -> None:
    points = {
        level: {mark: FilmPoint(data.draw(coordinates), data.draw(coordinates)) for mark in marks}
        for level, marks in spine(0).items()
        if level in ("T12", "L1", "L2")
    }
    films = film_of(points, View(calibrated=calibrated)), film_of(spine(1), id="post", timepoint=Timepoint.POST)
    for row in rows(assess(study_of(*films))):
        told = (row.number, row.sd, *(row.interval or ()))
        assert all(math.isfinite(each) for each in told if each is not None), (row.level, row.id)


@thorough
@given(seeds, st.sampled_from(BODIES[10:]))
def test_that_a_fracture_never_serves_as_a_reference(seed: int, level: str) -> None:
    study = replace(two_films(seed, View(), View()), fractures=())
    study = study_of(*study.films, fractures=(level,))
    assert all(level not in row.reference for row in assess(study).measurements)


@thorough
@given(seeds, st.sampled_from(LEVELS))
def test_that_no_body_is_compared_with_itself_or_the_sacrum(seed: int, level: str) -> None:
    study = study_of(film_of(spine(seed)), fractures=())
    used = {name for row in assess(study).measurements if row.level == level for name in row.reference}
    assert used.isdisjoint({level, "S1"})


@thorough
@given(seeds)
def test_that_an_intact_spine_flags_its_two_ends_only(seed: int) -> None:
    study = study_of(film_of(spine(seed)), fractures=())
    losses = [row for row in assess(study).measurements if row.id == "loss_adjacent_anterior"]
    assert [row.level for row in losses if Flag.ONE_SIDED in row.flags] == ["T11", "L5"]
    assert not any(Flag.DISTANT in row.flags for row in losses)
