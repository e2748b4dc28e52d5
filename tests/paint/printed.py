"""PDFs for tests: reports of the sample patient, written and read back."""

import shutil
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import SAMPLE
from vertmeasure.core.assess import Assessment, assess
from vertmeasure.core.study import Study
from vertmeasure.dicom.film import OpenedFilm
from vertmeasure.dicom.reading import open_film
from vertmeasure.paint.report_pdf import write_report_pdf
from vertmeasure.report.content import ReportContent, ReportContext
from vertmeasure.report.delivery import ReportFiles, versions, write_report_files
from vertmeasure.storage.rule_files import DEFAULT_SET, load_shipped
from vertmeasure.storage.study_file import film_path, read_study

CREATED = "2026-06-16T09:00:00+00:00"


@dataclass(frozen=True)
class Printed:
    """A PDF on disk, as the tools of poppler see it."""

    path: Path

    @property
    def pages(self) -> list[str]:
        """The text of each page."""
        return _told("pdftotext", "-layout", self.path, "-").split("\f")[:-1]

    @property
    def words(self) -> str:
        """The text of all pages in the order it was drawn, with one space between words."""
        return " ".join(_told("pdftotext", "-raw", self.path, "-").split())

    @property
    def facts(self) -> str:
        """What the document says about itself."""
        return _told("pdfinfo", self.path)

    @property
    def fonts(self) -> list[list[str]]:
        """One row a font, from the column of its embedding on: embedded, subset, searchable."""
        rows = _told("pdffonts", self.path).splitlines()[2:]
        return [row.split()[-5:-2] for row in rows]

    @property
    def images(self) -> int:
        """How many pictures there are."""
        return len(_told("pdfimages", "-list", self.path).splitlines()) - 2

    def attached(self, folder: Path) -> bytes:
        """The first attachment."""
        target = folder / "attached"
        _told("pdfdetach", "-save", "1", "-o", target, self.path)
        return target.read_bytes()


def _told(tool: str, *arguments: str | Path) -> str:
    if shutil.which(tool) is None:
        pytest.skip(f"{tool} (poppler) is not installed")
    command = [tool, *map(str, arguments)]
    return subprocess.run(command, capture_output=True, check=True, encoding="utf-8").stdout


def sample_study() -> Study:
    """The sample patient: one level before, after and at follow-up."""
    return read_study(SAMPLE / "sample.vert.json")


@cache
def sample_pictures() -> Mapping[str, OpenedFilm]:
    """The films of the sample patient."""
    path = SAMPLE / "sample.vert.json"
    return {film.id: open_film(film_path(path, film)) for film in sample_study().films}


def assessed(study: Study) -> Assessment:
    """The assessment by the sets that come with the program."""
    return assess(study, load_shipped())


def printed(study: Study, path: Path, pictures: Mapping[str, OpenedFilm] | None = None, **fields: Any) -> Printed:
    """The report of a study, written as window and command line do it; `fields` are those of ReportContext."""
    context = ReportContext(**{"created": CREATED, "rule_sets": load_shipped(), "chosen_set": DEFAULT_SET, **fields})

    def draw_pdf(assessment: Assessment, content: ReportContent, target: Path) -> None:
        write_report_pdf(assessment, content, sample_pictures() if pictures is None else pictures, target)

    write_report_files(versions(study, context.deidentified), ReportFiles(pdf=path), context, draw_pdf)
    return Printed(path)
