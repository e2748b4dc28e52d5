"""One process that reads films, seen from the process that waits for them."""

import logging
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing import get_context
from typing import Any

from vertmeasure.core.errors import FilmError, VertmeasureError
from vertmeasure.dicom.allowance import Allowance, to_begin
from vertmeasure.dicom.darkroom_worker import Bug, Glimpse, Job, NoMemory, serve
from vertmeasure.dicom.film_reader import Glimpsed
from vertmeasure.dicom.guard import EXPORT_AGAIN, too_much_memory
from vertmeasure.dicom.parcel import Parcel, unpacked

LOG = logging.getLogger(__name__)

_SPAWN = get_context("spawn")
_SECONDS_TO_GET_READY = 60.0
_SECONDS_TO_DIE = 5.0


class NotBegunError(Exception):
    """A process died before it had seen the job: another one may do it."""


class DarkroomProcess:
    """A process that is getting ready when this is constructed, and does one job at a time until it ends."""

    def __init__(self) -> None:
        self._link, far = _SPAWN.Pipe()
        self._process = _SPAWN.Process(target=serve, args=(far,), name="darkroom", daemon=True)
        with far, _no_interrupt():
            self._process.start()
        self._is_ready = False
        self._is_at_work = False

    @property
    def pid(self) -> int | None:
        """The number by which the system knows the process."""
        return self._process.pid

    @property
    def is_fit(self) -> bool:
        """Whether it can take a job, at once or as soon as it is ready."""
        return self._process.is_alive() and not self._is_at_work

    @property
    def is_ready(self) -> bool:
        """Whether everything it needs is imported."""
        return self._is_ready or self._link.poll()

    def interrupt(self) -> None:
        """Kill it at its work; whoever waits for it gets a FilmError."""
        self._process.kill()

    def end(self) -> None:
        """Kill it and forget it, when nobody waits for it."""
        self._process.kill()
        self._process.join(_SECONDS_TO_DIE)
        self._link.close()

    def ask(self, function: str, arguments: tuple[object, ...], glimpsed: Glimpsed | None = None) -> Any:
        """Call a function ("module:name") there: its result, or the VertmeasureError it raised.

        `glimpsed` is called on the way with what the function shows of a film before it is done.

        FilmError when the process dies of it, or needs too much time or memory; NotBegunError when it was dead before
        it could begin. It is not fit for another job then.
        """
        self._is_at_work = True
        self._hand_over(Job(function, arguments, glimpsed is not None))
        try:
            heard = self._outcome(glimpsed)
            result = unpacked(self._link, heard) if isinstance(heard, Parcel) else None
        except (EOFError, OSError) as error:
            words = "The reader of films ended while reading this file, which is probably damaged."
            raise FilmError(words, EXPORT_AGAIN) from error
        self._is_at_work = False
        if isinstance(heard, Parcel):
            return result
        raise _failure(heard)

    def _hand_over(self, job: Job) -> None:
        try:
            if not self._is_ready:
                self._heard(_SECONDS_TO_GET_READY)
                self._is_ready = True
            self._link.send(job)
        except (EOFError, OSError) as error:
            raise NotBegunError from error

    def _outcome(self, glimpsed: Glimpsed | None) -> object:
        """The last word on a job; each one before it tells how long the next may take, or shows a film at a glance."""
        seconds = to_begin().seconds
        heard = self._heard(seconds)
        while isinstance(heard, Allowance | Glimpse):
            if isinstance(heard, Allowance):
                seconds = heard.seconds
            elif glimpsed is not None:
                glimpsed(unpacked(self._link, heard.parcel))
            heard = self._heard(seconds)
        return heard

    def _heard(self, seconds: float) -> object:
        """The next word; FilmError when it does not come in time, EOFError when it cannot come any more."""
        if self._link.poll(seconds):
            return self._link.recv()
        raise FilmError(
            "Reading this film took too long and was stopped.",
            "Try once more; if it happens again, export the film uncompressed.",
        )


@contextmanager
def _no_interrupt() -> Iterator[None]:
    """What is started meanwhile never hears Ctrl-C, which is for the window alone."""
    if sys.platform == "win32":
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _failure(heard: object) -> VertmeasureError:
    """The error for a job that was not done."""
    if isinstance(heard, VertmeasureError):
        return heard
    if isinstance(heard, NoMemory):
        return too_much_memory()
    words = heard.words if isinstance(heard, Bug) else type(heard).__name__
    LOG.error("bug while reading a film: %s", words)
    return FilmError("This film has something in it that vertmeasure cannot deal with.", EXPORT_AGAIN)
