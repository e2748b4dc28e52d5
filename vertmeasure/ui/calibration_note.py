"""The bar above the films while the header of one of them leaves a choice of spacing to the reader."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QWidget

from vertmeasure.core.calibration import UNCONFIRMED
from vertmeasure.core.study import Film
from vertmeasure.ui.desk import Desk
from vertmeasure.ui.labels import safe_text, set_shown, set_text, text_label
from vertmeasure.ui.study_words import spacing_badge


class CalibrationNote(QFrame):
    """Says that a film's spacing is open, until the reader has chosen one.

    Signals
    -------
    choice_asked(str)
        The reader wants to choose, for the film of this id.
    """

    choice_asked = Signal(str)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._film_id = ""
        self._is_choosing = False
        self.setProperty("card", "banner")
        self.setAccessibleName("Spacing to be chosen")
        self.words = text_label()
        self.choose = QPushButton("Choose spacing…")
        self.choose.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.choose.clicked.connect(lambda: self.choice_asked.emit(self._film_id))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(12, 6, 8, 6)
        layout.setSpacing(10)
        layout.addWidget(text_label("⚠"), 0)
        layout.addWidget(self.words, 1)
        layout.addWidget(self.choose, 0, Qt.AlignmentFlag.AlignVCenter)
        desk.changed.connect(self.refresh)
        desk.looked.connect(self.refresh)
        self.refresh()

    def while_choosing(self, is_choosing: bool) -> None:
        """Give way to the bar that the choice is made in."""
        self._is_choosing = is_choosing
        self.refresh()

    def refresh(self) -> None:
        """Show what is open on the films on view, the active one first."""
        film = self._open_film()
        set_shown(self, film is not None and not self._is_choosing and not self._desk.is_blind)
        if film is not None:
            self._film_id = film.id
            set_text(self.words, safe_text(open_words(film)))
            is_open = self._desk.images.image_of(film) is not None
            self.choose.setEnabled(is_open)
            self.choose.setToolTip("See what each attribute would change" if is_open else "The image is not open")
            self.setAccessibleDescription(self.words.text())

    def _open_film(self) -> Film | None:
        look = self._desk.look
        shown = [film for film in self._desk.study.films if film.id in look.shown and film.calibration.is_open]
        return min(shown, key=lambda film: film.id != look.active, default=None)


def open_words(film: Film) -> str:
    """What the reader has to decide about the spacing of a film."""
    calibration = film.calibration
    if UNCONFIRMED in calibration.flags:
        return f"{film.id}: PixelSpacing exceeds the spacing at the detector. No millimetres until you choose."
    return f"{film.id}: the header contradicts itself about the spacing. {spacing_badge(calibration)} until you choose."
