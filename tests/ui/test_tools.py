"""Gestures on a film, without a screen: plain pointers on a bench that holds a session."""

from collections.abc import Callable
from dataclasses import dataclass, replace

import pytest

from vertmeasure.core.anatomy import CORNERS, Mark
from vertmeasure.core.geometry import ImagePoint
from vertmeasure.core.session import Session
from vertmeasure.core.study import Film, Study
from vertmeasure.ui.tools import Hand, Pointer, nearest_point

BOX = {Mark.SP: (100, 100), Mark.SA: (140, 100), Mark.IA: (140, 130), Mark.IP: (100, 130)}


@dataclass(frozen=True)
class Look:
    level: str = "L1"
    six_points: bool = False


class Bench:
    """A desk without Qt."""

    def __init__(self) -> None:
        self.session = Session(Study(films=(Film("pre", rows=400, columns=300),)))
        self.look = Look()

    @property
    def study(self) -> Study:
        return self.session.study

    def apply(self, label: str, edit: Callable[[Study], Study]) -> bool:
        self.session.apply(label, edit(self.session.committed))
        return True

    def preview(self, edit: Callable[[Study], Study]) -> bool:
        self.session.preview(edit(self.session.committed))
        return True

    def commit_preview(self, label: str) -> None:
        self.session.commit(label)

    def cancel_preview(self) -> None:
        self.session.cancel()

    def look_at(self, **changes: object) -> None:
        self.look = replace(self.look, **changes)  # type: ignore[arg-type]


@pytest.fixture
def bench() -> Bench:
    return Bench()


@pytest.fixture
def hand(bench: Bench) -> Hand:
    return Hand(bench)


def at(column: float, row: float) -> Pointer:
    return Pointer("pre", ImagePoint(column, row), (5.0, 5.0))


def click(hand: Hand, column: float, row: float) -> None:
    hand.press(at(column, row))
    hand.release()


def place_body(hand: Hand) -> None:
    for mark in CORNERS:
        click(hand, *BOX[mark])


def point(bench: Bench, mark: Mark, level: str = "L1") -> ImagePoint:
    landmark = bench.study.films[0].landmark(level, mark)
    assert landmark is not None
    return landmark.at


def test_that_clicks_place_the_corners_in_the_order_of_the_guide(bench: Bench, hand: Hand) -> None:
    place_body(hand)
    assert {mark: tuple(point(bench, mark)) for mark in CORNERS} == BOX


def test_that_the_guide_goes_on_to_the_neighbours(hand: Hand) -> None:
    place_body(hand)
    armed = hand.armed("pre")
    assert armed is not None
    assert armed.words == "T12 · superior posterior 1/4"


def test_that_the_fourth_corner_brings_proposals_for_the_middle_points(bench: Bench, hand: Hand) -> None:
    place_body(hand)
    middle = bench.study.films[0].landmark("L1", Mark.SM)
    assert middle is not None
    assert middle.proposed
    assert middle.at == ImagePoint(120, 100)


def test_that_six_points_are_asked_for_and_none_proposed(bench: Bench, hand: Hand) -> None:
    bench.look = Look(six_points=True)
    place_body(hand)
    assert bench.study.films[0].landmark("L1", Mark.SM) is None
    click(hand, 120, 104)
    assert point(bench, Mark.SM) == ImagePoint(120, 104)


def test_that_proposals_follow_the_corner_that_is_dragged(bench: Bench, hand: Hand) -> None:
    place_body(hand)
    hand.press(at(140, 100))
    hand.move(at(140, 110))
    assert point(bench, Mark.SM) == ImagePoint(120, 105)
    hand.release()
    assert point(bench, Mark.SA) == ImagePoint(140, 110)


def test_that_a_drag_is_one_step_however_often_it_moves(bench: Bench, hand: Hand) -> None:
    place_body(hand)
    hand.press(at(140, 100))
    for row in range(101, 120):
        hand.move(at(140, row))
    hand.release()
    assert bench.session.undo_label == "Move L1 superior anterior"
    bench.session.undo()
    assert point(bench, Mark.SA) == ImagePoint(140, 100)


def test_that_a_cancelled_drag_leaves_no_step(bench: Bench, hand: Hand) -> None:
    place_body(hand)
    before = bench.session.committed
    hand.press(at(140, 100))
    hand.move(at(10, 10))
    hand.cancel()
    assert bench.study == before
    assert bench.session.undo_label == "Place L1 inferior posterior"


def test_that_a_press_beside_the_middle_of_a_point_does_not_make_it_jump(bench: Bench, hand: Hand) -> None:
    place_body(hand)
    hand.press(at(142, 102))
    hand.move(at(152, 112))
    hand.release()
    assert point(bench, Mark.SA) == ImagePoint(150, 110)


def test_that_a_press_on_a_point_without_a_move_changes_nothing(bench: Bench, hand: Hand) -> None:
    place_body(hand)
    before = bench.study
    click(hand, 140, 100)
    assert bench.study == before


def test_that_the_select_tool_puts_nothing_down(bench: Bench, hand: Hand) -> None:
    hand.placing = False
    click(hand, 50, 50)
    assert bench.study.films[0].vertebrae == {}


def test_that_nothing_is_placed_before_a_level_is_picked(bench: Bench, hand: Hand) -> None:
    bench.look = Look(level="")
    click(hand, 50, 50)
    assert bench.study.films[0].vertebrae == {}


def test_that_arrows_nudge_the_point_touched_last(bench: Bench, hand: Hand) -> None:
    click(hand, 100, 100)
    hand.nudge("pre", 0.1, 0.0)
    assert point(bench, Mark.SP).column == pytest.approx(100.1)


def test_that_a_point_dragged_off_the_film_stays_on_its_edge(bench: Bench, hand: Hand) -> None:
    place_body(hand)
    hand.press(at(140, 100))
    hand.move(at(999, -50))
    hand.release()
    assert point(bench, Mark.SA) == ImagePoint(300, 0)


def test_that_backspace_takes_back_point_after_point_and_the_proposals_with_them(bench: Bench, hand: Hand) -> None:
    place_body(hand)
    hand.take_back("pre")
    assert set(bench.study.films[0].vertebrae["L1"].marks) == {Mark.SP, Mark.SA, Mark.IA}
    for _ in range(3):
        hand.take_back("pre")
    assert bench.study.films[0].vertebrae == {}


def test_that_a_nudge_after_the_point_was_undone_does_nothing(bench: Bench, hand: Hand) -> None:
    click(hand, 100, 100)
    bench.session.undo()
    hand.nudge("pre", 1, 0)
    assert bench.study.films[0].vertebrae == {}


def test_that_the_nearest_of_two_points_in_reach_is_taken(bench: Bench, hand: Hand) -> None:
    place_body(hand)
    film = bench.study.films[0]
    assert nearest_point(film, Pointer("pre", ImagePoint(123, 101), (25.0, 25.0))) == ("L1", Mark.SM)
    assert nearest_point(film, at(60, 60)) is None
