"""The controls that facts are entered with: yes or no, a choice, a number; each knows a state "unknown"."""

from typing import Any

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QComboBox, QHBoxLayout, QLabel, QLineEdit, QSizePolicy, QToolButton, QWidget

from vertmeasure.core.fact_table import FactDefinition, FactKind
from vertmeasure.core.facts import expectation, fault_of
from vertmeasure.report.numbers import as_entered
from vertmeasure.ui.labels import column, set_property, text_label, tight

_ANSWERS: tuple[tuple[str, bool | None, str], ...] = (
    ("?", None, "first"),
    ("Yes", True, "true"),
    ("No", False, "last"),
)


class FactField(QWidget):
    """What all controls have in common.

    Signals
    -------
    entered(object)
        A legal value, or None for unknown.
    refused(str)
        Why what was typed is not recorded; empty when it is mended.
    """

    entered = Signal(object)
    refused = Signal(str)


class YesNoField(FactField):
    """Unknown, yes or no, side by side."""

    def __init__(self, definition: FactDefinition) -> None:
        super().__init__()
        self.buttons: dict[bool | None, QToolButton] = {}
        group = QButtonGroup(self)
        layout = QHBoxLayout(self)
        tight(layout, 0)
        for words, value, place in _ANSWERS:
            button = QToolButton()
            button.setText(words)
            button.setCheckable(True)
            button.setProperty("segment", place)
            button.setAccessibleName(f"{definition.label}: {'unknown' if value is None else words.lower()}")
            button.setToolTip("Unknown" if value is None else words)
            button.clicked.connect(lambda _checked, picked=value: self.entered.emit(picked))
            group.addButton(button)
            layout.addWidget(button)
            self.buttons[value] = button

    def show_value(self, value: Any) -> None:
        """Press the button of a value."""
        self.buttons[value if isinstance(value, bool) else None].setChecked(True)


class ChoiceField(FactField):
    """A list that begins with unknown."""

    def __init__(self, definition: FactDefinition) -> None:
        super().__init__()
        self.box = QComboBox()
        self.box.setAccessibleName(definition.label)
        self.box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.box.setMinimumContentsLength(16)
        self.box.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.box.addItem("unknown", None)
        for value, words in (definition.choices or {}).items():
            self.box.addItem(words, value)
        self.box.activated.connect(lambda place: self.entered.emit(self.box.itemData(place)))
        column(self, 0, 0).addWidget(self.box)

    def show_value(self, value: Any) -> None:
        """Pick the entry of a value."""
        place = self.box.findData(value) if isinstance(value, str) else 0
        if self.box.currentIndex() != max(0, place):
            self.box.setCurrentIndex(max(0, place))


class ShortLine(QLineEdit):
    """As wide as a number and the hint at its range, in any size of type."""

    def __init__(self) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:  # noqa: N802  Qt's name
        """Room for the longest range."""
        return QSize(self.fontMetrics().horizontalAdvance("−10 to 25") + 28, super().sizeHint().height())


class NumberField(FactField):
    """A number with its unit; what is no such number is told in place and not entered."""

    def __init__(self, definition: FactDefinition) -> None:
        super().__init__()
        self._definition = definition
        self._shown: Any = None
        self.line = ShortLine()
        self.line.setAccessibleName(definition.label)
        self.line.setPlaceholderText(f"{as_entered(definition.low)} to {as_entered(definition.high)}")
        self.line.editingFinished.connect(self._enter)
        self.line.textEdited.connect(lambda: self._tell(""))
        top = QHBoxLayout()
        tight(top, 6)
        top.addWidget(self.line)
        top.addWidget(_unit_label(definition.unit))
        column(self).addLayout(top)

    def show_value(self, value: Any) -> None:
        """Write a value into the field, unless the reader is typing there or has yet to mend it."""
        if self.line.isModified() or value == self._shown:
            return
        self._shown = value
        is_number = isinstance(value, int | float) and not isinstance(value, bool)
        self.line.setText(as_entered(value) if is_number else "")

    def _enter(self) -> None:
        if not self.line.isModified():
            return
        value = number_in(self.line.text())
        fault = "" if value is None else fault_of(self._definition, value)
        if fault:
            self._tell(f"{expectation(self._definition)} Nothing was recorded.")
            return
        self._tell("")
        self.line.setModified(False)
        self._shown = value
        self.entered.emit(value)

    def _tell(self, fault: str) -> None:
        self.refused.emit(fault)
        set_property(self.line, "wrong", "true" if fault else "false")


def _unit_label(unit: str) -> QLabel:
    label = text_label(unit, "quiet")
    label.setWordWrap(False)
    label.setMinimumWidth(label.fontMetrics().horizontalAdvance("points") + 4)
    return label


def number_in(text: str) -> int | float | str | None:
    """The number a reader typed, with point or comma; the text itself where it is none; None for an empty field."""
    typed = text.strip().replace(",", ".").replace("−", "-")
    if not typed:
        return None
    try:
        number = float(typed)
    except ValueError:
        return typed
    return int(number) if number.is_integer() else number


def field_for(definition: FactDefinition) -> YesNoField | ChoiceField | NumberField:
    """The control of a fact."""
    kinds: dict[FactKind, type[YesNoField] | type[ChoiceField] | type[NumberField]] = {
        FactKind.BOOL: YesNoField,
        FactKind.CHOICE: ChoiceField,
        FactKind.NUMBER: NumberField,
    }
    return kinds[definition.kind](definition)
