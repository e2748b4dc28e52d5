"""Bodies that lost height though nobody marked them."""

from dataclasses import replace

import pytest

from tests.studies import GOLDEN_SHAPES, PLAIN, Shape, View, film_of, only, stacked, study_of
from vertmeasure.core.anatomy import Mark
from vertmeasure.core.assess import assess
from vertmeasure.core.notices import Notice
from vertmeasure.core.study import Film, Fracture, Posture, Procedure, Study, Timepoint

INTACT = Shape(26.0, 25.5, 27.0)
SPINE = {"T11": INTACT, **GOLDEN_SHAPES, "L3": INTACT}
TIMES = (Timepoint.PRE, Timepoint.POST, Timepoint.FOLLOW_UP)


def film(name: str, place: int, view: View = PLAIN, **changed: Shape) -> Film:
    points = stacked({**SPINE, **changed})
    return film_of(points, view, id=name, timepoint=TIMES[place], posture=Posture.SUPINE)


def suspected(study: Study) -> list[Notice]:
    return [notice for notice in assess(study).notices if "a new fracture?" in notice.text]


def later(view: View = PLAIN, **changed: Shape) -> Study:
    """L1 is fractured; on the later film other bodies have changed."""
    return study_of(film("pre", 0), film("post", 1, view, **changed))


def test_that_a_body_that_lost_height_is_named_with_films_and_loss() -> None:
    (notice,) = suspected(later(L3=Shape(18.2, 25.5, 27.0)))
    assert (notice.film, notice.level) == ("post", "L3")
    assert notice.text == "L3 lost anterior height from pre to post: a new fracture?"
    assert notice.loss is not None
    assert notice.loss.percent == pytest.approx(30.0)
    assert notice.loss.interval == pytest.approx((30.0 - 10.26, 30.0 + 10.26), abs=0.01)


def test_that_the_height_that_lost_most_is_named() -> None:
    (notice,) = suspected(later(L3=Shape(20.0, 15.0, 27.0)))
    assert "middle height" in notice.text


@pytest.mark.parametrize("magnification", [0.7, 1.0, 1.4])
def test_that_magnification_alone_raises_nothing(magnification: float) -> None:
    assert suspected(later(View(magnification=magnification))) == []


@pytest.mark.parametrize("magnification", [0.7, 1.4])
def test_that_a_loss_is_read_free_of_magnification(magnification: float) -> None:
    (notice,) = suspected(later(View(magnification=magnification), L3=Shape(18.2, 25.5, 27.0)))
    assert notice.loss is not None
    assert notice.loss.percent == pytest.approx(30.0)


def test_that_the_body_itself_takes_no_part_in_the_scale() -> None:
    """With two intact bodies the body's own share in k would hide half of its loss."""
    spine = {"T12": INTACT, "L1": GOLDEN_SHAPES["L1"], "L2": INTACT}
    fallen = {**spine, "L2": Shape(20.8, 20.4, 21.6)}
    post = film_of(stacked(fallen), id="post", timepoint=Timepoint.POST)
    (notice,) = suspected(study_of(film_of(stacked(spine)), post))
    assert notice.loss is not None
    assert notice.loss.percent == pytest.approx(20.0)


def test_that_a_small_loss_raises_nothing_however_sure() -> None:
    study = replace(later(L3=Shape(26.0 * 0.86, 25.5, 27.0)), landmark_sd_mm=0.01)
    assert suspected(study) == []


def test_that_a_loss_of_our_number_is_told() -> None:
    study = replace(later(L3=Shape(26.0 * 0.85 - 1e-9, 25.5, 27.0)), landmark_sd_mm=0.01)
    assert [notice.level for notice in suspected(study)] == ["L3"]


def test_that_a_loss_within_the_reading_error_raises_nothing() -> None:
    study = later(L3=Shape(20.8, 25.5, 27.0))
    assert suspected(study) != []
    assert suspected(replace(study, landmark_sd_mm=2.0)) == []


def test_that_a_body_that_grew_raises_nothing() -> None:
    assert suspected(later(L3=Shape(33.0, 33.0, 33.0))) == []


def test_that_fractured_and_treated_bodies_are_left_out() -> None:
    study = later(L3=Shape(18.2, 25.5, 27.0))
    assert suspected(replace(study, fractures=(*study.fractures, Fracture("L3")))) == []
    assert suspected(replace(study, procedure=Procedure(levels=("L3",)))) == []


def test_that_a_fracture_marked_from_the_film_that_shows_it_is_no_longer_suspected() -> None:
    study = later(L3=Shape(18.2, 25.5, 27.0))
    assert suspected(replace(study, fractures=(*study.fractures, Fracture("L3", since="post")))) == []


def test_that_a_loss_before_the_film_a_fracture_counts_from_is_still_told() -> None:
    study = study_of(film("pre", 0), film("post", 1, L3=Shape(18.2, 25.5, 27.0)), film("last", 2))
    study = replace(study, fractures=(*study.fractures, Fracture("L3", since="last")))
    assert [notice.film for notice in suspected(study)] == ["post"]


def test_that_a_body_is_told_once_on_the_first_film_that_shows_it() -> None:
    fallen = Shape(18.2, 25.5, 27.0)
    study = study_of(film("pre", 0), film("post", 1), film("later", 2, L3=fallen), film("last", 2, L3=fallen))
    assert [notice.text for notice in suspected(study)] == [
        "L3 lost anterior height from post to later: a new fracture?"
    ]


def test_that_a_slow_loss_is_seen_over_several_films() -> None:
    study = study_of(
        film("pre", 0), film("post", 1, L3=Shape(23.0, 25.5, 27.0)), film("last", 2, L3=Shape(20.5, 25.5, 27.0))
    )
    (notice,) = suspected(replace(study, landmark_sd_mm=0.3))
    assert "from pre to last" in notice.text


def test_that_without_another_common_body_nothing_is_said() -> None:
    pre, post = stacked({"L3": INTACT}), stacked({"L3": Shape(15.0, 15.0, 15.0)})
    films = film_of(pre), film_of(post, id="post", timepoint=Timepoint.POST)
    assert suspected(study_of(*films, fractures=())) == []


def test_that_an_uncalibrated_film_is_compared_all_the_same() -> None:
    view = View(row_mm=0.2, column_mm=0.2, calibrated=False)
    (notice,) = suspected(later(view, L3=Shape(18.2, 25.5, 27.0)))
    assert notice.loss is not None
    assert notice.loss.percent == pytest.approx(30.0)


def test_that_half_placed_bodies_raise_nothing() -> None:
    points = only(stacked(SPINE), "L3", Mark.SA)
    post = film_of(points, id="post", timepoint=Timepoint.POST)
    assert suspected(study_of(film("pre", 0), post)) == []
