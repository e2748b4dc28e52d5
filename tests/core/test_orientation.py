"""The anterior side of a film: said, seen from the points, or unknown."""

from dataclasses import replace

import pytest

from tests.studies import GOLDEN_SHAPES, PLAIN, View, film_of, stacked
from vertmeasure.core.anatomy import Mark
from vertmeasure.core.assess import assess
from vertmeasure.core.orientation import anterior_side, is_contradicted, side_of_points
from vertmeasure.core.study import Film, Side, Study

MIRRORED = View(mirrored=True)


def placed(view: View = PLAIN) -> Film:
    return film_of(stacked(GOLDEN_SHAPES), view)


@pytest.mark.parametrize(
    ("view", "side"),
    [
        (PLAIN, Side.RIGHT),
        (MIRRORED, Side.LEFT),
        (View(rotation_deg=180), Side.LEFT),
        (View(rotation_deg=20), Side.RIGHT),
    ],
)
def test_that_the_points_tell_the_side(view: View, side: Side) -> None:
    assert side_of_points(placed(view)) is side


def test_that_a_film_on_its_side_tells_no_side() -> None:
    assert side_of_points(placed(View(rotation_deg=90))) is None


def test_that_a_film_without_points_tells_no_side() -> None:
    assert side_of_points(Film("pre")) is None


def test_that_one_body_taken_the_wrong_way_round_is_outvoted() -> None:
    film = placed()
    marks = dict(film.vertebrae["L1"].marks)
    marks[Mark.SP], marks[Mark.SA] = marks[Mark.SA], marks[Mark.SP]
    turned = replace(film, vertebrae={**film.vertebrae, "L1": replace(film.vertebrae["L1"], marks=marks)})
    assert side_of_points(turned) is Side.RIGHT


def test_that_what_the_study_says_comes_before_header_and_points() -> None:
    film = placed()
    assert anterior_side(film) is Side.RIGHT
    assert anterior_side(film, Side.LEFT) is Side.LEFT
    assert anterior_side(replace(film, anterior=Side.RIGHT), Side.LEFT) is Side.RIGHT
    assert anterior_side(Film("pre")) is None


@pytest.mark.parametrize(("said", "is_so"), [(Side.LEFT, True), (Side.RIGHT, False), (None, False)])
def test_that_points_can_contradict_what_is_said(said: Side | None, is_so: bool) -> None:
    assert is_contradicted(placed(), said) is is_so
    assert not is_contradicted(Film("pre"), said)


def test_that_a_contradiction_is_a_notice_of_the_film() -> None:
    film = replace(placed(MIRRORED), anterior=Side.RIGHT)
    (notice,) = [each for each in assess(Study(films=(film,))).notices if "front of the patient" in each.text]
    assert (notice.film, notice.level) == ("pre", "")
    assert "face left" in notice.text
    agreeing = Study(films=(replace(film, anterior=Side.LEFT),))
    assert not [each for each in assess(agreeing).notices if "front of the patient" in each.text]
