"""What a criteria set says about one technique: a verdict with its word, why, and what would settle it."""

from collections.abc import Iterator

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from vertmeasure.core.criteria import Verdict
from vertmeasure.report.verdicts import FindingLine, ProfileLine, VerdictBlock
from vertmeasure.ui.finding_lines import FindingLines
from vertmeasure.ui.labels import (
    chip_label,
    column,
    safe_text,
    set_property,
    set_shown,
    set_text,
    text_label,
    tight,
    tooltip,
)

VERDICT_TONES: dict[Verdict, str] = {
    Verdict.FITS: "calm",
    Verdict.DOES_NOT_FIT: "bad",
    Verdict.UNDETERMINED: "open",
    Verdict.CONTRAINDICATED: "bad",
    Verdict.NOT_COVERED: "quiet",
}


class TechniqueCard(QFrame):
    """One technique; a click, Enter or Space opens all findings.

    Signals
    -------
    toggled()
        The reader wants the findings shown or put away.
    """

    toggled = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("card", "true")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.title = text_label(role="strong")
        self.verdict = chip_label()
        self.why = text_label(role="quiet")
        self.profile = text_label(role="small")
        self.findings = FindingLines()
        self.opener = text_label(role="small")
        self._arrange()

    def _arrange(self) -> None:
        layout = column(self, 10, 5)
        top = QHBoxLayout()
        tight(top, 8)
        top.addWidget(self.title, 1)
        top.addWidget(self.verdict, 0, Qt.AlignmentFlag.AlignTop)
        layout.addLayout(top)
        for each in (self.why, self.profile, self.findings, self.opener):
            layout.addWidget(each)

    def show_verdict(self, block: VerdictBlock, profile: ProfileLine | None, is_open: bool) -> None:
        """Show what a set says; with all findings when it is open."""
        set_text(self.title, block.technique)
        set_text(self.verdict, block.words)
        set_property(self.verdict, "chip", VERDICT_TONES[block.verdict])
        self.verdict.setToolTip(tooltip(f"{block.words}: by the criteria of {block.set_words}"))
        set_text(self.why, "\n".join(map(safe_text, explanation(block))))
        set_text(self.profile, profile_words(profile) if profile and is_open else "")
        set_shown(self.findings, is_open)
        if is_open:
            self.findings.show_findings(block.findings)
        set_text(self.opener, "▾ hide the findings" if is_open else f"▸ all {len(block.findings)} findings")
        set_property(self, "card", "active" if is_open else "true")
        self.setAccessibleName(f"{block.technique}: {block.words} by the criteria of {block.set_words}")
        self.setAccessibleDescription(self.why.text())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802  Qt's name
        """A click opens or closes the findings."""
        if event.button() is Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.toggled.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  Qt's name
        """Enter and Space open or close the findings."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.toggled.emit()
        else:
            super().keyPressEvent(event)


def explanation(block: VerdictBlock) -> Iterator[str]:
    """Why the verdict is what it is, line by line."""
    if block.verdict in (Verdict.CONTRAINDICATED, Verdict.DOES_NOT_FIT):
        yield from (_reason(finding) for finding in block.reasons)
    if block.verdict is Verdict.FITS:
        yield "Every required indication is met, and no absolute contraindication."
    if block.missing:
        yield f"What would settle it: {', '.join(block.missing)}."
    if block.verdict is Verdict.NOT_COVERED:
        yield "This set names no indication for this technique."
    yield from (f"{finding.kind.capitalize()}: {finding.text}." for finding in block.warnings)
    if block.open_warnings:
        yield f"Not known whether it applies: {'; '.join(finding.text for finding in block.open_warnings)}."


def _reason(finding: FindingLine) -> str:
    return f"{finding.text}: {finding.outcome_words}. {finding.because}."


def profile_words(profile: ProfileLine) -> str:
    """What a technique can do in general, in one line with its source."""
    traits = "; ".join(f"{trait.label.lower()} {trait.value}" for trait in profile.traits)
    return safe_text(f"In general: {traits}. Source: {profile.source}.")
