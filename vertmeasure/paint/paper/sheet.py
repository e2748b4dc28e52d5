"""The sheet: A4, its margins, and what stands on every page."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter

from vertmeasure.paint.paper.passage import Passage
from vertmeasure.paint.paper.scripts import printable
from vertmeasure.paint.paper.style import PAPER, SMALL, SMALL_STRONG, TINY, Style
from vertmeasure.report.content import ReportContent

PAGE_WIDTH_PT, PAGE_HEIGHT_PT = 595.0, 842.0
MARGIN_PT = 40.0
TEXT_WIDTH_PT = PAGE_WIDTH_PT - 2 * MARGIN_PT
TOP_PT = 40.0
FOOTER_TOP_PT = 796.0
DRAFT_TOP_PT, DRAFT_PADDING_PT = 20.0, 4.0

FOOTER_WORDS = "Supports and does not replace clinical judgement. Not a medical device."


class Sheet:
    """The frame of every page of one report.

    Attributes
    ----------
    top_pt, height_pt : float
        Of the area that is left for the report itself.
    """

    def __init__(self, content: ReportContent) -> None:
        self._whose = _whose_words(content)
        self._made = " · ".join(filter(None, [content.software, time_words(content.created)]))
        self._draft = _draft_passage(content)
        band_pt = self._draft.height_pt + 2 * DRAFT_PADDING_PT + 8.0 if self._draft else 0.0
        self.top_pt = max(TOP_PT, DRAFT_TOP_PT + band_pt)
        self.height_pt = FOOTER_TOP_PT - 8.0 - self.top_pt

    def draw(self, painter: QPainter, number: int, count: int) -> None:
        """Draw the frame of page `number` of `count`."""
        self._draw_footer(painter, f"Page {number} of {count}")
        if self._draft is not None:
            self._draw_draft(painter, self._draft)

    def _draw_footer(self, painter: QPainter, page_words: str) -> None:
        painter.fillRect(QRectF(MARGIN_PT, FOOTER_TOP_PT, TEXT_WIDTH_PT, 0.5), QColor(PAPER.line))
        _draw_line(painter, FOOTER_TOP_PT + 6.0, (self._whose, SMALL_STRONG), (page_words, SMALL))
        _draw_line(painter, FOOTER_TOP_PT + 17.0, (FOOTER_WORDS, TINY), (self._made, TINY))

    def _draw_draft(self, painter: QPainter, words: Passage) -> None:
        height_pt = words.height_pt + 2 * DRAFT_PADDING_PT
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(PAPER.open_ground))
        painter.drawRoundedRect(QRectF(MARGIN_PT, DRAFT_TOP_PT, TEXT_WIDTH_PT, height_pt), 3.0, 3.0)
        words.draw(painter, QPointF(MARGIN_PT + 8.0, DRAFT_TOP_PT + DRAFT_PADDING_PT))


def time_words(iso: str) -> str:
    """An ISO time as it is read: "2026-05-01 10:00:00 UTC"."""
    return iso.replace("T", " ").replace("+00:00", " UTC").replace("Z", " UTC")


def _whose_words(content: ReportContent) -> str:
    patient = [line.value for line in content.patient if line.label in ("Name", "Patient ID")]
    return " · ".join(filter(None, [*patient, "De-identified" if content.deidentified else "", content.label]))


def _draft_passage(content: ReportContent) -> Passage | None:
    if not content.draft:
        return None
    reasons = "; ".join(each.removeprefix("Draft: ") for each in content.draft)
    style = Style(SMALL_STRONG.size_pt, PAPER.open, is_bold=True)
    return Passage(f"DRAFT – {reasons}", style, TEXT_WIDTH_PT - 16.0)


def _draw_line(painter: QPainter, top_pt: float, left: tuple[str, Style], right: tuple[str, Style]) -> None:
    """Two texts at both ends of one line; the left one gives way, with an ellipsis, where they would meet."""
    words, style = right
    words, right_pt = printable(words), style.metrics.horizontalAdvance(printable(words))
    _draw_text(painter, words, style, QPointF(MARGIN_PT + TEXT_WIDTH_PT - right_pt, top_pt))
    words, style = left
    room_pt = TEXT_WIDTH_PT - right_pt - 16.0
    words = style.metrics.elidedText(printable(words), Qt.TextElideMode.ElideRight, room_pt)
    _draw_text(painter, words, style, QPointF(MARGIN_PT, top_pt))


def _draw_text(painter: QPainter, words: str, style: Style, at: QPointF) -> None:
    painter.setFont(style.font)
    painter.setPen(QColor(style.colour))
    painter.drawText(QPointF(at.x(), at.y() + style.metrics.ascent()), words)
