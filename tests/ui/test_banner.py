"""The bar that says what could not be done."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from vertmeasure.ui.banner import Banner


@pytest.fixture
def banner(qtbot):
    banner = Banner()
    qtbot.addWidget(banner)
    return banner


def test_that_the_banner_is_hidden_until_something_is_told(banner) -> None:
    assert banner.isHidden()


def test_that_message_and_remedy_are_shown_and_described(banner) -> None:
    banner.tell("The file is cut off.", "Copy it again.")
    assert banner.isVisible()
    assert banner.message.text() == "The file is cut off."
    assert banner.remedy.text() == "Copy it again."
    assert banner.accessibleDescription() == "The file is cut off. Copy it again."


def test_that_an_empty_remedy_takes_no_room(banner) -> None:
    banner.tell("The file is cut off.")
    assert banner.remedy.isHidden()


def test_that_a_message_is_never_markup(banner) -> None:
    banner.tell("<b>x</b>", "<img src='y'>")
    assert all(label.textFormat() is Qt.TextFormat.PlainText for label in banner.findChildren(QLabel))


def test_that_the_button_closes_the_banner(banner, qtbot) -> None:
    banner.tell("x")
    qtbot.mouseClick(banner.close_button, Qt.MouseButton.LeftButton)
    assert banner.isHidden()


def test_that_escape_closes_the_banner(banner, qtbot) -> None:
    banner.tell("x")
    qtbot.keyClick(banner.close_button, Qt.Key.Key_Escape)
    assert banner.isHidden()
