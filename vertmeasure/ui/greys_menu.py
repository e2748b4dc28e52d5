"""The menu of what can be done to the grey of the active film."""

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction, QIcon
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from vertmeasure.dicom.window import Window
from vertmeasure.ui.film_canvas import FilmCanvas
from vertmeasure.ui.labels import safe_text
from vertmeasure.ui.shade_words import window_title
from vertmeasure.ui.shading import Shade
from vertmeasure.ui.window_fields import WindowFields

SWITCHES = {
    "local_contrast": "local_contrast",
    "sharpen_edges": "sharpened",
    "show_overlays": "overlays_shown",
    "open_shutter": "shutter_open",
}
"""Actions that turn something on and off, each with the attribute of `Shade` it turns."""


class GreysMenu(QMenu):
    """Lists the windows of the active film, the one in use ticked, then the actions on its grey.

    Attributes
    ----------
    button : QToolButton
        Opens the menu from the toolbar.
    fields : WindowFields
        Where centre and width are typed.
    """

    def __init__(self, view: Callable[[], FilmCanvas], actions: Mapping[str, QAction], parent: QWidget) -> None:
        super().__init__("Window", parent)
        self._view = view
        self._actions = actions
        self.setToolTipsVisible(True)
        self.setAccessibleName("Windows and filters of the film")
        self.button = QToolButton()
        self.button.setText("Window")
        self.button.setToolTip("Windows and display filters of the film on view")
        self.button.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the View menu serves the keyboard
        self.button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.button.setMenu(self)
        self.fields = WindowFields(parent)
        self.fields.entered.connect(self._show_typed)
        self.aboutToShow.connect(self._fill)
        self._fill()

    def show_icon(self, icon: QIcon) -> None:
        """Give the button its icon."""
        self.button.setIcon(icon)

    def show_states(self) -> None:
        """Tick the switches as the active film has them; what it has not cannot be switched."""
        view = self._view()
        for name, attribute in SWITCHES.items():
            self._actions[name].setChecked(view.shade is not None and bool(getattr(view.shade, attribute)))
        pixels = view.pixels
        self._actions["show_overlays"].setEnabled(pixels is not None and bool(pixels.overlays))
        self._actions["open_shutter"].setEnabled(pixels is not None and pixels.shutter is not None)

    def type_window(self) -> None:
        """Let the reader type centre and width."""
        shade = self._view().shade
        if shade is not None:
            self.fields.ask(shade.window, self.button.mapToGlobal(QPoint(0, self.button.height())))

    def _fill(self) -> None:
        self.clear()
        shade = self._view().shade
        for place, window in enumerate(shade.windows if shade else ()):
            self._offer(window, place, window is shade.window or window == shade.window if shade else False)
        if shade is None:
            self.addAction("No film is open").setEnabled(False)
        self.addSeparator()
        self.addActions([self._actions[name] for name in ("next_window", "type_window", "invert")])
        self.addSeparator()
        self.addActions([self._actions[name] for name in SWITCHES])

    def _offer(self, window: Window, place: int, is_shown: bool) -> None:
        words = safe_text(window_title(window, place)).replace("&", "&&")
        choice = self.addAction(words)
        choice.setCheckable(True)
        choice.setChecked(is_shown)
        choice.triggered.connect(partial(self._choose, window))

    def _choose(self, window: Window, _checked: bool = True) -> None:
        self._reshade(lambda shade: shade.with_window(window))

    def _show_typed(self, centre: float, width: float) -> None:
        self._reshade(lambda shade: shade.typed(centre, width))

    def _reshade(self, change: Callable[[Shade], Shade]) -> None:
        view = self._view()
        if view.shade is not None:
            view.set_shade(change(view.shade))
