"""Gestures on a film, without a screen: plain pointers on a bench that holds a session."""

import pytest

from tests.ui.bench import Bench, Look
from vertmeasure.core import edits
from vertmeasure.core.anatomy import CORNERS, Mark
from vertmeasure.core.geometry import ImagePoint
from vertmeasure.core.study import Landmark, Vertebra
from vertmeasure.ui.tools import Hand, Pointer, Where, nearest_point

BOX = {Mark.SP: (100, 100), Mark.SA: (140, 100), Mark.IA: (140, 130), Mark.IP: (100, 130)}


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


def proposed(bench: Bench, level: str = "L1") -> None:
    """A body that is nothing but a proposal."""
    marks = {mark: Landmark(ImagePoint(*place), proposed=True) for mark, place in BOX.items()}
    bench.apply("Propose", lambda study: edits.put_body(study, "pre", Vertebra(level, marks)))


def drag(hand: Hand, start: tuple[float, float], end: tuple[float, float]) -> None:
    hand.press(at(*start))
    hand.move(at(*end))
    hand.release()


def test_that_the_rest_of_a_proposed_body_follows_the_second_point_that_is_moved(bench: Bench, hand: Hand) -> None:
    proposed(bench)
    drag(hand, (100, 100), (106, 102))
    assert point(bench, Mark.IA) == ImagePoint(140, 130)
    drag(hand, (140, 100), (146, 102))
    assert tuple(point(bench, Mark.IA)) == pytest.approx((146, 132))


def test_that_undo_takes_the_following_points_back_too(bench: Bench, hand: Hand) -> None:
    proposed(bench)
    drag(hand, (100, 100), (106, 102))
    drag(hand, (140, 100), (146, 102))
    bench.session.undo()
    assert point(bench, Mark.IA) == ImagePoint(140, 130)


def test_that_an_accepted_body_does_not_follow_any_more(bench: Bench, hand: Hand) -> None:
    proposed(bench)
    drag(hand, (100, 100), (106, 102))
    bench.apply("Accept", lambda study: edits.accept_body(study, "pre", "L1"))
    drag(hand, (140, 100), (146, 102))
    assert point(bench, Mark.IA) == ImagePoint(140, 130)


def test_that_backspace_takes_a_body_away_that_is_only_proposed(bench: Bench, hand: Hand) -> None:
    click(hand, 30, 30)
    proposed(bench, "T12")
    hand.take_back("pre")
    assert set(bench.study.films[0].vertebrae) == {"L1"}


def test_that_the_hand_says_which_key_accepts_a_proposed_body(bench: Bench, hand: Hand) -> None:
    proposed(bench)
    proposed(bench, "T12")
    proposed(bench, "L2")
    assert hand.hint("pre") == "L1 is proposed · A accepts it"


class Edges:
    """Notes what it is told."""

    def __init__(self) -> None:
        self.told: list[object] = []

    def let_go(self, where: Where, is_new: bool) -> None:
        self.told.append((where, is_new))

    def keep(self, where: Where) -> None:
        self.told.append(where)

    def reset(self) -> None:
        self.told.clear()


def test_that_points_are_let_go_to_the_edge_unless_shift_is_held(hand: Hand) -> None:
    hand.edges = edges = Edges()
    click(hand, 100, 100)
    drag(hand, (100, 100), (104, 100))
    hand.press(at(104, 100))
    hand.move(at(106, 100))
    hand.release(is_exact=True)
    hand.nudge("pre", 1, 0)
    where = ("pre", "L1", Mark.SP)
    assert edges.told == [(where, True), (where, False), where, where]
