"""Snapping a whole study: what moves, what is kept."""

from dataclasses import replace

import pytest

from tests.vision.phantom import Drawing, clicked
from vertmeasure.core.anatomy import CORNERS, Mark
from vertmeasure.core.geometry import ImagePoint
from vertmeasure.core.study import Film, Landmark, Study
from vertmeasure.vision.film_image import FilmImage
from vertmeasure.vision.snapped_study import snapped_study

DRAWING = Drawing()


@pytest.fixture(scope="module")
def image() -> FilmImage:
    return DRAWING.image()


def study(**marks: Landmark) -> Study:
    body = clicked(DRAWING)
    body = replace(body, marks={**body.marks, **{Mark(name): point for name, point in marks.items()}})
    return Study(films=(Film("pre", vertebrae={body.level: body}), Film("post", vertebrae={body.level: body})))


def points(snapped: Study, film_id: str = "pre") -> dict[Mark, Landmark]:
    return dict(snapped.film(film_id).vertebrae["L2"].marks)


def test_that_a_moved_point_keeps_its_click_and_that_it_is_accepted(image: FilmImage) -> None:
    before, after = points(study()), points(snapped_study(study(), {"pre": image}))
    for mark in CORNERS:
        assert after[mark].at != before[mark].at
        assert after[mark].raw == before[mark].at
        assert not after[mark].proposed


def test_that_a_proposed_corner_stays_proposed(image: FilmImage) -> None:
    proposed = replace(points(study())[Mark.IA], proposed=True)
    assert points(snapped_study(study(IA=proposed), {"pre": image}))[Mark.IA].proposed


def test_that_missing_middles_come_as_proposed(image: FilmImage) -> None:
    after = points(snapped_study(study(), {"pre": image}))
    assert after[Mark.SM].proposed
    assert after[Mark.IM].proposed


def test_that_a_film_without_an_image_is_left_as_it_is(image: FilmImage) -> None:
    assert snapped_study(study(), {"pre": image}).film("post") == study().film("post")


def test_that_snapping_twice_is_snapping_once(image: FilmImage) -> None:
    once = snapped_study(study(), {"pre": image})
    assert snapped_study(once, {"pre": image}) == once


def test_that_a_point_that_no_longer_snaps_goes_back_to_its_click(image: FilmImage) -> None:
    away = Landmark(ImagePoint(5.0, 5.0), raw=ImagePoint(4.0, 4.0))
    after = points(snapped_study(study(SP=away), {"pre": image}))
    assert after[Mark.SP] == Landmark(ImagePoint(4.0, 4.0))


def test_that_the_middle_that_was_proposed_halfway_moves_to_the_endplate(image: FilmImage) -> None:
    halfway = Landmark(DRAWING.image_point((0.0, -10.0)), proposed=True)
    after = points(snapped_study(study(SM=halfway), {"pre": image}))
    assert after[Mark.SM].proposed
    assert after[Mark.SM].at != halfway.at
