"""What the reader types while calibrating: how, and the figures that way needs."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QWidget

from vertmeasure.ui.calibrator import Way
from vertmeasure.ui.fact_fields import number_in
from vertmeasure.ui.form_fields import ChoiceBox
from vertmeasure.ui.labels import set_shown, text_label, tight

WAY_WORDS: dict[object, str] = {
    Way.LENGTH: "Known length",
    Way.LENGTHS: "Two known lengths",
    Way.DISC: "Sphere or coin",
    Way.MAGNIFICATION: "Magnification",
    Way.SPACING: "Typed spacing",
    Way.HEADER: "Spacing of the header",
}
FIELDS: dict[Way, tuple[tuple[str, str], ...]] = {
    Way.LENGTH: (("Length", "mm"),),
    Way.LENGTHS: (("Across", "mm"), ("Along", "mm")),
    Way.DISC: (("Diameter", "mm"),),
    Way.MAGNIFICATION: (("Factor", ""),),
    Way.SPACING: (("One pixel", "mm"),),
    Way.HEADER: (),
}
"""Name and unit of each figure."""
FIELD_WIDTH_PX = 84


class _Figure(QWidget):
    """A name, a field and a unit."""

    def __init__(self) -> None:
        super().__init__()
        self.name = _short_label()
        self.field = QLineEdit()
        self.field.setFixedWidth(FIELD_WIDTH_PX)
        self.unit = _short_label()
        layout = QHBoxLayout(self)
        tight(layout, 4)
        for each in (self.name, self.field, self.unit):
            layout.addWidget(each)

    def ask(self, name: str, unit: str) -> None:
        """Ask for another figure."""
        if (self.name.text(), self.unit.text()) != (name, unit):
            self.field.clear()
        self.name.setText(name)
        self.unit.setText(unit)
        self.field.setAccessibleName(f"{name} in {unit}" if unit else name)


class CalibrationFields(QWidget):
    """A way and its figures.

    Signals
    -------
    way_chosen(object)
        Another Way was picked.
    edited()
        A figure was typed.
    entered()
        Return was pressed in a field.
    """

    way_chosen = Signal(object)
    edited = Signal()
    entered = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._way = Way.LENGTH
        self.way = ChoiceBox("How to calibrate", WAY_WORDS)
        self.figures = (_Figure(), _Figure())
        layout = QHBoxLayout(self)
        tight(layout, 8)
        layout.addWidget(self.way)
        for figure in self.figures:
            layout.addWidget(figure)
            figure.field.textChanged.connect(lambda _text: self.edited.emit())
            figure.field.returnPressed.connect(self.entered)
        self.way.entered.connect(self.way_chosen)
        self.show_way(Way.LENGTH)

    def show_way(self, way: Way) -> None:
        """Ask for the figures of a way."""
        self._way = way
        self.way.show_value(way)
        asked = FIELDS[way]
        for place, figure in enumerate(self.figures):
            set_shown(figure, place < len(asked))
            if place < len(asked):
                figure.ask(*asked[place])

    @property
    def values(self) -> tuple[float, ...] | None:
        """The figures as numbers; None while one is missing or no number."""
        typed = [number_in(figure.field.text()) for figure in self.figures[: len(FIELDS[self._way])]]
        numbers = tuple(float(each) for each in typed if isinstance(each, int | float))
        return numbers if len(numbers) == len(typed) else None

    def focus_first(self) -> None:
        """Let the reader type the first figure that is missing, or pick the way where none is asked for."""
        asked = self.figures[: len(FIELDS[self._way])]
        empty = [figure.field for figure in asked if not figure.field.text()]
        (empty[0] if empty else asked[0].field if asked else self.way).setFocus()


def _short_label() -> QLabel:
    label = text_label(role="quiet")
    label.setWordWrap(False)
    return label
