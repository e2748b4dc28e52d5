"""The tour: five steps beside the parts they are about, and never in the way."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.ui.windows import shown_window
from vertmeasure.storage.settings import Settings
from vertmeasure.ui.callout_place import area_of
from vertmeasure.ui.tour import STEPS
from vertmeasure.ui.window import MainWindow

SIZES = [(1280, 800, 100), (1920, 1080, 100), (1280, 800, 200), (1920, 1080, 200)]


@pytest.fixture
def window() -> Iterator[MainWindow]:
    with shown_window(Settings(), sample=True) as window:
        window.commands.do("show_tour")
        yield window


def test_that_five_steps_lead_through_the_window_and_end(window: MainWindow) -> None:
    titles = []
    for _ in STEPS:
        titles.append(window.tour.callout.title.text())
        QTest.keyClick(window.focusWidget(), Qt.Key.Key_Return)
    assert [title[:6] for title in titles] == [f"{place} of 5" for place in range(1, 6)]
    assert not window.tour.is_on
    assert window.tabs.currentWidget() is window.criteria


def test_that_a_step_can_be_taken_back(window: MainWindow) -> None:
    assert not window.tour.callout.back.isEnabled()
    window.tour.callout.forward.click()
    window.tour.callout.back.click()
    assert window.tour.place == 0


def test_that_esc_closes_the_tour_alone_and_gives_the_keys_back_to_the_film(window: MainWindow) -> None:
    window.desk.told.emit("A message", "")
    QTest.keyClick(window.focusWidget(), Qt.Key.Key_Escape)
    assert not window.tour.is_on
    assert window.banner.isVisible()
    assert window.focusWidget() is window.active_view


def test_that_work_goes_on_beside_the_tour(window: MainWindow) -> None:
    chip = window.level_strip.chips["L3"]
    QTest.mouseClick(chip, Qt.MouseButton.LeftButton)
    QTest.keyClick(window, Qt.Key.Key_X)
    assert "L3" in window.desk.study.judged_levels
    assert window.tour.is_on


def test_that_the_tour_tells_the_keys_in_force(window: MainWindow) -> None:
    window.commands.preferences.change(keys={"mark_fractured": "Ctrl+J", "undo": ""})
    window.tour.go(1)
    assert "Press Ctrl+J to mark" in window.tour.callout.words.text()
    window.tour.go(2)
    assert "Use Edit > Undo" in window.tour.callout.words.text()


@pytest.mark.parametrize(("width", "height", "percent"), SIZES)
def test_that_every_step_is_seen_whole_and_frames_its_part(width: int, height: int, percent: int) -> None:
    with shown_window(Settings(font_percent=percent), (width, height), sample=True) as window:
        window.commands.do("show_tour")
        for place, step in enumerate(STEPS):
            window.tour.go(place)
            QApplication.processEvents()
            callout = window.tour.callout
            assert window.rect().contains(callout.geometry()), step.title
            assert callout.height() >= callout.sizeHint().height()
            assert window.tour.frame.geometry() == area_of(getattr(window, step.part))


def test_that_the_callout_follows_when_the_window_changes_its_size(window: MainWindow) -> None:
    window.resize(1500, 900)
    QApplication.processEvents()
    assert window.tour.frame.geometry() == area_of(window.film_list)
    assert window.rect().contains(window.tour.callout.geometry())


def test_that_the_tour_opens_the_sample_where_no_film_is_open() -> None:
    with shown_window(Settings()) as window:
        window.commands.do("show_tour")
        assert window.opener.is_reading
        assert window.tour.is_on
