"""Opening: paths become films and studies on the desk, read off the window's thread."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from vertmeasure.core import edits
from vertmeasure.core.errors import StudyFileError, VertmeasureError
from vertmeasure.core.study import Film, Patient, Study
from vertmeasure.dicom.files import film_files
from vertmeasure.dicom.film import OpenedFilm
from vertmeasure.dicom.reading import open_film
from vertmeasure.dicom.source import film_from
from vertmeasure.storage.autosave import Recovery, read_recovery, recovery_path
from vertmeasure.storage.study_file import FilmNotice, FilmProblem, check_films, film_path, read_study
from vertmeasure.ui.background import Background
from vertmeasure.ui.desk import Desk, free_film_id, proposed_timepoint
from vertmeasure.ui.lightbox import ImageState

STUDY_SUFFIX = ".vert.json"
MOST_FILMS = 24
"""A folder with more files than this is hardly one patient's lateral films."""


@dataclass(frozen=True, slots=True)
class StudyOnDisk:
    """A study that was read, what is the matter with its films, and what a crash left beside it.

    Attributes
    ----------
    path : Path | None
        Where it is saved; None for one that never was.
    """

    study: Study
    path: Path | None
    notices: tuple[FilmNotice, ...] = ()
    recovery: Recovery | None = None
    is_saved: bool = True


@dataclass(slots=True)
class _Batch:
    """Files that were opened together: their films are added in the order of their dates."""

    waiting: int
    opened: list[OpenedFilm] = field(default_factory=list)
    refused: list[tuple[str, VertmeasureError]] = field(default_factory=list)


class Opener(QObject):
    """Brings studies and films to the desk.

    Signals
    -------
    study_read(object)
        A StudyOnDisk, ready to be laid out: the window decides.
    other_patient(object)
        An opened film shows another patient than the study; adding it needs a yes.
    finished()
        Nothing is being read any more.
    """

    study_read = Signal(object)
    other_patient = Signal(object)
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
        """Open a study, or films and folders of films; a study is opened alone."""
        studies = [path for path in paths if path.name.endswith(STUDY_SUFFIX)]
        if studies:
            self.open_study(studies[0])
            if len(paths) > 1:
                self._desk.told.emit(f"Only {studies[0].name} is opened.", "Open films or another study after it.")
        elif paths:
            self._start(partial(_files_in, paths), self._open_files, self._tell)

    # ---- studies

    def open_study(self, path: Path) -> None:
        """Read a study file and what lies beside it."""
        self._start(partial(read_whole, path), self.study_read.emit, self._tell)

    def open_as_new(self, path: Path) -> None:
        """Read a study that shall not be saved where it lies, such as the sample."""
        self._start(partial(read_as_new, path), self.study_read.emit, self._tell)

    def lay_out(self, found: StudyOnDisk) -> None:
        """Put a study on the desk, tell what is the matter with its images, and read them."""
        desk = self._desk
        desk.lay_out(found.study, found.path, found.is_saved)
        for notice in found.notices:
            if notice.problem is not FilmProblem.CHANGED:
                desk.images.mark(desk.study.film(notice.film_id), ImageState.MISSING)
            desk.told.emit(notice.message, notice.remedy)
        desk.looked.emit()
        for film in sorted(desk.study.films_in_order, key=lambda film: film.id not in desk.look.shown):
            failed = partial(self._refused, film)
            self._start(partial(open_known, film, desk.path), partial(self._known_film, film), failed)

    def _known_film(self, film: Film, image: OpenedFilm | None) -> None:
        if image is not None:
            self._desk.put_image(film, image)

    def _refused(self, film: Film, error: VertmeasureError) -> None:
        self._desk.images.mark(film, ImageState.REFUSED)
        self._desk.looked.emit()
        self._desk.told.emit(f"The image of film {film.id} was refused. {error.message}", error.remedy)

    # ---- films

    def _open_files(self, files: Sequence[Path]) -> None:
        if len(files) > MOST_FILMS:
            remedy = f"Choose the lateral films, {MOST_FILMS} at the most."
            self._desk.told.emit(f"There are {len(files)} files; none was opened.", remedy)
            return
        batch = _Batch(len(files))
        for path in files:
            done, failed = partial(self._arrived, batch), partial(self._missed, batch, path)
            self._start(partial(open_film, path), done, failed)

    def _arrived(self, batch: _Batch, opened: OpenedFilm) -> None:
        batch.opened.append(opened)
        self._count_down(batch)

    def _missed(self, batch: _Batch, path: Path, error: VertmeasureError) -> None:
        batch.refused.append((path.name, error))
        self._count_down(batch)

    def _count_down(self, batch: _Batch) -> None:
        batch.waiting -= 1
        if batch.waiting:
            return
        by_date = sorted(batch.opened, key=lambda opened: (opened.header.study_date, str(opened.header.path)))
        generation = self._desk.generation
        for opened in by_date:
            if generation == self._desk.generation:  # a question may have been open while another study came
                self._new_film(opened)
        if batch.refused:
            self._desk.told.emit(*_refusal_words(batch))

    def _new_film(self, opened: OpenedFilm) -> None:
        desk = self._desk
        known = {(film.source.sop_instance_uid, film.source.frame): film for film in desk.study.films}
        film = known.get((opened.header.sop_instance_uid, opened.frame)) if opened.header.sop_instance_uid else None
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
            is_next = any(other.vertebrae for other in desk.study.films)
            desk.put_image(film, opened)
            if is_next and film.id in desk.look.shown:
                judged = desk.study.judged_levels
                level = desk.look.level if desk.look.level in judged or not judged else judged[0]
                desk.look_at(active=film.id, level=level)
            for warning in opened.header.warnings:
                desk.told.emit(f"{opened.header.path.name}: {warning}", "")

    def _found_again(self, film: Film, opened: OpenedFilm) -> None:
        """A film of the study opened from where it lies now."""
        path = str(opened.header.path.absolute())
        if film.id not in self._desk.opened:
            self._desk.apply(f"Find film {film.id}", lambda study: edits.set_source_path(study, film.id, path))
        self._desk.put_image(self._desk.study.film(film.id), opened)

    # ---- work elsewhere

    def _start(
        self,
        task: Callable[[], object],
        done: Callable[..., object],
        failed: Callable[[VertmeasureError], object],
    ) -> None:
        """Run a task; what it brings is dropped when another study was laid out meanwhile."""
        self._waiting += 1
        generation = self._desk.generation

        def heard(tell: Callable[..., object], what: object) -> None:
            try:
                if generation == self._desk.generation:
                    tell(what)
            finally:
                self._end()

        def refused(error: BaseException) -> None:
            if not isinstance(error, VertmeasureError):
                self._end()
                raise error
            heard(failed, error)

        self._background.run(task, partial(heard, done), refused)

    def _end(self) -> None:
        self._waiting -= 1
        if not self._waiting:
            self.finished.emit()

    def _tell(self, error: VertmeasureError) -> None:
        self._desk.told.emit(error.message, error.remedy)


