"""The report command: which files, of which study, with or without the patient."""

from argparse import Namespace
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from vertmeasure.cli.printing import tell
from vertmeasure.cli.studies import known_sets, opened
from vertmeasure.core.assess import Assessment
from vertmeasure.core.errors import FilmError, ReportError, StudyFileError
from vertmeasure.core.study import Film, Study
from vertmeasure.dicom.darkroom import Darkroom
from vertmeasure.dicom.film import OpenedFilm
from vertmeasure.dicom.film_reader import FilmReader
from vertmeasure.report.content import ReportContent, ReportContext
from vertmeasure.report.deidentify import BURNED_IN
from vertmeasure.report.delivery import ReportFiles, versions, write_report_files
from vertmeasure.storage.rule_files import DEFAULT_SET
from vertmeasure.storage.study_file import check_films, film_path


def write_report(options: Namespace) -> None:
    """Write the files asked for; ReportError when none is, or when one would fall on the study."""
    wanted = ReportFiles(pdf=options.pdf, csv=options.csv, json=options.json)
    paths = [each for each in (wanted.pdf, wanted.csv, wanted.json) if each is not None]
    if not paths:
        raise ReportError("No report file was asked for.", "Give --pdf FILE, --csv FILE or --json FILE.")
    refuse_overwriting([options.study], paths)
    study = versions(opened(options.study), options.deidentify)
    write_report_files(study, wanted, _context(options, study.drawn), partial(_draw_pdf, options.study))
    if wanted.pdf and options.deidentify:
        tell(BURNED_IN)


def refuse_overwriting(sources: Sequence[Path], targets: Sequence[Path]) -> None:
    """Raise ReportError where a result would take the place of a study or of another result."""
    places = [path.resolve() for path in (*sources, *targets)]
    for place, target in enumerate(targets, len(sources)):
        if places[place] in places[:place]:
            raise ReportError(f"{target.name} would overwrite the study or another result.", "Choose another name.")


def _context(options: Namespace, study: Study) -> ReportContext:
    notices = check_films(study, options.study)
    return ReportContext(
        created=datetime.now(UTC).isoformat(timespec="seconds"),
        film_warnings=tuple(f"{each.message} {each.remedy}" for each in notices),
        rule_sets=known_sets(),
        chosen_set=DEFAULT_SET,
        deidentified=options.deidentify,
    )


def _draw_pdf(study_path: Path, assessment: Assessment, content: ReportContent, path: Path) -> None:
    try:
        from vertmeasure.paint.report_pdf import write_report_pdf  # Qt, and only for paper
    except ImportError as error:
        raise ReportError("The PDF cannot be made: Qt does not start here.", "Write CSV and JSON instead.") from error
    with Darkroom(processes=1) as darkroom:
        images = dict(_images(assessment.study.films, study_path, darkroom))
    write_report_pdf(assessment, content, images, path)


def _images(films: Sequence[Film], study_path: Path, reader: FilmReader) -> Iterator[tuple[str, OpenedFilm]]:
    """The images that can be read; one that cannot is told and left out of the pages."""
    for film in films:
        try:
            yield film.id, reader.open_film(film_path(study_path, film), film.source.frame)
        except (FilmError, StudyFileError) as error:
            tell(f"{film.id} is not drawn. {error}")
