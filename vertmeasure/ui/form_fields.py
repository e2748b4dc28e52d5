"""Fields of a form that write into the study when editing is finished, and never under the reader's hands."""

from collections.abc import Callable, Mapping
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QComboBox, QGridLayout, QLabel, QLineEdit, QPlainTextEdit, QWidget

from vertmeasure.ui.fact_fields import number_in
from vertmeasure.ui.labels import set_property, set_text, text_label

Check = Callable[[str], str]
"""What is wrong with a text, as one sentence; empty when nothing is."""


def no_fault(_text: str) -> str:
    """The check that every text passes."""
    return ""


class TextField(QLineEdit):
    """One line of text.

    Signals
    -------
    entered(str)
        A text that passed its check.
    refused(str)
        What is wrong with the text; empty when it is mended.
    """

    entered = Signal(str)
    refused = Signal(str)

    def __init__(self, name: str, check: Check = no_fault, placeholder: str = "") -> None:
        super().__init__()
        self._check = check
        self.setAccessibleName(name)
        self.setPlaceholderText(placeholder)
        self.editingFinished.connect(self._finish)

    def show_value(self, value: object) -> None:
        """Show a recorded text, unless the reader is typing here, or has yet to mend what was refused."""
        if not self.isModified() and self.text() != str(value):
            self.setText(str(value))
            self.setCursorPosition(0)

    def _finish(self) -> None:
        if not self.isModified():
            return
        fault = self._check(self.text().strip())
        set_property(self, "wrong", "true" if fault else "false")
        self.refused.emit(fault)
        if not fault:
            self.setModified(False)
            self.entered.emit(self.text().strip())


class NoteField(QPlainTextEdit):
    """Several lines of text.

    Signals
    -------
    entered(str)
        The text, when the field is left.
    """

    entered = Signal(str)

    def __init__(self, name: str, placeholder: str = "") -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setPlaceholderText(placeholder)
        self.setTabChangesFocus(True)
        self.setFixedHeight(3 * self.fontMetrics().lineSpacing() + 18)

    def show_value(self, value: object) -> None:
        """Show a recorded text, unless the reader is typing here."""
        if not self.document().isModified() and self.toPlainText() != str(value):
            self.setPlainText(str(value))

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802  Qt's name
        """Leaving the field records it."""
        super().focusOutEvent(event)
        if self.document().isModified():
            self.document().setModified(False)
            self.entered.emit(self.toPlainText().strip())


class ChoiceBox(QComboBox):
    """One of several words.

    Signals
    -------
    entered(object)
        The value that was picked.
    """

    entered = Signal(object)

    def __init__(self, name: str, choices: Mapping[object, str]) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        # Kept here: Qt would hand back an enumerated value as a bare string.
        self._values = tuple(choices)
        self.addItems(list(choices.values()))
        self.activated.connect(lambda place: self.entered.emit(self._values[place]))

    def show_value(self, value: object) -> None:
        """Show what is recorded; a word that is none of the choices shows the first."""
        place = self._values.index(value) if value in self._values else 0
        if self.currentIndex() != place:
            self.setCurrentIndex(place)


FormField = TextField | ChoiceBox | NoteField
"""Any field of a form: it shows a value, and tells what was entered."""


class Form(QWidget):
    """Labels beside fields; what is wrong with a field is told below it."""

    def __init__(self, label_width_px: int = 108) -> None:
        super().__init__()
        self.grid = QGridLayout(self)
        self.grid.setContentsMargins(0, 0, 0, 0)
        self.grid.setHorizontalSpacing(8)
        self.grid.setVerticalSpacing(6)
        self.grid.setColumnMinimumWidth(0, label_width_px)
        self.grid.setColumnStretch(1, 1)
        self.faults: dict[str, QLabel] = {}

    def add(self, words: str, field: QWidget) -> None:
        """Add a field below the others."""
        row = self.grid.rowCount()
        label = text_label(words, "quiet")
        label.setBuddy(field)
        is_tall = isinstance(field, NoteField)
        self.grid.addWidget(label, row, 0, Qt.AlignmentFlag.AlignTop if is_tall else Qt.AlignmentFlag.AlignVCenter)
        self.grid.addWidget(field, row, 1)
        if isinstance(field, TextField):
            fault = text_label(role="bad")
            fault.hide()
            self.grid.addWidget(fault, row + 1, 1)
            field.refused.connect(lambda text: set_text(fault, text))
            self.faults[words] = fault


def date_fault(text: str) -> str:
    """What is wrong with a date."""
    return "" if not text or _is_date(text) else "Enter a date as YYYY-MM-DD. Nothing was recorded."


def _is_date(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text  # weeks and dates without hyphens are ISO dates too
    except ValueError:
        return False


def number_check(low: float, high: float) -> Check:
    """A check for a number between two ends, both legal; an empty field is legal too."""

    def fault(text: str) -> str:
        number = number_in(text)
        if number is None or (isinstance(number, int | float) and low <= number <= high):
            return ""
        return f"Enter a number from {low:g} to {high:g}. Nothing was recorded."

    return fault
