"""The report as a PDF: searchable text, embedded fonts, the numbers attached as JSON."""

import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF, QPointF
from PySide6.QtGui import QPageLayout, QPageSize, QPainter, QPdfWriter

from vertmeasure.core.assess import Assessment
from vertmeasure.core.errors import ReportError
from vertmeasure.dicom.film import OpenedFilm
from vertmeasure.paint.paper.attachment import attached_numbers
from vertmeasure.paint.paper.flow import Placed, paginated
from vertmeasure.paint.paper.gui import ensure_gui
from vertmeasure.paint.paper.material import Material
from vertmeasure.paint.paper.scripts import printable
from vertmeasure.paint.paper.sheet import MARGIN_PT, Sheet
from vertmeasure.paint.paper.story import story
from vertmeasure.report.content import ReportContent
from vertmeasure.report.files import write_bytes

POINTS_TO_THE_INCH = 72
ATTACHMENT = "report.json"


def write_report_pdf(
    assessment: Assessment, content: ReportContent, pictures: Mapping[str, OpenedFilm], path: Path
) -> None:
    """Write the report whole or not at all; ReportError when the disk refuses, the old file then stands.

    May be called from any thread. Needs no window.

    Parameters
    ----------
    assessment : Assessment
        Of the study that `content` was made from; a de-identified one where that is. It may still say where the
        images lie: nothing of that is written.
    pictures : Mapping[str, OpenedFilm]
        By the film ids of that study; a missing one is drawn as an empty frame that says so.
    """
    ensure_gui()
    write_bytes(path, report_pdf(Material(assessment, content, pictures)))


def report_pdf(material: Material) -> bytes:
    """The bytes of the PDF."""
    sheet = Sheet(material.content)
    pages = paginated(story(material, sheet.height_pt), sheet.height_pt)
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = _writer(buffer, material)
    painter = QPainter()
    if not painter.begin(writer):
        raise ReportError("The PDF cannot be drawn.", "Write CSV and JSON instead.")
    try:
        for number, page in enumerate(pages, 1):
            if number > 1:
                writer.newPage()
            sheet.draw(painter, number, len(pages))
            _draw_page(painter, page, sheet.top_pt)
    finally:
        painter.end()  # Qt aborts the program when a page goes before its painter has ended
    pdf = bytes(buffer.data().data())
    return _without_dates(pdf) if material.content.deidentified else pdf


def _writer(buffer: QBuffer, material: Material) -> QPdfWriter:
    """An A4 page in points, without margins of its own."""
    content = material.content
    writer = QPdfWriter(buffer)
    writer.setResolution(POINTS_TO_THE_INCH)
    writer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    writer.setPageMargins(QMarginsF(0.0, 0.0, 0.0, 0.0), QPageLayout.Unit.Point)
    writer.setTitle(printable(" – ".join(filter(None, [content.title, content.label]))))
    writer.setCreator(content.software)
    writer.addFileAttachment(ATTACHMENT, QByteArray(attached_numbers(material)), "application/json")
    return writer


def _draw_page(painter: QPainter, page: Sequence[Placed], top_pt: float) -> None:
    for placed in page:
        placed.block.draw(painter, QPointF(MARGIN_PT, top_pt + placed.top_pt))


_DATES = re.compile(rb'/(?:Creation|Mod)Date \(D:[^)]*\)|xmp:(?:Create|Modify|Metadata)Date="[^"]*"')


def _without_dates(pdf: bytes) -> bytes:
    """WORKAROUND: Qt always dates a PDF; the dates become blanks of the same length, so that no offset moves."""
    return _DATES.sub(lambda found: b" " * len(found[0]), pdf)
