"""F1: every action with its real key, and what the film view does by itself."""

import pytest

from vertmeasure.paint.palette import DARK
from vertmeasure.ui.actions import ACTIONS
from vertmeasure.ui.gestures import GESTURES
from vertmeasure.ui.shortcuts_page import ShortcutsPage, shortcut_lines


@pytest.fixture
def page(qtbot):
    page = ShortcutsPage({"fit": "Ctrl+J", "invert": ""}, DARK)
    qtbot.addWidget(page)
    return page


def test_that_every_action_and_every_gesture_stands_on_the_page(page) -> None:
    told = page.page.toPlainText()
    assert not [spec.text for spec in ACTIONS if spec.text.removesuffix("…") not in told]
    assert not [gesture.words for gesture in GESTURES if gesture.words not in told]


@pytest.mark.usefixtures("qapp")
def test_that_the_page_tells_the_keys_in_force() -> None:
    keys = {line.words: line.key for line in shortcut_lines({"fit": "Ctrl+J", "invert": ""})}
    assert (keys["Fit"], keys["Invert"], keys["Save"]) == ("Ctrl+J", "menu only", "Ctrl+S")


def test_that_an_action_is_found_by_its_name_or_its_key(page) -> None:
    page.sought.setText("ctrl+j")
    assert "Fit" in page.page.toPlainText()
    assert "Save" not in page.page.toPlainText()
    page.sought.setText("arrows nudge")
    assert "0.1 px" in page.page.toPlainText()


def test_that_a_search_without_result_says_so(page) -> None:
    page.sought.setText("astrology")
    assert page.page.toPlainText().startswith("No action like this.")
