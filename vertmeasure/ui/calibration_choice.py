"""The spacings a header offers, one below the other: what each is, how far it is trusted, what it would change."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QRadioButton, QWidget

from vertmeasure.core.calibration import Calibration, CalibrationOption
from vertmeasure.core.study import Film
from vertmeasure.core.words import GRADE_SENTENCES
from vertmeasure.report.numbers import MINUS, spacing_words
from vertmeasure.ui.labels import column, safe_text, set_text, text_label, tooltip


class CalibrationChoice(QWidget):
    """One button for each spacing.

    Signals
    -------
    chosen(object)
        A CalibrationOption was picked.
    """

    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("Spacings of the header")
        self.buttons: tuple[QRadioButton, ...] = ()
        self._options: tuple[CalibrationOption, ...] = ()
        self._film_id = ""
        self._group = QButtonGroup(self)
        self._group.idClicked.connect(lambda place: self.chosen.emit(self._options[place]))
        self._empty = text_label(role="quiet")
        self._rows = column(self, 0, 4)
        self._rows.addWidget(self._empty)

    @property
    def option(self) -> CalibrationOption | None:
        """What is picked; None while nothing is."""
        place = self._group.checkedId()
        return self._options[place] if 0 <= place < len(self._options) else None

    def show_options(self, film: Film, options: Sequence[CalibrationOption], otherwise: str) -> None:
        """Offer the spacings of a film's header, each compared with the one in use, or say why there is none.

        What was picked for one film is not picked for another.
        """
        set_text(self._empty, "" if options else otherwise)
        if (film.id, tuple(options)) != (self._film_id, self._options):
            self._film_id, self._options = film.id, tuple(options)
            self._rebuild()
        for button, option in zip(self.buttons, self._options, strict=True):
            button.setText(safe_text(option_words(option, film.calibration)).replace("&", "&&"))

    def forget(self) -> None:
        """Take the pick back."""
        self._film_id, self._options = "", ()
        self._rebuild()

    def _rebuild(self) -> None:
        for button in self.buttons:
            self._group.removeButton(button)
            button.hide()
            button.deleteLater()
        self.buttons = tuple(QRadioButton() for _ in self._options)
        for place, (button, option) in enumerate(zip(self.buttons, self._options, strict=True)):
            button.setToolTip(tooltip(GRADE_SENTENCES[option.grade]))
            self._group.addButton(button, place)
            self._rows.addWidget(button)


def option_words(option: CalibrationOption, now: Calibration) -> str:
    """An option with its attribute, grade and consequence: "0.143 mm/px · detector · ImagerPixelSpacing · …"."""
    spacing = spacing_words(option.row_mm, option.column_mm)
    return " · ".join((spacing, str(option.grade), option.rule, consequence_words(option, now)))


def consequence_words(option: CalibrationOption, now: Calibration) -> str:
    """What an option does to lengths, against the spacing in use."""
    if now.column_mm is None or now.row_mm is None:
        return "gives millimetres"
    changes = [100 * (to / at - 1) for to, at in ((option.row_mm, now.row_mm), (option.column_mm, now.column_mm))]
    largest = max(changes, key=abs)
    if abs(largest) < _SMALLEST_TOLD_PERCENT:
        return "in use"
    return f"lengths {f'{largest:+.1f}'.replace('-', MINUS)} %"


_SMALLEST_TOLD_PERCENT = 0.05
"""Less than this is a rounding of the same spacing."""
