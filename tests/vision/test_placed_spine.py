"""What placed bodies and clicked middles tell of the rest of a spine."""

import numpy as np
import pytest

from tests.vision.drawn_spine import BEND_DEG, LEVELS, UPRIGHT, centres, placed, posed
from vertmeasure.core.geometry import ImagePoint
from vertmeasure.core.study import Film
from vertmeasure.vision.body_pose import BodyPose, angle_deg
from vertmeasure.vision.placed_spine import PlacedSpine, placed_centres, spine_of_centres
from vertmeasure.vision.typical_spine import centre_spacing_mm


def spine(*levels: str, faces_left: bool = False) -> PlacedSpine:
    found = PlacedSpine.of(placed(levels, posed(faces_left=faces_left)))
    assert found is not None
    return found


def expected(level: str, known: PlacedSpine) -> BodyPose:
    guess = known.next_to(level)
    assert guess is not None
    return guess


def test_that_the_next_body_is_expected_where_it_is() -> None:
    for known, level in ((("L1", "L2"), "L3"), (("L1", "L2"), "T12"), (("L2",), "L3")):
        whole = spine(*LEVELS)
        guess = expected(level, spine(*known))
        off = np.linalg.norm(guess.centre * spine(*known).unit - whole.poses[level].centre * whole.unit)
        assert off < 5.0


@pytest.mark.parametrize(("level", "sign"), [("L3", 1.0), ("T12", -1.0)])
def test_that_the_curve_of_the_placed_bodies_goes_on(level: str, sign: float) -> None:
    known = spine("L1", "L2")
    nearest = known.poses["L2" if level == "L3" else "L1"]
    bend = sign * angle_deg(nearest.caudal, expected(level, known).caudal)
    assert 0.3 * BEND_DEG < bend < 1.5 * BEND_DEG


def test_that_a_level_without_a_placed_neighbour_is_not_expected_anywhere() -> None:
    assert spine("T12").next_to("L4") is None


def test_that_a_film_without_whole_bodies_has_no_spine() -> None:
    assert PlacedSpine.of(Film("pre")) is None


@pytest.mark.parametrize(("faces_left", "facing"), [(False, 1.0), (True, -1.0)])
def test_that_the_spine_faces_as_its_bodies_do(faces_left: bool, facing: float) -> None:
    known = spine("L1", "L2", faces_left=faces_left)
    assert known.facing == facing
    assert expected("L3", known).facing == facing


def test_that_a_body_on_top_of_its_neighbour_overlaps_it_and_the_next_one_does_not() -> None:
    known = spine("L1", "L2")
    assert known.overlaps("L3", known.poses["L2"])
    assert not known.overlaps("L3", expected("L3", known))


def test_that_uncalibrated_middles_are_measured_by_their_spacing() -> None:
    film = placed((), is_calibrated=False)
    unit = spine_of_centres(film, centres(LEVELS)).unit
    mean_step_px = 34.0 / UPRIGHT.scale.column
    assert unit == pytest.approx(mean_step_px / centre_spacing_mm("L2"), rel=0.15)


def test_that_a_middle_lies_between_the_corners_of_its_body() -> None:
    middle = placed_centres(placed(("L2",)))["L2"]
    assert isinstance(middle, ImagePoint)
    assert middle.column * UPRIGHT.scale.column == pytest.approx(55.0, abs=1.0)
    assert middle.row * UPRIGHT.scale.row == pytest.approx(105.0, abs=1.0)
