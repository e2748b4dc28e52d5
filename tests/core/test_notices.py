"""What a reader is asked to look at again."""

from dataclasses import replace

import pytest

from tests.studies import (
    GOLDEN_SHAPES,
    PLAIN,
    Points,
    Shape,
    View,
    before_and_after,
    body_points,
    film_of,
    only,
    stacked,
    study_of,
    three_bodies,
    without,
)
from vertmeasure.core.anatomy import Mark
from vertmeasure.core.assess import assess
from vertmeasure.core.geometry import FilmPoint
from vertmeasure.core.notices import Notice, film_notices
from vertmeasure.core.plane import FilmPlane
from vertmeasure.core.study import Film, Fracture, Landmark, Posture, Study

VIEWS = [PLAIN, View(mirrored=True), View(rotation_deg=115), View(mirrored=True, rotation_deg=200, row_mm=0.3)]


def notices_of(points: Points, view: View = PLAIN) -> list[Notice]:
    return list(film_notices(FilmPlane.of(film_of(points, view), 0.75)))


def moved_down(points: Points, level: str, by_mm: float) -> Points:
    marks = {mark: FilmPoint(at.x, at.y + by_mm) for mark, at in points[level].items()}
    return {**points, level: marks}


@pytest.mark.parametrize("view", VIEWS)
def test_that_a_sound_spine_raises_nothing(view: View) -> None:
    assert notices_of(stacked(GOLDEN_SHAPES), view) == []


@pytest.mark.parametrize("view", VIEWS)
def test_that_crossed_corners_are_pointed_out(view: View) -> None:
    points = stacked(GOLDEN_SHAPES)
    points["L1"][Mark.IA], points["L1"][Mark.IP] = points["L1"][Mark.IP], points["L1"][Mark.IA]
    (notice,) = notices_of(points, view)
    assert (notice.film, notice.level) == ("pre", "L1")
    assert "cross" in notice.text


@pytest.mark.parametrize("view", VIEWS)
def test_that_a_body_facing_the_other_way_is_pointed_out(view: View) -> None:
    points = stacked(GOLDEN_SHAPES)
    flipped = {Mark.SP: Mark.SA, Mark.SA: Mark.SP, Mark.IP: Mark.IA, Mark.IA: Mark.IP}
    points["L1"] = {flipped.get(mark, mark): at for mark, at in points["L1"].items()}
    assert [notice.level for notice in notices_of(points, view) if "faces the other way" in notice.text] == ["L1"]


@pytest.mark.parametrize("view", VIEWS)
def test_that_levels_out_of_sequence_are_pointed_out(view: View) -> None:
    points = stacked(GOLDEN_SHAPES)
    points["T12"], points["L1"] = points["L1"], points["T12"]
    assert [notice.level for notice in notices_of(points, view) if "sequence" in notice.text] == ["L1"]


def test_that_a_gap_in_the_levels_is_no_matter_of_sequence() -> None:
    points = stacked(GOLDEN_SHAPES)
    assert notices_of({"T10": points["T12"], "L2": points["L1"]}) == []


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("depths_mm", [(34, 30), (30, 34)])
def test_that_overlapping_bodies_are_pointed_out(view: View, depths_mm: tuple[float, float]) -> None:
    upper, lower = (Shape(25, 25, 25, depth) for depth in depths_mm)
    points = moved_down(stacked({"T12": upper, "L1": lower}), "L1", -15)
    assert [notice.level for notice in notices_of(points, view) if "overlaps" in notice.text] == ["L1"]


@pytest.mark.parametrize("by_mm", [-9, -12])
def test_that_bodies_cutting_each_other_at_a_corner_are_pointed_out(by_mm: float) -> None:
    marks = body_points(Shape(25, 25, 25), FilmPoint(100, 133 + by_mm), tilt_deg=30)
    points = {"T12": body_points(Shape(25, 25, 25), FilmPoint(100, 100)), "L1": marks}
    assert [notice.text for notice in notices_of(points)] == ["L1 overlaps T12."]


def test_that_half_placed_bodies_raise_nothing() -> None:
    points = stacked(GOLDEN_SHAPES)
    assert notices_of(only(without(points, "T12", Mark.IP, Mark.SP), "L1", Mark.SA)) == []


# ---- drafts and pairs


def texts_of(study: Study) -> list[str]:
    return [notice.text for notice in assess(study).notices]


def accepted(film: Film, posture: Posture = Posture.SUPINE) -> Film:
    return replace(film, posture=posture)


def test_that_a_film_of_unknown_posture_is_a_draft() -> None:
    assert texts_of(three_bodies()) == ["pre is a draft: posture unknown."]


def test_that_a_film_with_proposed_points_is_a_draft() -> None:
    film = accepted(film_of(stacked(GOLDEN_SHAPES)))
    body = film.vertebrae["T12"]
    point = Landmark(body.marks[Mark.SM].at, proposed=True)
    film = replace(film, vertebrae={**film.vertebrae, "T12": replace(body, marks={**body.marks, Mark.SM: point})})
    assert texts_of(study_of(film)) == ["pre is a draft: points not accepted."]


def test_that_an_accepted_film_of_known_posture_is_no_draft() -> None:
    assert texts_of(study_of(accepted(film_of(stacked(GOLDEN_SHAPES))))) == []


def paired(view: View = PLAIN, postures: tuple[Posture, Posture] = (Posture.SUPINE, Posture.SUPINE)) -> Study:
    study = before_and_after(view)
    films = zip(study.films, postures, strict=True)
    return replace(study, films=tuple(accepted(film, posture) for film, posture in films))


def test_that_comparable_films_raise_nothing() -> None:
    assert texts_of(paired()) == []


def test_that_films_of_different_magnification_are_pointed_out() -> None:
    assert texts_of(paired(View(magnification=1.2))) == ["pre and post differ in magnification by more than 5 %."]


def test_that_films_of_different_posture_are_pointed_out() -> None:
    study = paired(postures=(Posture.STANDING, Posture.SUPINE))
    assert texts_of(study) == ["pre and post were taken in different postures."]


def test_that_films_without_a_common_intact_body_are_pointed_out() -> None:
    study = replace(paired(), excluded_references=("T12", "L2"))
    assert texts_of(study) == ["pre and post have no intact body in common: magnification is not cancelled."]


def test_that_a_fracture_from_an_unknown_film_is_told() -> None:
    study = replace(before_and_after(), fractures=(Fracture("L1", "no such film"),))
    assert "L1 counts as fractured on all films: the film named is unknown." in texts_of(study)


def test_that_a_fracture_that_came_after_the_film_it_is_judged_on_is_told() -> None:
    study = before_and_after()
    earlier, later = (film.id for film in study.films_in_order)
    study = replace(study, fractures=(Fracture("T12", later),))
    assert f"T12 is judged on {earlier}, a film from before its fracture." in texts_of(study)
    assert not [text for text in texts_of(before_and_after()) if "judged on" in text]


def test_that_two_bodies_that_face_each_other_are_both_told() -> None:
    points = stacked(GOLDEN_SHAPES)
    del points["T12"]
    swap = {Mark.SP: Mark.SA, Mark.SA: Mark.SP, Mark.IP: Mark.IA, Mark.IA: Mark.IP}
    points["L1"] = {mark: points["L1"][swap.get(mark, mark)] for mark in points["L1"]}
    texts = {notice.text for notice in assess(study_of(film_of(points))).notices}
    assert {"L1 faces the other way than L2.", "L2 faces the other way than L1."} <= texts
