"""What makes two films hard to compare, and a change smaller than the reading error."""

from dataclasses import replace

import pytest

from tests.studies import (
    GOLDEN_SHAPES,
    Shape,
    View,
    before_and_after,
    changed,
    film_of,
    number,
    stacked,
    study_of,
)
from vertmeasure.core.anatomy import Mark
from vertmeasure.core.assess import assess
from vertmeasure.core.measurement import Flag
from vertmeasure.core.study import Landmark, Posture, Study, Timepoint

LARGER = View(magnification=1.25)


# ---- flags


def flags_of(study: Study, name: str, level: str = "L1") -> frozenset[Flag]:
    return changed(study, level, name).flags


@pytest.mark.parametrize(("anterior_mm", "is_unstable"), [(20.7, False), (20.9, True), (30.0, True)])
def test_that_a_share_of_a_small_loss_is_unstable(anterior_mm: float, is_unstable: bool) -> None:
    shapes = {**GOLDEN_SHAPES, "L1": Shape(anterior_mm, 19, 28)}
    study = study_of(film_of(stacked(shapes)), film_of(stacked(GOLDEN_SHAPES), id="post", timepoint=Timepoint.POST))
    assert (Flag.UNSTABLE in flags_of(study, "gain_anterior_percent_of_lost")) is is_unstable
    assert Flag.UNSTABLE not in flags_of(study, "gain_anterior_percent_of_reference")


@pytest.mark.parametrize(
    "name", ["gain_anterior", "gain_middle_percent_of_initial", "gain_anterior_percent_of_lost", "scale_k"]
)
def test_that_gains_say_whether_magnification_was_cancelled(name: str) -> None:
    level = "" if name == "scale_k" else "L1"
    assert flags_of(before_and_after(), name, level) == {Flag.NORMALISED}
    barred = before_and_after(fractures=("T12", "L1", "L2"))
    assert {Flag.NOT_NORMALISED, Flag.NORMALISED} & changed(barred, "", "scale_k").flags == {Flag.NOT_NORMALISED}
    assert number(changed(barred, "", "scale_k")) == 1


def test_that_a_gain_without_common_bodies_compares_the_films_as_they_are() -> None:
    study = before_and_after(LARGER, excluded_references=("T12", "L2"))
    assert number(changed(study, "L1", "gain_anterior")) == pytest.approx(1.25 * 21 - 18)
    assert flags_of(study, "gain_anterior") == {Flag.NOT_NORMALISED}


@pytest.mark.parametrize(("magnification", "differs"), [(1.04, False), (1.06, True), (0.96, False), (0.94, True)])
def test_that_a_scale_beyond_five_percent_is_told(magnification: float, differs: bool) -> None:
    study = before_and_after(View(magnification=magnification))
    assert (Flag.SCALE_DIFFERS in flags_of(study, "scale_k", "")) is differs
    assert (Flag.SCALE_DIFFERS in flags_of(study, "gain_anterior")) is differs


def test_that_scale_is_no_matter_for_losses_and_angles() -> None:
    study = before_and_after(LARGER)
    assert flags_of(study, "loss_change_anterior") == frozenset()
    assert flags_of(study, "correction_wedge") == frozenset()


def with_postures(pre: Posture, post: Posture) -> Study:
    study = before_and_after()
    films = zip(study.films, (pre, post), strict=True)
    return replace(study, films=tuple(replace(film, posture=posture) for film, posture in films))


@pytest.mark.parametrize(
    ("pre", "post", "differs"),
    [
        (Posture.STANDING, Posture.SUPINE, True),
        (Posture.SUPINE, Posture.SUPINE, False),
        (Posture.UNKNOWN, Posture.SUPINE, False),
        (Posture.STANDING, Posture.UNKNOWN, False),
    ],
)
def test_that_every_change_between_known_different_postures_says_so(pre: Posture, post: Posture, differs: bool) -> None:
    changes = [each for each in assess(with_postures(pre, post)).changes if each.value is not None]
    assert {Flag.POSTURE_DIFFERS in each.flags for each in changes} == {differs}


def test_that_a_change_resting_on_a_proposed_point_says_so() -> None:
    study = before_and_after()
    post = study.film("post")
    body = post.vertebrae["L1"]
    marks = {**body.marks, Mark.SA: Landmark(body.marks[Mark.SA].at, proposed=True)}
    post = replace(post, vertebrae={**post.vertebrae, "L1": replace(body, marks=marks)})
    changes = assess(replace(study, films=(study.film("pre"), post))).changes
    flagged = {each.id for each in changes if Flag.PROPOSED in each.flags}
    assert flagged == {each.id for each in changes if "anterior" in each.id or "wedge" in each.id}


def test_that_a_proposed_point_of_a_neighbour_reaches_gains_through_the_scale() -> None:
    study = before_and_after()
    post = study.film("post")
    body = post.vertebrae["T12"]
    marks = {**body.marks, Mark.IP: Landmark(body.marks[Mark.IP].at, proposed=True)}
    post = replace(post, vertebrae={**post.vertebrae, "T12": replace(body, marks=marks)})
    study = replace(study, films=(study.film("pre"), post))
    assert Flag.PROPOSED in flags_of(study, "gain_middle")
    assert Flag.PROPOSED not in flags_of(study, "loss_change_middle")


# ---- within the error


@pytest.mark.parametrize(("anterior_mm", "is_within"), [(18.5, True), (20.5, True), (22.5, False)])
def test_that_a_change_within_the_reading_error_is_told(anterior_mm: float, is_within: bool) -> None:
    found = changed(before_and_after(anterior_mm=anterior_mm), "L1", "gain_anterior")
    assert found.interval is not None
    assert found.within_error is (found.interval[0] <= 0 <= found.interval[1]) is is_within


def test_that_a_loss_of_height_beyond_the_error_is_not_within_it() -> None:
    assert changed(before_and_after(anterior_mm=10), "L1", "gain_anterior").within_error is False


def test_that_a_lacking_change_is_neither_within_nor_beyond_its_error() -> None:
    study = before_and_after(excluded_references=("T12", "L2"))
    assert changed(study, "L1", "loss_change_anterior").within_error is None
