"""Turning, the loupe, linked zoom and the fine manners of the wheel and the window drag."""

from collections.abc import Callable, Iterator
from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QKeyEvent,
    QNativeGestureEvent,
    QPainter,
    QPointingDevice,
    QWheelEvent,
)
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.conftest import SAMPLE
from tests.flows.reader import Reader
from vertmeasure.core import edits
from vertmeasure.core.anatomy import Mark
from vertmeasure.core.calibration import Calibration
from vertmeasure.core.geometry import ImagePoint
from vertmeasure.paint.overlay import Overlay
from vertmeasure.ui.film_view import FilmView, window_share
from vertmeasure.ui.turning import Turn

LEFT = Qt.MouseButton.LeftButton
TURNS = [Turn(quarters, mirrored) for quarters in range(4) for mirrored in (False, True)]


@pytest.fixture(scope="module")
def opened() -> Iterator[Reader]:
    reader = Reader()
    reader.open(SAMPLE / "sample.vert.json")
    yield reader
    reader.close()


@pytest.fixture
def reader(opened: Reader) -> Reader:
    """The sample patient two up, fitted, upright and unlinked, whatever the test before did."""
    window = opened.window
    while window.desk.session.undo_label:
        window.desk.session.undo()
    window.desk.look_at(shown=("pre", "post"), active="pre", level="L1")
    for view in window.views:
        view.set_turn(Turn())
        view.fit()
        view.leaveEvent(None)
    if window.linked.is_on:
        window.linked.switch()
    QTest.qWait(20)  # a loupe that was left open has brought the mouse back
    return opened


@pytest.fixture
def view(reader: Reader) -> FilmView:
    return reader.window.views[0]


def corner(view: FilmView, level: str = "L1", mark: Mark = Mark.SA) -> ImagePoint:
    assert view.film is not None
    landmark = view.film.landmark(level, mark)
    assert landmark is not None
    return landmark.at


def shown_grey(view: FilmView, at: QPoint) -> int:
    return view.viewport().grab().toImage().pixelColor(at).red()


def greys_about(view: FilmView, at: ImagePoint) -> np.ndarray:
    """The greys of the film's pixels about a point."""
    assert view.pixels is not None
    assert view.shade is not None
    column, row = int(at.column), int(at.row)
    return view.shade.lut[view.pixels.stored[row - 1 : row + 2, column - 1 : column + 2]]


# ---- turning


@pytest.mark.parametrize("turn", TURNS)
def test_that_a_turned_picture_shows_the_film_where_the_coordinates_say(view: FilmView, turn: Turn) -> None:
    view.set_turn(turn)
    view.show_one_to_one()
    view.set_overlay(Overlay())
    for off in (QPoint(130, -190), QPoint(-120, 160), QPoint(90, 210)):
        at = view.rect().center() + off
        around = greys_about(view, view.to_image(QPointF(at) + QPointF(0.5, 0.5)))
        assert int(around.min()) <= shown_grey(view, at) <= int(around.max())


@pytest.mark.parametrize("turn", TURNS)
def test_that_a_turned_film_is_fitted_whole(view: FilmView, turn: Turn) -> None:
    view.set_turn(turn)
    columns, rows = view.size_px or (0, 0)
    corners = [view.to_widget(ImagePoint(column, row)) for column in (0, columns) for row in (0, rows)]
    assert all(-1 <= at.x() <= view.width() + 1 and -1 <= at.y() <= view.height() + 1 for at in corners)
    fills = max(max(at.x() for at in corners) / view.width(), max(at.y() for at in corners) / view.height())
    assert fills == pytest.approx(1.0, abs=0.01)


def test_that_a_mirrored_picture_is_the_mirror_of_the_picture(reader: Reader, view: FilmView) -> None:
    numbers = reader.window.desk.assessment.measurements
    before = view.viewport().grab().toImage()
    reader.press(Qt.Key.Key_M)
    after = view.viewport().grab().toImage()
    assert view.turn == Turn(0, True)
    places = [(x, y) for x in range(40, before.width() - 40, 61) for y in range(100, before.height() - 100, 67)]
    same = sum(
        abs(before.pixelColor(x, y).red() - after.pixelColor(before.width() - 1 - x, y).red()) <= 6 for x, y in places
    )
    assert same > 0.9 * len(places)  # names and rings stand on other pixels
    assert reader.window.desk.assessment.measurements == numbers


