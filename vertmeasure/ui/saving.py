"""Saving and keeping: study files, the recovery file every few seconds, and the report files."""

import logging
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtCore import QObject, QTimer

from vertmeasure.core.errors import VertmeasureError
from vertmeasure.core.study import Study
from vertmeasure.storage.autosave import forget_recovery, write_recovery
from vertmeasure.storage.study_file import moved, write_study
from vertmeasure.ui.background import Background
from vertmeasure.ui.desk import Desk

LOG = logging.getLogger(__name__)
AUTOSAVE_MS = 3000


class Keeper(QObject):
    """Saves the study, and keeps unsaved work in a recovery file while it changes."""

    def __init__(self, desk: Desk, background: Background) -> None:
        super().__init__(desk)
        self._desk = desk
        self._background = background
        self._kept: Study | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(AUTOSAVE_MS)
        self._timer.timeout.connect(self._keep_soon)
        desk.changed.connect(self._on_change)

    def _on_change(self) -> None:
        if not self._desk.session.is_saved and not self._timer.isActive():
            self._timer.start()

    def _keep_soon(self) -> None:
        study, path = self._desk.session.committed, self._desk.path
        if self._desk.session.is_saved or study is self._kept:
            return
        self._kept = study
        self._background.run(lambda: write_recovery(study, path), lambda _: None, self._tell)

    def keep_aside(self) -> None:
        """Keep unsaved work at once, before another reading comes onto the desk."""
        self._timer.stop()
        if self._desk.session.is_saved:
            return
        try:
            write_recovery(self._desk.session.committed, self._desk.path)
        except VertmeasureError as error:
            self._tell(error)

    def keep_now(self) -> str:
        """Write the recovery file at once; in words, where the work is safe. For the crash hook."""
        try:
            path = write_recovery(self._desk.session.committed, self._desk.path)
        except (VertmeasureError, OSError) as error:
            LOG.critical("the recovery file could not be written: %s", type(error).__name__)
            return "The work could not be kept: save the study under another name now."
        return f"The work is safe in {path} and is offered at the next start."

    def save(self, path: Path, done: Callable[[], None] | None = None) -> None:
        """Save the study to a file, off the window's thread; `done` is called when it is on disk."""
        desk = self._desk
        committed = desk.session.committed
        before = desk.path
        study = moved(committed, before, path)

        def saved(_: object) -> None:
            desk.path = path
            desk.session.relocate(lambda each: moved(each, before, path))
            desk.session.mark_saved(study)
            self._forget(before, study.id)
            if done is not None:
                done()

        self._background.run(lambda: write_study(study, path), saved, self._tell)

    def forget(self) -> None:
        """Remove the recovery file: the work was saved or is given up."""
        self._timer.stop()
        self._forget(self._desk.path, self._desk.study.id)

    def _forget(self, path: Path | None, study_id: str) -> None:
        try:
            forget_recovery(path, study_id)
        except VertmeasureError as error:
            self._tell(error)

    def _tell(self, error: BaseException) -> None:
        if not isinstance(error, VertmeasureError):
            raise error
        self._desk.told.emit(error.message, error.remedy)


def now_utc() -> str:
    """The time as it is written beside a fact: ISO, UTC, to the second."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
