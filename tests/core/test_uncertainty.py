"""The error of a number against an independent way of finding it: moving every coordinate of every point."""

import math
import random
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.studies import (
    GOLDEN_SHAPES,
    PLAIN,
    Shape,
    View,
    film_of,
    measured,
    number,
    random_points,
    stacked,
    study_of,
    three_bodies,
)
from vertmeasure.core.anatomy import Mark
from vertmeasure.core.assess import assess
from vertmeasure.core.edits import place
from vertmeasure.core.geometry import ImagePoint
from vertmeasure.core.measurement import Change, Measurement, Status
from vertmeasure.core.study import Film, Fracture, HeightReference, Procedure, Study, Timepoint
from vertmeasure.core.uncertainty import Estimate, Lack, derive, exactly, first_lack, interval_of, mean

A = Estimate(6.0, {("pre", "L1", "anterior"): 0.3})
B = Estimate(4.0, {("pre", "L1", "posterior"): 0.2, ("pre", "L2", "posterior"): 0.1}, proposed=True)

numbers = st.floats(0.5, 50.0)

# ---- arithmetic of estimates


def test_that_errors_of_different_lines_add_as_squares() -> None:
    assert (A + B).sd == pytest.approx(math.sqrt(0.09 + 0.04 + 0.01))
    assert (A - B).sd == pytest.approx((A + B).sd)


def test_that_a_line_used_twice_counts_with_its_sign() -> None:
    assert (A - A).sd == 0
    assert (A / A).sd == 0
    assert (A + A).sd == pytest.approx(2 * A.sd)


def test_that_a_constant_has_no_error() -> None:
    assert exactly(3.0).sd == 0
    assert A.scaled(-2.0, 5.0) == Estimate(-7.0, {("pre", "L1", "anterior"): -0.6})


def test_that_the_mean_of_two_heights_errs_less() -> None:
    average = mean([A, Estimate(10.0, {("pre", "L2", "anterior"): 0.3})])
    assert average.value == 8.0
    assert average.sd == pytest.approx(0.3 / math.sqrt(2))


def test_that_a_number_made_from_a_proposed_point_says_so() -> None:
    assert (A / B).proposed
    assert not A.scaled(2.0).proposed


@given(numbers, numbers)
def test_that_products_and_ratios_err_as_their_relative_errors(x: float, y: float) -> None:
    first, second = Estimate(x, {("f", "L1", "u"): 0.1}), Estimate(y, {("f", "L1", "v"): 0.2})
    relative = math.hypot(0.1 / x, 0.2 / y)
    assert (first * second).sd == pytest.approx(x * y * relative)
    assert (first / second).sd == pytest.approx(x / y * relative)


def test_that_a_95_percent_interval_is_1_96_deviations_wide_on_either_side() -> None:
    assert interval_of(10.0, 2.0) == pytest.approx((6.08, 13.92))


def test_that_a_zero_denominator_is_degenerate() -> None:
    quantity = derive(Estimate.__truediv__, A, exactly(0.0))
    assert isinstance(quantity, Lack)
    assert quantity.status is Status.DEGENERATE


def test_that_the_first_lack_in_the_order_of_statuses_is_told() -> None:
    lacks = [Lack(status, "") for status in reversed(Status) if status is not Status.OK]
    for _ in range(len(lacks)):
        assert first_lack(A, *lacks) == lacks[-1]
        lacks.pop()
    assert first_lack(A, B) is None


def test_that_the_order_of_statuses_is_that_of_the_file_contract() -> None:
    order = "not_applicable missing_landmarks degenerate inconsistent_facing no_reference uncalibrated ok"
    assert [*Status] == order.split()


# ---- two errors known in closed form


@pytest.mark.parametrize("sd_mm", [0.3, 0.75, 2.0])
def test_that_a_height_errs_by_sigma_times_the_root_of_two(sd_mm: float) -> None:
    found = measured(three_bodies(landmark_sd_mm=sd_mm), "L1", "height_anterior")
    assert found.sd == pytest.approx(sd_mm * math.sqrt(2))


def test_that_a_wedge_errs_by_twice_sigma_over_the_depth() -> None:
    study = study_of(film_of(stacked({"L1": Shape(25, 25, 25, depth_mm=30)})))
    assert measured(study, "L1", "wedge_angle").sd == pytest.approx(math.degrees(2 * 0.75 / 30))


