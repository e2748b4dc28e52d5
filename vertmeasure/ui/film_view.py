"""One film on view, and what mouse and keyboard do on it."""

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QCursor,
    QEnterEvent,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QNativeGestureEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QWidget

from vertmeasure.core.anatomy import Mark
from vertmeasure.ui.desk import Desk
from vertmeasure.ui.film_sheet import HINT_GAP, FilmSheet
from vertmeasure.ui.film_words import pointer_words
from vertmeasure.ui.loupe import Loupe
from vertmeasure.ui.shading import Shade
from vertmeasure.ui.slow_pointer import SlowPointer
from vertmeasure.ui.tools import Pointer, Tool, nearest_point

REACH_PX = 10.0
"""How near the pointer must come to a point to take hold of it, in screen pixels."""
REPEAT_MS = 60
"""A key that is pressed again within this time was never let go."""
ZOOM_STEP = 1.2
"""Of one notch of the wheel; touchpads send parts of notches."""
WINDOW_SPAN_PX = 500.0
"""A right drag of this many pixels changes the window by its own width."""
FINEST_SHARE = 1 / 20
"""Of the film's range: a window narrower than this does not slow the drag down further, so that it can be left."""
NOTCH = 120.0
MOST_NOTCHES = 5.0
"""In one event: a touchpad that is thrown does not lose the film."""


@dataclass(slots=True)
class _Drag:
    button: Qt.MouseButton
    pressed: Qt.MouseButton
    last: QPointF
    moved: bool = False


