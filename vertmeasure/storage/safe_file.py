"""Files written so that neither a crash nor a full disk loses anything, and refusals put into words."""

import contextlib
import errno
import os
import shutil
import stat
from collections.abc import Mapping
from pathlib import Path
from uuid import uuid4

from vertmeasure.core.errors import StudyFileError

_REASONS: Mapping[int, tuple[str, str]] = {
    errno.ENOSPC: ("the disk is full", "Free some space or choose another folder."),
    errno.EDQUOT: ("your share of the disk is used up", "Free some space or choose another folder."),
    errno.EFBIG: ("the disk takes no file of this size", "Choose another folder."),
    errno.EROFS: ("the disk is read-only", "Choose another folder."),
    errno.EACCES: ("permission is denied", "Choose another folder, or ask for access to this one."),
    errno.EPERM: ("permission is denied", "Choose another folder, or ask for access to this one."),
    errno.ENOENT: ("the file or its folder does not exist", "Look whether it was moved or its drive is missing."),
    errno.ENOTDIR: ("its folder does not exist", "Look whether it was moved or its drive is missing."),
    errno.EISDIR: ("this is a folder or a device", "Choose a file."),
    errno.ENAMETOOLONG: ("its name is too long", "Choose a shorter name."),
}

_OWNER_ONLY = 0o600


def refusal(done: str, error: OSError) -> StudyFileError:
    """The failure of the operating system in words; `done` is what could not be done ("read", "saved")."""
    reason, remedy = _REASONS.get(error.errno or 0, (error.strerror or "the system refused", "Try another folder."))
    return StudyFileError(f"The file cannot be {done}: {reason}.", remedy)


def write_whole(content: bytes, path: Path, backup: bool = False, owner_only: bool = False) -> None:
    """Put bytes at a path whole or not at all; with `backup` the file they replace is first copied to its name and ~.

    With `owner_only` nobody else may read the file; otherwise those may who could before, and for a
    new file the system decides. Raises StudyFileError when the disk refuses; the previous file then
    stands as it was.
    """
    target = Path(os.path.realpath(path))
    temporary = _beside(target)
    try:
        refuse_other_than_file(target)
        _write_through(content, temporary, _OWNER_ONLY if owner_only else _mode(target))
        if backup and target.exists():
            _keep(target)
        temporary.replace(target)
    except OSError as error:
        raise refusal("saved", error) from error
    finally:
        with contextlib.suppress(OSError):  # the refusal told above matters more than what it leaves behind
            temporary.unlink(missing_ok=True)
    _sync_folder(target.parent)


def backup_path(path: Path) -> Path:
    """Where the previous version of a file is kept."""
    return path.with_name(path.name + "~")


def make_folder(folder: Path) -> None:
    """Make a folder that only its owner can read, with those above it; StudyFileError when the disk refuses."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise refusal("saved", error) from error


def refuse_other_than_file(path: Path) -> None:
    """Raise OSError for a folder, a pipe or a device: the one cannot be read, the other would be destroyed."""
    if path.exists() and not path.is_file():
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))


def _beside(target: Path) -> Path:
    return target.with_name(f".vertmeasure-{uuid4().hex}.tmp")


def _mode(target: Path) -> int | None:
    """Who may read a file; None where there is none."""
    return stat.S_IMODE(target.stat().st_mode) if target.exists() else None


def _write_through(content: bytes, path: Path, mode: int | None) -> None:
    made = 0o666 if mode is None else mode & _OWNER_ONLY
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), made)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    if mode is not None and mode != made:
        path.chmod(mode)  # afterwards: the system narrows what a file is made with, and a group would lose its rights


def _keep(target: Path) -> None:
    """Copy first, then rename: a full disk must not cost the older backup."""
    copy = _beside(target)
    try:
        _write_through(target.read_bytes(), copy, _mode(target))
        shutil.copystat(target, copy)
        copy.replace(backup_path(target))
    finally:
        copy.unlink(missing_ok=True)


def _sync_folder(folder: Path) -> None:
    """Make the new name durable; the content is safe already, and Windows and some disks cannot do this."""
    with contextlib.suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
