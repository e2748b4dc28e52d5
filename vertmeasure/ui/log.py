"""The log of warnings and bugs: one small file that only its owner can read."""

import logging
import os
from io import TextIOWrapper
from logging.handlers import RotatingFileHandler
from pathlib import Path

from vertmeasure.core.errors import StudyFileError
from vertmeasure.storage.places import log_folder
from vertmeasure.storage.safe_file import make_folder

MOST_BYTES = 200_000
"""Of one file; one full file is kept besides."""


def keep_log() -> None:
    """Log warnings and bugs to a small file; nothing of a patient is ever logged."""
    try:
        make_folder(log_folder())
        handler = _OwnersFile(
            log_folder() / "vertmeasure.log",
            maxBytes=MOST_BYTES,
            backupCount=1,
            encoding="utf-8",
            errors="backslashreplace",
        )
    except (OSError, StudyFileError):
        # Without a log the program still reads films; there is nowhere else to write that down.
        return
    handler.setFormatter(logging.Formatter("%(asctime)s %(name)s %(levelname)s %(message)s"))
    logger = logging.getLogger("vertmeasure")
    logger.addHandler(handler)
    logger.setLevel(logging.INFO)


class _OwnersFile(RotatingFileHandler):
    """A log whose every file, the next ones too, is made for its owner only."""

    def _open(self) -> TextIOWrapper:
        descriptor = os.open(self.baseFilename, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        Path(self.baseFilename).chmod(0o600)  # an older file may have been made for all
        return os.fdopen(descriptor, "a", encoding=self.encoding, errors=self.errors)
