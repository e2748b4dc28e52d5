"""Studies as they come from disk: what was read, what is the matter with their films, what a crash left."""

from dataclasses import dataclass, replace
from pathlib import Path

from vertmeasure.core.errors import StudyFileError
from vertmeasure.core.study import Film, Study
from vertmeasure.dicom.film import OpenedFilm
from vertmeasure.dicom.film_reader import FilmReader, Glimpsed
from vertmeasure.storage.autosave import Recovery, read_recovery, recovery_path
from vertmeasure.storage.study_file import FilmNotice, check_films, film_path, read_study


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


def open_known(
    film: Film, study_path: Path | None, reader: FilmReader, glimpsed: Glimpsed | None = None
) -> OpenedFilm | None:
    """The image of a film of a study; None where it is missing, which was told already."""
    try:
        path = film_path(study_path or Path("unsaved"), film)
    except StudyFileError:
        return None
    return reader.open_film(path, film.source.frame, glimpsed) if path.exists() else None
