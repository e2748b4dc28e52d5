"""Saving and keeping: study files, and the recovery file every few seconds of change."""

import logging
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEventLoop, QObject, QTimer, Signal

from vertmeasure.core.errors import VertmeasureError
from vertmeasure.core.study import Study
from vertmeasure.storage.autosave import Recovery, discard_recovery, forget_recovery, write_recovery
from vertmeasure.storage.study_file import moved, write_study
from vertmeasure.ui.background import Background
from vertmeasure.ui.desk import Desk

LOG = logging.getLogger(__name__)
AUTOSAVE_MS = 3000


class Keeper(QObject):
    """Saves the study, and keeps unsaved work in a recovery file while it changes.

    Its jobs run one after the other, so that an older one never overtakes a newer.

    Signals
    -------
    rested()
        Nothing is being written any more.
    """

    rested = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._desk = desk
        self._queue = Background(self, threads=1)
        self._queue.busy_changed.connect(lambda tasks: None if tasks else self.rested.emit())
        self._kept: Study | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(AUTOSAVE_MS)
        self._timer.timeout.connect(self._keep_soon)
        desk.changed.connect(self._on_change)

    def _on_change(self) -> None:
        if not self._timer.isActive() and not self._desk.session.is_previewing and not self._desk.session.is_saved:
            self._timer.start()

    def _keep_soon(self) -> None:
        study, path = self._desk.session.committed, self._desk.path
        if self._desk.session.is_saved or study is self._kept:
            return

        def kept(_: object) -> None:
            self._kept = study
            if self._desk.session.is_saved or self._desk.path != path:
                self._forget(path, study.id)  # a save overtook it

        self._queue.run(lambda: write_recovery(study, path), kept, self._tell)

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
        desk, session, generation = self._desk, self._desk.session, self._desk.generation
        before = desk.path
        study = moved(session.committed, before, path)

        def saved(_: object) -> None:
            self._forget(before, study.id)
            self._forget(path, study.id)
            if desk.generation != generation or desk.session is not session:
                return  # Another study lies on the desk: the file is written, and nothing else concerns it.
            # Another save may have moved the study meanwhile: paths go out from where it is now.
            now, desk.path = desk.path, path
            session.relocate(lambda each: moved(each, now, path))
            session.mark_saved(study)
            if done is not None:
                done()

        self._queue.run(lambda: write_study(study, path), saved, self._tell)

    def wait(self) -> None:
        """Let what is being written be written; the window lives on meanwhile."""
        while self._queue.is_busy:
            loop = QEventLoop()
            self.rested.connect(loop.quit)
            loop.exec()

    def forget(self) -> None:
        """Remove the recovery file: the work was saved or is given up."""
        path, study_id = self._desk.path, self._desk.study.id
        self._timer.stop()
        self.wait()
        self._kept = None
        self._forget(path, study_id)

    def discard(self, recovery: Recovery) -> None:
        """Remove what was kept and is not wanted."""
        self._try(lambda: discard_recovery(recovery))

    def close(self) -> None:
        """Write what is to be written and stop."""
        self._timer.stop()
        self._queue.close()

    def _forget(self, path: Path | None, study_id: str) -> None:
        self._try(lambda: forget_recovery(path, study_id))

    def _try(self, task: Callable[[], None]) -> None:
        try:
            task()
        except VertmeasureError as error:
            self._tell(error)

    def _tell(self, error: BaseException) -> None:
        if not isinstance(error, VertmeasureError):
            raise error
        self._desk.told.emit(error.message, error.remedy)
