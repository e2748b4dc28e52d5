"""The verdict as a word on a tinted ground."""

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter

from vertmeasure.core.criteria import Verdict
from vertmeasure.paint.paper.block import Uncut
from vertmeasure.paint.paper.style import PAPER, STRONG

CHIP_COLOURS: dict[Verdict, tuple[str, str]] = {
    Verdict.FITS: (PAPER.calm, PAPER.calm_ground),
    Verdict.DOES_NOT_FIT: (PAPER.bad, PAPER.bad_ground),
    Verdict.UNDETERMINED: (PAPER.open, PAPER.open_ground),
    Verdict.CONTRAINDICATED: (PAPER.bad, PAPER.bad_ground),
    Verdict.NOT_COVERED: (PAPER.quiet, PAPER.raised),
}
"""Text and ground; a verdict that fits is calm, not a green light."""

_PADDING_PT, _HEIGHT_PT = 7.0, 13.0


@dataclass(frozen=True, slots=True)
class Chip(Uncut):
    """One verdict."""

    verdict: Verdict
    words: str

    @property
    def height_pt(self) -> float:
        """That of its word; the ground reaches into the space around it."""
        return float(STRONG.metrics.height())

    def draw(self, painter: QPainter, at: QPointF) -> None:
        """Draw the word on its ground."""
        colour, ground = CHIP_COLOURS[self.verdict]
        metrics = STRONG.metrics
        baseline = at.y() + metrics.ascent()
        top = baseline - (_HEIGHT_PT + metrics.capHeight()) / 2
        box = QRectF(at.x(), top, metrics.horizontalAdvance(self.words) + 2 * _PADDING_PT, _HEIGHT_PT)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(ground))
        painter.drawRoundedRect(box, _HEIGHT_PT / 2, _HEIGHT_PT / 2)
        painter.setFont(STRONG.font)
        painter.setPen(QColor(colour))
        painter.drawText(QPointF(at.x() + _PADDING_PT, baseline), self.words)
