"""Two films: heights won, angles corrected, corrections lost, and what makes a pair hard to compare."""

from dataclasses import replace
from typing import Any

import pytest

from tests.studies import (
    GOLDEN_SHAPES,
    PLAIN,
    Points,
    Shape,
    View,
    before_and_after,
    body_points,
    changed,
    film_of,
    measured,
    number,
    stacked,
    study_of,
)
from vertmeasure.core.anatomy import Mark
from vertmeasure.core.assess import assess
from vertmeasure.core.compare import last_pre_film
from vertmeasure.core.geometry import FilmPoint
from vertmeasure.core.measurement import Flag, Status
from vertmeasure.core.study import Film, Fracture, Landmark, Posture, Procedure, Study, Timepoint

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


def leaning(**slopes_deg: float) -> Points:
    """Bodies of parallel endplates, each leaning by its own angle; positive leans down to anterior."""
    places = enumerate(slopes_deg.items())
    return {
        level: body_points(Shape(25, 25, 25), FilmPoint(100, 40 * place), slope) for place, (level, slope) in places
    }


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
    assert (number(found), found.unit) == (pytest.approx(losses[0] - losses[1]), "points")


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
    flagged = {each.id for each in assess(replace(study, films=(study.film("pre"), post))).changes if is_proposed(each)}
    assert flagged == {name for name in CHANGE_IDS if "anterior" in name or "wedge" in name}


def is_proposed(change: Any) -> bool:
    return Flag.PROPOSED in change.flags


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


# ---- later fractures


def test_that_a_body_that_broke_later_tells_no_scale() -> None:
    study = replace(before_and_after(LARGER), fractures=(Fracture("L1"), Fracture("L2", since="post")))
    points = stacked({**GOLDEN_SHAPES, "L1": Shape(21, 22, 28), "L2": Shape(10, 10, 10)})
    post = film_of(points, LARGER, id="post", timepoint=Timepoint.POST)
    study = replace(study, films=(study.film("pre"), post))
    assert number(changed(study, "", "scale_k")) == pytest.approx(0.8)