def test_that_an_interval_lies_around_its_value() -> None:
    found = measured(three_bodies(), "L1", "wedge_angle")
    assert found.sd is not None
    assert found.interval == pytest.approx((number(found) - 1.96 * found.sd, number(found) + 1.96 * found.sd))


def test_that_an_uncalibrated_film_takes_its_error_from_its_endplates() -> None:
    calibrated = study_of(film_of(stacked({level: Shape(25, 25, 25) for level in GOLDEN_SHAPES})))
    blind = study_of(film_of(stacked({level: Shape(25, 25, 25) for level in GOLDEN_SHAPES}), View(calibrated=False)))
    assert measured(blind, "L1", "wedge_angle").sd == pytest.approx(measured(calibrated, "L1", "wedge_angle").sd)


def test_that_an_uncalibrated_film_without_an_endplate_gives_no_error() -> None:
    columns = {Mark.SA, Mark.IA}, {Mark.SP, Mark.IP}
    points = stacked(GOLDEN_SHAPES)
    walls = {"L1": {mark: points["L1"][mark] for mark in columns[0]}, "L2": {m: points["L2"][m] for m in columns[0]}}
    found = measured(study_of(film_of(walls, View(calibrated=False))), "L1", "loss_adjacent_anterior")
    assert number(found) == pytest.approx(100 * (1 - 18 / 27))
    assert (found.sd, found.interval) == (None, None)


# ---- every error of every number, by moving every coordinate

Key = tuple[str, ...]


@dataclass(frozen=True)
class Coordinate:
    """One coordinate of one point, the step it is moved by, and its own error in the same pixels."""

    where: tuple[str, str, Mark]
    at: ImagePoint
    is_column: bool
    sd_px: float

    def moved(self, study: Study, share: float) -> Study:
        step = share * self.sd_px
        column, row = (step, 0.0) if self.is_column else (0.0, step)
        return place(study, self.where, ImagePoint(self.at.column + column, self.at.row + row))


def plane_sigma(study: Study, film: Film) -> float:
    """Error of a coordinate in units of the plane: mm, or columns on an uncalibrated film."""
    if film.calibration.is_known:
        return study.landmark_sd_mm
    scale = film.calibration.scale
    lengths = []
    for level, body in film.vertebrae.items():
        for start, end in ((Mark.SP, Mark.SA), (Mark.IP, Mark.IA)):
            if level == "S1" and start is Mark.IP:
                continue
            (c1, r1), (c2, r2) = body.marks[start].at, body.marks[end].at
            lengths.append(math.hypot((c2 - c1) * scale.column, (r2 - r1) * scale.row))
    return study.landmark_sd_mm / 34 * sum(lengths) / len(lengths)


def coordinates(study: Study) -> Iterator[Coordinate]:
    for film in study.films:
        sigma, scale = plane_sigma(study, film), film.calibration.scale
        for level, body in film.vertebrae.items():
            for mark, point in body.marks.items():
                yield Coordinate((film.id, level, mark), point.at, True, sigma / scale.column)
                yield Coordinate((film.id, level, mark), point.at, False, sigma / scale.row)


def results(study: Study) -> dict[Key, Measurement | Change]:
    assessment = assess(study)
    found: dict[Key, Measurement | Change] = {(row.film, row.level, row.id): row for row in assessment.measurements}
    return found | {(row.earlier, row.later, row.level, row.id): row for row in assessment.changes}


SHARE = 1e-4
"""Step of a central difference, as a share of the error itself."""


def moved_errors(study: Study) -> dict[Key, float]:
    """sd of every number: the root of the summed squares of what one sd of each coordinate changes."""
    squares: dict[Key, float] = {}
    for coordinate in coordinates(study):
        ahead, behind = (results(coordinate.moved(study, sign * SHARE)) for sign in (+1, -1))
        for key, after in ahead.items():
            if after.sd is not None and (before := behind.get(key)) is not None:
                slope = (number(after) - number(before)) / (2 * SHARE)
                squares[key] = squares.get(key, 0.0) + slope * slope
    return {key: math.sqrt(square) for key, square in squares.items()}


