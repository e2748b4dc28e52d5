"""The bar that stands above the films while files are looked through."""

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QPushButton, QWidget

from vertmeasure.ui.labels import set_text, text_label

PATIENCE_MS = 300
"""What is done sooner than this is not worth a bar."""


class ScanBar(QFrame):
    """Says how far the search for films has come, and offers to stop it; hidden while there is none.

    Signals
    -------
    cancelled()
        The reader wants the search to stop.
    """

    cancelled = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("card", "note")
        self.setAccessibleName("Looking for films")
        self.words = text_label()
        self.progress = QProgressBar()
        self.progress.setTextVisible(False)
        self.progress.setFixedSize(160, 8)
        self.cancel = QPushButton("Cancel")
        self.cancel.setToolTip("Stop looking; nothing is opened")
        self.cancel.clicked.connect(self.cancelled)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(PATIENCE_MS)
        self._soon.timeout.connect(self.show)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(12, 6, 8, 6)
        layout.setSpacing(12)
        layout.addWidget(self.words, 1)
        layout.addWidget(self.progress)
        layout.addWidget(self.cancel)
        self.hide()

    def tell(self, done: int, total: int) -> None:
        """Show how many files were looked through, and of how many; 0 of them while they are being counted."""
        if self.isHidden() and not self._soon.isActive():
            self._soon.start()
        set_text(self.words, f"Looking through {done:,} of {total:,} files" if total else f"{done:,} files so far")
        self.progress.setRange(0, total)
        self.progress.setValue(done)
        self.setAccessibleDescription(self.words.text())

    def end(self) -> None:
        """Nothing is being looked through any more."""
        self._soon.stop()
        self.hide()
