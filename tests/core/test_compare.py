"""Two films: heights won, angles corrected and corrections lost."""

from dataclasses import replace
from typing import Any

import pytest

from tests.studies import (
    GOLDEN_SHAPES,
    PLAIN,
    Shape,
    View,
    before_and_after,
    changed,
    film_of,
    leaning,
    measured,
    number,
    stacked,
    study_of,
)
from vertmeasure.core.assess import assess
from vertmeasure.core.measurement import Flag, Status
from vertmeasure.core.study import Film, Fracture, Procedure, Study, Timepoint, last_pre_film

COLUMNS = ("anterior", "middle", "posterior")
ANGLES = ("wedge", "gardner", "segmental")
CHANGE_IDS = {
    *(f"gain_{column}" for column in COLUMNS),
    *(f"gain_{column}_percent_of_{what}" for column in COLUMNS for what in ("initial", "lost", "reference")),
    *(f"loss_change_{column}" for column in COLUMNS),
    *(f"correction_{angle}" for angle in ANGLES),
    *(f"correction_{angle}_percent" for angle in ANGLES),
}
LOST_IDS = {f"loss_of_correction_{angle}" for angle in ANGLES}
LARGER = View(magnification=1.25)


def shown(name: str, timepoint: Timepoint, **fields: Any) -> Film:
    return film_of(stacked(GOLDEN_SHAPES), id=name, timepoint=timepoint, **fields)


def pairs_of(study: Study) -> set[tuple[str, str, bool]]:
    """Earlier and later film of every change, and whether it is a loss of correction."""
    return {(each.earlier, each.later, each.id in LOST_IDS) for each in assess(study).changes}


def wedged(before_deg: float, after_deg: float) -> Study:
    """L1 whose Gardner angle changes from one film to the next."""
    pre = film_of(leaning(T12=before_deg, L1=0))
    return study_of(pre, film_of(leaning(T12=after_deg, L1=0), id="post", timepoint=Timepoint.POST))


# ---- which films and levels


def test_that_every_change_of_the_dictionary_is_there_for_a_fractured_body() -> None:
    changes = assess(before_and_after()).changes
    assert [each.id for each in changes if each.level == ""] == ["scale_k"]
    assert {each.id for each in changes if each.level == "L1"} == CHANGE_IDS


def test_that_changes_are_given_for_fractured_and_for_treated_bodies_only() -> None:
    study = before_and_after(procedure=Procedure(levels=("L2",)))
    assert {each.level for each in assess(study).changes} == {"", "L1", "L2"}


def test_that_the_last_pre_film_is_compared_with_each_later_film() -> None:
    study = study_of(
        shown("first", Timepoint.BASELINE),
        shown("pre 1", Timepoint.PRE, date="2026-01-01"),
        shown("pre 2", Timepoint.PRE, date="2026-02-01"),
        shown("post", Timepoint.POST),
        shown("later", Timepoint.FOLLOW_UP),
    )
    treated = {(earlier, later) for earlier, later, is_lost in pairs_of(study) if not is_lost}
    assert treated == {("pre 2", "post"), ("pre 2", "later")}


def test_that_corrections_are_lost_between_the_first_post_film_and_each_follow_up() -> None:
    study = study_of(
        shown("post 2", Timepoint.POST, date="2026-03-02"),
        shown("post 1", Timepoint.POST, date="2026-03-01"),
        shown("later", Timepoint.FOLLOW_UP, date="2026-06-01"),
        shown("latest", Timepoint.FOLLOW_UP, date="2027-06-01"),
        shown("pre", Timepoint.PRE),
    )
    lost = {(earlier, later) for earlier, later, is_lost in pairs_of(study) if is_lost}
    assert lost == {("post 1", "later"), ("post 1", "latest")}


def test_that_lost_corrections_come_without_gains() -> None:
    study = study_of(shown("post", Timepoint.POST), shown("later", Timepoint.FOLLOW_UP))
    assert {each.id for each in assess(study).changes} == LOST_IDS


