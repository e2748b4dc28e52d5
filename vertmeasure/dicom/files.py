"""Which files a path stands for."""

import os
from pathlib import Path

from vertmeasure.core.errors import FilmError

_TABLE_OF_CONTENTS = "DICOMDIR"


def film_files(path: Path) -> list[Path]:
    """The files that may be films: a file itself, or all files in a folder and below, sorted.

    Hidden files and the table of contents of a disc are left out; links to folders are not followed.
    FilmError when the path is missing, a folder is unreadable or holds no file.
    """
    try:
        is_folder, is_there = path.is_dir(), path.exists()
    except OSError as error:
        raise FilmError("This file cannot be reached.", "Check that you may read the folder it lies in.") from error
    if not is_folder:
        if not is_there:
            raise FilmError("This file does not exist.", "Check the path; the drive or network folder may be away.")
        return [path]
    found = sorted(
        Path(folder, name)
        for folder, _, names in os.walk(path, onerror=_refuse)
        for name in names
        if not name.startswith(".") and name != _TABLE_OF_CONTENTS
    )
    if not found:
        raise FilmError("This folder holds no files.", "Choose the folder the films lie in.")
    return found


def _refuse(error: OSError) -> None:
    name = Path(str(error.filename or "")).name or "named"
    remedy = "Ask for access to it, or name the films one by one."
    raise FilmError(f"The folder {name} cannot be read.", remedy) from error
