"""Points that the program finds in the window: proposed, carried over, taken from a click in the middle."""

from collections.abc import Iterator
from math import hypot

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from tests.conftest import SAMPLE
from tests.flows.reader import TRUTH, Reader
from vertmeasure.core import edits
from vertmeasure.core.anatomy import CORNERS, SIX_POINTS
from vertmeasure.core.geometry import ImagePoint
from vertmeasure.core.study import CountedFrom, Film, Landmark, Study, Vertebra

pytestmark = pytest.mark.slow  # each searches films for bodies

NEAR_MM = 0.6


@pytest.fixture(scope="module")
def opened() -> Iterator[Reader]:
    """A window with the first two films of the sample, nothing placed."""
    reader = Reader(propose=True)
    reader.open(SAMPLE / "pre.dcm", SAMPLE / "post.dcm")
    yield reader
    reader.close()


@pytest.fixture
def reader(opened: Reader) -> Reader:
    """The window with everything undone and forgotten."""
    desk = opened.window.desk
    rest(opened)
    while not desk.session.undo_label.startswith("Add film"):
        desk.session.undo()
    desk.laid_out.emit()
    opened.window.commands.place_tool()
    desk.look_at(level="L1", active="pre", shown=("pre", "post"))
    desk.session.mark_saved(desk.session.committed)
    return opened


def rest(reader: Reader) -> None:
    for _ in range(3):
        QApplication.processEvents()
        reader.wait(lambda: not reader.window.background.is_busy)


def true_body(film_id: str, level: str, proposed: bool = False) -> Vertebra:
    at = TRUTH[film_id][level]
    return Vertebra(level, {mark: Landmark(ImagePoint(*at[mark]), proposed) for mark in SIX_POINTS})


def place(reader: Reader, *levels: str, film_id: str = "pre") -> None:
    """Put bodies where they are, one step each."""
    for level in levels:
        body = true_body(film_id, level)
        reader.window.desk.apply(f"Place {level}", lambda study, body=body: edits.put_body(study, film_id, body))  # type: ignore[misc]


def farthest_mm(film: Film, level: str) -> float:
    """How far the farthest corner of a body lies from the true one."""
    scale, true = film.calibration.scale, TRUTH[film.id][level]
    at = {mark: film.vertebrae[level].marks[mark].at for mark in CORNERS}
    return max(
        hypot((at[mark].column - true[mark][0]) * scale.column, (at[mark].row - true[mark][1]) * scale.row)
        for mark in CORNERS
    )


def film(reader: Reader, film_id: str = "pre") -> Film:
    return reader.window.desk.study.film(film_id)


def undo_label(reader: Reader) -> str:
    return reader.window.desk.session.undo_label


# ---- proposed


def test_that_the_last_body_needed_is_proposed_where_it_is(reader: Reader) -> None:
    place(reader, "L1", "T12")
    rest(reader)
    assert undo_label(reader) == "Propose L2"
    assert all(point.proposed for point in film(reader).vertebrae["L2"].marks.values())
    assert farthest_mm(film(reader), "L2") < NEAR_MM


def test_that_a_proposal_that_was_undone_is_not_made_again(reader: Reader) -> None:
    place(reader, "L1", "T12")
    rest(reader)
    session = reader.window.desk.session
    session.undo()
    assert "L2" not in film(reader).vertebrae
    session.undo()
    session.redo()
    rest(reader)
    assert "L2" not in film(reader).vertebrae


def test_that_nothing_is_proposed_unasked_while_the_setting_is_off(reader: Reader) -> None:
    reader.window.commands.preferences.change(propose=False)
    place(reader, "L1", "T12")
    rest(reader)
    reader.window.commands.preferences.change(propose=True)
    assert set(film(reader).vertebrae) == {"L1", "T12"}


