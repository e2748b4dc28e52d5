"""Which files a path stands for."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

from vertmeasure.core.errors import FilmError
from vertmeasure.dicom.dicomdir import FILE_NAME, listed_files

MOST_FILES = 50_000
"""So many are looked through in one go; a folder with more is a whole archive."""


def film_files(path: Path) -> list[Path]:
    """The files that may be films: a file itself, or all files in a folder and below, sorted.

    A table of contents of a disc stands for the files it lists within its folder. Hidden files and
    folders are left out; links to folders are not followed.
    FilmError when the path is missing, a folder is unreadable or holds no file.
    """
    if not is_folder(path):
        if is_table_of_contents(path):
            return _listed(path)
        return [path]
    found = sorted(files_below(path, _raise))
    if not found:
        raise FilmError("This folder holds no files.", "Choose the folder the films lie in.")
    return found


def _listed(path: Path) -> list[Path]:
    files = listed_files(path).files
    if not files:
        raise FilmError("This table of contents lists no file that lies in its folder.", "Name the films themselves.")
    return list(files)


def is_folder(path: Path) -> bool:
    """Whether a path is a folder; FilmError when there is nothing, or it cannot be reached."""
    try:
        if not path.exists():
            raise FilmError("This file does not exist.", "Check the path; the drive or network folder may be away.")
        return path.is_dir()
    except (OSError, ValueError) as error:  # ValueError: a NUL within the path
        raise FilmError("This file cannot be reached.", "Check that you may read the folder it lies in.") from error


def is_table_of_contents(path: Path) -> bool:
    """Whether a file is named as the table of contents of a disc is."""
    return path.name.upper() == FILE_NAME


def files_below(folder: Path, refused: Callable[[FilmError], None]) -> Iterator[Path]:
    """Each file in a folder and below, in no certain order; hidden ones and tables of contents are left out.

    Parameters
    ----------
    refused : Callable[[FilmError], None]
        Told of each folder that cannot be read.
    """
    told = _teller(refused)
    for place, folders, names in os.walk(folder, onerror=told):
        folders[:] = [name for name in folders if not name.startswith(".")]
        yield from (Path(place, name) for name in names if not name.startswith(".") and name.upper() != FILE_NAME)


def _teller(refused: Callable[[FilmError], None]) -> Callable[[OSError], None]:
    def tell(error: OSError) -> None:
        name = Path(str(error.filename or "")).name or "named"
        refused(FilmError(f"The folder {name} cannot be read.", "Ask for access to it, or name the films one by one."))

    return tell


def _raise(error: FilmError) -> None:
    raise error
