"""One film on view, and what mouse and keyboard do on it."""

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QPointF, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QEnterEvent, QFocusEvent, QKeyEvent, QMouseEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QLabel, QWidget

from vertmeasure.core.anatomy import MARK_WORDS, Mark
from vertmeasure.core.geometry import Scale
from vertmeasure.core.study import Film
from vertmeasure.paint.ink import Ink
from vertmeasure.paint.overlay import film_overlay
from vertmeasure.paint.palette import FILM_INK
from vertmeasure.ui.desk import Desk
from vertmeasure.ui.film_canvas import FilmCanvas
from vertmeasure.ui.film_words import film_title, level_line, pointer_words
from vertmeasure.ui.labels import set_property
from vertmeasure.ui.scale_bar import ScaleBar
from vertmeasure.ui.tools import Hand, Pointer, nearest_point

REACH_PX = 10.0
"""How near the pointer must come to a point to take hold of it, in screen pixels."""
WINDOW_SPAN_PX = 500.0
"""A right drag of this many pixels changes the window by the film's whole range."""
ZOOM_STEP = 1.2
FILM_LABELS = f"""
QLabel {{ color: {FILM_INK.strong}; background: rgba(13, 17, 23, 150); border-radius: 6px; padding: 4px 8px; }}
QLabel[active="yes"] {{ border-left: 3px solid {FILM_INK.accent_line}; }}
QLabel#film_message {{ color: {FILM_INK.quiet}; background: transparent; }}
QLabel#cursor_hint {{ background: rgba(13, 17, 23, 225); border: 1px solid {FILM_INK.line}; }}
"""
"""Film is black in both palettes, so what stands on it has the dark palette's colours."""


@dataclass(slots=True)
class _Drag:
    button: Qt.MouseButton
    pressed: Qt.MouseButton
    last: QPointF
    moved: bool = False