def _files_in(paths: Sequence[Path]) -> list[Path]:
    """Every file named, and every file of a folder named; FilmError when there is none."""
    return [file for path in paths for file in film_files(path)]


def _refusal_words(batch: _Batch) -> tuple[str, str]:
    """What to tell of the files of a batch that were refused: message and remedy."""
    (name, error), *others = batch.refused
    if not others:
        return f"{name}: {error.message}", error.remedy
    total = len(batch.refused) + len(batch.opened)
    names = ", ".join(name for name, _ in batch.refused[:4])
    more = f" and {len(batch.refused) - 4} more" if len(batch.refused) > 4 else ""
    return f"{len(batch.refused)} of {total} files were refused: {names}{more}.", f"{name}: {error}"


def _with_film(study: Study, film: Film, patient: Patient) -> Study:
    """The study with a new film; the first film names the patient as far as nobody typed who it is."""
    if not study.films:
        known = study.patient
        named = replace(
            patient,
            id=known.id or patient.id,
            name=known.name or patient.name,
            birth_date=known.birth_date or patient.birth_date,
            sex=known.sex or patient.sex,
        )
        study = edits.describe_study(study, patient=named)
    return edits.add_film(study, film)


def read_whole(path: Path) -> StudyOnDisk:
    """A study file with all that belongs to it; StudyFileError when it cannot be read."""
    study = read_study(path)
    return StudyOnDisk(study, path, tuple(check_films(study, path)), _recovery_beside(path, study))


def read_as_new(path: Path) -> StudyOnDisk:
    """A study as one that was never saved: its films are named by their whole paths."""
    study = read_study(path)
    films = tuple(
        replace(film, source=replace(film.source, path=str(film_path(path, film).absolute()))) for film in study.films
    )
    return StudyOnDisk(replace(study, films=films), None, tuple(check_films(study, path)))


def recovered(recovery: Recovery) -> StudyOnDisk:
    """Work that was kept, as a study that is not saved."""
    path = recovery.study_path
    notices = check_films(recovery.study, path or Path("unsaved"))
    return StudyOnDisk(recovery.study, path, tuple(notices), is_saved=False)


def _recovery_beside(path: Path, study: Study) -> Recovery | None:
    """What was kept of the study and differs from it; one that cannot be read is as good as none."""
    kept = recovery_path(path, study.id)
    try:
        recovery = read_recovery(kept) if kept.is_file() else None
    except StudyFileError:
        return None
    return recovery if recovery and recovery.study != study else None


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
