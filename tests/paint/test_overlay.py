from dataclasses import replace

import pytest

from tests.studies import GOLDEN_SHAPES, View, film_of, only, stacked, study_of, three_bodies
from vertmeasure.core.anatomy import CORNERS, Mark
from vertmeasure.core.assess import assess
from vertmeasure.core.study import Study
from vertmeasure.paint.overlay import BodyShape, Role, film_overlay, measured_marks


def bodies(study: Study, level: str = "L1") -> dict[str, BodyShape]:
    return {body.level: body for body in film_overlay(assess(study), "pre", level).bodies}


def test_that_the_fracture_and_its_references_are_told_apart() -> None:
    shapes = {**GOLDEN_SHAPES, "L3": GOLDEN_SHAPES["L2"]}
    roles = {level: body.role for level, body in bodies(study_of(film_of(stacked(shapes)))).items()}
    assert roles == {"T12": Role.REFERENCE, "L1": Role.FRACTURE, "L2": Role.REFERENCE, "L3": Role.OTHER}


def test_that_a_body_has_no_outline_until_its_corners_are_placed() -> None:
    study = study_of(film_of(only(stacked(GOLDEN_SHAPES), "L1", Mark.SP, Mark.SM, Mark.SA)))
    body = bodies(study)["L1"]
    assert body.outline == ()
    assert [len(border) for border in body.borders] == [3]


def test_that_endplates_run_through_their_middle_points() -> None:
    film = three_bodies().films[0]
    superior = bodies(three_bodies())["L1"].borders[0]
    assert superior == tuple(film.vertebrae["L1"].marks[mark].at for mark in (Mark.SP, Mark.SM, Mark.SA))


@pytest.mark.parametrize(("mirrored", "side"), [(False, -1), (True, 1)])
def test_that_names_stand_on_the_posterior_side(mirrored: bool, side: int) -> None:
    assert {body.label_side for body in bodies(three_bodies(View(mirrored=mirrored))).values()} == {side}


def test_that_a_proposed_point_is_drawn_as_one() -> None:
    study = three_bodies()
    film = study.films[0]
    marks = film.vertebrae["L1"].marks
    body = replace(film.vertebrae["L1"], marks={**marks, Mark.SP: replace(marks[Mark.SP], proposed=True)})
    study = replace(study, films=(replace(film, vertebrae={**film.vertebrae, "L1": body}),))
    assert [point.mark for point in bodies(study)["L1"].points if point.proposed] == [Mark.SP]


def test_that_the_wedge_is_drawn_along_both_endplates() -> None:
    film = three_bodies().films[0]
    lines = film_overlay(assess(three_bodies()), "pre", "L1", "wedge_angle").lines
    at = {mark: film.vertebrae["L1"].marks[mark].at for mark in CORNERS}
    assert lines == ((at[Mark.SP], at[Mark.SA]), (at[Mark.IP], at[Mark.IA]))


def test_that_a_height_is_drawn_between_its_two_points() -> None:
    assert measured_marks("L1", "height_anterior") == (("L1", (Mark.SA, Mark.IA)),)


def test_that_a_body_without_points_is_not_drawn() -> None:
    study = study_of(film_of(only(stacked(GOLDEN_SHAPES), "T12")))
    assert set(bodies(study)) == {"L1", "L2"}


def test_that_an_angle_beyond_the_placed_bodies_draws_what_there_is() -> None:
    study = study_of(film_of(only(stacked(GOLDEN_SHAPES), "T12")))
    assert len(film_overlay(assess(study), "pre", "L1", "gardner_angle").lines) == 1
