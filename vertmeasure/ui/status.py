"""The line at the foot of the window: next point, pointer, zoom, window, calibration and whether it is saved."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QStatusBar

from vertmeasure.core.study import Film
from vertmeasure.ui.desk import Desk
from vertmeasure.ui.film_view import FilmView
from vertmeasure.ui.film_words import calibration_badge
from vertmeasure.ui.labels import tooltip
from vertmeasure.ui.study_words import spacing_explanation
from vertmeasure.ui.tools import Hand


class StatusLine(QStatusBar):
    """Tells where the reading stands, in plain words."""

    def __init__(self, desk: Desk, hand: Hand) -> None:
        super().__init__()
        self._desk = desk
        self._hand = hand
        self._parts = {name: self._label(name) for name in ("next", "pointer", "view", "calibration")}
        for label in self._parts.values():
            self.addWidget(label)
        self._busy = self._label("busy")
        self._saved = self._label("saved")
        self.addPermanentWidget(self._busy)
        self.addPermanentWidget(self._saved)
        self.setSizeGripEnabled(False)
        self.setContentsMargins(8, 0, 12, 0)
        desk.changed.connect(self.refresh)
        desk.looked.connect(self.refresh)
        self.refresh()

    def _label(self, name: str) -> QLabel:
        label = QLabel(self)
        label.setObjectName(f"status_{name}")
        label.setContentsMargins(4, 0, 12, 0)
        label.setTextFormat(Qt.TextFormat.PlainText)
        return label

    def refresh(self) -> None:
        """Tell the next point, the calibration and the saved state as they are now."""
        film = self._film()
        armed = self._hand.armed(film.id) if film else None
        self._parts["next"].setText(f"Next: {armed.words}" if armed else self._rest(film))
        self._parts["calibration"].setText(calibration_badge(film) if film else "")
        self._parts["calibration"].setToolTip(tooltip(spacing_explanation(film.calibration)) if film else "")
        saved = "saved" if self._desk.session.is_saved else "not saved"
        self._saved.setText(saved if self._desk.study.films else "")

    def _film(self) -> Film | None:
        active = self._desk.look.active
        return next((film for film in self._desk.study.films if film.id == active), None)

    def _rest(self, film: Film | None) -> str:
        if film is None:
            return "Open a film to begin"
        if not self._desk.look.level:
            return "Pick the fractured level at the right"
        return f"{self._desk.look.level} and its neighbours are placed" if self._hand.placing else "Drag points to move"

    def show_pointer(self, words: str) -> None:
        """Tell what lies under the pointer."""
        self._parts["pointer"].setText(words)

    def show_view(self, view: FilmView) -> None:
        """Tell zoom and window of a view."""
        shade = view.shade
        if view.film_id != self._desk.look.active:
            return
        zoom = f"zoom {view.screen_px_per_pixel()[0] * 100:.0f} %"
        words = f"{zoom}    window {shade.window.centre:.0f} / {shade.window.width:.0f}" if shade else ""
        self._parts["view"].setText(words)

    def show_busy(self, tasks: int) -> None:
        """Tell that something is under way."""
        self._busy.setText("working…" if tasks else "")
