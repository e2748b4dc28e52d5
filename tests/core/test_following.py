"""A proposed body that comes along with the points that were moved."""

import pytest

from vertmeasure.core.anatomy import Mark
from vertmeasure.core.following import followed
from vertmeasure.core.geometry import ImagePoint, Scale
from vertmeasure.core.study import Landmark, Vertebra

PROPOSAL = {
    Mark.SP: ImagePoint(100, 100),
    Mark.SA: ImagePoint(140, 100),
    Mark.IA: ImagePoint(140, 130),
    Mark.IP: ImagePoint(100, 130),
}
SQUARE = Scale(1.0, 1.0)


def body(**moved: tuple[float, float]) -> Vertebra:
    """The proposal with some points moved by the reader."""
    marks = {mark: Landmark(at, proposed=True) for mark, at in PROPOSAL.items()}
    return Vertebra("L1", marks | {Mark(name): Landmark(ImagePoint(*at)) for name, at in moved.items()})


def place(vertebra: Vertebra, mark: Mark) -> tuple[float, float]:
    return pytest.approx(tuple(vertebra.marks[mark].at))  # type: ignore[no-any-return]


def test_that_one_moved_point_leaves_the_others_where_they_were_proposed() -> None:
    assert followed(body(SP=(103, 98)), PROPOSAL, SQUARE) == body(SP=(103, 98))


def test_that_two_points_moved_alike_take_the_others_along() -> None:
    after = followed(body(SP=(105, 103), SA=(145, 103)), PROPOSAL, SQUARE)
    assert place(after, Mark.IA) == (145, 133)
    assert place(after, Mark.IP) == (105, 133)


def test_that_two_points_turn_the_others_with_them() -> None:
    after = followed(body(SP=(100, 100), SA=(100, 140)), PROPOSAL, SQUARE)
    assert place(after, Mark.IA) == (70, 140)


def test_that_two_points_drawn_apart_make_the_body_larger() -> None:
    after = followed(body(SP=(100, 100), SA=(180, 100)), PROPOSAL, SQUARE)
    assert place(after, Mark.IA) == (180, 160)


def test_that_a_turn_is_one_of_millimetres_where_pixels_are_oblong() -> None:
    oblong = Scale(1.0, 0.5)
    after = followed(body(SP=(100, 100), SA=(100, 180)), PROPOSAL, oblong)
    assert place(after, Mark.IA) == (85, 180)


def test_that_the_others_stay_proposed_and_the_moved_ones_where_they_were_put() -> None:
    after = followed(body(SP=(105, 103), SA=(145, 104)), PROPOSAL, SQUARE)
    assert after.marks[Mark.IA].proposed
    assert after.marks[Mark.SA] == Landmark(ImagePoint(145, 104))


def test_that_an_accepted_body_does_not_move() -> None:
    accepted = body(SP=(105, 103), SA=(145, 103), IA=(140, 130), IP=(100, 130))
    assert followed(accepted, PROPOSAL, SQUARE) == accepted


def test_that_three_moved_points_are_met_as_well_as_can_be() -> None:
    after = followed(body(SP=(101, 100), SA=(141, 100), IA=(142, 130)), PROPOSAL, SQUARE)
    column, row = after.marks[Mark.IP].at
    assert column == pytest.approx(101.5, abs=0.5)
    assert row == pytest.approx(130, abs=0.5)


def test_that_two_points_proposed_at_one_place_do_not_break_it() -> None:
    proposal = {**PROPOSAL, Mark.SA: PROPOSAL[Mark.SP]}
    after = followed(body(SP=(102, 100), SA=(104, 100)), proposal, SQUARE)
    assert place(after, Mark.IA) == (143, 130)
