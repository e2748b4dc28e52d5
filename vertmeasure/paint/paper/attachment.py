"""The numbers that travel inside the PDF."""

from dataclasses import replace

from vertmeasure.core.assess import Assessment
from vertmeasure.core.study import Film, FilmSource
from vertmeasure.paint.paper.material import Material
from vertmeasure.report.content import ReportContext
from vertmeasure.report.json_writer import json_text
from vertmeasure.report.notices import notice_words
from vertmeasure.report.report_json import report_json


def attached_numbers(material: Material) -> bytes:
    """The report as JSON in UTF-8; of a de-identified one nothing tells where its images came from."""
    assessment = material.assessment
    if material.content.deidentified:
        assessment = _without_sources(assessment)
    return json_text(report_json(assessment, _context(material))).encode("utf-8", "backslashreplace")


def _without_sources(assessment: Assessment) -> Assessment:
    """Pages are drawn from a study that says where its images lie; what is written must not."""
    films = tuple(map(_without_source, assessment.study.films))
    return replace(assessment, study=replace(assessment.study, films=films))


def _without_source(film: Film) -> Film:
    return replace(film, source=FilmSource(frame=film.source.frame))


def _context(material: Material) -> ReportContext:
    """What the content was made with, as far as the numbers need it."""
    content = material.content
    found_by_assessing = len(notice_words(material.assessment.notices))
    return ReportContext(
        created=content.created,
        software=content.software,
        reader=content.reader,
        film_warnings=content.notices[: len(content.notices) - found_by_assessing],
        deidentified=bool(content.deidentified),
    )
