"""The agreement of readings as a PDF: the table, and a Bland-Altman plot of each measurement."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice, QMarginsF, QPointF, QRectF
from PySide6.QtGui import QPageLayout, QPageSize, QPainter, QPdfWriter

from vertmeasure.core.agreement import ReadingComparison
from vertmeasure.core.bland_altman import BlandAltman
from vertmeasure.core.dictionary import entry
from vertmeasure.core.errors import ReportError
from vertmeasure.paint.paper.block import Uncut
from vertmeasure.paint.paper.flow import Item, Placed, paginated
from vertmeasure.paint.paper.grid import Column, Grid
from vertmeasure.paint.paper.gui import ensure_gui
from vertmeasure.paint.paper.headings import heading, paragraphs, subheading
from vertmeasure.paint.paper.passage import Align, Passage
from vertmeasure.paint.paper.sheet import FOOTER_TOP_PT, FOOTER_WORDS, MARGIN_PT, TEXT_WIDTH_PT, TOP_PT
from vertmeasure.paint.paper.style import DETAIL, PAPER, SMALL, TINY
from vertmeasure.paint.plots import BlandAltmanPlot
from vertmeasure.report.agreement_words import (
    AGREEMENT_COLUMNS,
    AGREEMENT_WORDS,
    agreement_rows,
    bland_altman_words,
    comparison_words,
    point_error_words,
)
from vertmeasure.report.files import write_bytes
from vertmeasure.report.json_writer import SOFTWARE

TITLE = "Agreement of readings"
POINTS_TO_THE_INCH = 72
HEIGHT_PT = FOOTER_TOP_PT - 8.0 - TOP_PT
PLOT_HEIGHT_PT = 150.0
WIDTHS_PT = (76.0, 16.0, 14.0, 26.0, 28.0, 28.0, 22.0, 84.0, 84.0, 30.0, 66.0)
WORD_COLUMNS = 2


@dataclass(frozen=True, slots=True)
class PlotBlock(Uncut):
    """A Bland-Altman plot as wide as the text."""

    found: BlandAltman
    unit: str
    height_pt: float = PLOT_HEIGHT_PT

    def draw(self, painter: QPainter, at: QPointF) -> None:
        """Draw the plot in small type."""
        painter.setFont(SMALL.font)
        BlandAltmanPlot(self.found, self.unit, PAPER).draw(
            painter, QRectF(at.x(), at.y(), TEXT_WIDTH_PT, self.height_pt)
        )


def write_agreement_pdf(comparison: ReadingComparison, path: Path) -> None:
    """Write the agreement whole or not at all; ReportError when the disk refuses, the old file then stands."""
    ensure_gui()
    write_bytes(path, agreement_pdf(comparison))


def agreement_pdf(comparison: ReadingComparison) -> bytes:
    """The bytes of the PDF; A4, a point is a pixel."""
    pages = paginated(list(_items(comparison)), HEIGHT_PT)
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setResolution(POINTS_TO_THE_INCH)
    writer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    writer.setPageMargins(QMarginsF(0.0, 0.0, 0.0, 0.0), QPageLayout.Unit.Point)
    writer.setTitle(TITLE)
    writer.setCreator(SOFTWARE)
    painter = QPainter()
    if not painter.begin(writer):
        raise ReportError("The PDF cannot be drawn.", "Write CSV instead.")
    for number, page in enumerate(pages, 1):
        if number > 1:
            writer.newPage()
        _draw_page(painter, page, f"{FOOTER_WORDS} · {SOFTWARE} · Page {number} of {len(pages)}")
    painter.end()
    return bytes(buffer.data().data())


def _draw_page(painter: QPainter, page: Sequence[Placed], footer: str) -> None:
    for placed in page:
        placed.block.draw(painter, QPointF(MARGIN_PT, TOP_PT + placed.top_pt))
    Passage(footer, TINY, TEXT_WIDTH_PT).draw(painter, QPointF(MARGIN_PT, FOOTER_TOP_PT))


def _items(comparison: ReadingComparison) -> Iterator[Item]:
    yield heading(TITLE)
    yield from paragraphs([comparison_words(comparison), point_error_words(comparison.point_error)])
    yield from _table(comparison)
    yield from paragraphs([AGREEMENT_WORDS], SMALL)
    for found in comparison.agreements:
        for pair in found.bland_altman:
            yield subheading(entry(found.id).label)
            yield Item(Passage(bland_altman_words(pair, found.unit), DETAIL, TEXT_WIDTH_PT), 2.0, keeps_next=True)
            yield Item(PlotBlock(pair, found.unit), space_pt=4.0)


def _table(comparison: ReadingComparison) -> list[Item]:
    sides = [Align.AlignLeft if place < WORD_COLUMNS else Align.AlignRight for place in range(len(WIDTHS_PT))]
    columns = zip(AGREEMENT_COLUMNS, WIDTHS_PT, sides, strict=True)
    grid = Grid([Column("" if words == "Unit" else words, width, side) for words, width, side in columns], gap_pt=4.0)
    return grid.items([grid.words(row.cells, DETAIL) for row in agreement_rows(comparison)])