class FilmView(FilmSheet):
    """Shows the film that `show_film` names and passes the left button to its tool.

    Signals
    -------
    pointed(str)
        Where the pointer is, in words for the status bar.
    point_menu_asked(str, str, QPoint)
        Level, mark and screen position of a point that was right-clicked.
    activated(str)
        Id of the film, when the reader works on it.
    """

    pointed = Signal(str)
    point_menu_asked = Signal(str, str, object)
    activated = Signal(str)

    def __init__(self, desk: Desk, tool: Tool, parent: QWidget | None = None) -> None:
        super().__init__(desk, tool, parent)
        self._drag: _Drag | None = None
        self._space_held = False
        self._mouse: QPointF | None = None
        self._slow = SlowPointer()
        # A key that repeats itself is released and pressed again by X; on a busy machine the two come apart.
        self._letting_go = QTimer(self, singleShot=True, interval=REPEAT_MS)
        self._letting_go.timeout.connect(self._let_loupe_go)
        self.loupe = Loupe(self, self.paint_magnified)
        self.setObjectName("film_view")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setCursor(Qt.CursorShape.CrossCursor)
        self.setMinimumSize(240, 240)

    # ---- the mouse

    def _pointer_at(self, at: QPointF) -> Pointer:
        across, along = self.screen_px_per_pixel()
        reach_px = REACH_PX / self.loupe.factor if self._slow.is_held else REACH_PX
        return Pointer(self._film_id, self.to_image(at), (reach_px / across, reach_px / along))

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802  Qt's name
        """Left: the tool; right: window; middle, or left with space: pan. One button at a time."""
        self.setFocus()
        if self._opened is None or self.film is None or self._drag is not None:
            return
        button = event.button()
        if button is Qt.MouseButton.LeftButton and self._space_held:
            button = Qt.MouseButton.MiddleButton
        at = self._slow.at(event.position())
        self._drag = _Drag(button, event.button(), at)
        self._is_quiet = True
        self.activated.emit(self._film_id)
        if button is Qt.MouseButton.LeftButton:
            self.tool.press(self._pointer_at(at))
            self._show_hint()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802  Qt's name
        """Follow the pointer: drag, pan, window, or tell what lies under it."""
        self._mouse = event.position()
        self._pointer = self._slow.at(self._mouse)
        if self._opened is None or self.film is None:
            return
        if self._drag is not None:
            self._on_drag(self._drag, self._pointer)
        self._hover(self._pointer)

    def _on_drag(self, drag: _Drag, at: QPointF) -> None:
        step = at - drag.last
        if drag.button is not Qt.MouseButton.LeftButton and not drag.moved and step.manhattanLength() < 2:
            return
        drag.moved, drag.last = True, at
        if drag.button is Qt.MouseButton.LeftButton:
            self.tool.move(self._pointer_at(at))
        elif drag.button is Qt.MouseButton.MiddleButton:
            self.pan(step)
        elif self.shade is not None:
            share = window_share(self.shade)
            self.set_shade(self.shade.shifted(step.x() * share, -step.y() * share))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802  Qt's name
        """End a drag; a right click that did not move asks for the menu of the point below."""
        drag = self._drag
        if drag is None or event.button() is not drag.pressed:
            return
        self._drag, self._is_quiet = None, False
        if drag.button is Qt.MouseButton.LeftButton:
            self.tool.release(bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier))
        elif drag.button is Qt.MouseButton.RightButton and not drag.moved:
            self._ask_menu(event)
        self._hover(self._slow.at(event.position()))
        self._bring_mouse()

    def _ask_menu(self, event: QMouseEvent) -> None:
        film = self.film
        near = nearest_point(film, self._pointer_at(self._slow.at(event.position()))) if film else None
        if near is not None:
            self.point_menu_asked.emit(near[0], near[1].value, event.globalPosition().toPoint())

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:  # noqa: N802  Qt's name
        """The second press of two quick clicks is a press like any other."""
        self.mousePressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:  # noqa: N802  Qt's name
        """Menus are asked for when the right button is released without a drag."""
        event.accept()

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802  Qt's name
        """Zoom at the pointer, by as much as the wheel turned or the fingers moved."""
        notches = min(max(event.angleDelta().y() / NOTCH, -MOST_NOTCHES), MOST_NOTCHES)
        self.zoom_at(ZOOM_STEP**notches, self._slow.at(event.position()))
        event.accept()

    def viewportEvent(self, event: QEvent) -> bool:  # noqa: N802  Qt's name
        """Two fingers drawn apart on a touchpad zoom too."""
        if isinstance(event, QNativeGestureEvent) and event.gestureType() is Qt.NativeGestureType.ZoomNativeGesture:
            self.zoom_at(max(1.0 + event.value(), 0.5), event.position())
            return True
        return bool(super().viewportEvent(event))

    def enterEvent(self, event: QEnterEvent) -> None:  # noqa: N802  Qt's name
        """Show the next point at the pointer."""
        self._mouse = self._pointer = event.position()
        self._show_hint()

    def leaveEvent(self, _event: Any) -> None:  # noqa: N802  Qt's name
        """Hide what stands at the pointer."""
        self._let_loupe_go()
        self._mouse = self._pointer = None
        self._set_active(None)
        self._hint.hide()
        self.pointed.emit("")

    # ---- the keyboard

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  Qt's name
        """Z and Space are held; arrows nudge, Backspace takes back, Esc ends a drag; the rest goes to the window."""
        key = Qt.Key(event.key())
        if key is Qt.Key.Key_Space:
            self._space_held = True
        elif key is Qt.Key.Key_Z and not event.modifiers():
            self._hold_loupe()
        elif not self._edit(key, fine=bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)):
            event.ignore()

    def _edit(self, key: Qt.Key, fine: bool) -> bool:
        """What a key does to points; False where it does nothing to them."""
        if key in _ARROWS:
            right, down = _ARROWS[key]
            step = 0.1 if fine else 1.0
            self.tool.nudge(self._film_id, *self.turn.step_on_film(right * step, down * step))
        elif key is Qt.Key.Key_Backspace and self._film_id:
            self.tool.take_back(self._film_id)
        elif key is Qt.Key.Key_Escape and self.tool.is_dragging:
            self._drag, self._is_quiet = None, False
            self.tool.cancel()
        else:
            return False
        return True

    def keyReleaseEvent(self, event: QKeyEvent) -> None:  # noqa: N802  Qt's name
        """Let go of the space bar or the loupe; a key that repeats itself is still held."""
        if not event.isAutoRepeat():
            self._space_held = self._space_held and Qt.Key(event.key()) is not Qt.Key.Key_Space
            if Qt.Key(event.key()) is Qt.Key.Key_Z:
                self._letting_go.start()
        event.ignore()

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802  Qt's name
        """A key that is released elsewhere is not held any more."""
        self._space_held = False
        self._let_loupe_go()
        super().focusOutEvent(event)

    # ---- the loupe

    def _hold_loupe(self) -> None:
        self._letting_go.stop()
        if self._mouse is not None and self._opened is not None and not self._slow.is_held:
            self._slow.hold(self._mouse)
            self._pointer = self._slow.at(self._mouse)
            self._hover(self._pointer)

    def _let_loupe_go(self) -> None:
        self._letting_go.stop()
        if self._slow.is_held and self._mouse is not None:
            self._slow.let_go(self._mouse)
            self._show_loupe()
            self._bring_mouse()

    def _bring_mouse(self) -> None:
        """Set the mouse to the place that counts, once no button is down; where that cannot be, the mouse counts."""
        if self._drag is None and not self._slow.is_held and self._mouse is not None:
            reached = self._slow.at(self._mouse)
            self._slow.catch_up()
            if (reached - self._mouse).manhattanLength() >= 1:
                QCursor.setPos(self.mapToGlobal(reached.toPoint()))

    def _show_loupe(self) -> None:
        if self._slow.is_held and self._pointer is not None and self._opened is not None:
            self.loupe.show_at(self._pointer, self.screen_px_per_pixel()[0])
            self._hint_gap = QPoint(self.loupe.width() // 2 - 24, self.loupe.height() // 2 - 24)
        else:
            self.loupe.hide()
            self._hint_gap = HINT_GAP
        self._show_cursor()

    # ---- what stands at the pointer

    def _hover(self, at: QPointF) -> None:
        film = self.film
        if film is not None:
            self._set_active(self.tool.point_at(film, self._pointer_at(at)))
            self._show_loupe()
            self._show_hint()
            self.pointed.emit(pointer_words(film, self._opened, self.to_image(at), self.shade))

    def _set_active(self, point: tuple[str, Mark] | None) -> None:
        if point != self._active:
            self._active = point
            self.redraw_overlay()
            self._show_cursor()

    def _show_cursor(self) -> None:
        """None in the loupe, which has a cross of its own."""
        free = Qt.CursorShape.SizeAllCursor if self._active else Qt.CursorShape.CrossCursor
        self.setCursor(Qt.CursorShape.BlankCursor if self.loupe.isVisible() else free)


def window_share(shade: Shade) -> float:
    """By which share of the film's range one pixel of a right drag changes the window: finer in a narrow one."""
    low, high = shade.greyscale.extent
    share = shade.window.width / max(high - low, 1.0)
    return min(max(share, FINEST_SHARE), 1.0) / WINDOW_SPAN_PX


_ARROWS = {
    Qt.Key.Key_Left: (-1.0, 0.0),
    Qt.Key.Key_Right: (1.0, 0.0),
    Qt.Key.Key_Up: (0.0, -1.0),
    Qt.Key.Key_Down: (0.0, 1.0),
}