@pytest.mark.parametrize("turn", TURNS)
def test_that_a_click_on_a_turned_view_takes_the_point_below_it(reader: Reader, view: FilmView, turn: Turn) -> None:
    view.set_turn(turn)
    before = corner(view)
    start = view.to_widget(before).toPoint()
    end = view.to_widget(ImagePoint(before.column + 30, before.row - 12)).toPoint()
    moved = view.to_image(QPointF(end - start) + view.to_widget(before))
    reader.hand.drag(view.viewport(), start, end)
    assert corner(view) == pytest.approx(moved, abs=0.01)
    assert (corner(view).column - before.column, corner(view).row - before.row) == pytest.approx((30, -12), abs=4)


@pytest.mark.parametrize("turn", TURNS)
def test_that_arrows_go_the_way_of_the_screen(reader: Reader, view: FilmView, turn: Turn) -> None:
    view.set_turn(turn)
    at = view.to_widget(corner(view)).toPoint()
    reader.hand.click(view.viewport(), at)
    before, place = corner(view), view.to_widget(corner(view))
    QTest.keyClick(view, Qt.Key.Key_Right)
    step = view.to_widget(corner(view)) - place
    assert step.x() == pytest.approx(view.screen_px_per_pixel()[0])
    assert step.y() == pytest.approx(0, abs=1e-6)
    assert abs(corner(view).column - before.column) + abs(corner(view).row - before.row) == pytest.approx(1)


def test_that_turning_keeps_the_middle_and_the_zoom_of_a_film_that_was_zoomed(view: FilmView) -> None:
    view.zoom_at(3.0, view.to_widget(corner(view)))
    centre = QRectF(view.rect()).center()
    middle, zoom = view.to_image(centre), view.screen_px_per_pixel()[0]
    view.set_turn(Turn(1))
    assert tuple(view.to_image(centre)) == pytest.approx(tuple(middle), abs=0.01)
    assert view.screen_px_per_pixel()[0] == pytest.approx(zoom)


def test_that_a_pan_follows_the_hand_on_a_turned_view(view: FilmView) -> None:
    view.set_turn(Turn(3, True))
    at = QPointF(200, 300)
    before = view.to_image(at)
    view.pan(QPointF(40, -25))
    assert view.to_image(at + QPointF(40, -25)) == pytest.approx(before, abs=1e-6)


def test_that_a_turn_is_no_step_and_no_part_of_the_study(reader: Reader, view: FilmView) -> None:
    study = reader.window.desk.study
    reader.window.commands.do("turn_left")
    assert view.turn == Turn(3)
    assert reader.window.desk.study is study
    assert reader.window.desk.session.undo_label == ""


def test_that_a_word_on_the_film_tells_that_the_view_is_turned_until_it_is_put_back(
    reader: Reader, view: FilmView
) -> None:
    assert not view._turned.isVisible()
    reader.window.commands.do("turn_right")
    assert view._turned.isVisible()
    assert view._turned.text() == "view turned 90° right"
    reader.window.commands.do("view_as_stored")
    assert not view._turned.isVisible()
    assert view.turn.is_as_stored


def test_that_a_film_stays_turned_when_it_goes_to_the_other_view(reader: Reader) -> None:
    reader.window.commands.do("mirror")
    reader.window.desk.look_at(shown=("post", "pre"))
    left, right = reader.window.views
    assert (left.film_id, left.turn) == ("post", Turn())
    assert (right.film_id, right.turn) == ("pre", Turn(0, True))


def test_that_a_turn_of_an_oblong_pixel_keeps_its_shape(reader: Reader, view: FilmView) -> None:
    assert view.film is not None
    oblong = replace(view.film.calibration, row_mm=0.2, column_mm=0.1)
    assert isinstance(oblong, Calibration)
    reader.window.desk.apply("Oblong", lambda study: edits.calibrate_film(study, "pre", oblong))
    for turn in (Turn(), Turn(1)):
        view.set_turn(turn)
        across, along = view.screen_px_per_pixel()
        assert along / across == pytest.approx(2.0)


