"""The bar of a search: when it shows, what it says, how it ends."""

import pytest
from PySide6.QtCore import Qt

from vertmeasure.ui.scan_bar import ScanBar


@pytest.fixture
def bar(qtbot) -> ScanBar:
    bar = ScanBar()
    qtbot.addWidget(bar)
    return bar


def test_that_a_short_search_shows_no_bar(bar, qtbot) -> None:
    bar.tell(0, 10)
    bar.end()
    qtbot.wait(350)
    assert bar.isHidden()


def test_that_a_longer_search_tells_how_far_it_has_come(bar, qtbot) -> None:
    bar.tell(32, 0)
    assert bar.words.text() == "32 files so far"
    bar.tell(240, 1932)
    qtbot.waitUntil(bar.isVisible)
    assert bar.words.text() == "Looking through 240 of 1,932 files"
    assert (bar.progress.value(), bar.progress.maximum()) == (240, 1932)
    bar.end()
    assert bar.isHidden()


def test_that_the_search_can_be_stopped_from_the_bar(bar, qtbot) -> None:
    bar.show()
    with qtbot.waitSignal(bar.cancelled):
        qtbot.mouseClick(bar.cancel, Qt.MouseButton.LeftButton)
