"""Proposals on a drawn spine whose corners are known."""

from dataclasses import replace

import numpy as np
import pytest

from tests.vision.drawn_spine import LEVELS, UPRIGHT, centres, placed, posed, spine_film, worst_mm
from vertmeasure.core.anatomy import Mark
from vertmeasure.core.geometry import ImagePoint, Scale
from vertmeasure.core.study import Film
from vertmeasure.vision.film_image import FilmImage
from vertmeasure.vision.propose import propose_at, propose_next

POSES = {
    "upright": UPRIGHT,
    "facing left": posed(faces_left=True),
    "turned by 37 degrees": posed(turned_deg=37.0, size_mm=(190.0, 200.0), middle_mm=(95.0, 100.0)),
    "inverted": posed(is_inverted=True),
    "oblong pixels": posed(scale=Scale(0.3, 0.5)),
}


@pytest.fixture(scope="module")
def image() -> FilmImage:
    return spine_film()


@pytest.mark.parametrize("name", POSES)
def test_that_the_next_bodies_above_and_below_are_proposed_in_any_pose(name: str) -> None:
    drawing = POSES[name]
    found = propose_next(spine_film(drawing), placed(("L1", "L2"), drawing))
    assert [body.level for body in found] == ["T12", "L3"]
    assert max(worst_mm(drawing, body.level, body.points) for body in found) < 1.0


def test_that_one_placed_body_is_enough(image: FilmImage) -> None:
    found = propose_next(image, placed(("L2",)))
    assert [body.level for body in found] == ["L1", "L3"]
    assert max(worst_mm(UPRIGHT, body.level, body.points) for body in found) < 1.0


def test_that_a_proposed_body_has_its_six_points(image: FilmImage) -> None:
    found = propose_next(image, placed(("L1", "L2")))
    assert all(list(body.points) == list(Mark) for body in found)


def test_that_more_bodies_come_in_a_row(image: FilmImage) -> None:
    found = propose_next(image, placed(("T12", "L1")), count=3)
    assert [body.level for body in found] == ["L2", "L3", "L4"]
    assert max(worst_mm(UPRIGHT, body.level, body.points) for body in found) < 1.0


def test_that_a_gap_among_the_placed_bodies_is_filled(image: FilmImage) -> None:
    found = propose_next(image, placed(("T12", "L1", "L3")), count=0)
    assert [body.level for body in found] == ["L2"]
    assert worst_mm(UPRIGHT, "L2", found[0].points) < 1.0


def test_that_a_body_the_image_does_not_show_is_not_proposed() -> None:
    found = propose_next(spine_film(without=("L3", "L4")), placed(("T12", "L1", "L2")), count=2)
    assert [body.level for body in found] == []


@pytest.mark.parametrize("height_mm", [130.0, 145.0])
def test_that_a_body_that_leaves_the_film_is_not_proposed(height_mm: float) -> None:
    drawing = posed(size_mm=(110.0, height_mm))
    found = propose_next(spine_film(drawing), placed(("L1", "L2"), drawing), count=2)
    assert [body.level for body in found] == ["T12"]


def test_that_bodies_far_off_the_film_lead_nowhere(image: FilmImage) -> None:
    away = posed(middle_mm=(5000.0, -3000.0))
    assert propose_next(image, placed(("L1", "L2"), away)) == ()
    assert propose_at(image, placed((), away), centres(("L1", "L2"), away)) == ()


def test_that_a_film_of_one_row_of_pixels_proposes_nothing() -> None:
    image = FilmImage.of(np.full((1, 40), 7, np.uint16), None, False, Scale(1.0, 1.0))
    flat = {level: ImagePoint(20.0 + at.column / 100, 0.5) for level, at in centres(LEVELS).items()}
    assert propose_at(image, Film("pre"), flat) == ()


def test_that_nothing_is_proposed_on_a_film_without_bodies(image: FilmImage) -> None:
    assert propose_next(image, Film("pre")) == ()


def test_that_the_sacrum_is_never_proposed(image: FilmImage) -> None:
    film = placed(("L4",))
    last = replace(film, vertebrae={"L5": replace(film.vertebrae["L4"], level="L5")})
    assert [body.level for body in propose_next(image, last)] == ["L4"]


@pytest.mark.parametrize("name", POSES)
def test_that_a_click_in_the_middle_of_each_body_is_enough_in_any_pose(name: str) -> None:
    drawing = POSES[name]
    found = propose_at(spine_film(drawing), placed((), drawing), centres(LEVELS[1:4], drawing))
    assert [body.level for body in found] == ["L1", "L2", "L3"]
    assert max(worst_mm(drawing, body.level, body.points) for body in found) < 1.0


def test_that_clicked_middles_need_no_millimetres() -> None:
    film = placed((), is_calibrated=False)
    image = FilmImage.of(spine_film().stored, None, False, film.calibration.scale)
    found = propose_at(image, film, centres(LEVELS))
    assert [body.level for body in found] == list(LEVELS)
    assert max(worst_mm(UPRIGHT, body.level, body.points) for body in found) < 1.0


def test_that_placed_bodies_tell_where_a_single_click_belongs(image: FilmImage) -> None:
    found = propose_at(image, placed(("L1",)), centres(("L3",)))
    assert [body.level for body in found] == ["L3"]
    assert worst_mm(UPRIGHT, "L3", found[0].points) < 1.0


def test_that_a_click_beside_the_spine_proposes_nothing() -> None:
    beside = {"L2": UPRIGHT.image_point((45.0, 0.0))}
    assert propose_at(spine_film(), placed(("L1",)), beside) == ()