# ---- the loupe


def hold_z(view: FilmView, at: QPoint) -> None:
    view.setFocus()
    for place in (at + QPoint(2, 1), at):  # a pointer that already was there would not be told of
        QTest.mouseMove(view.viewport(), place)
    QTest.keyPress(view, Qt.Key.Key_Z)


def test_that_the_loupe_shows_the_film_larger_about_the_pointer(view: FilmView) -> None:
    at = view.to_widget(corner(view)).toPoint() + QPoint(12, -25)
    hold_z(view, at)
    assert view.loupe.isVisible()
    picture = view.loupe.grab().toImage()
    zoom = view.loupe.factor * view.screen_px_per_pixel()[0]
    assert zoom == pytest.approx(4.0)
    here = view.to_image(QPointF(at))
    for right, down in ((3, 3), (34, 12), (-29, 40)):
        around = greys_about(view, ImagePoint(here.column + right / zoom, here.row + down / zoom))
        assert int(around.min()) - 1 <= picture.pixelColor(120 + right, 120 + down).red() <= int(around.max()) + 1


def test_that_the_loupe_shows_the_landmarks(reader: Reader, view: FilmView) -> None:
    hold_z(view, view.to_widget(corner(view)).toPoint() + QPoint(4, 4))
    with_points = view.loupe.grab().toImage()
    reader.window.desk.apply("Without", lambda study: edits.remove_body(study, "pre", "L1"))
    assert view.loupe.grab().toImage() != with_points


def test_that_the_pointer_slows_to_a_quarter_in_the_loupe(view: FilmView) -> None:
    told: list[str] = []
    view.pointed.connect(told.append)
    at = QPoint(200, 300)
    hold_z(view, at)
    QTest.mouseMove(view.viewport(), at + QPoint(40, -20))
    assert view.loupe.place == QPointF(at) + QPointF(10, -5)
    expected = view.to_image(QPointF(at) + QPointF(10, -5))
    assert told[-1].startswith(f"x {expected.column:.1f}  y {expected.row:.1f} px")


def test_that_a_point_is_dragged_by_a_quarter_of_the_way_in_the_loupe(view: FilmView) -> None:
    at = view.to_widget(corner(view)).toPoint()
    before = corner(view)
    hold_z(view, at)
    QTest.mousePress(view.viewport(), LEFT, pos=at)
    QTest.mouseMove(view.viewport(), at + QPoint(1, 0))
    QTest.mouseRelease(view.viewport(), LEFT, Qt.KeyboardModifier.ShiftModifier, at + QPoint(1, 0))  # no snap
    step_px = view.to_widget(corner(view)).x() - view.to_widget(before).x()
    assert step_px == pytest.approx(0.25, abs=1e-6)


def test_that_a_point_that_is_held_does_not_jump_when_the_loupe_is_put_away(view: FilmView) -> None:
    at = view.to_widget(corner(view)).toPoint()
    hold_z(view, at)
    QTest.mousePress(view.viewport(), LEFT, pos=at)
    QTest.mouseMove(view.viewport(), at + QPoint(40, 0))
    held = corner(view)
    QTest.keyRelease(view, Qt.Key.Key_Z)
    QTest.qWait(120)
    assert not view.loupe.isVisible()
    QTest.mouseMove(view.viewport(), at + QPoint(44, 0))
    assert view.to_widget(corner(view)).x() - view.to_widget(held).x() == pytest.approx(4.0, abs=1e-6)
    QTest.mouseRelease(view.viewport(), LEFT, pos=at + QPoint(44, 0))


def test_that_a_key_that_repeats_itself_keeps_the_loupe_open(view: FilmView) -> None:
    hold_z(view, QPoint(200, 300))
    for kind in (QKeyEvent.Type.KeyRelease, QKeyEvent.Type.KeyPress):
        QApplication.sendEvent(view, QKeyEvent(kind, Qt.Key.Key_Z, Qt.KeyboardModifier.NoModifier, "z", True))
    assert view.loupe.isVisible()
    QTest.keyRelease(view, Qt.Key.Key_Z)
    QTest.qWait(120)
    assert not view.loupe.isVisible()


