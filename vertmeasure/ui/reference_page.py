"""The reference page of help: every word of the program explained, with a field to look for one."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLineEdit, QTextBrowser, QVBoxLayout, QWidget

from vertmeasure.core.explanations import Explanation, explanations
from vertmeasure.core.rules import RuleSet
from vertmeasure.report.reference_page import details, reference_html

NOTHING_FOUND = "<p>No word like this. Try a part of one: wedge, reference, calibration.</p>"


class ReferencePage(QDialog):
    """Shows the words that hold what was typed; all of them at first."""

    def __init__(self, rule_sets: Sequence[RuleSet], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._told = explanations(rule_sets)
        self.setWindowTitle("Reference")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.sought = QLineEdit()
        self.sought.setPlaceholderText("Look for a number, flag, status, verdict or fact")
        self.sought.setAccessibleName("Look for")
        self.sought.setClearButtonEnabled(True)
        self.page = QTextBrowser()
        self.page.setAccessibleName("Reference")
        self.page.setOpenLinks(False)
        self._arrange()
        self.sought.textChanged.connect(self.refresh)
        self.refresh()
        self.resize(680, 640)

    def _arrange(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 12)
        column.setSpacing(12)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        for each in (self.sought, self.page, buttons):
            column.addWidget(each)

    def refresh(self) -> None:
        """Show what holds every word that was typed."""
        words = self.sought.text().casefold().replace("_", " ").split()
        found = [each for each in self._told if all(word in _text_of(each) for word in words)]
        self.page.setHtml(reference_html(found, opening=not words) if found else NOTHING_FOUND)


def _text_of(told: Explanation) -> str:
    parts = (told.id, told.kind, told.label, told.words, *(line.value for line in details(told)))
    return " ".join(parts).casefold().replace("_", " ")
