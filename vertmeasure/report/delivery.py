"""Writing a report: from a study to the files that were asked for, by one road for window and command line."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from vertmeasure.core.assess import Assessment, assess
from vertmeasure.core.study import Study
from vertmeasure.report.content import ReportContent, ReportContext, report_content
from vertmeasure.report.csv_writer import BYTE_ORDER_MARK, long_csv
from vertmeasure.report.deidentify import deidentified, with_images
from vertmeasure.report.files import write_text
from vertmeasure.report.json_writer import json_text
from vertmeasure.report.report_json import report_json

DrawPdf = Callable[[Assessment, ReportContent, Path], None]
"""Draws the pages of a report to a path; the assessment still says where the images lie."""


@dataclass(frozen=True, slots=True)
class ReportFiles:
    """Which files to write; None for a kind that is not wanted."""

    pdf: Path | None = None
    csv: Path | None = None
    json: Path | None = None
    excel: bool = False


@dataclass(frozen=True, slots=True)
class Versions:
    """A study as it is told, and as it is drawn: only the second says where images lie, and it is never written."""

    told: Study
    drawn: Study


def versions(study: Study, is_deidentified: bool) -> Versions:
    """The study for a report, with or without what tells who the patient is."""
    if not is_deidentified:
        return Versions(study, study)
    clean = deidentified(study)
    return Versions(clean, with_images(clean, study))


def write_report_files(study: Versions, wanted: ReportFiles, context: ReportContext, draw_pdf: DrawPdf) -> None:
    """Assess a study and write its report; ReportError when the disk refuses, each file is then whole or as it was."""
    assessment = assess(study.told, context.rule_sets)
    if wanted.pdf:
        draw_pdf(assess(study.drawn, context.rule_sets), report_content(assessment, context), wanted.pdf)
    if wanted.csv:
        write_text(wanted.csv, (BYTE_ORDER_MARK if wanted.excel else "") + long_csv([assessment]))
    if wanted.json:
        write_text(wanted.json, json_text(report_json(assessment, context)))