def test_that_a_key_that_seems_let_go_for_a_moment_keeps_the_loupe_where_it_is(view: FilmView) -> None:
    hold_z(view, QPoint(200, 300))
    QTest.mouseMove(view.viewport(), QPoint(240, 300))
    for kind in (QKeyEvent.Type.KeyRelease, QKeyEvent.Type.KeyPress):
        QApplication.sendEvent(view, QKeyEvent(kind, Qt.Key.Key_Z, Qt.KeyboardModifier.NoModifier, "z"))
    QTest.qWait(120)
    assert view.loupe.isVisible()
    assert view.loupe.place == QPointF(210, 300)


def test_that_the_loupe_goes_when_the_view_loses_the_keyboard(view: FilmView) -> None:
    hold_z(view, QPoint(200, 300))
    QApplication.sendEvent(view, QFocusEvent(QFocusEvent.Type.FocusOut))
    assert not view.loupe.isVisible()
    QTest.mouseMove(view.viewport(), QPoint(240, 300))
    assert view._pointer == QPointF(240, 300)


def test_that_undo_by_its_key_does_not_open_the_loupe(view: FilmView) -> None:
    view.setFocus()
    QTest.mouseMove(view.viewport(), QPoint(200, 300))
    QTest.keyPress(view, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert not view.loupe.isVisible()


def test_that_the_loupe_leaves_the_film_of_the_view_as_it_was_sampled(view: FilmView) -> None:
    view.grab()
    resampled = view.film_resampled
    hold_z(view, QPoint(200, 300))
    QTest.mouseMove(view.viewport(), QPoint(260, 340))
    view.grab()
    assert view.film_resampled == resampled


def test_that_the_loupe_shows_what_another_tool_draws(view: FilmView) -> None:
    at = view.to_widget(corner(view)).toPoint() + QPoint(-60, 70)

    def draw(painter: QPainter, place: Callable[[ImagePoint], QPointF]) -> None:
        painter.fillRect(QRectF(place(view.to_image(QPointF(at))), QSizeF(30, 30)), Qt.GlobalColor.red)

    hold_z(view, at)
    view.drawn_over.append(draw)
    shown = view.loupe.grab().toImage()
    view.drawn_over.pop()
    assert shown.pixelColor(125, 125) == QColor(255, 0, 0)


# ---- linked zoom


def millimetres_per_px(view: FilmView) -> float:
    assert view.film is not None
    return (view.film.calibration.column_mm or 0.0) / view.screen_px_per_pixel()[0]


def body_on_screen(view: FilmView) -> QPointF:
    marks = (Mark.SP, Mark.SA, Mark.IP, Mark.IA)
    places = [view.to_widget(corner(view, "L1", mark)) for mark in marks]
    return sum(places, QPointF()) / len(places) - QPointF(view.rect().center())


def test_that_views_move_alone_until_they_are_linked(reader: Reader) -> None:
    left, right = reader.window.views
    before = right.screen_px_per_pixel()
    reader.hand.wheel(left.viewport(), QPoint(200, 300), 3)
    assert right.screen_px_per_pixel() == before


def test_that_linked_views_show_the_same_millimetres_about_the_same_body(reader: Reader) -> None:
    left, right = reader.window.views
    reader.press(Qt.Key.Key_L)
    reader.hand.wheel(left.viewport(), left.to_widget(corner(left)).toPoint(), 4)
    left.pan(QPointF(33, -21))
    assert millimetres_per_px(right) == pytest.approx(millimetres_per_px(left), rel=1e-6)
    assert (body_on_screen(right) - body_on_screen(left)).manhattanLength() < 12  # by four corners here, by six there


def test_that_either_of_two_linked_views_drives_the_other(reader: Reader) -> None:
    left, right = reader.window.views
    reader.window.commands.do("link_zoom")
    reader.hand.wheel(right.viewport(), QPoint(200, 300), 5)
    assert millimetres_per_px(left) == pytest.approx(millimetres_per_px(right), rel=1e-6)


def test_that_films_without_millimetres_are_enlarged_alike(reader: Reader) -> None:
    left, right = reader.window.views
    bare = Calibration(None, None)
    reader.window.desk.apply("Bare", lambda study: edits.calibrate_film(study, "post", bare))
    reader.window.commands.do("link_zoom")
    left.zoom_at(2.5, QPointF(200, 300))
    larger = [view.screen_px_per_pixel()[0] / view.fitted_zoom() for view in (left, right)]
    assert larger[1] == pytest.approx(larger[0])


def test_that_films_without_a_common_body_are_linked_by_their_middles(reader: Reader) -> None:
    left, right = reader.window.views
    desk = reader.window.desk
    for level in tuple(desk.study.film("post").vertebrae):
        desk.apply("Without", lambda study, level=level: edits.remove_body(study, "post", level))  # type: ignore[misc]
    reader.window.commands.do("link_zoom")
    left.pan(QPointF(30, 10))
    middles = [
        view.to_widget(ImagePoint((view.size_px or (0, 0))[0] / 2, (view.size_px or (0, 0))[1] / 2))
        for view in (left, right)
    ]
    centres = [QPointF(view.rect().center()) for view in (left, right)]
    assert ((middles[1] - centres[1]) - (middles[0] - centres[0])).manhattanLength() < 2


def test_that_switched_off_views_move_alone_again(reader: Reader) -> None:
    left, right = reader.window.views
    reader.window.commands.do("link_zoom")
    reader.window.commands.do("link_zoom")
    before = right.screen_px_per_pixel()
    left.zoom_at(2.0, QPointF(200, 300))
    assert right.screen_px_per_pixel() == before


# ---- wheel, fingers, window


def wheel(view: FilmView, angle: int) -> None:
    at = QPointF(200, 300)
    none = Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.ScrollUpdate, False
    event = QWheelEvent(at, at, QPoint(0, angle // 2), QPoint(0, angle), *none)
    QApplication.sendEvent(view.viewport(), event)


def test_that_a_touchpad_zooms_by_parts_of_a_notch(view: FilmView) -> None:
    before = view.screen_px_per_pixel()[0]
    for _ in range(15):
        wheel(view, 8)
    assert view.screen_px_per_pixel()[0] == pytest.approx(before * 1.2)


def test_that_a_thrown_touchpad_does_not_lose_the_film(view: FilmView) -> None:
    before = view.screen_px_per_pixel()[0]
    wheel(view, 12_000)
    assert view.screen_px_per_pixel()[0] == pytest.approx(before * 1.2**5)


def test_that_two_fingers_drawn_apart_zoom_where_they_are(view: FilmView) -> None:
    at = QPointF(180, 260)
    before, there = view.screen_px_per_pixel()[0], view.to_image(at)
    kind, device = Qt.NativeGestureType.ZoomNativeGesture, QPointingDevice.primaryPointingDevice()
    QApplication.sendEvent(view.viewport(), QNativeGestureEvent(kind, device, 2, at, at, at, 0.25, QPointF()))
    assert view.screen_px_per_pixel()[0] == pytest.approx(before * 1.25)
    assert view.to_image(at) == pytest.approx(there, abs=1e-6)


def test_that_a_right_drag_is_finer_in_a_narrow_window_but_never_stops(view: FilmView) -> None:
    assert view.shade is not None
    low, high = view.shade.greyscale.extent
    widths = [high - low, (high - low) / 4, (high - low) / 1000]
    shares = [window_share(view.shade.typed(low, width)) * 500 for width in widths]
    assert shares == pytest.approx([1.0, 0.25, 0.05])


def test_that_the_pointer_tells_the_value_and_the_grey_that_is_shown(view: FilmView) -> None:
    told: list[str] = []
    view.pointed.connect(told.append)
    at = view.to_widget(corner(view)).toPoint() + QPoint(20, 10)
    QTest.mouseMove(view.viewport(), at)
    assert view.pixels is not None
    assert view.shade is not None
    here = view.to_image(QPointF(at))
    stored = int(view.pixels.stored[int(here.row), int(here.column)])
    value = f"value {view.pixels.greyscale.modality_value(stored):.0f}"
    assert told[-1].endswith(f"{value}    grey {view.shade.lut[stored]}")
