"""Opening: paths become films and studies on the desk, read off the window's thread."""

import threading
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from vertmeasure.core import edits
from vertmeasure.core.errors import VertmeasureError
from vertmeasure.core.study import Film, Patient, Study
from vertmeasure.dicom.film import OpenedFilm
from vertmeasure.dicom.film_groups import needs_no_choice
from vertmeasure.dicom.film_reader import FilmReader
from vertmeasure.dicom.scan import Scan, scan
from vertmeasure.dicom.source import film_from
from vertmeasure.storage.study_file import FilmProblem
from vertmeasure.ui.background import Background
from vertmeasure.ui.changed_film import change_of
from vertmeasure.ui.desk import Desk, free_film_id, proposed_timepoint
from vertmeasure.ui.film_batch import Batch, known_film, refusal_words, with_film
from vertmeasure.ui.lightbox import ImageState
from vertmeasure.ui.study_on_disk import StudyOnDisk, open_known, read_as_new, read_whole

STUDY_SUFFIX = ".vert.json"
MOST_FILMS = 24
"""More than this are hardly one patient's lateral films; they are opened together, so all of them are in memory."""
_MOST_TROUBLES = 3


class Opener(QObject):
    """Brings studies and films to the desk.

    Attributes
    ----------
    reader : FilmReader

    Signals
    -------
    study_read(object)
        A StudyOnDisk, ready to be laid out: the window decides.
    other_patient(object)
        An opened film shows another patient than the study; adding it needs a yes.
    choice_wanted(object)
        A Scan found more than can be opened unasked: the window asks, then calls `open_files`.
    frame_wanted(object)
        An OpenedFilm has several frames: the window asks which one, then calls `take`.
    looking(int, int)
        How many files were looked through, and of how many; the second is 0 while they are being counted.
    looked_through()
        No files are being looked through any more.
    glimpsed(str, object)
        A coarse OpenedFilm, of the film with this id or of one that is no film of the study yet.
    finished()
        Nothing is being read any more.
    """

    study_read = Signal(object)
    other_patient = Signal(object)
    choice_wanted = Signal(object)
    frame_wanted = Signal(object)
    looking = Signal(int, int)
    looked_through = Signal()
    glimpsed = Signal(str, object)
    finished = Signal()
    _glimpse_came = Signal(int, str, object)

    def __init__(self, desk: Desk, background: Background, reader: FilmReader) -> None:
        super().__init__(desk)
        self._desk = desk
        self._background = background
        self.reader = reader
        self._waiting = 0
        self._glimpse_came.connect(self._hand_on)
        self._searches: set[threading.Event] = set()
        desk.laid_out.connect(self.stop_looking)

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
            self._look_through(paths)

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
            self._start(
                partial(open_known, film, desk.path, self.reader, self._glimpse_of(film.id)),
                partial(self._known_film, film),
                failed,
            )

    def _glimpse_of(self, film_id: str) -> Callable[[OpenedFilm], None]:
        """What a reader calls with a coarse picture of a film: on its own thread, so it is only handed on here."""
        generation = self._desk.generation
        return lambda glimpse: self._glimpse_came.emit(generation, film_id, glimpse)

    def _hand_on(self, generation: int, film_id: str, glimpse: OpenedFilm) -> None:
        if generation == self._desk.generation:
            self.glimpsed.emit(film_id, glimpse)

    def _known_film(self, film: Film, image: OpenedFilm | None) -> None:
        if image is not None:
            self._lay_down(film, image)

    def _lay_down(self, film: Film, image: OpenedFilm) -> None:
        """Show the image of a film of the study, and tell what has changed about it since it was read."""
        change = change_of(film, image)
        if change is None or change.is_usable:
            self._desk.put_image(film, image)
        else:
            self._desk.images.mark(film, ImageState.REFUSED)
            self._desk.looked.emit()
        if change is not None:
            tell = self._desk.noted if change.is_harmless else self._desk.told
            tell.emit(change.message, change.remedy)

    def _refused(self, film: Film, error: VertmeasureError) -> None:
        self._desk.images.mark(film, ImageState.REFUSED)
        self._desk.looked.emit()
        self._desk.told.emit(f"The image of film {film.id} was refused. {error.message}", error.remedy)

    # ---- films

    def _look_through(self, paths: Sequence[Path]) -> None:
        stop = threading.Event()
        self._searches.add(stop)
        task = partial(scan, paths, self.looking.emit, stop.is_set)
        self._start(task, partial(self._sort_out, stop), self._tell)

    def stop_looking(self) -> None:
        """Give up looking through files; what was opened stays."""
        for stop in self._searches:
            stop.set()
        self._searches.clear()
        self.looked_through.emit()

    def _sort_out(self, stop: threading.Event, found: Scan) -> None:
        """Open what was found where that needs no choice, else have the reader asked."""
        self._searches.discard(stop)
        if not self._searches:
            self.looked_through.emit()
        if not stop.is_set():
            self._tell_troubles(found)
            self._open_found(found)

    def _open_found(self, found: Scan) -> None:
        films = [label for label in found.labels if label.may_be_film]
        others = [label.path for label in found.labels if not label.may_be_film]
        if films and not needs_no_choice(films, MOST_FILMS):
            self.choice_wanted.emit(found)
            films = []
        elif found.left_out:
            self._tell_left_out(found, bool(films))
        if len(others) > MOST_FILMS:
            self._desk.told.emit(f"{len(others)} of the files are no films.", "Choose the films, or their folder.")
            others = []  # else each is read, to be refused by its name and for its own reason
        self.open_files([label.path for label in films] + others)

    def _tell_left_out(self, found: Scan, any_films: bool) -> None:
        count = f"{found.left_out} other file was" if found.left_out == 1 else f"{found.left_out} other files were"
        if any_films:
            self._desk.noted.emit(f"{count} left out.", "No radiographs, or no films at all.")
        else:
            self._desk.told.emit(f"No film was found; {count} left out.", "Choose the folder the films lie in.")

    def _tell_troubles(self, found: Scan) -> None:
        for trouble in found.troubles[:_MOST_TROUBLES]:
            self._tell(trouble)
        more = len(found.troubles) - _MOST_TROUBLES
        if more > 0:
            self._desk.told.emit(f"{more} more places could not be looked through.", "")
        if not found.labels and not found.left_out and not found.troubles:
            self._desk.told.emit("This folder holds no files.", "Choose the folder the films lie in.")

    def open_files(self, files: Sequence[Path]) -> None:
        """Open films, at most MOST_FILMS of them, and add them in the order of their dates."""
        batch = Batch(len(files))
        for path in files:
            done, failed = partial(self._arrived, batch), partial(self._missed, batch, path)
            self._start(partial(self.reader.open_film, path, 1, self._glimpse_of("")), done, failed)

    def _arrived(self, batch: Batch, opened: OpenedFilm) -> None:
        batch.opened.append(opened)
        self._count_down(batch)

    def _missed(self, batch: Batch, path: Path, error: VertmeasureError) -> None:
        batch.refused.append((path.name, error))
        self._count_down(batch)

    def _count_down(self, batch: Batch) -> None:
        batch.waiting -= 1
        if batch.waiting:
            return
        by_date = sorted(batch.opened, key=lambda opened: (opened.header.study_date, str(opened.header.path)))
        generation = self._desk.generation
        for opened in by_date:
            if generation == self._desk.generation:  # a question may have been open while another study came
                self._new_film(opened)
        if batch.refused:
            self._desk.told.emit(*refusal_words(batch))

    def _new_film(self, opened: OpenedFilm) -> None:
        if opened.header.frames > 1:
            self.frame_wanted.emit(opened)
        else:
            self.take(opened)

    def take(self, opened: OpenedFilm) -> None:
        """Add an opened film, or lay its image down where the study has it already."""
        film = known_film(self._desk.study, opened.header, opened.frame)
        if film is not None:
            self._found_again(film, opened)
        elif is_other_patient(self._desk.study, opened.header.patient):
            self.other_patient.emit(opened)
        else:
            self.add(opened)

    def add(self, opened: OpenedFilm) -> None:
        """Put a new film into the study: its time point is proposed, its posture unknown."""
        desk = self._desk
        timepoint = proposed_timepoint(desk.study, opened.header.study_date)
        film = film_from(opened, free_film_id(desk.study, timepoint), timepoint)
        film = replace(film, source=replace(film.source, path=str(opened.header.path.absolute())))
        if desk.apply(f"Add film {film.id}", lambda study: with_film(study, film, opened.header.patient)):
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
        self._lay_down(self._desk.study.film(film.id), opened)

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


def is_other_patient(study: Study, patient: Patient) -> bool:
    """Whether a film names another patient than the study; an unnamed one is taken as the same."""
    known, new = study.patient, patient
    if known.id and new.id:
        return known.id != new.id
    return bool(known.name and new.name) and known.name.casefold() != new.name.casefold()
