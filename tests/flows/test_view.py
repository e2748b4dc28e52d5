"""Looking at a film with mouse and keys: what happens is proved by the state of the view and by a picture of it."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest

from tests.conftest import SAMPLE
from tests.flows.reader import Reader
from vertmeasure.core.anatomy import Mark
from vertmeasure.core.geometry import ImagePoint
from vertmeasure.ui.film_view import FilmView
from vertmeasure.ui.turning import Turn

HALF_PX = 128
BLOCK_PX = 8


@pytest.fixture
def reader() -> Iterator[Reader]:
    reader = Reader()
    reader.open(SAMPLE / "pre.dcm")
    reader.window.views[0].setFocus()
    yield reader
    reader.close()


@pytest.fixture
def view(reader: Reader) -> FilmView:
    return reader.window.views[0]


def greys(picture: QImage) -> np.ndarray:
    grey = picture.convertToFormat(QImage.Format.Format_Grayscale8)
    lines = np.frombuffer(grey.constBits(), np.uint8).reshape(grey.height(), grey.bytesPerLine())
    return lines[:, : grey.width()].astype(float)


def middle_of(picture: QImage) -> np.ndarray:
    """The square about the middle, where no words stand."""
    across, along = picture.width() // 2, picture.height() // 2
    return greys(picture)[along - HALF_PX : along + HALF_PX, across - HALF_PX : across + HALF_PX]


def coarse(square: np.ndarray) -> np.ndarray:
    """Means of small blocks, so that half a pixel more or less does not count."""
    side = len(square) // BLOCK_PX
    return square[: side * BLOCK_PX, : side * BLOCK_PX].reshape(side, BLOCK_PX, side, BLOCK_PX).mean(axis=(1, 3))


def look_alike(one: np.ndarray, other: np.ndarray) -> bool:
    return bool(np.abs(coarse(one) - coarse(other)).mean() < 2.5)


def spot(view: FilmView) -> QPoint:
    """Near the fractured body, where there is much to see."""
    return view.to_widget(ImagePoint(820.0, 800.0)).toPoint()


def test_that_keys_turn_and_mirror_the_picture_and_no_coordinate(
    reader: Reader, view: FilmView, tmp_path: Path
) -> None:
    reader.hand.wheel(view.viewport(), spot(view), 4)
    study = reader.window.desk.study
    upright = middle_of(reader.picture(view, tmp_path / "upright.png"))
    for key, turn, expected in (
        (Qt.Key.Key_M, Turn(0, True), upright[:, ::-1]),
        (Qt.Key.Key_BracketRight, Turn(1, True), np.rot90(upright[:, ::-1], -1)),
        (Qt.Key.Key_0, Turn(), upright),
        (Qt.Key.Key_BracketLeft, Turn(3), np.rot90(upright)),
    ):
        reader.press(key)
        assert view.turn == turn
        seen = middle_of(reader.picture(view, tmp_path / f"{turn.words or 'as stored'}.png"))
        assert look_alike(seen, expected)
        assert look_alike(seen, upright) is turn.is_as_stored
    assert reader.window.desk.study is study


def test_that_a_point_placed_on_a_turned_view_is_placed_where_it_was_clicked(reader: Reader, view: FilmView) -> None:
    reader.press(Qt.Key.Key_BracketRight)
    reader.press(Qt.Key.Key_M)
    reader.pick("L1")
    wanted = ImagePoint(700.0, 800.0)
    reader.hand.click(view.viewport(), view.to_widget(wanted).toPoint())
    placed = reader.window.desk.study.films[0].landmark("L1", Mark.SP)
    assert placed is not None
    reach = 1.0 / view.screen_px_per_pixel()[0]
    assert tuple(placed.at) == pytest.approx(tuple(wanted), abs=reach)


def test_that_wheel_fit_and_one_to_one_do_what_they_say(reader: Reader, view: FilmView, tmp_path: Path) -> None:
    fitted, at = reader.picture(view, tmp_path / "fitted.png"), spot(view)
    there, zoom = view.to_image(QPointF(at)), view.screen_px_per_pixel()[0]
    reader.hand.wheel(view.viewport(), at, 5)
    assert view.screen_px_per_pixel()[0] == pytest.approx(zoom * 1.2**5)
    assert tuple(view.to_image(QPointF(at))) == pytest.approx(tuple(there), abs=0.5)
    closer = reader.picture(view, tmp_path / "closer.png")
    assert not look_alike(middle_of(closer), middle_of(fitted))
    reader.press(Qt.Key.Key_1)
    assert view.screen_px_per_pixel() == pytest.approx((1.0, 1.0))
    shown, centre = greys(reader.picture(view, tmp_path / "one to one.png")), view.rect().center()
    assert view.pixels is not None
    assert view.shade is not None
    corner = view.to_image(QPointF(centre))
    stored = view.pixels.stored[int(corner.row) :, int(corner.column) :][:100, :100]
    patch = shown[centre.y() : centre.y() + 100, centre.x() : centre.x() + 100]
    assert np.abs(coarse(patch) - coarse(view.shade.lut[stored].astype(float))).mean() < 2.0
    reader.press(Qt.Key.Key_F)
    assert look_alike(middle_of(reader.picture(view, tmp_path / "fitted again.png")), middle_of(fitted))


def test_that_a_middle_drag_moves_the_picture_with_the_hand(reader: Reader, view: FilmView, tmp_path: Path) -> None:
    reader.hand.wheel(view.viewport(), spot(view), 5)
    before, start = greys(reader.picture(view, tmp_path / "before.png")), view.rect().center()
    held = view.to_image(QPointF(start))
    reader.hand.drag(view.viewport(), start, start + QPoint(48, -32), Qt.MouseButton.MiddleButton)
    after = greys(reader.picture(view, tmp_path / "after.png"))
    assert tuple(view.to_image(QPointF(start + QPoint(48, -32)))) == pytest.approx(tuple(held), abs=0.5)
    x, y = start.x() - 100, start.y() - 100
    assert look_alike(after[y - 32 : y + 168, x + 48 : x + 248], before[y : y + 200, x : x + 200])


def test_that_a_right_drag_changes_the_greys_alone(reader: Reader, view: FilmView, tmp_path: Path) -> None:
    before, start = middle_of(reader.picture(view, tmp_path / "before.png")), view.rect().center()
    assert view.shade is not None
    window, corner = view.shade.window, view.to_image(QPointF(0, 0))
    reader.hand.drag(view.viewport(), start, start + QPoint(0, 90), Qt.MouseButton.RightButton)
    after = middle_of(reader.picture(view, tmp_path / "after.png"))
    assert view.shade.window.width == pytest.approx(window.width)
    assert view.shade.window.centre != window.centre
    assert abs(after.mean() - before.mean()) > 5
    assert np.corrcoef(coarse(before).ravel(), coarse(after).ravel())[0, 1] > 0.9
    assert view.to_image(QPointF(0, 0)) == corner


def test_that_the_loupe_enlarges_what_the_pointer_is_at_and_slows_it(
    reader: Reader, view: FilmView, tmp_path: Path
) -> None:
    reader.pick("L1")
    at = spot(view)
    reader.hand.move(view.viewport(), at + QPoint(3, 2))
    reader.hand.move(view.viewport(), at)
    view.setFocus()
    reader.hand.hold(view, Qt.Key.Key_Z)
    QTest.qWait(700)  # a key that is held repeats itself
    assert view.loupe.isVisible()
    reader.hand.move(view.viewport(), at + QPoint(24, -16))
    assert view.loupe.place == QPointF(at) + QPointF(6, -4)
    shown = greys(reader.picture(view, tmp_path / "loupe.png"))
    assert view.pixels is not None
    assert view.shade is not None
    zoom = view.loupe.factor * view.screen_px_per_pixel()[0]
    here, middle = view.to_image(view.loupe.place), view.loupe.geometry().topLeft() + QPoint(120, 120)
    for right, down in ((40, 40), (-44, 36), (48, -40), (-36, -48)):
        column, row = int(here.column + right / zoom), int(here.row + down / zoom)
        around = view.shade.lut[view.pixels.stored[row - 1 : row + 2, column - 1 : column + 2]]
        assert int(around.min()) - 2 <= shown[middle.y() + down, middle.x() + right] <= int(around.max()) + 2
    reader.hand.click(view.viewport(), at + QPoint(24, -15))
    placed = reader.window.desk.study.films[0].landmark("L1", Mark.SP)
    assert placed is not None
    expected = view.to_image(QPointF(at) + QPointF(6, -3.75))
    assert tuple(placed.at) == pytest.approx(tuple(expected), abs=1e-6)
    reader.hand.let_go(view, Qt.Key.Key_Z)
    reader.wait(lambda: not view.loupe.isVisible())
    reader.hand.move(view.viewport(), at + QPoint(60, 60))
    assert view._pointer == QPointF(at + QPoint(60, 60))


def test_that_two_linked_films_go_together_and_alone_again(reader: Reader, tmp_path: Path) -> None:
    reader.open(SAMPLE / "post.dcm")
    left, right = reader.window.views
    reader.wait(right.isVisible)
    alone = middle_of(reader.picture(right, tmp_path / "alone.png"))
    reader.press(Qt.Key.Key_L)
    at = left.rect().center()
    reader.hand.wheel(left.viewport(), at, 5)
    reader.hand.drag(left.viewport(), at, at + QPoint(30, 20), Qt.MouseButton.MiddleButton)
    assert left.film is not None
    assert right.film is not None
    millimetres = [
        (view.film.calibration.column_mm or 0) / view.screen_px_per_pixel()[0] for view in (left, right) if view.film
    ]
    assert millimetres[1] == pytest.approx(millimetres[0])
    assert not look_alike(middle_of(reader.picture(right, tmp_path / "linked.png")), alone)
    reader.press(Qt.Key.Key_L)
    still = right.screen_px_per_pixel()
    reader.hand.wheel(left.viewport(), at, 2)
    assert right.screen_px_per_pixel() == still


def test_that_the_scale_bar_and_the_foot_of_the_window_tell_the_truth(
    reader: Reader, view: FilmView, tmp_path: Path
) -> None:
    reader.hand.move(view.viewport(), spot(view) + QPoint(5, 5))
    reader.hand.move(view.viewport(), spot(view))
    at = view.to_image(QPointF(spot(view)))
    assert view.film is not None
    mm = view.film.calibration.column_mm or 0.0
    told = reader.window.status._parts["pointer"].text()
    assert f"x {at.column:.1f}  y {at.row:.1f} px" in told
    assert f"{at.column * mm:.1f}  " in told
    assert "value" in told
    assert "grey" in told
    bar = view._scale_bar
    length_mm = float(bar._words.split()[0])
    assert bar._length_px == pytest.approx(length_mm / mm * view.screen_px_per_pixel()[0])
    shown = greys(reader.picture(view, tmp_path / "bar.png"))
    bar.hide()
    drawn = np.abs(shown - greys(reader.picture(view, tmp_path / "without.png")))
    foot = drawn[bar.y() + bar.height() - 10 : bar.y() + bar.height() - 6].max(axis=0)
    lit = np.flatnonzero(foot > 25)
    assert lit.max() - lit.min() == pytest.approx(bar._length_px, abs=5)  # with its dark edge