def test_that_one_key_proposes_the_bodies_above_and_below(reader: Reader) -> None:
    place(reader, "L1", "L2", "T12")
    reader.press(Qt.Key.Key_N)
    rest(reader)
    assert undo_label(reader) == "Propose T11, L3"
    assert max(farthest_mm(film(reader), level) for level in ("T11", "L3")) < NEAR_MM


def test_that_proposing_asks_for_two_bodies_first(reader: Reader) -> None:
    place(reader, "L1")
    reader.press(Qt.Key.Key_N)
    assert reader.window.banner.message.text() == "The next bodies follow from two that are placed."
    reader.window.banner.dismiss()


def test_that_a_proposal_waits_for_the_end_of_a_drag(reader: Reader) -> None:
    place(reader, "L1", "T12")
    desk, levels = reader.window.desk, []
    desk.preview(lambda study: edits.put_body(study, "pre", true_body("pre", "T10")))
    rest(reader)
    levels.append(set(film(reader).vertebrae))
    desk.cancel_preview()
    assert [*levels, set(film(reader).vertebrae)] == [{"L1", "T12", "T10"}, {"L1", "T12", "L2"}]


def test_that_a_accepts_the_proposed_body_first(reader: Reader) -> None:
    place(reader, "L1", "T12")
    rest(reader)
    reader.press(Qt.Key.Key_A)
    assert undo_label(reader) == "Accept L2"
    assert not any(point.proposed for point in film(reader).vertebrae["L2"].marks.values())


# ---- from a click in the middle


def test_that_a_click_in_the_middle_of_each_body_proposes_its_points(reader: Reader) -> None:
    view = reader.window.views[0]
    reader.press(Qt.Key.Key_B)
    for level in ("L1", "T12", "L2"):
        assert reader.window.hand.asked("pre") == f"{level} · middle of the body"
        corners = [TRUTH["pre"][level][mark] for mark in CORNERS]
        middle = ImagePoint(*(sum(axis) / 4 for axis in zip(*corners, strict=True)))
        reader.hand.click(view.viewport(), view.to_widget(middle).toPoint())
    rest(reader)
    assert {level: len(body.marks) for level, body in film(reader).vertebrae.items()} == {"L1": 6, "T12": 6, "L2": 6}
    assert max(farthest_mm(film(reader), level) for level in ("L1", "T12", "L2")) < NEAR_MM


def test_that_a_click_beside_the_spine_proposes_nothing_and_says_so(reader: Reader) -> None:
    view = reader.window.views[0]
    reader.press(Qt.Key.Key_B)
    reader.hand.click(view.viewport(), view.to_widget(ImagePoint(60, 60)).toPoint())
    rest(reader)
    assert film(reader).vertebrae == {}
    assert reader.window.status._parts["remark"].text().startswith("L1 was not found around the click")
    assert reader.window.hand.asked("pre") == "L1 · middle of the body"


# ---- carried over


def carry(reader: Reader) -> None:
    reader.window.desk.look_at(active="post")
    reader.press(Qt.Key.Key_K)
    rest(reader)


def test_that_points_are_carried_to_the_later_film_in_one_step(reader: Reader) -> None:
    place(reader, "L1", "L2", "T12")
    carry(reader)
    assert undo_label(reader) == "Carry 3 bodies from pre"
    post = film(reader, "post")
    assert all(
        point.proposed and point.raw is None for body in post.vertebrae.values() for point in body.marks.values()
    )
    assert max(farthest_mm(post, level) for level in ("T12", "L2")) < NEAR_MM
    reader.window.desk.session.undo()
    assert film(reader, "post").vertebrae == {}


def test_that_the_points_of_a_raised_body_lie_on_its_edges(reader: Reader) -> None:
    place(reader, "L1", "L2", "T12")
    reader.window.desk.apply("Mark L1", lambda study: edits.set_fractured(study, "L1", True))
    carry(reader)
    assert farthest_mm(film(reader, "post"), "L1") < NEAR_MM


