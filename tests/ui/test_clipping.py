"""No text is cut off: at 100, 150 and 200 % type, on a small screen and on a large one."""

from itertools import product

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget

from tests.ui.clipping import clipped_texts
from tests.ui.windows import shown_window
from vertmeasure.paint.palette import DARK
from vertmeasure.storage.settings import Settings
from vertmeasure.ui.about import about_page
from vertmeasure.ui.agreement_page import AgreementPage, NamedReading
from vertmeasure.ui.export_dialog import ExportDialog, proposed_export
from vertmeasure.ui.pictures import settle
from vertmeasure.ui.reference_page import ReferencePage
from vertmeasure.ui.shortcuts_page import ShortcutsPage
from vertmeasure.ui.window import MainWindow

SIZES = ((1280, 800), (1920, 1080))
LOOKS = list(product((100, 150, 200), SIZES))


def clipped_on_every_tab(window: MainWindow) -> list[str]:
    found = []
    for place in range(window.tabs.count()):
        window.tabs.setCurrentIndex(place)
        settle(window)
        found += [f"{window.tabs.tabText(place)}: {each}" for each in clipped_texts(window)]
    return found


@pytest.mark.slow
@pytest.mark.parametrize(("percent", "size"), LOOKS)
def test_that_the_empty_window_cuts_nothing_off(percent: int, size: tuple[int, int]) -> None:
    with shown_window(Settings(font_percent=percent), size) as window:
        assert (window.width(), window.height()) == size
        assert clipped_on_every_tab(window) == []


@pytest.mark.slow
@pytest.mark.parametrize(("percent", "size"), LOOKS)
def test_that_the_sample_study_cuts_nothing_off(percent: int, size: tuple[int, int]) -> None:
    with shown_window(Settings(font_percent=percent), size, sample=True) as window:
        assert (window.width(), window.height()) == size
        assert clipped_on_every_tab(window) == []


@pytest.mark.slow
@pytest.mark.parametrize("percent", [150, 200])
def test_that_type_that_grows_in_an_open_window_cuts_nothing_off(percent: int) -> None:
    with shown_window(Settings(), sample=True) as window:
        window.commands.preferences.wear(font_percent=percent)
        settle(window)
        assert window.width() == 1280
        assert clipped_on_every_tab(window) == []


@pytest.mark.slow
@pytest.mark.parametrize("percent", [100, 150, 200])
def test_that_no_page_of_the_settings_cuts_anything_off(percent: int) -> None:
    with shown_window(Settings(font_percent=percent, report_folder="/a/rather/long/way/to/reports")) as window:
        dialog = window.commands.preferences.show_dialog()
        for place in range(dialog.tabs.count()):
            dialog.tabs.setCurrentIndex(place)
            QApplication.processEvents()
            assert clipped_texts(dialog) == []


@pytest.mark.slow
@pytest.mark.parametrize("percent", [100, 150, 200])
def test_that_no_step_of_the_tour_cuts_anything_off(percent: int) -> None:
    with shown_window(Settings(font_percent=percent), sample=True) as window:
        window.commands.do("show_tour")
        for place in range(5):
            window.tour.go(place)
            QApplication.processEvents()
            assert clipped_texts(window.tour.callout) == []


DRAFTS = ("pre is a draft: a reason that is long enough to wrap once or twice in a dialog of this width.",)
DIALOGS = {
    "about": about_page,
    "export": lambda window: ExportDialog(proposed_export(window.desk), DRAFTS, window),
    "reference": lambda window: ReferencePage(window.desk.rule_sets, window),
    "shortcuts": lambda window: ShortcutsPage({}, DARK, window),
    "agreement": lambda window: AgreementPage([NamedReading("one", window.desk.study)], DARK, window),
}


@pytest.mark.slow
@pytest.mark.parametrize("percent", [100, 150, 200])
def test_that_no_dialog_cuts_anything_off(percent: int) -> None:
    with shown_window(Settings(font_percent=percent)) as window:
        for name, make in DIALOGS.items():
            dialog = make(window)
            dialog.show()
            settle(window)
            assert clipped_texts(dialog) == [], name
            dialog.close()


@pytest.mark.slow
@pytest.mark.parametrize("percent", [150, 200])
def test_that_a_message_and_hidden_numbers_cut_nothing_off(percent: int) -> None:
    with shown_window(Settings(font_percent=percent), sample=True) as window:
        window.desk.told.emit("The image of film pre was refused because its pixels are damaged.", "Open it again.")
        window.commands.do("hide_numbers")
        assert clipped_on_every_tab(window) == []


def test_that_the_checker_sees_what_is_cut_off(qtbot) -> None:
    top = QWidget()
    qtbot.addWidget(top)
    narrow, wide = QPushButton("A rather long word", top), QLabel("Beyond the edge", top)
    narrow.setGeometry(0, 0, 30, 30)
    inner = QWidget(top)
    inner.setGeometry(0, 40, 20, 30)
    wide.setParent(inner)
    wide.adjustSize()
    top.show()
    found = clipped_texts(top)
    assert any("A rather long word" in each for each in found)
    assert any("Beyond the edge" in each for each in found)
