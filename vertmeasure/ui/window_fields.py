"""Two fields in which centre and width of a window are typed."""

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QLineEdit, QWidget

from vertmeasure.dicom.window import Window
from vertmeasure.ui.fact_fields import number_in
from vertmeasure.ui.labels import set_property, text_label

_FIELD_WIDTH_PX = 96
_LARGEST = 1e9


class WindowFields(QFrame):
    """A small card that closes when something else is clicked; Return shows the film in what was typed.

    Signals
    -------
    entered(float, float)
        Centre and width.
    """

    entered = Signal(float, float)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setProperty("card", "true")
        self.setAccessibleName("Centre and width of the window")
        self.centre, self.width_field = _field("Centre"), _field("Width")
        grid = QGridLayout(self)
        grid.setContentsMargins(12, 12, 12, 12)
        grid.setSpacing(8)
        for row, field in enumerate((self.centre, self.width_field)):
            name = text_label(field.accessibleName(), "quiet")
            name.setWordWrap(False)
            grid.addWidget(name, row, 0)
            grid.addWidget(field, row, 1)
            field.returnPressed.connect(self._enter)

    def ask(self, window: Window, at: QPoint) -> None:
        """Open at a place of the screen with the window as it is."""
        for field, number in ((self.centre, window.centre), (self.width_field, window.width)):
            field.setText(f"{number:.10g}")
            set_property(field, "wrong", "false")
        self.move(at)
        self.show()
        self.centre.setFocus()
        self.centre.selectAll()

    def _enter(self) -> None:
        centre, width = _number(self.centre), _number(self.width_field)
        set_property(self.centre, "wrong", "true" if centre is None else "false")
        is_wide = width is not None and width > 0
        set_property(self.width_field, "wrong", "false" if is_wide else "true")
        if centre is not None and width is not None and is_wide:
            self.entered.emit(centre, width)
            self.close()


def _field(name: str) -> QLineEdit:
    field = QLineEdit()
    field.setAccessibleName(name)
    field.setFixedWidth(_FIELD_WIDTH_PX)
    return field


def _number(field: QLineEdit) -> float | None:
    typed = number_in(field.text())
    return float(typed) if isinstance(typed, int | float) and abs(typed) <= _LARGEST else None
