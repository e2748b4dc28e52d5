"""Windows, display filters, overlays and shutters in the window of the program."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.conftest import SAMPLE
from tests.dicom.made_films import film, write
from tests.dicom.test_overlays import with_overlay
from tests.flows.reader import TRUTH, Reader
from vertmeasure.core.geometry import ImagePoint
from vertmeasure.ui.film_view import FilmView

MARK = np.zeros((200, 300), bool)
MARK[70, :] = True
SHUTTER = {
    "ShutterShape": "RECTANGULAR",
    "ShutterLeftVerticalEdge": 31,
    "ShutterRightVerticalEdge": 270,
    "ShutterUpperHorizontalEdge": 21,
    "ShutterLowerHorizontalEdge": 180,
}
NO_KEYBOARD = "This plugin does not support grabbing"


@pytest.fixture
def reader() -> Iterator[Reader]:
    reader = Reader()
    yield reader
    reader.close()


@pytest.fixture
def sample(reader: Reader) -> FilmView:
    reader.open(SAMPLE / "pre.dcm")
    return reader.window.views[0]


@pytest.fixture
def covered(reader: Reader, tmp_path: Path) -> FilmView:
    """A white film under an overlay, behind a shutter."""
    white = with_overlay(film(np.full((200, 300), 1999, np.uint16), **SHUTTER), MARK, origin=(1, 1))
    white.update({"WindowCenter": 1000, "WindowWidth": 2000})
    reader.open(write(tmp_path / "film.dcm", white))
    return reader.window.views[0]


def picture(view: FilmView) -> QImage:
    QApplication.processEvents()
    return view.grab().toImage()


def grey_at(view: FilmView, column: float, row: float) -> tuple[int, int, int]:
    at = view.to_widget(ImagePoint(column, row))
    colour = picture(view).pixelColor(at.toPoint())
    return colour.red(), colour.green(), colour.blue()


def test_that_the_menu_lists_the_windows_and_ticks_the_one_in_use(reader: Reader, sample: FilmView) -> None:
    menu = reader.window.greys
    menu.aboutToShow.emit()
    windows = [action for action in menu.actions() if " / " in action.text()]
    assert [action.text().split("  ")[0] for action in windows] == ["NORMAL", "Automatic", "Bone", "Full range"]
    assert [action.isChecked() for action in windows] == [True, False, False, False]
    windows[2].trigger()
    assert sample.shade is not None
    assert sample.shade.window.name == "Bone"
    menu.aboutToShow.emit()
    assert [action.isChecked() for action in menu.actions() if " / " in action.text()] == [False, False, True, False]


def test_that_without_a_film_there_is_nothing_to_choose(reader: Reader) -> None:
    reader.window.greys.aboutToShow.emit()
    assert reader.window.greys.actions()[0].text() == "No film is open"
    reader.window.commands.do("type_window")
    assert not reader.window.greys.fields.isVisible()


@pytest.mark.qt_log_ignore(NO_KEYBOARD, "propagateSizeHints", "raise\\(\\)")
def test_that_a_typed_window_is_shown_and_one_without_width_is_not(reader: Reader, sample: FilmView) -> None:
    fields = reader.window.greys.fields
    reader.window.commands.do("type_window")
    fields.centre.setText("1234,5")
    fields.width_field.setText("0")
    QTest.keyClick(fields.width_field, Qt.Key.Key_Return)
    assert fields.isVisible()
    assert fields.width_field.property("wrong") == "true"
    fields.width_field.setText("800")
    QTest.keyClick(fields.width_field, Qt.Key.Key_Return)
    assert not fields.isVisible()
    assert sample.shade is not None
    assert (sample.shade.window.centre, sample.shade.window.width) == (1234.5, 800)


@pytest.mark.parametrize("action", ["local_contrast", "sharpen_edges"])
def test_that_a_filter_switched_off_leaves_the_picture_as_it_was_to_the_bit(
    reader: Reader, sample: FilmView, action: str
) -> None:
    before = picture(sample)
    reader.window.commands.do(action)
    assert reader.window.actions_by_id[action].isChecked()
    assert picture(sample) != before
    reader.window.commands.do(action)
    assert picture(sample) == before


def test_that_filters_are_named_on_the_film_and_in_the_status_line(reader: Reader, sample: FilmView) -> None:
    reader.window.commands.do("local_contrast")
    reader.window.commands.do("sharpen_edges")
    assert sample.findChild(object, "view_turned").text() == "local contrast, edges sharpened"  # type: ignore[attr-defined]
    assert "local contrast, edges sharpened" in reader.window.status._parts["view"].text()


def test_that_a_dragged_corner_under_filters_neither_samples_nor_filters_the_film_again(
    reader: Reader, sample: FilmView
) -> None:
    points = TRUTH["pre"]["L1"]
    reader.pick("L1")
    reader.place_body(sample, points)
    reader.window.commands.do("local_contrast")
    reader.window.commands.do("sharpen_edges")
    sample.grab()
    resampled, filtered = sample.film_resampled, sample.film_filtered
    corner = ImagePoint(*points["SA"])
    reader.drag_point(sample, corner, ImagePoint(corner.column, corner.row - 20))
    sample.grab()
    assert (sample.film_resampled, sample.film_filtered) == (resampled, filtered)


def test_that_filters_change_no_number_under_the_pointer(reader: Reader, sample: FilmView) -> None:
    told: list[str] = []
    sample.pointed.connect(told.append)
    at = sample.to_widget(ImagePoint(700, 900)).toPoint()
    QTest.mouseMove(sample.viewport(), at)
    reader.window.commands.do("local_contrast")
    QTest.mouseMove(sample.viewport(), at + QPoint(3, 0))
    QTest.mouseMove(sample.viewport(), at)
    assert told[0] == told[-1]


def test_that_overlays_are_hidden_until_they_are_asked_for(reader: Reader, covered: FilmView) -> None:
    assert "overlays hidden" in reader.window.status._parts["view"].text()
    assert grey_at(covered, 150, 70.5) == (255, 255, 255)
    reader.window.commands.do("show_overlays")
    red, _, blue = grey_at(covered, 150, 70.5)
    assert blue > red + 20
    assert grey_at(covered, 150, 60.5) == (255, 255, 255)


def test_that_what_a_shutter_hides_is_black_even_inverted_until_the_reader_looks_behind(
    reader: Reader, covered: FilmView
) -> None:
    assert grey_at(covered, 15, 100) == (0, 0, 0)
    assert grey_at(covered, 60, 100) == (255, 255, 255)
    reader.window.commands.do("invert")
    assert grey_at(covered, 15, 100) == (0, 0, 0)
    reader.window.commands.do("invert")
    reader.window.commands.do("open_shutter")
    assert grey_at(covered, 15, 60) == (255, 255, 255)
    assert "shutter open" in reader.window.status._parts["view"].text()


def test_that_overlay_and_shutter_turn_with_the_view(reader: Reader, covered: FilmView) -> None:
    reader.window.commands.do("show_overlays")
    reader.window.commands.do("turn_right")
    reader.window.commands.do("mirror")
    red, _, blue = grey_at(covered, 150, 70.5)
    assert blue > red + 20
    assert grey_at(covered, 15, 60) == (0, 0, 0)
    assert grey_at(covered, 60, 60) == (255, 255, 255)


def test_that_a_film_without_overlays_and_shutter_offers_neither(reader: Reader, sample: FilmView) -> None:
    assert sample.pixels is not None
    offered = [reader.window.actions_by_id[name].isEnabled() for name in ("show_overlays", "open_shutter")]
    assert offered == [False, False]


def test_that_the_keys_switch_the_filters(sample: FilmView) -> None:
    sample.setFocus()
    QTest.keyClick(sample, Qt.Key.Key_E)
    QTest.keyClick(sample, Qt.Key.Key_E, Qt.KeyboardModifier.ShiftModifier)
    assert sample.shade is not None
    assert (sample.shade.local_contrast, sample.shade.sharpened) == (True, True)
