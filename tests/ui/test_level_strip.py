"""The strip of levels: states in words and drawing, clicks, keys and menus."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction

from tests.ui.golden_desk import empty_desk, golden_desk
from vertmeasure.core import edits
from vertmeasure.core.anatomy import Mark
from vertmeasure.core.geometry import ImagePoint
from vertmeasure.core.study import Fracture
from vertmeasure.ui.level_state import LevelState, Placed
from vertmeasure.ui.level_strip import LevelStrip

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def desk():
    return golden_desk()


@pytest.fixture
def strip(desk, qtbot):
    strip = LevelStrip(desk)
    qtbot.addWidget(strip)
    strip.resize(360, 80)
    strip.show()
    return strip


def action(strip: LevelStrip, level: str, words: str) -> QAction:
    return next(each for each in strip.menu_of(level).actions() if each.text().startswith(words))


def test_that_the_chosen_fracture_is_told_in_words(strip) -> None:
    assert strip.chips["L2"].accessibleName() == "L2: fractured, treated, placed, selected"


def test_that_the_bodies_heights_are_compared_with_are_references(strip) -> None:
    references = [level for level, chip in strip.chips.items() if chip.state.is_reference]
    assert references == ["L1", "L3"]


def test_that_a_body_with_a_missing_corner_is_partly_placed(strip, desk) -> None:
    desk.apply("", lambda study: edits.remove_landmark(study, ("pre", "L5", Mark.SP)))
    assert strip.chips["L5"].state.placed is Placed.PARTLY
    assert "partly placed" in strip.chips["L5"].toolTip()


def test_that_the_strip_follows_the_active_film(strip, desk) -> None:
    desk.apply("", lambda study: edits.remove_body(study, "post", "L5"))
    assert strip.chips["L5"].state.placed is Placed.FULLY
    desk.look_at(active="post")
    assert strip.chips["L5"].state.placed is Placed.NOTHING


def test_that_a_click_looks_at_a_level(strip, desk, qtbot) -> None:
    qtbot.mouseClick(strip.chips["T12"], LEFT)
    assert desk.look.level == "T12"
    assert strip.chips["T12"].state.is_selected
    assert not strip.chips["L2"].state.is_selected


def test_that_arrow_keys_go_to_the_neighbours(strip, desk, qtbot) -> None:
    strip.chips["L2"].setFocus()
    qtbot.keyClick(strip.chips["L2"], Qt.Key.Key_Right)
    assert desk.look.level == "L3"
    qtbot.keyClick(strip.chips["S1"], Qt.Key.Key_Right)
    assert desk.look.level == "L3"


def test_that_the_tab_key_stops_at_one_chip(strip, desk) -> None:
    desk.look_at(level="L4")
    stops = [level for level, chip in strip.chips.items() if chip.focusPolicy() is Qt.FocusPolicy.StrongFocus]
    assert stops == ["L4"]


def test_that_a_fracture_is_marked_and_taken_back(strip, desk) -> None:
    action(strip, "T12", "Fractured").trigger()
    assert Fracture("T12") in desk.study.fractures
    action(strip, "T12", "Not fractured").trigger()
    assert Fracture("T12") not in desk.study.fractures


def test_that_a_fracture_can_count_from_the_active_film_on(strip, desk) -> None:
    desk.look_at(active="post")
    action(strip, "L4", "Fractured from this film on").trigger()
    assert Fracture("L4", "post") in desk.study.fractures
    desk.look_at(active="pre")
    assert strip.chips["L4"].state.is_fractured_later


def test_that_from_this_film_on_is_not_offered_on_the_first_film(strip, desk) -> None:
    desk.look_at(shown=("baseline",), active="baseline")
    with pytest.raises(StopIteration):
        action(strip, "L4", "Fractured from this film on")


def test_that_a_reference_is_excluded_on_one_film_or_on_all(strip, desk) -> None:
    action(strip, "L3", "Exclude as reference on this film").trigger()
    assert desk.study.film("pre").excluded_references == ("L3",)
    assert not strip.chips["L3"].state.is_reference
    action(strip, "L1", "Exclude as reference on all films").trigger()
    assert desk.study.excluded_references == ("L1",)
    action(strip, "L1", "Allow as reference on all films").trigger()
    assert desk.study.excluded_references == ()


def test_that_points_are_removed_on_the_active_film_alone(strip, desk) -> None:
    action(strip, "L5", "Remove its points").trigger()
    assert "L5" not in desk.study.film("pre").vertebrae
    assert "L5" in desk.study.film("post").vertebrae


def test_that_a_body_is_relabelled_to_a_free_neighbour(strip, desk) -> None:
    action(strip, "L1", "Relabel to T12").trigger()
    assert "T12" in desk.study.film("pre").vertebrae


def test_that_a_taken_neighbour_is_refused_in_words(strip, desk, qtbot) -> None:
    with qtbot.waitSignal(desk.told) as told:
        action(strip, "L1", "Relabel to L2").trigger()
    assert told.args[0] == "L2 is already placed on this film."


def test_that_all_labels_shift_together(strip, desk) -> None:
    desk.apply("", lambda study: edits.remove_body(study, "pre", "S1"))
    for film in ("post", "baseline"):
        desk.apply("", lambda study, film=film: edits.remove_body(study, film, "S1"))
    action(strip, "L2", "Shift all labels one up").trigger()
    assert desk.study.judged_levels == ("L1",)


def test_that_proposed_points_are_accepted(strip, desk) -> None:
    where = ("pre", "L5", Mark.SM)
    at = ImagePoint(250.0, 350.0)
    desk.apply("", lambda study: edits.place(study, where, at, proposed=True))
    assert strip.chips["L5"].state.is_proposed
    action(strip, "L5", "Accept").trigger()
    assert not strip.chips["L5"].state.is_proposed


def test_that_states_differ_without_colour(strip) -> None:
    """The grey values of a chip change with every state."""
    chip = strip.chips["T5"]
    states = [
        LevelState("T5"),
        LevelState("T5", placed=Placed.PARTLY),
        LevelState("T5", placed=Placed.FULLY),
        LevelState("T5", placed=Placed.FULLY, is_excluded=True),
        LevelState("T5", placed=Placed.FULLY, is_treated=True),
        LevelState("T5", placed=Placed.FULLY, is_selected=True),
        LevelState("T5", placed=Placed.FULLY, is_fractured_later=True),
        LevelState("T5", placed=Placed.FULLY, is_fractured=True),
        LevelState("T5", placed=Placed.FULLY, is_reference=True),
    ]
    pictures = []
    for state in states:
        chip.show_state(state)
        grey = chip.grab().toImage().convertToFormat(chip.grab().toImage().Format.Format_Grayscale8)
        pictures.append(bytes(grey.constBits()))
    assert len(set(pictures)) == len(states)


def test_that_a_new_study_has_no_level_chosen(qtbot) -> None:
    strip = LevelStrip(empty_desk())
    qtbot.addWidget(strip)
    assert not any(chip.state.is_selected for chip in strip.chips.values())
    assert [each.text() for each in strip.menu_of("L1").actions()][-4:] == [
        "No points on this film",
        "",
        "Shift all labels one up",
        "Shift all labels one down",
    ]
