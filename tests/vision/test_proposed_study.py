"""Proposed bodies in a study."""

from dataclasses import replace

import pytest

from tests.vision.drawn_spine import UPRIGHT, centres, corner, placed, spine_film
from vertmeasure.core.anatomy import Mark
from vertmeasure.core.study import Film, Landmark, Study, Vertebra
from vertmeasure.vision.film_image import FilmImage
from vertmeasure.vision.proposed_study import proposed_study


@pytest.fixture(scope="module")
def image() -> FilmImage:
    return spine_film()


def study(film: Film) -> Study:
    return Study(films=(film, replace(film, id="post")))


def test_that_every_point_of_a_proposed_body_is_marked_as_proposed(image: FilmImage) -> None:
    film = proposed_study(study(placed(("L1", "L2"))), "pre", image).film("pre")
    assert set(film.vertebrae) == {"T12", "L1", "L2", "L3"}
    assert all(point.proposed for level in ("T12", "L3") for point in film.vertebrae[level].marks.values())


def test_that_placed_bodies_and_other_films_stay(image: FilmImage) -> None:
    before = study(placed(("L1", "L2")))
    after = proposed_study(before, "pre", image)
    assert after.film("post") == before.film("post")
    assert after.film("pre").vertebrae["L1"] == before.film("pre").vertebrae["L1"]


def test_that_a_point_of_a_half_placed_body_is_not_touched(image: FilmImage) -> None:
    film = placed(("L1", "L2"))
    own = Landmark(corner(UPRIGHT, "L3", Mark.SP))
    film = replace(film, vertebrae={**film.vertebrae, "L3": Vertebra("L3", {Mark.SP: own})})
    marks = proposed_study(study(film), "pre", image).film("pre").vertebrae["L3"].marks
    assert marks[Mark.SP] == own
    assert marks[Mark.IA].proposed


def test_that_clicked_middles_give_their_own_bodies_only(image: FilmImage) -> None:
    film = proposed_study(study(placed(("L1",))), "pre", image, centres(("L3",))).film("pre")
    assert set(film.vertebrae) == {"L1", "L3"}
