"""A field that takes the next key that is pressed."""

from PySide6.QtCore import QEvent, QKeyCombination, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit

from vertmeasure.ui.key_map import native, portable


class KeyField(QLineEdit):
    """Shows a key; another one that is pressed here is told, not taken: who asked decides.

    Tab leads on, and Esc gives up: neither is taken.

    Signals
    -------
    key_pressed(str)
        The key, as portable text of Qt.
    given_up()
        The reader wants no other key.
    """

    key_pressed = Signal(str)
    given_up = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setReadOnly(True)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.setPlaceholderText("press a key")
        self.setAccessibleName("Key")

    def show_key(self, key: str) -> None:
        """Show a key."""
        self.setText(native(key))

    def event(self, event: QEvent) -> bool:
        """Keys that stand for actions of the window come here all the same."""
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  Qt's name
        """Tell the key that was pressed."""
        key = portable(key_text(event))
        if key == "Esc":
            self.given_up.emit()
        elif key:
            self.key_pressed.emit(key)


def key_text(event: QKeyEvent) -> str:
    """A key event as text; Shift is left out where the sign already says it, as in `?` or `+`."""
    modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    sign = event.text()
    if len(sign) == 1 and sign.isprintable() and not sign.isalpha() and not sign.isspace():
        modifiers &= ~Qt.KeyboardModifier.ShiftModifier
    sequence = QKeySequence(QKeyCombination(modifiers, Qt.Key(event.key())))
    return sequence.toString(QKeySequence.SequenceFormat.PortableText)
