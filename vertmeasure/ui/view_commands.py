"""What the actions of the View menu do to the films on view."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPointF

from vertmeasure.ui.shading import Shade
from vertmeasure.ui.turning import Turn

if TYPE_CHECKING:
    from vertmeasure.ui.window import MainWindow


class ViewCommands(QObject):
    """Zoom, turn and grey of the films on view, and which films these are; the study is not touched."""

    def __init__(self, window: "MainWindow") -> None:
        super().__init__(window)
        self._window = window
        self._desk = window.desk

    def fit(self) -> None:
        """Show each film whole."""
        for view in self._window.views:
            view.fit()

    def one_to_one(self) -> None:
        """One film pixel is one screen pixel."""
        self._window.active_view.show_one_to_one()

    def zoom_in(self) -> None:
        """Zoom in at the middle of the active view."""
        self._zoom(1.25)

    def zoom_out(self) -> None:
        """Zoom out at the middle of the active view."""
        self._zoom(0.8)

    def _zoom(self, factor: float) -> None:
        view = self._window.active_view
        view.zoom_at(factor, QPointF(view.rect().center()))

    def invert(self) -> None:
        """Black becomes white on the active film."""
        self._reshade(Shade.turned)

    def next_window(self) -> None:
        """The next window of the active film."""
        self._reshade(Shade.next_window)

    def type_window(self) -> None:
        """Let the reader type centre and width for the active film."""
        self._window.greys.type_window()

    def local_contrast(self) -> None:
        """Let each part of the active film spread its own grey, or stop that."""
        self._reshade(lambda shade: shade.switched("local_contrast"))

    def sharpen_edges(self) -> None:
        """Enhance the edges of the active film, or stop that."""
        self._reshade(lambda shade: shade.switched("sharpened"))

    def show_overlays(self) -> None:
        """Draw what the file lays over the active film, or hide it."""
        self._reshade(lambda shade: shade.switched("overlays_shown"))

    def open_shutter(self) -> None:
        """Look behind the shutter of the active film, or close it."""
        self._reshade(lambda shade: shade.switched("shutter_open"))

    def _reshade(self, change: Callable[[Shade], Shade]) -> None:
        view = self._window.active_view
        if view.shade is not None:
            view.set_shade(change(view.shade))

    def one_up(self) -> None:
        """Show the active film alone."""
        active = self._desk.look.active
        self._desk.look_at(shown=(active,) if active else ())

    def two_up(self) -> None:
        """Show two films: the one on view and the next later one."""
        look = self._desk.look
        others = [film.id for film in self._desk.study.films_in_order if film.id not in look.shown]
        if len(look.shown) == 1 and others:
            order = [film.id for film in self._desk.study.films_in_order]
            later = [film_id for film_id in others if order.index(film_id) > order.index(look.shown[0])]
            pair = sorted((look.shown[0], (later or others)[0]), key=order.index)
            self._desk.look_at(shown=tuple(pair))

    def other_film(self) -> None:
        """Make the other film on view the active one."""
        look = self._desk.look
        others = [film_id for film_id in look.shown if film_id != look.active]
        if others:
            self._desk.look_at(active=others[0])
            self._window.active_view.setFocus()

    # ---- turning

    def turn_left(self) -> None:
        """Turn the view of the active film a quarter to the left."""
        self._turn(self._window.active_view.turn.turned(-1))

    def turn_right(self) -> None:
        """Turn the view of the active film a quarter to the right."""
        self._turn(self._window.active_view.turn.turned(1))

    def mirror(self) -> None:
        """Show the active film with left and right exchanged."""
        self._turn(self._window.active_view.turn.flipped())

    def view_as_stored(self) -> None:
        """Show the active film as it is stored, neither turned nor mirrored."""
        self._turn(Turn())

    def _turn(self, turn: Turn) -> None:
        self._window.active_view.set_turn(turn)

    def link_zoom(self) -> None:
        """Let zoom and pan of one film drive the other, or stop that."""
        self._window.linked.switch()
