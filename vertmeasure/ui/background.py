"""Long work off the window's thread: one way to start it, one way to hear that it is done or has failed."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QObject, QRunnable, Qt, QThreadPool, Signal, Slot

from vertmeasure.core.errors import VertmeasureError, trace_words

LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a piece of work: its result, or what went wrong."""

    result: Any = None
    error: BaseException | None = None


class _Courier(QObject):
    """Carries the outcome back to the window's thread."""

    arrived = Signal(object)


class _Work(QRunnable):
    def __init__(self, task: Callable[[], Any], courier: _Courier) -> None:
        super().__init__()
        self._task = task
        self._courier = courier

    @Slot()
    def run(self) -> None:
        try:
            outcome = Outcome(result=self._task())
        except VertmeasureError as error:
            outcome = Outcome(error=error)
        except Exception as error:  # a bug in a thread: logged here, shown by the window
            LOG.exception("background work failed: %s", trace_words(error), exc_info=False)
            outcome = Outcome(error=error)
        self._courier.arrived.emit(outcome)


def _hear(outcome: Outcome, done: Callable[[Any], None], failed: Callable[[BaseException], None]) -> None:
    if outcome.error is None:
        done(outcome.result)
    else:
        failed(outcome.error)


class Background(QObject):
    """Runs tasks on a thread pool and calls back on the window's thread.

    Signals
    -------
    busy_changed(int)
        How many tasks are under way.
    """

    busy_changed = Signal(int)

    def __init__(self, parent: QObject | None = None, threads: int | None = None) -> None:
        super().__init__(parent)
        self._pool = QThreadPool(self)
        if threads is not None:
            self._pool.setMaxThreadCount(threads)
        self._couriers: set[_Courier] = set()
        self._closed = False

    @property
    def is_busy(self) -> bool:
        """Whether any task is under way."""
        return bool(self._couriers)

    def run(
        self, task: Callable[[], Any], done: Callable[[Any], None], failed: Callable[[BaseException], None]
    ) -> None:
        """Run a task; then call `done` with its result or `failed` with its error, on this thread."""
        courier = _Courier(self)
        self._couriers.add(courier)

        def arrived(outcome: Outcome) -> None:
            courier.deleteLater()
            # Off the list first: what is called back may wait for the rest of the queue.
            self._couriers.discard(courier)
            try:
                if not self._closed:
                    _hear(outcome, done, failed)
            finally:
                self.busy_changed.emit(len(self._couriers))

        # Queued, so that the call back is made on this thread whoever emits.
        courier.arrived.connect(arrived, Qt.ConnectionType.QueuedConnection)
        self.busy_changed.emit(len(self._couriers))
        self._pool.start(_Work(task, courier))

    def close(self) -> None:
        """Wait for what is under way and let nothing call back any more."""
        self._closed = True
        self._pool.waitForDone()
