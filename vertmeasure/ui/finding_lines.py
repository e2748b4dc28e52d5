"""Every rule of a set as it was judged: outcome in a word, value, threshold, who entered it, source."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from vertmeasure.core.kleene import Outcome
from vertmeasure.core.words import OUTCOME_SENTENCES
from vertmeasure.report.verdicts import FindingLine
from vertmeasure.ui.labels import chip_label, safe_text, set_property, set_shown, set_text, text_label, tooltip

_ABSOLUTE = "absolute contraindication"
_DECIDING = ("indication", _ABSOLUTE)

FindingLabels = tuple[QLabel, QLabel, QLabel, QLabel]
"""Outcome, kind, words and details of one finding."""


def tone(finding: FindingLine) -> str:
    """The tint of an outcome: only what has a say in the verdict is coloured."""
    if finding.kind not in _DECIDING:
        return "quiet"
    if finding.outcome in (Outcome.UNKNOWN, Outcome.BORDERLINE):
        return "open"
    speaks_for = (finding.outcome is Outcome.MET) is (finding.kind != _ABSOLUTE)
    return "calm" if speaks_for else "bad"


class FindingLines(QWidget):
    """A list of findings; labels are kept and only their words change."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Findings")
        self.lines: list[FindingLabels] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 4, 0, 4)
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(2)
        self._grid.setColumnStretch(1, 1)

    def show_findings(self, findings: Sequence[FindingLine]) -> None:
        """Show some findings."""
        while len(self.lines) < len(findings):
            self._add_line()
        for place, labels in enumerate(self.lines):
            for label in labels:
                set_shown(label, place < len(findings))
            if place < len(findings):
                _fill(labels, findings[place])

    def _add_line(self) -> None:
        labels = (chip_label(), text_label(role="small"), text_label(), text_label(role="small"))
        outcome, kind, text, detail = labels
        row = 4 * len(self.lines)
        self._grid.addWidget(outcome, row, 0, Qt.AlignmentFlag.AlignLeft)
        self._grid.addWidget(kind, row, 1)
        self._grid.addWidget(text, row + 1, 0, 1, 2)
        self._grid.addWidget(detail, row + 2, 0, 1, 2)
        self._grid.setRowMinimumHeight(row + 3, 8)
        self.lines.append(labels)


def _fill(labels: FindingLabels, finding: FindingLine) -> None:
    outcome, kind, text, detail = labels
    set_text(kind, finding.kind.capitalize())
    set_text(outcome, finding.outcome_words)
    outcome.setToolTip(tooltip(OUTCOME_SENTENCES[finding.outcome]))
    set_property(outcome, "chip", tone(finding))
    set_text(text, safe_text(finding.text))
    set_text(detail, safe_text(f"{finding.because}. Source: {finding.source}."))
    formula = f"\nFormula: {finding.formula}" if finding.formula else ""
    detail.setToolTip(tooltip(f"Rule {finding.rule}{formula}"))
