"""Which bodies a height is compared with, and how films of different magnification are brought together."""

from dataclasses import replace
from typing import Any

import pytest

from tests.studies import GOLDEN_SHAPES, PLAIN, Shape, View, film_of, measured, number, stacked, study_of, without
from vertmeasure.core.anatomy import Mark
from vertmeasure.core.measurement import Flag, Measurement, Status
from vertmeasure.core.plane import FilmPlane
from vertmeasure.core.reference import intact_bodies, magnification
from vertmeasure.core.study import Film, Fracture, HeightReference, Procedure, Study, Timepoint

HEIGHTS_MM = {"T10": 20.0, "T11": 21.0, "T12": 23.0, "L1": 15.0, "L2": 27.0, "L3": 29.0, "L4": 30.0, "L5": 31.0}
SPINE = stacked({level: Shape(height, height, height) for level, height in HEIGHTS_MM.items()})
ABOVE_OR_BELOW = [(HeightReference.ABOVE, 23.0, ("T12",)), (HeightReference.BELOW, 27.0, ("L2",))]


def spine_film(*levels: str, view: View = PLAIN, **fields: Any) -> Film:
    return film_of({level: SPINE[level] for level in levels or SPINE}, view, **fields)


def reference_of(study: Study, level: str = "L1", film: str = "pre") -> Measurement:
    return measured(study, level, "reference_anterior", film)


# ---- the nearest intact bodies


def test_that_the_reference_is_the_mean_of_the_intact_neighbours() -> None:
    found = reference_of(study_of(spine_film()))
    assert number(found) == pytest.approx(25)
    assert (found.reference, found.flags) == (("T12", "L2"), frozenset())


@pytest.mark.parametrize(("column", "expected"), [("anterior", 26.0), ("middle", 25.5), ("posterior", 27.25)])
def test_that_every_column_has_its_own_reference(column: str, expected: float) -> None:
    study = study_of(film_of(stacked(GOLDEN_SHAPES)))
    assert number(measured(study, "L1", f"reference_{column}")) == pytest.approx(expected)


def test_that_a_second_fracture_is_passed_over() -> None:
    found = reference_of(study_of(spine_film(), fractures=("L1", "L2")))
    assert number(found) == pytest.approx((23 + 29) / 2)
    assert (found.reference, found.flags) == (("T12", "L3"), frozenset({Flag.DISTANT}))


def test_that_a_treated_body_never_serves_on_any_film() -> None:
    study = study_of(spine_film(), procedure=Procedure(levels=("L2",)))
    assert reference_of(study).reference == ("T12", "L3")


def test_that_a_body_excluded_from_the_study_never_serves() -> None:
    assert reference_of(study_of(spine_film(), excluded_references=("T12",))).reference == ("T11", "L2")


def test_that_a_body_excluded_from_a_film_serves_on_the_others() -> None:
    films = spine_film(excluded_references=("T12",)), spine_film(id="post", timepoint=Timepoint.POST)
    found = [reference_of(study_of(*films), film=film.id).reference for film in films]
    assert found == [("T11", "L2"), ("T12", "L2")]


def test_that_a_body_serves_until_it_breaks() -> None:
    films = spine_film(), spine_film(id="post", timepoint=Timepoint.POST)
    study = Study(films=films, fractures=(Fracture("L1"), Fracture("L2", since="post")))
    assert [reference_of(study, film=film.id).reference for film in films] == [("T12", "L2"), ("T12", "L3")]


def test_that_a_neighbour_without_this_height_is_passed_over() -> None:
    film = film_of(without(SPINE, "T12", Mark.SA))
    assert reference_of(study_of(film)).reference == ("T11", "L2")
    assert measured(study_of(film), "L1", "reference_posterior").reference == ("T12", "L2")


def test_that_a_neighbour_of_no_height_is_passed_over() -> None:
    points = {level: dict(marks) for level, marks in SPINE.items()}
    points["T12"][Mark.SA] = points["T12"][Mark.IA]
    assert reference_of(study_of(film_of(points))).reference == ("T11", "L2")


