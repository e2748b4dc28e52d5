"""A bar above the films that says what could not be done, and what to do about it."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from vertmeasure.ui.labels import set_property, set_text, text_label, tight

NOTED = "✓"


class Banner(QFrame):
    """Hidden until something is told; closed by its button, or by Esc while that has the focus."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("card", "banner")
        self.setAccessibleName("Message")
        self.message = text_label(role="strong")
        self.remedy = text_label()
        self.close_button = QToolButton()
        self.close_button.setText("✕")
        self.close_button.setAccessibleName("Close this message")
        self.close_button.setToolTip("Close (Esc)")
        self.close_button.clicked.connect(self.dismiss)
        self._untold: list[tuple[str, str, str]] = []
        self._arrange()
        self.hide()

    def _arrange(self) -> None:
        layout = QHBoxLayout(self)
        layout.setContentsMargins(12, 6, 8, 6)
        layout.setSpacing(10)
        self.sign = text_label("⚠")
        self.sign.setWordWrap(False)
        words = QVBoxLayout()
        tight(words, 2)
        words.addWidget(self.message)
        words.addWidget(self.remedy)
        layout.addWidget(self.sign, 0, Qt.AlignmentFlag.AlignTop)
        layout.addLayout(words, 1)
        layout.addWidget(self.close_button, 0, Qt.AlignmentFlag.AlignTop)

    def tell(self, message: str, remedy: str = "") -> None:
        """Show what is wrong, and what to do."""
        self._show("⚠", message, remedy)

    def note(self, message: str, detail: str = "") -> None:
        """Show what was done."""
        self._show(NOTED, message, detail)

    def _show(self, sign: str, message: str, remedy: str) -> None:
        told = (sign, message, remedy)
        self._untold = [each for each in self._untold if each != told] + [told]
        self._show_last()

    def _show_last(self) -> None:
        sign, message, remedy = self._untold[-1]
        more = len(self._untold) - 1
        remedy = f"{remedy} ({more} more: close this one to read it.)".strip() if more else remedy
        self.sign.setText(sign)
        set_property(self, "card", "note" if sign == NOTED else "banner")
        set_text(self.message, message)
        set_text(self.remedy, remedy)
        self.setAccessibleDescription(f"{message} {remedy}".rstrip())
        self.show()

    def dismiss(self) -> None:
        """Take the message away; the one before it that was not closed comes back."""
        self._untold = self._untold[:-1]
        if self._untold:
            self._show_last()
        else:
            self.hide()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  Qt's name
        """Esc takes the message away."""
        if event.key() == Qt.Key.Key_Escape:
            self.dismiss()
        else:
            super().keyPressEvent(event)
