"""The quiet button on a film without points: carry those of an earlier film over, or do not wait for them."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QPushButton

from vertmeasure.core.study import Film
from vertmeasure.paint.palette import FILM_INK
from vertmeasure.ui.carrying import Carrying, bodies_words, whole_levels
from vertmeasure.ui.desk import Desk
from vertmeasure.ui.film_sheet import FilmSheet
from vertmeasure.ui.labels import safe_text, set_shown

ABOVE_THE_FOOT_PX = 96
"""Above the scale bar and the question for the front of the patient."""
LOOK = f"""
QPushButton {{ color: {FILM_INK.strong}; background: rgba(13, 17, 23, 225); border: 1px solid {FILM_INK.quiet};
    border-radius: 6px; padding: 4px 12px; }}
QPushButton:hover, QPushButton:focus {{ border-color: {FILM_INK.accent_line}; }}
"""


class CarryOffer(QObject):
    """Puts the button on one view."""

    def __init__(self, desk: Desk, carrying: Carrying, view: FilmSheet) -> None:
        super().__init__(view)
        self._desk = desk
        self._carrying = carrying
        self._view = view
        self.button = QPushButton(view)
        self.button.setObjectName("carry_offer")
        self.button.setStyleSheet(LOOK)
        self.button.setCursor(Qt.CursorShape.ArrowCursor)
        self.button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.button.clicked.connect(self._clicked)
        view.installEventFilter(self)
        for signal in (desk.settled, desk.looked, carrying.changed):
            signal.connect(self.refresh)
        self.refresh()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: N802  Qt's name
        """Stay in place at every size."""
        if event.type() is QEvent.Type.Resize:
            self._place()
        return False

    def refresh(self) -> None:
        """Show what can be done on the film on view."""
        words = self._words(self._view.film)
        if words:
            self.button.setText(words.replace("&", "&&"))
            self.button.setAccessibleName(words)
            self._place()
        set_shown(self.button, bool(words))

    def _words(self, film: Film | None) -> str:
        if film is None or self._desk.is_blind:
            return ""
        pair = self._carrying.pair
        if pair is not None:
            return f"Carrying the points of {safe_text(pair[0])} …   Cancel  Esc" if pair[1] == film.id else ""
        source = self._carrying.source_of(film.id)
        order = [each.id for each in self._desk.study.films_in_order]
        if film.vertebrae or not source or order.index(source) > order.index(film.id):
            return ""
        earlier = self._desk.study.film(source)
        if any(self._desk.images.image_of(each) is None for each in (earlier, film)):
            return ""
        return f"Carry {bodies_words(len(whole_levels(earlier)))} from {safe_text(source)}   K"

    def _clicked(self) -> None:
        if self._carrying.pair is not None:
            self._carrying.cancel()
        else:
            self._carrying.begin(self._view.film_id)

    def _place(self) -> None:
        self.button.adjustSize()
        left = (self._view.width() - self.button.width()) // 2
        self.button.move(left, self._view.height() - self.button.height() - ABOVE_THE_FOOT_PX)