def test_that_one_side_alone_serves_and_is_flagged() -> None:
    found = reference_of(study_of(spine_film("L1", "L2")))
    assert number(found) == pytest.approx(27)
    assert (found.reference, found.flags) == (("L2",), frozenset({Flag.ONE_SIDED}))


def test_that_one_distant_side_carries_both_flags() -> None:
    assert reference_of(study_of(spine_film("L1", "L3"))).flags == {Flag.ONE_SIDED, Flag.DISTANT}


def test_that_l5_is_compared_with_the_body_above_only() -> None:
    found = reference_of(study_of(spine_film(), fractures=("L5",)), "L5")
    assert number(found) == pytest.approx(30)
    assert (found.reference, found.flags) == (("L4",), frozenset({Flag.ONE_SIDED}))


def test_that_no_body_is_its_own_reference() -> None:
    found = reference_of(study_of(spine_film("L3"), fractures=()), "L3")
    assert (found.value, found.status) == (None, Status.NO_REFERENCE)


def test_that_an_intact_body_has_a_loss_too() -> None:
    found = measured(study_of(spine_film()), "T11", "loss_adjacent_anterior")
    assert number(found) == pytest.approx(100 * (1 - 21 / ((20 + 23) / 2)))


def test_that_a_loss_is_given_where_its_reference_has_no_millimetres() -> None:
    study = study_of(spine_film(view=View(calibrated=False)))
    assert reference_of(study).status is Status.UNCALIBRATED
    assert number(measured(study, "L1", "loss_adjacent_anterior")) == pytest.approx(40)


def test_that_a_loss_carries_the_flags_and_levels_of_its_reference() -> None:
    found = measured(study_of(spine_film("L1", "L3")), "L1", "loss_adjacent_anterior")
    assert (found.reference, found.flags) == (("L3",), frozenset({Flag.ONE_SIDED, Flag.DISTANT}))


# ---- the side the study chose


@pytest.mark.parametrize(("choice", "expected", "levels"), ABOVE_OR_BELOW)
def test_that_one_chosen_side_serves_without_a_flag(
    choice: HeightReference, expected: float, levels: tuple[str, ...]
) -> None:
    found = reference_of(study_of(spine_film(), height_reference=choice))
    assert number(found) == pytest.approx(expected)
    assert (found.reference, found.flags) == (levels, frozenset())


@pytest.mark.parametrize(("choice", "left"), [(HeightReference.ABOVE, "L2"), (HeightReference.BELOW, "T12")])
def test_that_a_chosen_side_does_not_fall_back_to_the_other(choice: HeightReference, left: str) -> None:
    found = reference_of(study_of(spine_film("L1", left), height_reference=choice))
    assert found.status is Status.NO_REFERENCE


def test_that_a_chosen_side_may_be_distant() -> None:
    found = reference_of(study_of(spine_film("L1", "L4"), height_reference=HeightReference.BELOW))
    assert found.flags == {Flag.DISTANT}


def test_that_below_l5_there_is_no_reference() -> None:
    found = reference_of(study_of(spine_film(), height_reference=HeightReference.BELOW), "L5")
    assert found.status is Status.NO_REFERENCE


# ---- an earlier film as reference


def with_baseline(view: View = PLAIN, **fields: Any) -> Study:
    """The spine before L1 broke (24 mm) and after (15 mm)."""
    before = stacked({level: Shape(*[24.0 if level == "L1" else h] * 3) for level, h in HEIGHTS_MM.items()})
    first = film_of(before, id="first", timepoint=Timepoint.BASELINE)
    study = Study(films=(spine_film(view=view), first), fractures=(Fracture("L1", since="pre"),))
    return replace(study, height_reference=HeightReference.PRIOR_FILM, **fields)


def test_that_a_body_may_be_compared_with_itself_on_the_first_film() -> None:
    found = reference_of(with_baseline())
    assert number(found) == pytest.approx(24)
    assert (found.reference, found.flags) == (("L1",), frozenset())


