"""One fact of the form: its name, its control, who entered it and when, and what it was read from."""

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from vertmeasure.core.explanations import fact_words
from vertmeasure.core.fact_table import FactDefinition, FactKind
from vertmeasure.core.facts import fault_of
from vertmeasure.core.study import Fact
from vertmeasure.ui.fact_fields import field_for
from vertmeasure.ui.labels import (
    chip_label,
    column,
    safe_text,
    set_shown,
    set_text,
    text_label,
    tight,
    tooltip,
)


class FactRow(QWidget):
    """Shows a fact.

    Signals
    -------
    entered(str, object)
        Fact id and value; None for unknown.
    source_entered(str, str)
        Fact id and what it was read from.
    """

    entered = Signal(str, object)
    source_entered = Signal(str, str)

    def __init__(self, definition: FactDefinition, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.definition = definition
        self.label = text_label(definition.label)
        self.label.setToolTip(tooltip(fact_words(definition)))
        self.missing = chip_label("asked", "open")
        self.missing.setToolTip("This would help to settle a verdict")
        self.field = field_for(definition)
        self.by = text_label(role="small")
        self.by.setWordWrap(False)
        self.source = QLineEdit()
        self.source.setProperty("flat", "true")
        self.source.setPlaceholderText("read from …")
        self.source.setAccessibleName(f"{definition.label}: read from")
        self.fault = text_label(role="bad")
        self.fault.hide()
        self._recorded_fault = ""
        self._arrange()
        self.field.refused.connect(lambda words: set_text(self.fault, words))
        self.field.entered.connect(lambda value: self.entered.emit(definition.id, value))
        self.source.editingFinished.connect(self._enter_source)

    def _arrange(self) -> None:
        layout = column(self, 0, 3)
        layout.setContentsMargins(0, 0, 0, 6)
        top = QHBoxLayout()
        tight(top, 6)
        top.addWidget(self.label, 1)
        top.addWidget(self.missing)
        layout.addLayout(top)
        if self.definition.kind is FactKind.CHOICE:
            layout.addWidget(self.field)
        else:
            top.addWidget(self.field)
        layout.addWidget(self.fault)
        below = QHBoxLayout()
        tight(below, 6)
        below.addWidget(self.by)
        below.addWidget(self.source, 1)
        layout.addLayout(below)

    def show_fact(self, fact: Fact | None, is_asked: bool, is_for_patient: bool) -> None:
        """Show what is recorded; `is_for_patient` marks a study-wide value that counts for this level."""
        value: Any = fact.value if fact else None
        fault = fault_of(self.definition, value) if value is not None else ""
        self.field.show_value(None if fault else value)
        if fault != self._recorded_fault:
            self._recorded_fault = fault
            set_text(self.fault, safe_text(f"Recorded, but not usable: {fault}.") if fault else "")
        set_shown(self.missing, is_asked)
        set_text(self.by, entered_words(fact, is_for_patient) if fact else "")
        set_shown(self.source, fact is not None)
        if fact and not (self.source.hasFocus() and self.source.isModified()) and self.source.text() != fact.source:
            self.source.setText(fact.source)

    def _enter_source(self) -> None:
        if self.source.isModified():
            self.source.setModified(False)
            self.source_entered.emit(self.definition.id, self.source.text().strip())


def entered_words(fact: Fact, is_for_patient: bool) -> str:
    """Who entered a fact and when, to the minute."""
    when = fact.at[:16].replace("T", " ")
    words = [fact.by or "reader not named", when, "for the patient" if is_for_patient else ""]
    return safe_text(" · ".join(word for word in words if word))