def test_that_without_a_pre_film_nothing_was_gained() -> None:
    assert assess(study_of(shown("first", Timepoint.BASELINE), shown("post", Timepoint.POST))).changes == ()


def test_that_one_film_has_no_changes() -> None:
    assert assess(study_of(shown("pre", Timepoint.PRE))).changes == ()


def test_that_the_place_in_the_file_does_not_order_the_films() -> None:
    study = before_and_after()
    swapped = replace(study, films=tuple(reversed(study.films)))
    assert assess(swapped).changes == assess(study).changes


def test_that_the_last_pre_film_is_the_one_judged() -> None:
    films = shown("pre 1", Timepoint.PRE), shown("pre 2", Timepoint.PRE), shown("post", Timepoint.POST)
    assert last_pre_film(films) == films[1]
    assert last_pre_film(films[2:]) is None


# ---- gains


@pytest.mark.parametrize("view", [PLAIN, LARGER, View(magnification=0.7, mirrored=True, rotation_deg=40)])
@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("gain_anterior", 3),
        ("gain_anterior_percent_of_initial", 100 * 3 / 18),
        ("gain_anterior_percent_of_lost", 37.5),
        ("gain_anterior_percent_of_reference", 100 * 3 / 26),
        ("gain_middle", 3),
        ("gain_posterior", 0),
        ("loss_change_anterior", 100 * 3 / 26),
    ],
)
def test_that_a_gain_does_not_depend_on_the_magnification_of_the_later_film(
    view: View, name: str, expected: float
) -> None:
    assert number(changed(before_and_after(view), "L1", name)) == pytest.approx(expected, abs=1e-9)


def test_that_scale_is_how_much_larger_the_earlier_film_shows_the_spine() -> None:
    assert number(changed(before_and_after(LARGER), "", "scale_k")) == pytest.approx(0.8)


def test_that_a_loss_change_is_given_in_percentage_points() -> None:
    study = before_and_after()
    losses = [number(measured(study, "L1", "loss_adjacent_anterior", film)) for film in ("pre", "post")]
    found = changed(study, "L1", "loss_change_anterior")
    assert number(found) == pytest.approx(losses[0] - losses[1])
    assert found.unit == "points"


def test_that_a_gain_over_an_uncalibrated_film_has_no_millimetres() -> None:
    study = before_and_after()
    blind = film_of(stacked(GOLDEN_SHAPES), View(calibrated=False))
    study = replace(study, films=(blind, study.film("post")))
    assert changed(study, "L1", "gain_anterior").status is Status.UNCALIBRATED
    assert number(changed(study, "L1", "gain_anterior_percent_of_lost")) == pytest.approx(37.5)


def test_that_a_later_film_needs_no_calibration() -> None:
    view = View(magnification=3.3, calibrated=False)
    assert number(changed(before_and_after(view), "L1", "gain_anterior")) == pytest.approx(3)


def test_that_pixels_are_not_taken_for_millimetres_where_nothing_tells_the_scale() -> None:
    study = before_and_after(View(calibrated=False), excluded_references=("T12", "L2"))
    found = changed(study, "L1", "gain_anterior_percent_of_initial")
    assert (found.value, found.status) == (None, Status.UNCALIBRATED)


def test_that_a_body_absent_from_one_film_is_missing() -> None:
    study = study_of(shown("pre", Timepoint.PRE), film_of({}, id="post", timepoint=Timepoint.POST))
    made = {each.id: each.status for each in assess(study).changes if each.level == "L1"}
    assert set(made) == CHANGE_IDS
    assert set(made.values()) == {Status.MISSING_LANDMARKS}


