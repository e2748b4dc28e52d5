"""Looking at one film: zoom, pan, greys and what stands at the pointer."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.conftest import SAMPLE, shared
from tests.flows.reader import Reader
from vertmeasure.core.geometry import ImagePoint
from vertmeasure.ui.film_view import FilmView


@pytest.fixture
def reader() -> Iterator[Reader]:
    reader = Reader()
    reader.open(SAMPLE / "pre.dcm")
    yield reader
    reader.close()


@pytest.fixture
def view(reader: Reader) -> FilmView:
    return reader.window.views[0]


def test_that_the_wheel_zooms_about_the_pointer(reader: Reader, view: FilmView) -> None:
    at = QPoint(200, 300)
    before = view.to_image(QPointF(at))
    reader.hand.wheel(view.viewport(), at, 4)
    after = view.to_image(QPointF(at))
    assert (after.column, after.row) == pytest.approx((before.column, before.row), abs=0.01)
    assert view.screen_px_per_pixel()[0] > 0.5


def test_that_a_film_is_fitted_again_when_the_view_grows_until_the_reader_zooms(reader: Reader, view: FilmView) -> None:
    before = view.screen_px_per_pixel()[0]
    reader.window.resize(1500, 1300)
    QApplication.processEvents()
    fitted = view.screen_px_per_pixel()[0]
    assert fitted > before
    reader.hand.wheel(view.viewport(), QPoint(200, 300), 2)
    zoomed = view.screen_px_per_pixel()[0]
    reader.window.resize(1500, 1200)
    QApplication.processEvents()
    assert view.screen_px_per_pixel()[0] == pytest.approx(zoomed, rel=0.01)


def test_that_one_to_one_shows_a_film_pixel_as_a_screen_pixel(view: FilmView) -> None:
    view.show_one_to_one()
    assert view.screen_px_per_pixel()[0] == pytest.approx(1.0)


def test_that_a_middle_drag_pans(view: FilmView) -> None:
    at = QPoint(200, 300)
    before = view.to_image(QPointF(at))
    QTest.mousePress(view.viewport(), Qt.MouseButton.MiddleButton, pos=at)
    QTest.mouseMove(view.viewport(), at + QPoint(50, 20))
    QTest.mouseRelease(view.viewport(), Qt.MouseButton.MiddleButton, pos=at + QPoint(50, 20))
    after = view.to_image(QPointF(at + QPoint(50, 20)))
    assert (after.column, after.row) == pytest.approx((before.column, before.row), abs=0.01)


def test_that_a_right_drag_changes_the_window_and_no_point(reader: Reader, view: FilmView) -> None:
    assert view.shade is not None
    before, study = view.shade.window, reader.window.desk.study
    at = QPoint(200, 300)
    QTest.mousePress(view.viewport(), Qt.MouseButton.RightButton, pos=at)
    QTest.mouseMove(view.viewport(), at + QPoint(100, 0))
    QTest.mouseRelease(view.viewport(), Qt.MouseButton.RightButton, pos=at + QPoint(100, 0))
    assert view.shade.window.width > before.width
    assert view.shade.window.centre == before.centre
    assert reader.window.desk.study == study


def test_that_a_new_window_greys_the_film_without_resampling_it(reader: Reader, view: FilmView) -> None:
    view.grab()
    resampled, before = view.film_resampled, view.grab().toImage()
    reader.window.commands.do("invert")
    assert view.grab().toImage() != before
    assert view.film_resampled == resampled


def test_that_stepping_through_the_windows_comes_back_to_the_first(reader: Reader, view: FilmView) -> None:
    assert view.shade is not None
    windows = len(view.shade.windows)
    first = view.shade.window
    for _ in range(windows):
        reader.window.commands.do("next_window")
    assert view.shade.window == first


def test_that_pixels_that_are_not_square_are_shown_in_their_shape() -> None:
    again = Reader()
    try:
        again.open(shared("films", "ts_lumbar_pre_DX_anisotropic_0.5x0.4.dcm"))
        across, along = again.window.views[0].screen_px_per_pixel()
        assert across / along == pytest.approx(0.4 / 0.5, rel=0.01)
    finally:
        again.close()


def test_that_the_picture_on_the_screen_is_the_film(view: FilmView) -> None:
    view.show_one_to_one()
    picture = view.grab().toImage()
    centre = view.rect().center() + QPoint(60, 40)
    at = view.to_image(QPointF(centre) + QPointF(0.5, 0.5))
    assert view._opened is not None
    assert view.shade is not None
    stored = view._opened.pixels.stored[int(at.row) - 1 : int(at.row) + 2, int(at.column) - 1 : int(at.column) + 2]
    grey = view.shade.lut[stored]
    assert int(grey.min()) <= picture.pixelColor(centre).red() <= int(grey.max())


def test_that_the_next_point_stands_at_the_pointer_and_goes_with_it(reader: Reader, view: FilmView) -> None:
    reader.pick("L1")
    QTest.mouseMove(view.viewport(), QPoint(300, 300))
    assert view._hint.isVisible()
    assert view._hint.text() == "L1 · superior posterior 1/4"


def test_that_the_pointer_tells_pixel_millimetre_and_grey(view: FilmView) -> None:
    told: list[str] = []
    view.pointed.connect(told.append)
    QTest.mouseMove(view.viewport(), view.to_widget(ImagePoint(700, 900)).toPoint())
    assert "px" in told[-1]
    assert "mm" in told[-1]
    assert "grey" in told[-1]


def test_that_escape_ends_a_drag_without_a_step(reader: Reader, view: FilmView) -> None:
    reader.pick("L1")
    QTest.mousePress(view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(300, 300))
    QTest.keyClick(view, Qt.Key.Key_Escape)
    QTest.mouseRelease(view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(320, 300))
    assert reader.window.desk.study.films[0].vertebrae == {}
    assert reader.window.desk.session.undo_label == "Add film pre"
