"""The two pages of help: every action with its key, and what the program is."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QLabel,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from vertmeasure import __version__
from vertmeasure.ui.actions import shortcut_rows

ABOUT = (
    f"vertmeasure {__version__}\n\n"
    "Vertebral heights, height loss, wedge angles and kyphosis on lateral radiographs, before and after "
    "vertebral augmentation, with the reading error of every number.\n\n"
    "It supports clinical judgement and does not replace it. It is no medical device and never recommends an operation."
)


def _dialog(parent: QWidget, title: str, body: QWidget) -> QDialog:
    dialog = QDialog(parent)
    dialog.setWindowTitle(title)
    column = QVBoxLayout(dialog)
    column.setContentsMargins(16, 16, 16, 12)
    column.setSpacing(12)
    column.addWidget(body)
    buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
    buttons.rejected.connect(dialog.reject)
    column.addWidget(buttons)
    return dialog


def shortcuts_page(parent: QWidget) -> QDialog:
    """A dialog with every action and its key."""
    rows = shortcut_rows()
    table = QTableWidget(len(rows), 3)
    table.setHorizontalHeaderLabels(["Where", "Action", "Key"])
    table.setAccessibleName("Shortcuts")
    table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
    table.setShowGrid(False)
    table.verticalHeader().hide()
    for row, words in enumerate(rows):
        for column, word in enumerate(words):
            table.setItem(row, column, QTableWidgetItem(word))
    table.horizontalHeader().setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
    table.resizeColumnToContents(0)
    table.setColumnWidth(2, 220)
    dialog = _dialog(parent, "Shortcuts", table)
    dialog.resize(680, 640)
    return dialog


def show_shortcuts(parent: QWidget) -> None:
    """Show every action and its key."""
    shortcuts_page(parent).exec()


def show_about(parent: QWidget) -> None:
    """Show what the program is, and what it is not."""
    words = QLabel(ABOUT)
    words.setTextFormat(Qt.TextFormat.PlainText)
    words.setWordWrap(True)
    words.setMinimumWidth(420)
    _dialog(parent, "About vertmeasure", words).exec()
