"""Study files on disk: read, written so that nothing is lost, and the films they name found again."""

import hashlib
import os
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path, PurePath

from vertmeasure.core.errors import StudyFileError
from vertmeasure.core.study import Film, Study
from vertmeasure.storage.json_file import read_json, write_json
from vertmeasure.storage.migrations import migrated
from vertmeasure.storage.study_codec import decode, encode


def read_study(path: Path) -> Study:
    """The study in a file of this or an older version; StudyFileError for any other file, which is left as it is."""
    return decode(migrated(read_json(path)))


def write_study(study: Study, path: Path) -> None:
    """Save a study whole or not at all; the previous file stays beside it, its name followed by ~.

    Raises StudyFileError when the disk refuses; the previous file then stands as it was.
    """
    write_json(encode(study), path, backup=True)


def film_path(study_path: Path, film: Film) -> Path:
    """Where the image of a film lies, going out from the real folder of its study; StudyFileError if none is named."""
    if not film.source.path:
        raise StudyFileError(f"Film {film.id} does not say where its image lies.", "Open the image again.")
    return _with_real_folder(study_path.parent / film.source.path)


def relative_source(study_path: Path, image: Path) -> str:
    """A path as a study file keeps it: going out from its folder, with forward slashes; absolute on another drive."""
    folder, absolute = os.path.realpath(study_path.parent), _with_real_folder(image)
    try:
        return PurePath(os.path.relpath(absolute, folder)).as_posix()
    except ValueError:  # Windows: the two lie on different drives
        return absolute.as_posix()


def _with_real_folder(path: Path) -> Path:
    """Links among the folders are followed, or ".." would leave them elsewhere; a link to the image itself is kept."""
    return Path(os.path.realpath(path.parent)) / path.name


def moved(study: Study, old: Path | None, new: Path) -> Study:
    """The study with its film paths going out from where it is saved now; `old` is None for one never saved."""
    start = old or Path("unsaved")
    return replace(study, films=tuple(_moved_film(film, start, new) for film in study.films))


def _moved_film(film: Film, old: Path, new: Path) -> Film:
    if not film.source.path:
        return film
    return replace(film, source=replace(film.source, path=relative_source(new, film_path(old, film))))


class FilmProblem(StrEnum):
    """What is wrong with the image of a film."""

    MISSING = "missing"
    CHANGED = "changed"
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True)
class FilmNotice:
    """An image that is not what the study was read from.

    Attributes
    ----------
    path : Path | None
        Where it was looked for; None when the study names no file.
    message, remedy : str
        What is wrong and what to do, one sentence each, without patient data.
    """

    film_id: str
    problem: FilmProblem
    path: Path | None
    message: str
    remedy: str


def check_films(study: Study, study_path: Path) -> list[FilmNotice]:
    """What a reader must know about images that are missing or have changed since they were read, in film order."""
    notices = (_check_film(film, study_path) for film in study.films)
    return [notice for notice in notices if notice is not None]


def _check_film(film: Film, study_path: Path) -> FilmNotice | None:
    path = film_path(study_path, film) if film.source.path else None
    problem = FilmProblem.MISSING if path is None else _problem(path, film.source.sha256)
    return None if problem is None else FilmNotice(film.id, problem, path, *_notice_words(film.id, problem))


def _problem(path: Path, sha256: str) -> FilmProblem | None:
    if not path.is_file():
        return FilmProblem.MISSING
    try:
        with path.open("rb") as file:
            found = hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return FilmProblem.UNREADABLE
    return FilmProblem.CHANGED if sha256 and found != sha256.lower() else None


def _notice_words(film_id: str, problem: FilmProblem) -> tuple[str, str]:
    return {
        FilmProblem.MISSING: (
            f"The image of film {film_id} is not where the study says.",
            "Its numbers are shown all the same; choose where the image lies now.",
        ),
        FilmProblem.CHANGED: (
            f"The image of film {film_id} has changed since it was read.",
            "Compare every point with the image before you use the numbers.",
        ),
        FilmProblem.UNREADABLE: (
            f"The image of film {film_id} cannot be read.",
            "Its numbers are shown all the same; look whether you may read the image.",
        ),
    }[problem]
