"""Opening: paths become films and studies on the desk, read off the window's thread."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from vertmeasure.core import edits
from vertmeasure.core.errors import StudyFileError, VertmeasureError
from vertmeasure.core.study import Film, Patient, Study
from vertmeasure.dicom.files import film_files
from vertmeasure.dicom.film import OpenedFilm, open_film
from vertmeasure.dicom.source import film_from
from vertmeasure.storage.study_file import FilmNotice, FilmProblem, check_films, film_path, read_study
from vertmeasure.ui.background import Background
from vertmeasure.ui.desk import Desk, free_film_id, proposed_timepoint

STUDY_SUFFIX = ".vert.json"


@dataclass(frozen=True, slots=True)
class StudyOnDisk:
    """A study that was read, and what is the matter with its films."""

    study: Study
    path: Path
    notices: tuple[FilmNotice, ...]


class Opener(QObject):
    """Brings studies and films to the desk.

    Signals
    -------
    other_patient(object)
        An opened film shows another patient than the study; adding it needs a yes.
    missing(object)
        Ids of films whose images are not where the study says.
    finished()
        Nothing is being read any more.
    """

    other_patient = Signal(object)
    missing = Signal(object)
    finished = Signal()

    def __init__(self, desk: Desk, background: Background) -> None:
        super().__init__(desk)
        self._desk = desk
        self._background = background
        self._waiting = 0

    @property
    def is_reading(self) -> bool:
        """Whether anything is still being read."""
        return self._waiting > 0

    def open(self, paths: Sequence[Path]) -> None:
        """Open a study, or films and folders of films."""
        studies = [path for path in paths if path.name.endswith(STUDY_SUFFIX)]
        if studies:
            self.open_study(studies[0])
            return
        for path in paths:
            self._start(partial(film_files, path), self._open_files)

    def open_study(self, path: Path) -> None:
        """Read a study file and then its films."""
        self._start(lambda: read_whole(path), self._lay_out)

    def _lay_out(self, found: StudyOnDisk) -> None:
        self._desk.lay_out(found.study, found.path)
        for notice in found.notices:
            self._desk.told.emit(notice.message, notice.remedy)
        self.missing.emit([notice.film_id for notice in found.notices if notice.problem is not FilmProblem.CHANGED])
        self.open_films_of_study()

    def open_films_of_study(self) -> None:
        """Read the images of the study on the desk, those on view first."""
        shown, path = self._desk.look.shown, self._desk.path
        for film in sorted(self._desk.study.films_in_order, key=lambda film: film.id not in shown):
            self._start(partial(open_known, film, path), self._known_film(film))

    def _known_film(self, film: Film) -> Callable[[OpenedFilm | None], None]:
        def arrived(opened: OpenedFilm | None) -> None:
            if opened is not None and any(each.id == film.id for each in self._desk.study.films):
                self._desk.add_opened(film.id, opened)

        return arrived

    def _open_files(self, files: Sequence[Path]) -> None:
        for path in files:
            self._start(partial(open_film, path), self._new_film)

    def _new_film(self, opened: OpenedFilm) -> None:
        desk = self._desk
        known = {film.source.sop_instance_uid: film for film in desk.study.films if film.source.sop_instance_uid}
        film = known.get(opened.header.sop_instance_uid)
        if film is not None:
            self._found_again(film, opened)
        elif is_other_patient(desk.study, opened.header.patient):
            self.other_patient.emit(opened)
        else:
            self.add(opened)

    def add(self, opened: OpenedFilm) -> None:
        """Put a new film into the study: its time point is proposed, its posture unknown."""
        desk = self._desk
        timepoint = proposed_timepoint(desk.study, opened.header.study_date)
        film = film_from(opened, free_film_id(desk.study, timepoint), timepoint)
        film = replace(film, source=replace(film.source, path=str(opened.header.path.absolute())))
        if desk.apply(f"Add film {film.id}", lambda study: _with_film(study, film, opened.header.patient)):
            desk.add_opened(film.id, opened)

    def _found_again(self, film: Film, opened: OpenedFilm) -> None:
        """A film of the study opened from where it lies now."""
        path = str(opened.header.path.absolute())
        if film.id not in self._desk.opened:
            self._desk.apply(f"Find film {film.id}", lambda study: edits.set_source_path(study, film.id, path))
        self._desk.add_opened(film.id, opened)

    def _start(self, task: Callable[[], object], done: Callable[..., None]) -> None:
        self._waiting += 1

        def arrived(result: object) -> None:
            done(result)
            self._end()

        def failed(error: BaseException) -> None:
            self._tell(error)
            self._end()

        self._background.run(task, arrived, failed)

    def _end(self) -> None:
        self._waiting -= 1
        if not self._waiting:
            self.finished.emit()

    def _tell(self, error: BaseException) -> None:
        if isinstance(error, VertmeasureError):
            self._desk.told.emit(error.message, error.remedy)
        else:
            raise error


def _with_film(study: Study, film: Film, patient: Patient) -> Study:
    """The study with a new film; the first film names the patient."""
    if not study.films:
        study = edits.describe_study(study, patient=patient)
    return edits.add_film(study, film)


def read_whole(path: Path) -> StudyOnDisk:
    """A study file with what is the matter with its films; StudyFileError when it cannot be read."""
    study = read_study(path)
    return StudyOnDisk(study, path, tuple(check_films(study, path)))


def open_known(film: Film, study_path: Path | None) -> OpenedFilm | None:
    """The image of a film of a study; None where it is missing, which was told already."""
    try:
        path = film_path(study_path or Path("unsaved"), film)
    except StudyFileError:
        return None
    return open_film(path, film.source.frame) if path.exists() else None


def is_other_patient(study: Study, patient: Patient) -> bool:
    """Whether a film names another patient than the study; an unnamed one is taken as the same."""
    known, new = study.patient, patient
    if known.id and new.id:
        return known.id != new.id
    return bool(known.name and new.name) and known.name.casefold() != new.name.casefold()