def assert_that_errors_agree(study: Study) -> set[str]:
    """Compare every error and return the ids that had one."""
    told, found = results(study), moved_errors(study)
    with_error = {key: each.sd for key, each in told.items() if each.sd is not None}
    assert with_error
    for key, sd in with_error.items():
        assert found[key] == pytest.approx(sd, rel=0.005, abs=1e-9), key
    return {key[-1] for key in with_error}


OBLONG = View(row_mm=0.31, column_mm=0.17, rotation_deg=23)
LATER = View(row_mm=0.2, column_mm=0.2, magnification=1.1, mirrored=True)
BLIND = View(row_mm=0.31, column_mm=0.17, calibrated=False)


def two_films(seed: int, views: tuple[View, View], levels: tuple[str, ...], sacrum: bool = False) -> Study:
    rng = random.Random(seed)
    pre, post = (random_points(rng, levels, sacrum) for _ in range(2))
    return study_of(
        film_of(pre, views[0]),
        film_of(post, views[1], id="post", timepoint=Timepoint.POST),
        fractures=(levels[1],),
        procedure=Procedure(levels=(levels[2],)),
        angles=((levels[0], levels[-1]),),
    )


THORACOLUMBAR = ("T12", "L1", "L2", "L3")
SACRAL = ("L2", "L3", "L4", "L5")


@pytest.mark.parametrize("views", [(PLAIN, PLAIN), (OBLONG, LATER), (BLIND, BLIND), (BLIND, LATER)])
def test_that_moving_every_coordinate_gives_every_error(views: tuple[View, View]) -> None:
    ids = assert_that_errors_agree(two_films(0, views, THORACOLUMBAR))
    assert {"loss_adjacent_max", "correction_wedge_percent", "gain_middle_percent_of_lost", "scale_k"} <= ids


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(1, 9))
@pytest.mark.parametrize("views", [(PLAIN, PLAIN), (OBLONG, LATER), (BLIND, BLIND), (OBLONG, BLIND), (BLIND, LATER)])
def test_that_moving_every_coordinate_of_many_spines_gives_every_error(seed: int, views: tuple[View, View]) -> None:
    assert_that_errors_agree(two_films(seed, views, ("T11", *THORACOLUMBAR)))


def test_that_moving_every_coordinate_gives_every_error_above_the_sacrum() -> None:
    ids = assert_that_errors_agree(two_films(5, (OBLONG, LATER), SACRAL, sacrum=True))
    assert {"segmental_angle", "adjacent_endplates_angle", "sagittal_index"} <= ids


def test_that_the_sacrum_counts_among_the_endplates_of_an_uncalibrated_film() -> None:
    assert_that_errors_agree(two_films(6, (BLIND, BLIND), SACRAL, sacrum=True))


@pytest.mark.parametrize("reference", [HeightReference.ABOVE, HeightReference.BELOW, HeightReference.PRIOR_FILM])
def test_that_errors_run_through_the_reference_whatever_it_is(reference: HeightReference) -> None:
    rng = random.Random(9)
    shown: list[tuple[str, Timepoint, View]] = [
        ("first", Timepoint.BASELINE, OBLONG),
        ("pre", Timepoint.PRE, LATER),
        ("post", Timepoint.POST, PLAIN),
    ]
    films = [film_of(random_points(rng, THORACOLUMBAR), view, id=name, timepoint=when) for name, when, view in shown]
    study = Study(films=tuple(films), fractures=(Fracture("L1", since="pre"),), height_reference=reference)
    assert "gain_anterior_percent_of_reference" in assert_that_errors_agree(study)


def test_that_whole_film_angles_and_lost_corrections_err_as_their_lines() -> None:
    rng = random.Random(11)
    films = [
        film_of(random_points(rng, ("T5", "T12", "L1"), sacrum=True), OBLONG, id=when, timepoint=when)
        for when in (Timepoint.POST, Timepoint.FOLLOW_UP)
    ]
    ids = assert_that_errors_agree(study_of(*films, fractures=("L1",)))
    assert {"kyphosis_T5_T12", "lordosis_L1_S1", "loss_of_correction_gardner"} <= ids


def test_that_an_error_grows_with_the_landmark_error() -> None:
    small, large = (measured(three_bodies(landmark_sd_mm=sd), "L1", "loss_adjacent_max").sd for sd in (0.5, 1.0))
    assert small is not None
    assert large == pytest.approx(2 * small)
