"""The keyboard and assistive technology reach everything, and see where they are."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QFileDialog,
    QLineEdit,
    QMenu,
    QMessageBox,
    QPlainTextEdit,
    QWidget,
)

from tests.ui.windows import shown_window
from vertmeasure.storage.settings import Settings
from vertmeasure.ui import commands
from vertmeasure.ui.action_bars import with_mnemonics
from vertmeasure.ui.actions import ACTIONS
from vertmeasure.ui.pictures import settle
from vertmeasure.ui.window import MainWindow

INTERACTIVE = (QAbstractButton, QLineEdit, QPlainTextEdit, QComboBox, QAbstractItemView)


@pytest.fixture
def unasked(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every question is answered by nothing: no file is chosen, every dialog is closed."""
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_: ([], ""))
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: ("", ""))
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: "")
    monkeypatch.setattr(QMessageBox, "exec", lambda _: 0)
    monkeypatch.setattr(commands, "ask_export", lambda *_: None)
    monkeypatch.setattr(commands, "show_about", lambda _: None)


@pytest.fixture(params=[False, True], ids=["empty", "sample"])
def window(request: pytest.FixtureRequest) -> Iterator[MainWindow]:
    with shown_window(Settings(reader="R1"), sample=request.param) as window:
        yield window


def name_of(widget: QWidget) -> str:
    """What assistive technology calls a widget."""
    return str(QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name))


def tab_stops(window: QWidget) -> list[QWidget]:
    """What the tab key leads to, in order."""
    stops, at = [], window.nextInFocusChain()
    while at is not window:
        is_stop = at.focusPolicy() & Qt.FocusPolicy.TabFocus and at.focusProxy() is None
        if is_stop and at.isVisible() and at.isEnabled() and at.window() is window:
            stops.append(at)
        at = at.nextInFocusChain()
    return stops


# ---- actions


def test_that_every_action_has_words_a_tip_and_a_place_in_a_menu(window: MainWindow) -> None:
    menus = {menu.title().replace("&", ""): menu for menu in window.menuBar().findChildren(QMenu)}
    for spec in ACTIONS:
        action = window.actions_by_id[spec.id]
        assert action.text()
        assert action.toolTip()
        assert action in menus[spec.group].actions()


@pytest.mark.slow
@pytest.mark.usefixtures("unasked")
def test_that_every_action_can_be_taken_on_an_empty_window_and_on_a_study(window: MainWindow) -> None:
    has_films = bool(window.desk.study.films)
    for spec in (each for each in ACTIONS if each.id != "close"):
        window.commands.own_error.may_stop()
        if has_films and not window.desk.study.films:
            window.commands.open_sample()
        settle(window)
        window.actions_by_id[spec.id].trigger()
        settle(window)
        assert window.isVisible(), spec.id
    window.desk.session.mark_saved(window.desk.session.committed)
    window.actions_by_id["close"].trigger()
    assert not window.isVisible()


def test_that_the_letters_of_the_menus_are_unique(window: MainWindow) -> None:
    menus = [menu for menu in window.menuBar().findChildren(QMenu) if menu.title()]  # Qt keeps a nameless one
    marked = [[menu.title() for menu in menus], *([each.text() for each in menu.actions()] for menu in menus)]
    for texts in marked:
        letters = [text[text.index("&") + 1].casefold() for text in texts if "&" in text]
        unmarked = [text for text in texts if "&" not in text]
        assert len(letters) == len(set(letters))
        assert not [text for text in unmarked if set(filter(str.isalnum, text.casefold())) - set(letters)]


def test_that_a_text_without_a_free_letter_stays_unmarked() -> None:
    assert with_mnemonics(["Ab", "Ba", "Ab"]) == ["&Ab", "&Ba", "Ab"]
    assert with_mnemonics(["R & D", "Report"]) == ["&R && D", "R&eport"]


# ---- names, order and focus


def test_that_every_interactive_part_has_a_name(window: MainWindow) -> None:
    for place in range(window.tabs.count()):
        window.tabs.setCurrentIndex(place)
        QApplication.processEvents()
        shown = [each for each in window.findChildren(QWidget) if each.isVisible()]
        stops = tab_stops(window)
        parts = [each for each in shown if isinstance(each, INTERACTIVE) or each in stops]
        nameless = [type(each).__name__ for each in parts if not name_of(each) and not _is_inside_another(each)]
        assert not nameless, window.tabs.tabText(place)


def _is_inside_another(widget: QWidget) -> bool:
    """Qt's own pieces: the header of a table, the button that clears a field."""
    return isinstance(widget.parentWidget(), INTERACTIVE)


def test_that_every_part_of_the_settings_has_a_name() -> None:
    with shown_window(Settings()) as window:
        dialog = window.commands.preferences.show_dialog()
        for place in range(dialog.tabs.count()):
            dialog.tabs.setCurrentIndex(place)
            shown = [each for each in dialog.findChildren(QWidget) if each.isVisible()]
            parts = [each for each in shown if isinstance(each, INTERACTIVE)]
            assert not [type(each) for each in parts if not name_of(each) and not _is_inside_another(each)]


def test_that_the_tab_key_leads_from_left_to_right() -> None:
    with shown_window(Settings(), sample=True) as window:
        parts = (window.film_list, window.film_area, window.level_strip, window.tabs)
        stops = tab_stops(window)
        order = [next(place for place, part in enumerate(parts) if part.isAncestorOf(stop)) for stop in stops]
        assert order == sorted(order)
        cards = list(window.film_list.cards.values())
        assert [stop for stop in stops if stop in cards] == cards
        assert stops.index(cards[-1].posture) + 1 == stops.index(window.film_list.drop_area)


@pytest.mark.parametrize("palette", ["dark", "light"])
def test_that_the_focus_is_seen_on_every_tab_stop(palette: str) -> None:
    with shown_window(Settings(palette=palette), sample=True) as window:
        for place in range(window.tabs.count()):
            window.tabs.setCurrentIndex(place)
            QApplication.processEvents()
            assert not [type(each).__name__ for each in tab_stops(window)[:60] if not _shows_focus(window, each)]


def _shows_focus(window: MainWindow, stop: QWidget) -> bool:
    window.setFocus()
    without = stop.grab().toImage()
    stop.setFocus(Qt.FocusReason.TabFocusReason)
    return bool(stop.grab().toImage() != without)
