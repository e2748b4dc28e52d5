"""What a criteria set says about one technique: a verdict with its word, why, and what would settle it."""

from collections.abc import Iterator

from PySide6.QtWidgets import QWidget

from vertmeasure.core.criteria import Verdict
from vertmeasure.core.words import VERDICT_SENTENCES
from vertmeasure.report.verdicts import FindingLine, VerdictBlock
from vertmeasure.ui.finding_lines import FindingLines
from vertmeasure.ui.fold_card import FoldCard
from vertmeasure.ui.labels import safe_text, set_property, set_shown, set_text, text_label, tooltip

VERDICT_TONES: dict[Verdict, str] = {
    Verdict.FITS: "calm",
    Verdict.DOES_NOT_FIT: "bad",
    Verdict.UNDETERMINED: "open",
    Verdict.CONTRAINDICATED: "bad",
    Verdict.NOT_COVERED: "quiet",
}


class TechniqueCard(FoldCard):
    """One technique; a click, Enter or Space opens all findings."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.why = text_label(role="quiet")
        self.hint = text_label(role="small")
        self.findings = FindingLines()
        self.arrange(self.why, self.hint, self.findings)

    def show_verdict(self, block: VerdictBlock, hint: str, is_open: bool) -> None:
        """Show what a set says, and a hint beside it; with all findings when it is open."""
        set_text(self.title, block.technique)
        set_text(self.chip, block.words)
        set_property(self.chip, "chip", VERDICT_TONES[block.verdict])
        by_set = f"{block.words}: by the criteria of {block.set_words}"
        self.chip.setToolTip(tooltip(f"{by_set}\n{VERDICT_SENTENCES[block.verdict]}"))
        set_text(self.why, "\n".join(map(safe_text, explanation(block))))
        set_text(self.hint, safe_text(hint))
        set_shown(self.findings, is_open)
        if is_open:
            self.findings.show_findings(block.findings)
        set_text(self.opener, "▾ hide the findings" if is_open else f"▸ all {len(block.findings)} findings")
        set_property(self, "card", "active" if is_open else "true")
        self.setAccessibleName(f"{block.technique}: {block.words} by the criteria of {block.set_words}")
        self.setAccessibleDescription(self.why.text())


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
    if block.verdict is Verdict.NOT_COVERED:
        yield from (f"Information: {finding.text}." for finding in block.information)
    if block.open_warnings:
        yield f"Not known whether it applies: {'; '.join(finding.text for finding in block.open_warnings)}."


def _reason(finding: FindingLine) -> str:
    return f"{finding.text}: {finding.outcome_words}. {finding.because}."