def test_that_a_cancelled_carry_over_changes_nothing(reader: Reader) -> None:
    place(reader, "L1", "L2", "T12")
    reader.window.desk.look_at(active="post")
    reader.press(Qt.Key.Key_K)
    reader.window.commands.do("dismiss_banner")
    assert reader.window.carrying.pair is None
    rest(reader)
    assert film(reader, "post").vertebrae == {}


def test_that_the_empty_film_offers_what_the_earlier_one_has(reader: Reader) -> None:
    first, second = (offer.button for offer in reader.window.offers)
    assert second.isHidden()
    place(reader, "L1", "L2", "T12")
    assert second.text() == "Carry 3 bodies from pre   K"
    assert first.isHidden()
    second.click()
    assert second.text().startswith("Carrying the points of pre")
    rest(reader)
    assert second.isHidden()


def test_that_carrying_without_a_source_says_what_to_do(reader: Reader) -> None:
    carry(reader)
    assert reader.window.banner.message.text() == "No other film has a whole body to carry over."
    reader.window.banner.dismiss()


# ---- never in a blind repeat reading


def test_that_a_blind_repeat_reading_is_neither_snapped_nor_proposed_nor_carried(reader: Reader) -> None:
    place(reader, "L1", "T12", "L2")
    desk, window = reader.window.desk, reader.window
    desk.put_aside(Study(films=desk.study.films), None, ("pre", "post"))
    for name in ("snap", "propose_next", "carry_points", "middle_tool"):
        assert not window.actions_by_id[name].isEnabled()
    assert all(offer.button.isHidden() for offer in window.offers)
    window.carrying.begin("post")
    window.proposing.propose_next("pre")
    corner = film(reader).vertebrae["L1"].marks[CORNERS[0]].at
    edge = window.desk.study
    window.snapping.let_go(("pre", "L1", CORNERS[0]), is_new=False)
    assert (window.background.is_busy, window.desk.study, corner) == (False, edge, corner)
    desk.bring_back()


# ---- said once, and said on the film


def test_that_the_level_count_is_asked_once_when_the_first_body_stands(reader: Reader) -> None:
    question, desk = reader.window.count_questions[0], reader.window.desk
    assert question.isHidden()
    place(reader, "L1")
    assert not question.isHidden()
    question.buttons[CountedFrom.S1].click()
    assert desk.study.levels_counted_from is CountedFrom.S1
    assert undo_label(reader) == "Levels counted: S1"
    desk.session.undo()
    place(reader, "T12")
    assert question.isHidden()


def test_that_crossed_corners_are_told_on_the_film(reader: Reader) -> None:
    label = reader.window.warnings[0].label
    place(reader, "L1")
    assert label.isHidden()
    marks = dict(true_body("pre", "T12").marks)
    marks[CORNERS[0]], marks[CORNERS[1]] = marks[CORNERS[1]], marks[CORNERS[0]]
    crossed = Vertebra("T12", marks)
    reader.window.desk.apply("Cross", lambda study: edits.put_body(study, "pre", crossed))
    assert label.text().startswith("⚠ T12: its corners cross")
    assert not label.isHidden()


def test_that_a_level_out_of_sequence_is_told_on_the_film(reader: Reader) -> None:
    place(reader, "L1")
    wrong = Vertebra("T12", true_body("pre", "L2").marks)
    reader.window.desk.apply("Wrong", lambda study: edits.put_body(study, "pre", wrong))
    assert "L1 does not lie below T12" in reader.window.warnings[0].label.text()


# ---- on and off


def test_that_a_key_switches_snapping_and_the_status_says_so(reader: Reader) -> None:
    window = reader.window
    reader.press(Qt.Key.Key_S)
    assert (window.desk.settings.snap, window.status._parts["snap"].text()) == (False, "snap off")
    assert not window.actions_by_id["snap"].isChecked()
    reader.press(Qt.Key.Key_S)
    assert (window.desk.settings.snap, window.status._parts["snap"].text()) == (True, "")