@pytest.mark.parametrize("view", [View(magnification=1.3), View(magnification=2, calibrated=False)])
def test_that_magnification_between_the_films_is_cancelled(view: View) -> None:
    found = measured(with_baseline(view), "L1", "loss_adjacent_anterior")
    assert number(found) == pytest.approx(100 * (1 - 15 / 24))


def test_that_the_reference_is_given_at_the_scale_of_its_own_film() -> None:
    assert number(reference_of(with_baseline(View(magnification=1.3)))) == pytest.approx(1.3 * 24)


def test_that_films_without_an_intact_body_in_common_are_compared_as_they_are() -> None:
    found = reference_of(with_baseline(View(magnification=1.3), excluded_references=tuple(HEIGHTS_MM)))
    assert number(found) == pytest.approx(24)
    assert found.flags == frozenset()


def test_that_millimetres_and_pixels_are_never_compared_as_they_are() -> None:
    found = reference_of(with_baseline(View(calibrated=False), excluded_references=tuple(HEIGHTS_MM)))
    assert found.status is Status.NO_REFERENCE


def test_that_without_a_baseline_film_there_is_no_prior_reference() -> None:
    assert reference_of(study_of(spine_film(), height_reference=HeightReference.PRIOR_FILM)).status is (
        Status.NO_REFERENCE
    )


def test_that_a_baseline_film_is_not_its_own_reference() -> None:
    assert reference_of(with_baseline(), film="first").status is Status.NO_REFERENCE


def test_that_the_first_of_several_baseline_films_serves() -> None:
    study = with_baseline()
    later = film_of(SPINE, id="second", timepoint=Timepoint.BASELINE, date="2026-01-01")
    assert reference_of(replace(study, films=(later, *study.films))) == reference_of(study)


def test_that_a_body_absent_from_the_baseline_film_has_no_prior_reference() -> None:
    study = with_baseline()
    without_l1 = {level: body for level, body in study.film("first").vertebrae.items() if level != "L1"}
    first = replace(study.film("first"), vertebrae=without_l1)
    assert reference_of(replace(study, films=(study.film("pre"), first))).status is Status.NO_REFERENCE


# ---- scale


def scale_of(study: Study, earlier: Film, later: Film) -> tuple[float, tuple[str, ...]]:
    found = magnification(study, FilmPlane.of(earlier, 0.75), FilmPlane.of(later, 0.75))
    return found.k.value, found.levels


def test_that_scale_is_told_by_the_intact_bodies_on_both_films() -> None:
    pre, post = spine_film("T12", "L1", "L2"), spine_film("L1", "L2", "L3", view=View(magnification=1.25), id="post")
    k, levels = scale_of(study_of(pre, post), pre, post)
    assert k == pytest.approx(0.8)
    assert levels == ("L2",)


def test_that_scale_needs_both_walls_of_a_body() -> None:
    pre, post = spine_film(), film_of(without(SPINE, "T12", Mark.IP), id="post")
    assert "T12" not in scale_of(study_of(pre, post), pre, post)[1]


@pytest.mark.parametrize("film", ["pre", "post"])
def test_that_a_body_excluded_on_either_film_tells_no_scale(film: str) -> None:
    films = {name: spine_film(id=name) for name in ("pre", "post")}
    films[film] = replace(films[film], excluded_references=("T12",))
    assert "T12" not in scale_of(study_of(*films.values()), films["pre"], films["post"])[1]


def test_that_fractured_and_treated_bodies_tell_no_scale() -> None:
    pre, post = spine_film("L1", "L2"), spine_film("L1", "L2", view=View(magnification=2), id="post")
    assert scale_of(study_of(pre, post, procedure=Procedure(levels=("L2",))), pre, post) == (1.0, ())


def test_that_intact_bodies_exclude_the_sacrum() -> None:
    film = spine_film()
    assert "S1" not in intact_bodies(study_of(film), film)
    assert intact_bodies(study_of(film), film) >= {"T12", "L2"}