def test_that_a_gain_without_a_reference_says_so() -> None:
    study = before_and_after(excluded_references=("T12", "L2"))
    assert changed(study, "L1", "gain_anterior").status is Status.OK
    assert changed(study, "L1", "gain_anterior_percent_of_reference").status is Status.NO_REFERENCE
    assert changed(study, "L1", "loss_change_anterior").status is Status.NO_REFERENCE


def test_that_no_height_lost_gives_no_share_of_it() -> None:
    even = {**GOLDEN_SHAPES, "L1": Shape(26, 25, 27)}
    study = study_of(film_of(stacked(even)), film_of(stacked(GOLDEN_SHAPES), id="post", timepoint=Timepoint.POST))
    assert changed(study, "L1", "gain_anterior_percent_of_lost").status is Status.DEGENERATE


def test_that_the_reference_of_a_share_is_that_of_the_earlier_film() -> None:
    taller = {**GOLDEN_SHAPES, "L1": Shape(21, 22, 28), "T12": Shape(27, 24.5, 26.5)}
    study = study_of(film_of(stacked(GOLDEN_SHAPES)), film_of(stacked(taller), id="post", timepoint=Timepoint.POST))
    gain = number(changed(study, "L1", "gain_anterior"))
    assert number(changed(study, "L1", "gain_anterior_percent_of_reference")) == pytest.approx(100 * gain / 26)


# ---- corrections


def test_that_a_correction_is_what_kyphosis_was_taken_away() -> None:
    study = wedged(25, 10)
    assert number(changed(study, "L1", "correction_gardner")) == pytest.approx(15)
    assert number(changed(study, "L1", "correction_gardner_percent")) == pytest.approx(60)


def test_that_kyphosis_that_grew_is_a_negative_correction() -> None:
    assert number(changed(wedged(12, 15), "L1", "correction_gardner_percent")) == pytest.approx(-25)


def test_that_a_lost_correction_is_positive_where_kyphosis_came_back() -> None:
    films = [
        film_of(leaning(T12=slope, L1=0), id=name, timepoint=name)
        for name, slope in ((Timepoint.POST, 10.0), (Timepoint.FOLLOW_UP, 14.0))
    ]
    found = changed(study_of(*films), "L1", "loss_of_correction_gardner", ("post", "follow_up"))
    assert number(found) == pytest.approx(4)


@pytest.mark.parametrize(("before_deg", "is_unstable"), [(10.1, False), (9.9, True), (0.5, True), (-30, True)])
def test_that_a_percentage_of_a_small_or_lordotic_angle_is_unstable(before_deg: float, is_unstable: bool) -> None:
    found = changed(wedged(before_deg, 2), "L1", "correction_gardner_percent")
    assert number(found) == pytest.approx(100 * (before_deg - 2) / before_deg)
    assert (Flag.UNSTABLE in found.flags) is is_unstable


def test_that_a_correction_in_degrees_is_never_unstable() -> None:
    assert changed(wedged(3, 2), "L1", "correction_gardner").flags == frozenset()


def test_that_a_percentage_of_no_angle_is_degenerate() -> None:
    level = leaning(T12=0, L1=0)
    study = study_of(film_of(level), film_of(leaning(T12=4, L1=0), id="post", timepoint=Timepoint.POST))
    assert changed(study, "L1", "correction_gardner_percent").status is Status.DEGENERATE
    assert number(changed(study, "L1", "correction_gardner")) == pytest.approx(-4)


# ---- later fractures


def test_that_a_body_that_broke_later_tells_no_scale() -> None:
    study = replace(before_and_after(LARGER), fractures=(Fracture("L1"), Fracture("L2", since="post")))
    points = stacked({**GOLDEN_SHAPES, "L1": Shape(21, 22, 28), "L2": Shape(10, 10, 10)})
    post = film_of(points, LARGER, id="post", timepoint=Timepoint.POST)
    study = replace(study, films=(study.film("pre"), post))
    assert number(changed(study, "", "scale_k")) == pytest.approx(0.8)
