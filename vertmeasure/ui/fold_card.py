"""A card that a click, Enter or Space opens and closes."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QWidget

from vertmeasure.ui.labels import chip_label, column, text_label
from vertmeasure.ui.wrap_row import WrapRow


class FoldCard(QFrame):
    """A title and a chip on one line; what stands below belongs to the kind of card.

    Signals
    -------
    toggled()
        The reader wants the details shown or put away.
    """

    toggled = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("card", "true")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.title = text_label(role="strong")
        self.chip = chip_label()
        self.opener = text_label(role="small")

    def arrange(self, *details: QWidget) -> None:
        """Put title and chip on top, then the details, then the words that open or close."""
        layout = column(self, 10, 5)
        layout.addLayout(WrapRow(self.title, self.chip))
        for each in (*details, self.opener):
            layout.addWidget(each)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802  Qt's name
        """A click opens or closes the details."""
        if event.button() is Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.toggled.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  Qt's name
        """Enter and Space open or close the details."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.toggled.emit()
        else:
            super().keyPressEvent(event)
