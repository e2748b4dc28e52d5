"""Report files on disk: written whole or not at all, and a refusal of the disk put into words."""

import contextlib
import errno
import os
import stat
from collections.abc import Mapping
from pathlib import Path
from uuid import uuid4

from vertmeasure.core.errors import ReportError

_REASONS: Mapping[int, tuple[str, str]] = {
    errno.ENOSPC: ("the disk is full", "Free some space or choose another folder."),
    errno.EROFS: ("the disk is read-only", "Choose another folder."),
    errno.EACCES: ("permission is denied", "Choose another folder, or ask for access to this one."),
    errno.EPERM: ("permission is denied", "Choose another folder, or ask for access to this one."),
    errno.ENOENT: ("its folder does not exist", "Make the folder, or choose another one."),
    errno.ENOTDIR: ("its folder does not exist", "Make the folder, or choose another one."),
    errno.EISDIR: ("this is a folder", "Give the name of a file."),
    errno.ENAMETOOLONG: ("its name is too long", "Choose a shorter name."),
}


def write_text(path: Path, text: str) -> None:
    """Write UTF-8 text to a path whole or not at all; ReportError when the disk refuses, the old file then stands.

    A device or a pipe is written to as it is.
    """
    write_bytes(path, text.encode("utf-8", "backslashreplace"))


def write_bytes(path: Path, content: bytes) -> None:
    """Write bytes to a path whole or not at all; ReportError when the disk refuses, the old file then stands."""
    try:
        if path.exists() and not path.is_file() and not path.is_dir():
            path.write_bytes(content)
        else:
            _replace(Path(os.path.realpath(path)), content)
    except OSError as error:
        raise refusal(path, error) from error


def refusal(path: Path, error: OSError) -> ReportError:
    """What the operating system refused, in words."""
    words = (error.strerror or "the system refused", "Choose another folder.")
    reason, remedy = _REASONS.get(error.errno or 0, words)
    return ReportError(f"{path.name or path} cannot be written: {reason}.", remedy)


def is_film(path: Path) -> bool:
    """Whether a file begins as DICOM files do: 128 bytes of anything, then DICM (PS3.10, 7.1)."""
    with path.open("rb") as file:
        return file.read(132)[128:] == b"DICM"


def _replace(target: Path, content: bytes) -> None:
    if target.is_dir():
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
    if target.is_file() and is_film(target):
        raise ReportError(f"{target.name} is a DICOM file and is not overwritten.", "Choose another name.")
    beside = target.with_name(f".vertmeasure-{uuid4().hex}.tmp")
    try:
        with beside.open("xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        if target.exists():
            beside.chmod(stat.S_IMODE(target.stat().st_mode))  # who may read the file stays as it was
        beside.replace(target)
    finally:
        with contextlib.suppress(OSError):  # the refusal told above matters more than what it leaves behind
            beside.unlink(missing_ok=True)
