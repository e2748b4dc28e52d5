"""Which body is asked for, proposed and accepted next."""

from vertmeasure.core.anatomy import CORNERS, SACRAL_POINTS, Mark
from vertmeasure.core.geometry import ImagePoint
from vertmeasure.core.guide import is_proposal, level_to_accept, missing_levels, proposed_level, whole
from vertmeasure.core.study import Film, Landmark, Vertebra


def body(level: str, *, proposed: tuple[Mark, ...] = (), marks: tuple[Mark, ...] = CORNERS) -> Vertebra:
    return Vertebra(level, {mark: Landmark(ImagePoint(1, 1), mark in proposed) for mark in marks})


def film(*bodies: Vertebra) -> Film:
    return Film("pre", vertebrae={body.level: body for body in bodies})


def test_that_a_body_is_whole_with_four_corners_and_s1_with_two_ends() -> None:
    assert whole(body("L1"))
    assert whole(body("S1", marks=SACRAL_POINTS))
    assert not whole(body("L1", marks=SACRAL_POINTS))
    assert not whole(None)


def test_that_a_body_with_one_touched_point_is_no_mere_proposal() -> None:
    assert is_proposal(body("L1", proposed=CORNERS))
    assert not is_proposal(body("L1", proposed=CORNERS[1:]))
    assert not is_proposal(None)


def test_that_the_bodies_that_are_missing_follow_the_guide() -> None:
    assert missing_levels(film(body("L1")), "L1") == ("T12", "L2")
    assert missing_levels(film(), "L5") == ("L5", "L4", "S1")
    assert missing_levels(film(), "") == ()


def test_that_a_mere_proposal_is_accepted_before_proposed_middle_points() -> None:
    half = body("L1", proposed=(Mark.SP,))
    there = film(half, body("L2", proposed=CORNERS), body("T5", proposed=CORNERS))
    assert proposed_level(there, "L1") == "L2"
    assert level_to_accept(there, "L1") == "L2"


def test_that_the_chosen_body_is_accepted_next_and_those_elsewhere_last() -> None:
    half = body("L1", proposed=(Mark.SP,))
    there = film(half, body("L2"), body("L4", proposed=CORNERS), body("T5", proposed=CORNERS))
    assert level_to_accept(there, "L1") == "L1"
    assert level_to_accept(film(body("L1"), body("L4", proposed=CORNERS), body("T5", proposed=CORNERS)), "L1") == "T5"
    assert level_to_accept(film(body("L1")), "L1") == ""
