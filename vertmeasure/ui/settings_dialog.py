"""The settings: what a reader chooses once for all studies."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QTabWidget, QWidget

from vertmeasure.core.rules import RuleSet
from vertmeasure.storage.settings import Settings, settings_path
from vertmeasure.ui.folders_page import FoldersPage
from vertmeasure.ui.keys_page import KeysPage
from vertmeasure.ui.labels import column, safe_text, text_label
from vertmeasure.ui.looks_page import LooksPage
from vertmeasure.ui.reader_page import ReaderPage
from vertmeasure.ui.settings_page import SettingsPage
from vertmeasure.ui.theme import scaled_px
from vertmeasure.ui.typing import finish_typing

WIDTH_PX, HEIGHT_PX = 640, 560


class SettingsDialog(QDialog):
    """Four pages; what is changed is told at once, and who opened the dialog wears it, keeps it or takes it back.

    Attributes
    ----------
    changes : dict[str, object]
        Fields of Settings that were changed, with their values.

    Signals
    -------
    changed(dict)
        All changes so far.
    """

    changed = Signal(dict)

    def __init__(self, settings: Settings, rule_sets: Sequence[RuleSet], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.changes: dict[str, object] = {}
        self.setWindowTitle("Settings")
        self.reader = ReaderPage(settings, rule_sets)
        self.looks = LooksPage(settings)
        self.keys = KeysPage(settings.keys)
        self.folders = FoldersPage(settings)
        self.pages: tuple[SettingsPage, ...] = (self.reader, self.looks, self.keys, self.folders)
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.tabs.setAccessibleName("Settings")
        kept = QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel
        self.buttons = QDialogButtonBox(kept)
        self._arrange()
        self.resize(self._roomy(settings.font_percent))

    def _arrange(self) -> None:
        layout = column(self, 16, 10)
        for page in self.pages:
            self.tabs.addTab(page, page.name)
            page.entered.connect(self._enter)
        layout.addWidget(self.tabs, 1)
        layout.addWidget(text_label(safe_text(f"Kept in {settings_path()}"), "small"))
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        layout.addWidget(self.buttons)

    def _roomy(self, font_percent: int) -> QSize:
        """As large as the type asks, within the screen."""
        wanted = QSize(scaled_px(WIDTH_PX, font_percent), scaled_px(HEIGHT_PX, font_percent))
        return wanted.boundedTo(self.screen().availableSize() * 0.9)

    def _enter(self, changes: dict[str, object]) -> None:
        self.changes |= changes
        self.changed.emit(dict(self.changes))

    def accept(self) -> None:
        """Keep the changes; a page on which something is wrong is shown instead."""
        finish_typing()
        unsound = next((page for page in self.pages if not page.is_sound), None)
        if unsound is None:
            super().accept()
        else:
            self.tabs.setCurrentWidget(unsound)
