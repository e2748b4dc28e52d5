"""A reader at the window: clicks, types and reads, by Qt's events or, on a real X display, by xdotool's."""

import json
import os
import subprocess
from collections.abc import Callable
from pathlib import Path
from time import monotonic
from typing import Any

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QImage, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from tests.conftest import SAMPLE
from vertmeasure.core.anatomy import CORNERS, Mark
from vertmeasure.core.geometry import ImagePoint
from vertmeasure.dicom.darkroom import Darkroom
from vertmeasure.storage.rule_files import load_shipped
from vertmeasure.storage.settings import Settings
from vertmeasure.ui.film_view import FilmView
from vertmeasure.ui.first_sight import application
from vertmeasure.ui.window import MainWindow

TRUTH: dict[str, Any] = json.loads((SAMPLE / "truth.json").read_text(encoding="utf-8"))["films"]
PATIENCE_S = 20.0
LEFT = Qt.MouseButton.LeftButton


class SharedDarkroom(Darkroom):
    """One for all windows of the tests: starting a new one for each would take longer than the tests."""

    def close(self) -> None:
        """Stays open for the next window; its processes end with the tests."""


DARKROOM = SharedDarkroom()


class QtHand:
    """Presses buttons and keys by events of Qt's own."""

    def click(self, widget: QWidget, at: QPoint) -> None:
        QTest.mouseMove(widget, at)
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at)

    def drag(self, widget: QWidget, start: QPoint, end: QPoint, button: Qt.MouseButton = LEFT) -> None:
        QTest.mousePress(widget, button, Qt.KeyboardModifier.NoModifier, start)
        for step in range(1, 6):
            QTest.mouseMove(widget, start + (end - start) * step / 5)
        QTest.mouseRelease(widget, button, Qt.KeyboardModifier.NoModifier, end)

    def move(self, widget: QWidget, at: QPoint) -> None:
        QTest.mouseMove(widget, at)

    def hold(self, widget: QWidget, key: Qt.Key) -> None:
        QTest.keyPress(widget, key)

    def let_go(self, widget: QWidget, key: Qt.Key) -> None:
        QTest.keyRelease(widget, key)

    def wheel(self, widget: QWidget, at: QPoint, notches: int) -> None:
        for _ in range(abs(notches)):
            turn = QPoint(0, 120 if notches > 0 else -120)
            where = QPointF(at)
            event = QWheelEvent(
                where,
                QPointF(widget.mapToGlobal(at)),
                QPoint(),
                turn,
                Qt.MouseButton.NoButton,
                Qt.KeyboardModifier.NoModifier,
                Qt.ScrollPhase.NoScrollPhase,
                False,
            )
            QApplication.sendEvent(widget, event)

    def key(self, widget: QWidget, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        QTest.keyClick(widget, key, modifier)


X_KEYS = {
    Qt.Key.Key_Z: "z",
    Qt.Key.Key_Y: "y",
    Qt.Key.Key_X: "x",
    Qt.Key.Key_F: "f",
    Qt.Key.Key_L: "l",
    Qt.Key.Key_M: "m",
    Qt.Key.Key_I: "i",
    Qt.Key.Key_W: "w",
    Qt.Key.Key_0: "0",
    Qt.Key.Key_1: "1",
    Qt.Key.Key_BracketLeft: "bracketleft",
    Qt.Key.Key_BracketRight: "bracketright",
    Qt.Key.Key_Backspace: "BackSpace",
    Qt.Key.Key_A: "a",
    Qt.Key.Key_K: "k",
    Qt.Key.Key_Tab: "Tab",
}


X_BUTTONS = {LEFT: "1", Qt.MouseButton.MiddleButton: "2", Qt.MouseButton.RightButton: "3"}


class XHand:
    """Moves the real pointer and presses real keys of the X server that DISPLAY names."""

    def _do(self, *words: str) -> None:
        subprocess.run(["xdotool", *words], check=True, capture_output=True, timeout=20)
        QTest.qWait(30)

    def _go(self, widget: QWidget, at: QPoint) -> None:
        place = widget.mapToGlobal(at)
        self._do("mousemove", "--sync", str(place.x()), str(place.y()))

    def click(self, widget: QWidget, at: QPoint) -> None:
        self._go(widget, at)
        self._do("click", "1")

    def drag(self, widget: QWidget, start: QPoint, end: QPoint, button: Qt.MouseButton = LEFT) -> None:
        self._go(widget, start)
        self._do("mousedown", X_BUTTONS[button])
        for step in range(1, 6):
            self._go(widget, start + (end - start) * step / 5)
        self._do("mouseup", X_BUTTONS[button])

    def move(self, widget: QWidget, at: QPoint) -> None:
        self._go(widget, at)

    def hold(self, _widget: QWidget, key: Qt.Key) -> None:
        self._do("keydown", X_KEYS[key])

    def let_go(self, _widget: QWidget, key: Qt.Key) -> None:
        self._do("keyup", X_KEYS[key])

    def wheel(self, widget: QWidget, at: QPoint, notches: int) -> None:
        self._go(widget, at)
        for _ in range(abs(notches)):
            self._do("click", "4" if notches > 0 else "5")

    def key(
        self, _widget: QWidget, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
    ) -> None:
        held = "ctrl+" if modifier & Qt.KeyboardModifier.ControlModifier else ""
        held += "shift+" if modifier & Qt.KeyboardModifier.ShiftModifier else ""
        self._do("key", held + X_KEYS[key])


class Reader:
    """Reads films the way a person does, and only through what a person sees and touches."""

    def __init__(self, darkroom: Darkroom = DARKROOM, propose: bool = False) -> None:
        application()
        self.window = MainWindow(Settings(reader="R1", propose=propose), load_shipped(), darkroom)
        self.window.resize(1500, 950)
        self.window.show()
        QTest.qWaitForWindowExposed(self.window)
        self.window.activateWindow()
        self.hand: QtHand | XHand = XHand() if os.environ.get("VERTMEASURE_TEST_HAND") == "xdotool" else QtHand()

    def close(self) -> None:
        """Leave, giving up what was not saved."""
        desk = self.window.desk
        desk.session.mark_saved(desk.session.committed)
        self.window.close()
        self.window.deleteLater()
        QApplication.processEvents()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)  # else every window stays until the last test

    def wait(self, until: Callable[[], bool]) -> None:
        """Wait until something is so."""
        end = monotonic() + PATIENCE_S
        while not until():
            assert monotonic() < end, "waited in vain"
            QTest.qWait(10)

    def open(self, *paths: Path) -> None:
        """Open files, and wait until they are read."""
        self.window.commands.open_paths(list(paths))
        self.wait(lambda: not (self.window.opener.is_reading or self.window.background.is_busy))
        QTest.qWait(20)

    def pick(self, level: str) -> None:
        """Click a level of the strip."""
        chip = self.window.level_strip.chips[level]
        self.hand.click(chip, chip.rect().center())

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Press a key in the active film view."""
        self.hand.key(self.window.active_view, key, modifier)
        QApplication.processEvents()

    def place_body(self, view: FilmView, points: dict[str, list[float]], marks: tuple[Mark, ...] = CORNERS) -> None:
        """Zoom in on a body by the wheel, click its points, and fit the film again."""
        places = [ImagePoint(*points[mark]) for mark in marks]
        middle = ImagePoint(sum(at.column for at in places) / len(places), sum(at.row for at in places) / len(places))
        self.hand.wheel(view.viewport(), view.to_widget(middle).toPoint(), 7)
        QApplication.processEvents()
        for at in places:
            self.hand.click(view.viewport(), view.to_widget(at).toPoint())
        view.fit()
        QApplication.processEvents()

    def picture(self, view: FilmView, path: Path) -> QImage:
        """What stands on the screen where a view is, kept as a file too; asked of the X server where there is one."""
        self.wait(lambda: not self.window.background.is_busy)
        QTest.qWait(150)
        if isinstance(self.hand, XHand):
            corner = view.mapToGlobal(QPoint(0, 0))
            taken = view.screen().grabWindow(0, corner.x(), corner.y(), view.width(), view.height())
        else:
            taken = view.grab()
        assert taken.save(str(path))
        return taken.toImage()

    def drag_point(self, view: FilmView, start: ImagePoint, end: ImagePoint) -> None:
        """Drag what lies at one point of the film to another."""
        self.hand.drag(view.viewport(), view.to_widget(start).toPoint(), view.to_widget(end).toPoint())
        QApplication.processEvents()

    def table(self) -> dict[str, list[str]]:
        """The numbers as the table shows them, by id: one text a film, then the change."""
        model = self.window.measurements.table.model()
        shown = {}
        for row in range(model.rowCount()):
            texts = [model.table.cell(row, column) for column in range(1, model.columnCount() - 1)]
            shown[model.table.rows[row].id] = [cell.text if cell else "" for cell in texts]
        return shown

    def number(self, measurement_id: str, film: int = 0) -> float:
        """One number off the table."""
        return float(self.table()[measurement_id][film].replace("−", "-").replace("+", ""))
