"""The line at the foot of the window: next point, pointer, zoom, window, calibration and whether it is saved."""

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QStatusBar

from vertmeasure.core.study import Film
from vertmeasure.ui.calibrating import Calibrating
from vertmeasure.ui.calibration_badge import badge_tooltip, header_of
from vertmeasure.ui.desk import Desk
from vertmeasure.ui.elided_label import ElidedLabel
from vertmeasure.ui.film_view import FilmView
from vertmeasure.ui.labels import tooltip
from vertmeasure.ui.shade_words import shade_words
from vertmeasure.ui.study_words import spacing_badge
from vertmeasure.ui.tools import Hand

REMARK_MS = 6000
"""How long a passing remark stands."""


class StatusLine(QStatusBar):
    """Tells where the reading stands, in plain words."""

    def __init__(self, desk: Desk, hand: Hand, calibrating: Calibrating) -> None:
        super().__init__()
        self._desk = desk
        self._hand = hand
        self._calibrating = calibrating
        self._parts = {name: self._label(name) for name in ("next", "remark", "snap", "pointer", "view", "calibration")}
        for label in self._parts.values():
            self.addWidget(label)
        self._busy = self._label("busy")
        self._saved = self._label("saved")
        self._saved.is_whole = True
        self.addPermanentWidget(self._busy)
        self.addPermanentWidget(self._saved)
        self.setSizeGripEnabled(False)
        self.setContentsMargins(8, 0, 12, 0)
        self._parts["remark"].setMinimumWidth(1)  # a long remark is cut, and makes no window wider
        self._remark_ends = QTimer(self, singleShot=True, interval=REMARK_MS)
        self._remark_ends.timeout.connect(lambda: self.remark(""))
        desk.changed.connect(self.refresh)
        desk.looked.connect(self.refresh)
        calibrating.tool.subscribe(self.refresh)
        self.refresh()

    def _label(self, name: str) -> ElidedLabel:
        label = ElidedLabel(self)
        label.setObjectName(f"status_{name}")
        label.setContentsMargins(4, 0, 12, 0)
        return label

    def refresh(self) -> None:
        """Tell the next point, the calibration and the saved state as they are now."""
        film = self._film()
        self._parts["next"].setText(self._next(film))
        self._parts["calibration"].setText(spacing_badge(film.calibration) if film else "")
        self._parts["calibration"].set_tip(badge_tooltip(film, header_of(self._desk, film)) if film else "")
        is_off = not self._desk.settings.snap or self._desk.is_blind
        self._parts["snap"].setText("snap off" if is_off and film else "")
        saved = "saved" if self._desk.session.is_saved else "not saved"
        self._saved.setText(saved if self._desk.study.films else "")

    def _film(self) -> Film | None:
        active = self._desk.look.active
        return next((film for film in self._desk.study.films if film.id == active), None)

    def _next(self, film: Film | None) -> str:
        calibrating = self._calibrating.hint(film.id) if film else ""
        asked = self._hand.asked(film.id) if film else ""
        return calibrating or (f"Next: {asked}" if asked else self._rest(film))

    def _rest(self, film: Film | None) -> str:
        if film is None:
            return "Open a film to begin"
        if not self._desk.look.level:
            return "Pick the fractured level at the right"
        return f"{self._desk.look.level} and its neighbours are placed" if self._hand.placing else "Drag points to move"

    def remark(self, words: str) -> None:
        """Say something for a moment; no words end it."""
        self._parts["remark"].setText(words)
        self._parts["remark"].setToolTip(tooltip(words))
        if words:
            self._remark_ends.start()

    def show_pointer(self, words: str) -> None:
        """Tell what lies under the pointer."""
        self._parts["pointer"].setText(words)

    def show_view(self, view: FilmView) -> None:
        """Tell zoom and window of a view."""
        shade = view.shade
        if view.film_id != self._desk.look.active:
            return
        zoom = f"zoom {view.screen_px_per_pixel()[0] * 100:.0f} %"
        words = f"{zoom}    {shade_words(shade, view.pixels)}" if shade else ""
        self._parts["view"].setText(words)

    def show_busy(self, tasks: int) -> None:
        """Tell that something is under way."""
        self._busy.setText("working…" if tasks else "")
