"""What the pages of the settings have in common."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from vertmeasure.ui.form_fields import Form
from vertmeasure.ui.labels import column, scrolled, text_label, title_label


class SettingsPage(QWidget):
    """A page that scrolls where the screen is small.

    Signals
    -------
    entered(dict)
        Fields of Settings that were changed, with their values.
    """

    entered = Signal(dict)

    def __init__(self, name: str, is_tall: bool = False) -> None:
        super().__init__()
        self.name = name
        self.setAccessibleName(name)
        self._forms: list[Form] = []
        self.rows: QVBoxLayout = QVBoxLayout()
        content = QWidget()
        inside = column(content, 4, 8)
        inside.addLayout(self.rows, 1 if is_tall else 0)
        if not is_tall:
            inside.addStretch()
        self.rows.setSpacing(8)
        column(self).addWidget(scrolled(content))

    def add_title(self, words: str) -> None:
        """Begin a section."""
        self.rows.addSpacing(6)
        self.rows.addWidget(title_label(words))

    def add_note(self, words: str) -> None:
        """Say something in small type."""
        self.rows.addWidget(text_label(words, "small"))

    def add_form(self) -> Form:
        """A form for the fields of a section."""
        form = Form()
        self._forms.append(form)
        self.rows.addWidget(form)
        return form

    def add_check(self, words: str, name: str, is_on: bool) -> QCheckBox:
        """A box for the setting of this name."""
        box = QCheckBox(words)
        box.setChecked(is_on)
        box.toggled.connect(lambda now: self.entered.emit({name: now}))
        self.rows.addWidget(box)
        return box

    @property
    def is_sound(self) -> bool:
        """Whether everything that was typed can be kept."""
        return not any(label.text() for form in self._forms for label in form.faults.values())
