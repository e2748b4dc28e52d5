"""The page of help that says what the program is, and what it is not."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QWidget

from vertmeasure import __version__
from vertmeasure.ui.labels import column

ABOUT = (
    f"vertmeasure {__version__}\n\n"
    "Vertebral heights, height loss, wedge angles and kyphosis on lateral radiographs, before and after "
    "vertebral augmentation, with the reading error of every number.\n\n"
    "It supports clinical judgement and does not replace it. It is no medical device and never recommends an operation."
)


def about_page(parent: QWidget) -> QDialog:
    """A dialog that says what the program is."""
    dialog = QDialog(parent)
    dialog.setWindowTitle("About vertmeasure")
    words = QLabel(ABOUT)
    words.setTextFormat(Qt.TextFormat.PlainText)
    words.setWordWrap(True)
    words.setMinimumWidth(420)
    layout = column(dialog, 16, 12)
    layout.addWidget(words)
    buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
    buttons.rejected.connect(dialog.reject)
    layout.addWidget(buttons)
    return dialog


def show_about(parent: QWidget) -> None:
    """Show what the program is, and what it is not."""
    about_page(parent).exec()