class FilmView(FilmCanvas):
    """Shows the film that `show_film` names and passes the left button to the hand.

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

    def __init__(self, desk: Desk, hand: Hand, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._hand = hand
        self._film_id = ""
        self._scale = Scale(1.0, 1.0)
        self._drag: _Drag | None = None
        self._pointer: QPointF | None = None
        self._active: tuple[str, Mark] | None = None
        self._space_held = False
        self.setObjectName("film_view")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setCursor(Qt.CursorShape.CrossCursor)
        self.setMinimumSize(240, 240)
        self._title = _film_label(self, "film_title")
        self._message = _film_label(self, "film_message")
        self._message.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._hint = _film_label(self, "cursor_hint")
        self._hint.hide()
        self._scale_bar = ScaleBar(self)
        self.ranged.connect(self._show_scale_bar)
        desk.changed.connect(self.refresh)
        desk.looked.connect(self.refresh)
        self.refresh()

    # ---- what is shown

    @property
    def film_id(self) -> str:
        """Id of the film on view; empty where there is none."""
        return self._film_id

    @property
    def film(self) -> Film | None:
        """The film on view, as the study has it."""
        return next((film for film in self._desk.study.films if film.id == self._film_id), None)

    def show_film(self, film_id: str) -> None:
        """Put another film on view, fitted, or none."""
        if film_id != self._film_id:
            self._film_id = film_id
            self.refresh()

    def refresh(self) -> None:
        """Show the study as it is now; pixels are touched only when another film was opened."""
        film = self.film
        self._take_pixels(film)
        self._title.setVisible(film is not None)
        if film is not None:
            self._draw(film)
        self._message.setText(_empty_words(film))
        self._message.setVisible(self._opened is None)
        self.setAccessibleName(f"Film {film_title(film)}" if film else "Film")
        self._show_scale_bar()
        self._show_hint()

    def _take_pixels(self, film: Film | None) -> None:
        opened = self._desk.images.image_of(film) if film else None
        scale = film.calibration.scale if film else Scale(1.0, 1.0)
        if opened is not self._opened:
            self._scale = scale
            self.take_film(opened, scale)
        elif scale != self._scale:
            self._scale = scale
            self.set_pixel_shape(scale)

    def _draw(self, film: Film) -> None:
        look, assessment = self._desk.look, self._desk.assessment
        self.set_overlay(film_overlay(assessment, film.id, look.level, look.measurement))
        numbers = [] if look.numbers_hidden else level_line(assessment, film.id, look.level)
        self._title.setText("\n".join([film_title(film), *numbers]))
        is_active = film.id == look.active and len(look.shown) > 1
        set_property(self._title, "active", "yes" if is_active else "no")
        self._title.adjustSize()
        self._title.move(8, 8)

    def _show_scale_bar(self) -> None:
        self._scale_bar.show_for(self.film if self._opened else None, self.screen_px_per_pixel())

    def ink(self) -> Ink:
        """The point under the pointer is drawn larger."""
        return Ink(active=self._active, font=self.font())

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802  Qt's name
        """Keep labels where they belong."""
        super().resizeEvent(event)
        if hasattr(self, "_scale_bar"):
            self._message.setGeometry(self.rect())
            self._scale_bar.place()

    # ---- the mouse

    def _pointer_at(self, at: QPointF) -> Pointer:
        across, along = self.screen_px_per_pixel()
        return Pointer(self._film_id, self.to_image(at), (REACH_PX / across, REACH_PX / along))

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802  Qt's name
        """Left: the hand; right: window; middle, or left with space: pan. One button at a time."""
        self.setFocus()
        if self._opened is None or self.film is None or self._drag is not None:
            return
        button = event.button()
        if button is Qt.MouseButton.LeftButton and self._space_held:
            button = Qt.MouseButton.MiddleButton
        self._drag = _Drag(button, event.button(), event.position())
        self.activated.emit(self._film_id)
        if button is Qt.MouseButton.LeftButton:
            self._hand.press(self._pointer_at(event.position()))
            self._show_hint()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802  Qt's name
        """Follow the pointer: drag, pan, window, or tell what lies under it."""
        self._pointer = event.position()
        if self._opened is None or self.film is None:
            return
        if self._drag is not None:
            self._on_drag(self._drag, event.position())
        self._hover(event.position())

    def _on_drag(self, drag: _Drag, at: QPointF) -> None:
        step = at - drag.last
        if drag.button is not Qt.MouseButton.LeftButton and not drag.moved and step.manhattanLength() < 2:
            return
        drag.moved, drag.last = True, at
        if drag.button is Qt.MouseButton.LeftButton:
            self._hand.move(self._pointer_at(at))
        elif drag.button is Qt.MouseButton.MiddleButton:
            self.pan(step)
        elif self.shade is not None:
            self.set_shade(self.shade.shifted(step.x() / WINDOW_SPAN_PX, -step.y() / WINDOW_SPAN_PX))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802  Qt's name
        """End a drag; a right click that did not move asks for the menu of the point below."""
        drag = self._drag
        if drag is None or event.button() is not drag.pressed:
            return
        self._drag = None
        if drag.button is Qt.MouseButton.LeftButton:
            self._hand.release()
        elif drag.button is Qt.MouseButton.RightButton and not drag.moved:
            self._ask_menu(event)
        self._hover(event.position())

    def _ask_menu(self, event: QMouseEvent) -> None:
        film = self.film
        near = nearest_point(film, self._pointer_at(event.position())) if film else None
        if near is not None:
            self.point_menu_asked.emit(near[0], near[1].value, event.globalPosition().toPoint())

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:  # noqa: N802  Qt's name
        """The second press of two quick clicks is a press like any other."""
        self.mousePressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:  # noqa: N802  Qt's name
        """Menus are asked for when the right button is released without a drag."""
        event.accept()

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802  Qt's name
        """Zoom at the pointer."""
        self.zoom_at(ZOOM_STEP ** (event.angleDelta().y() / 120), event.position())
        event.accept()

    def enterEvent(self, event: QEnterEvent) -> None:  # noqa: N802  Qt's name
        """Show the next point at the pointer."""
        self._pointer = event.position()
        self._show_hint()

    def leaveEvent(self, _event: Any) -> None:  # noqa: N802  Qt's name
        """Hide what stands at the pointer."""
        self._pointer = None
        self._set_active(None)
        self._hint.hide()
        self.pointed.emit("")

    # ---- the keyboard

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  Qt's name
        """Arrows nudge the last point, Backspace takes it back, Esc ends a drag; the rest goes to the window."""
        step = 0.1 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1.0
        key = Qt.Key(event.key())
        if key in _ARROWS:
            across, along = _ARROWS[key]
            self._hand.nudge(self._film_id, across * step, along * step)
        elif key is Qt.Key.Key_Backspace and self._film_id:
            self._hand.take_back(self._film_id)
        elif key is Qt.Key.Key_Escape and self._hand.is_dragging:
            self._drag = None
            self._hand.cancel()
        elif key is Qt.Key.Key_Space:
            self._space_held = True
        else:
            event.ignore()

    def keyReleaseEvent(self, event: QKeyEvent) -> None:  # noqa: N802  Qt's name
        """Let go of the space bar."""
        if Qt.Key(event.key()) is Qt.Key.Key_Space:
            self._space_held = False
        event.ignore()

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802  Qt's name
        """A key that is released elsewhere is not held any more."""
        self._space_held = False
        super().focusOutEvent(event)

    # ---- what stands at the pointer

    def _hover(self, at: QPointF) -> None:
        film = self.film
        if film is not None:
            self._set_active(nearest_point(film, self._pointer_at(at)))
            self._show_hint()
            self.pointed.emit(pointer_words(film, self._opened, self.to_image(at)))

    def _set_active(self, point: tuple[str, Mark] | None) -> None:
        if point != self._active:
            self._active = point
            self.redraw_overlay()
            self.setCursor(Qt.CursorShape.SizeAllCursor if point else Qt.CursorShape.CrossCursor)

    def _show_hint(self) -> None:
        words = self._hint_words()
        shown = bool(words) and self._pointer is not None and self._opened is not None
        self._hint.setVisible(shown)
        if self._pointer is None or not shown:
            return
        self._hint.setText(words)
        self._hint.adjustSize()
        place = self._pointer.toPoint()
        left = min(place.x() + 18, self.width() - self._hint.width() - 8)
        top = min(place.y() + 18, self.height() - self._hint.height() - 8)
        self._hint.move(left, top)

    def _hint_words(self) -> str:
        if self.film is None:
            return ""
        if self._hand.is_dragging and self._hand.grip is not None:
            return f"{self._hand.grip[1]} · {MARK_WORDS[self._hand.grip[2]]}"
        if self._drag is not None:
            return ""
        if self._active is not None:
            return f"{self._active[0]} · {MARK_WORDS[self._active[1]]}\ndrag, or arrows to nudge"
        armed = self._hand.armed(self._film_id)
        return armed.words if armed else ""


_ARROWS = {
    Qt.Key.Key_Left: (-1.0, 0.0),
    Qt.Key.Key_Right: (1.0, 0.0),
    Qt.Key.Key_Up: (0.0, -1.0),
    Qt.Key.Key_Down: (0.0, 1.0),
}


def _empty_words(film: Film | None) -> str:
    if film is None:
        return "Open a film (Ctrl+O), or drop DICOM files or a study here."
    return f"{film_title(film)}\n\nThe image of this film is not open."


def _film_label(parent: QWidget, name: str) -> QLabel:
    """A label on the film: plain text, and clicks go through it."""
    label = QLabel(parent)
    label.setObjectName(name)
    label.setStyleSheet(FILM_LABELS)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
    return label
