"""Unsaved work, kept every few seconds so that a crash costs nothing, and found again at the next start.

A recovery lies beside its study, so that it goes where the study goes. Where there is no study
file yet, or its folder cannot be written, it lies in the recovery folder of this computer.
"""

import contextlib
import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from vertmeasure.core.errors import StudyFileError
from vertmeasure.core.study import Study
from vertmeasure.storage.json_file import read_json, write_json
from vertmeasure.storage.migrations import migrated
from vertmeasure.storage.places import recovery_folder
from vertmeasure.storage.repeat_files import repeat_recoveries_beside
from vertmeasure.storage.safe_file import make_folder, refusal
from vertmeasure.storage.study_codec import decode, encode

FORMAT = "vertmeasure.recovery"
SUFFIX = ".recovery"


@dataclass(frozen=True, slots=True)
class Recovery:
    """Work that was not saved.

    Attributes
    ----------
    path : Path
        The recovery file.
    study_path : Path | None
        The study it belongs to, from which its film paths go out; None when it was never saved.
    saved_at : datetime
        When it was kept, UTC.
    """

    path: Path
    study_path: Path | None
    study: Study
    saved_at: datetime


def recovery_path(study_path: Path | None, study_id: str) -> Path:
    """Where the unsaved work on a study is kept: beside it, else in the recovery folder under a hash of its id."""
    if study_path is None:
        return _fallback_path(study_path, study_id)
    return study_path.with_name(study_path.name + SUFFIX)


def write_recovery(study: Study, study_path: Path | None) -> Path:
    """Keep the work on a study; gives the file it lies in. StudyFileError when no place takes it."""
    where = None if study_path is None else str(study_path.absolute())
    document = {"format": FORMAT, "version": 1, "study_path": where, "study": encode(study)}
    if study_path is not None:
        with contextlib.suppress(StudyFileError):  # a read-only folder: the next place takes it
            return _written(document, recovery_path(study_path, study.id))
    make_folder(recovery_folder())
    return _written(document, _fallback_path(study_path, study.id))


def find_recoveries(studies: Iterable[Path] = ()) -> list[Path]:
    """The recovery files in the recovery folder and beside the given studies and their repeats, the latest first."""
    beside = (path for study in studies for path in _beside(study))
    found = [*_in_recovery_folder(), *beside]
    dated = {path: changed_at for path in found if (changed_at := _changed_at(path)) is not None}
    return sorted(dated, key=lambda path: dated[path], reverse=True)


def _changed_at(path: Path) -> float | None:
    """When a file was written; None where there is none, or its folder is closed by now."""
    try:
        return path.stat().st_mtime if path.is_file() else None
    except OSError:
        return None


def read_recovery(path: Path) -> Recovery:
    """The work in a recovery file; StudyFileError when it cannot be read."""
    document = read_json(path)
    study, study_path = document.get("study"), document.get("study_path")
    if document.get("format") != FORMAT or not isinstance(study, dict) or not isinstance(study_path, str | None):
        raise StudyFileError("This is not a recovery file.", "Open the study itself.")
    saved_at = datetime.fromtimestamp(path.stat().st_mtime, UTC)
    return Recovery(path, _study_of(path, study_path), decode(migrated(study)), saved_at)


def _study_of(path: Path, recorded: str | None) -> Path | None:
    """The study a recovery belongs to: the one beside it, which may have moved with it, else the recorded one."""
    beside = path.with_name(path.name.removesuffix(SUFFIX))
    if beside != path and beside.is_file():
        return beside
    return Path(recorded) if recorded else None


def forget_recovery(study_path: Path | None, study_id: str) -> None:
    """Remove what was kept of a study, after it was saved or its changes were given up; StudyFileError if refused."""
    for path in {recovery_path(study_path, study_id), _fallback_path(study_path, study_id)}:
        try:
            path.unlink(missing_ok=True)
        except OSError as error:
            raise refusal("removed", error) from error


def discard_recovery(recovery: Recovery) -> None:
    """Remove a recovery file from where it lies; StudyFileError if refused."""
    try:
        recovery.path.unlink(missing_ok=True)
    except OSError as error:
        raise refusal("removed", error) from error


def _written(document: dict[str, Any], path: Path) -> Path:
    write_json(document, path)
    return path


def _fallback_path(study_path: Path | None, study_id: str) -> Path:
    """Named by a hash, because an id may hold anything and two studies may share one."""
    key = f"{study_path.absolute() if study_path else ''}\n{study_id}"
    return recovery_folder() / f"{hashlib.sha256(key.encode('utf-8', 'surrogatepass')).hexdigest()[:20]}{SUFFIX}"


def _beside(study: Path) -> list[Path]:
    return [recovery_path(study, ""), *repeat_recoveries_beside(study, SUFFIX)]


def _in_recovery_folder() -> Iterator[Path]:
    return recovery_folder().glob("*" + SUFFIX)
