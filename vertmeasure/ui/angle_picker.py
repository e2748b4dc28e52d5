"""Picks two levels for a Cobb angle of the reader's own."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QPushButton, QWidget

from vertmeasure.core.anatomy import BODIES, rank
from vertmeasure.ui.labels import set_shown, text_label, tight

FIRST_PAIR = ("T10", "L2")


class AnglePicker(QWidget):
    """A button that opens two lists: the upper level, and the levels below it.

    Signals
    -------
    picked(str, str)
        Upper and lower level of the angle that is wanted.
    """

    picked = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.opener = QPushButton("Add an angle…")
        self.opener.setToolTip("A Cobb angle between two levels of your choice")
        self.upper_level, self.lower_level = _level_box("Upper level"), _level_box("Lower level")
        self.side = text_label("to inf", "quiet")
        self.add = QPushButton("Add")
        self._form = QWidget()
        self._arrange()
        self.upper_level.addItems(BODIES)
        self.upper_level.setCurrentText(FIRST_PAIR[0])
        self._fill_lower()
        self.lower_level.setCurrentText(FIRST_PAIR[1])
        self.opener.clicked.connect(lambda: self._show_form(True))
        self.upper_level.currentTextChanged.connect(self._fill_lower)
        self.add.clicked.connect(self._pick)

    def _arrange(self) -> None:
        form = QHBoxLayout(self._form)
        tight(form, 6)
        form.addWidget(text_label("sup", "quiet"))
        form.addWidget(self.upper_level)
        form.addWidget(self.side)
        form.addWidget(self.lower_level)
        form.addWidget(self.add)
        layout = QHBoxLayout(self)
        tight(layout, 0)
        layout.addWidget(self.opener)
        layout.addWidget(self._form)
        layout.addStretch()
        self._form.hide()

    def _show_form(self, is_open: bool) -> None:
        set_shown(self.opener, not is_open)
        set_shown(self._form, is_open)
        (self.upper_level if is_open else self.opener).setFocus()

    def _fill_lower(self) -> None:
        """Only levels below the upper one; the choice stays where it still lies below."""
        chosen = self.lower_level.currentText()
        below = BODIES[rank(self.upper_level.currentText()) + 1 :]
        self.lower_level.clear()
        self.lower_level.addItems(below)
        if chosen in below:
            self.lower_level.setCurrentText(chosen)

    def _pick(self) -> None:
        self._show_form(False)
        self.picked.emit(self.upper_level.currentText(), self.lower_level.currentText())


def _level_box(name: str) -> QComboBox:
    box = QComboBox()
    box.setAccessibleName(name)
    return box
