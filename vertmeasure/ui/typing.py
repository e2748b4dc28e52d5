"""What the reader is typing: recorded before anything else is done, or given up with the study it was meant for."""

from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QWidget


def finish_typing() -> None:
    """Leave the field the reader is typing in, so that it records its text where it belongs."""
    focused = QApplication.focusWidget()
    if isinstance(focused, QLineEdit | QPlainTextEdit):
        focused.clearFocus()


def discard_typing(panel: QWidget) -> None:
    """Give up what was typed into the fields of a panel and not recorded: it was meant for something else."""
    for line in panel.findChildren(QLineEdit):
        line.setModified(False)
    for text in panel.findChildren(QPlainTextEdit):
        text.document().setModified(False)
