"""Writing the report from the window, off its thread."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from vertmeasure.core.assess import Assessment
from vertmeasure.core.errors import VertmeasureError
from vertmeasure.report.content import ReportContent, ReportContext
from vertmeasure.report.deidentify import BURNED_IN
from vertmeasure.report.delivery import ReportFiles, Versions, versions, write_report_files
from vertmeasure.storage.study_file import check_films
from vertmeasure.ui.background import Background
from vertmeasure.ui.desk import Desk
from vertmeasure.ui.export_dialog import ExportChoice


class Exporter(QObject):
    """Writes the report files of the study on the desk.

    Signals
    -------
    written(object)
        The paths, when all of them are on disk.
    finished()
        Nothing is being written any more, whether it was written or refused.
    """

    written = Signal(object)
    finished = Signal()

    def __init__(self, desk: Desk, background: Background) -> None:
        super().__init__(desk)
        self._desk = desk
        self._background = background

    def export(self, choice: ExportChoice) -> None:
        """Write what was chosen; the reader is told when it is done or why it is not."""
        study = versions(self._desk.session.committed, choice.deidentify)
        # A de-identified report gives the films other ids, in the same order.
        originals = self._desk.session.committed.films_in_order
        drawn = study.drawn.films_in_order if choice.deidentify else originals
        opened = self._desk.images.by_id(originals)
        images = {new.id: opened[old.id] for new, old in zip(drawn, originals, strict=True) if old.id in opened}
        wanted = ReportFiles(choice.pdf_path, choice.csv_path, choice.json_path, choice.excel)
        path, context = self._desk.path, self._context(choice)

        def draw_pdf(assessment: Assessment, content: ReportContent, target: Path) -> None:
            from vertmeasure.paint.report_pdf import write_report_pdf  # not before a report is wanted

            write_report_pdf(assessment, content, images, target)

        def write() -> None:
            write_report_files(study, wanted, _with_warnings(context, study, path), draw_pdf)

        self._background.run(write, lambda _: self._done(choice), self._failed)

    def _context(self, choice: ExportChoice) -> ReportContext:
        return ReportContext(
            created=datetime.now(UTC).isoformat(timespec="seconds"),
            reader=self._desk.settings.reader,
            rule_sets=self._desk.rule_sets,
            chosen_set=self._desk.chosen_set,
            deidentified=choice.deidentify,
        )

    def _done(self, choice: ExportChoice) -> None:
        names = ", ".join(path.name for path in choice.paths)
        burned_in = f" {BURNED_IN}" if choice.deidentify and choice.pdf else ""
        self._desk.noted.emit(f"Written: {names}.", f"In {choice.folder}.{burned_in}")
        self.written.emit(choice.paths)
        self.finished.emit()

    def _failed(self, error: BaseException) -> None:
        self.finished.emit()
        if not isinstance(error, VertmeasureError):
            raise error
        self._desk.told.emit(error.message, error.remedy)


def _with_warnings(context: ReportContext, study: Versions, path: Path | None) -> ReportContext:
    """What is the matter with the image files, looked up while the report is written."""
    notices = check_films(study.drawn, path or Path("unsaved"))
    return replace(context, film_warnings=tuple(f"{each.message} {each.remedy}" for each in notices))
