"""Undo, redo, previews and what counts as saved."""

import pytest

from tests.studies import three_bodies
from vertmeasure.core import edits
from vertmeasure.core.anatomy import Mark
from vertmeasure.core.geometry import ImagePoint
from vertmeasure.core.session import Session
from vertmeasure.core.study import Study

OPENED = three_bodies()
OTHER = three_bodies(label="other")
THIRD = three_bodies(label="third")

# ---- steps and previews


@pytest.fixture(name="session")
def session_fixture() -> Session:
    return Session(OPENED)


def test_that_a_drag_is_one_step(session: Session) -> None:
    for row in range(5):
        session.preview(edits.place(OPENED, ("pre", "L1", Mark.SA), ImagePoint(0, row)))
    session.commit("move")
    assert session.undo_label == "move"
    session.undo()
    assert (session.study, session.undo_label) == (OPENED, "")


def test_that_a_cancelled_drag_leaves_no_step(session: Session) -> None:
    session.preview(OTHER)
    session.cancel()
    assert (session.study, session.undo_label, session.is_previewing) == (OPENED, "", False)


def test_that_a_preview_is_shown_and_not_saved(session: Session) -> None:
    session.preview(OTHER)
    assert (session.study, session.committed, session.is_saved) == (OTHER, OPENED, True)


def test_that_undo_drops_an_unfinished_drag_alone(session: Session) -> None:
    session.apply("label", OTHER)
    session.preview(THIRD)
    session.undo()
    assert (session.study, session.undo_label) == (OTHER, "label")


def test_that_redo_waits_for_an_unfinished_drag(session: Session) -> None:
    session.apply("label", OTHER)
    session.undo()
    session.preview(THIRD)
    session.redo()
    assert (session.study, session.redo_label) == (THIRD, "label")


def test_that_a_drag_back_to_where_it_began_leaves_no_step(session: Session) -> None:
    session.preview(OTHER)
    session.preview(three_bodies())
    session.commit("move")
    assert (session.undo_label, session.is_previewing) == ("", False)


def test_that_a_new_step_forgets_what_was_undone(session: Session) -> None:
    session.apply("label", OTHER)
    session.undo()
    session.apply("label again", THIRD)
    assert session.redo_label == ""
    assert session.undo_label == "label again"


def test_that_steps_are_named_both_ways(session: Session) -> None:
    session.apply("first", OTHER)
    session.apply("second", THIRD)
    session.undo()
    assert (session.undo_label, session.redo_label) == ("first", "second")


def test_that_commit_undo_and_redo_with_nothing_to_do_tell_nobody(session: Session) -> None:
    heard: list[Study] = []
    session.subscribe(lambda: heard.append(session.study))
    session.commit("nothing")
    session.cancel()
    session.undo()
    session.redo()
    assert heard == []


def test_that_a_listener_sees_the_new_study(session: Session) -> None:
    heard: list[Study] = []
    session.subscribe(lambda: heard.append(session.study))
    session.preview(OTHER)
    session.commit("label")
    session.undo()
    assert heard == [OTHER, OTHER, OPENED]


# ---- saved or not


def test_that_undoing_back_to_what_was_saved_counts_as_saved(session: Session) -> None:
    session.apply("label", OTHER)
    assert not session.is_saved
    session.undo()
    assert session.is_saved


def test_that_a_study_saved_while_it_was_changed_is_not_the_saved_one(session: Session) -> None:
    session.apply("label", OTHER)
    session.apply("label", THIRD)
    session.mark_saved(OTHER)
    assert not session.is_saved
    session.undo()
    assert session.is_saved


def test_that_opening_another_study_starts_the_history_anew(session: Session) -> None:
    session.apply("label", OTHER)
    session.preview(THIRD)
    session.replace_with(THIRD)
    assert (session.study, session.undo_label, session.redo_label) == (THIRD, "", "")
    assert session.is_saved
    assert not session.is_previewing


def test_that_a_recovered_study_is_not_a_saved_one(session: Session) -> None:
    session.replace_with(OTHER, saved=False)
    assert (session.study, session.is_saved) == (OTHER, False)
