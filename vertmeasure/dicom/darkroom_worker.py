"""The process films are read in: it takes one job after another, and may die of one without harm to the window.

Nothing of pydicom or of a codec is imported here until the process runs, so that the window's own process,
which names `serve`, stays free of them.
"""

import os
import signal
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from importlib import import_module
from inspect import signature
from multiprocessing import parent_process
from multiprocessing.connection import Connection
from typing import Any

from vertmeasure.core.errors import VertmeasureError, trace_words
from vertmeasure.dicom import parcel
from vertmeasure.dicom.allowance import Allowance, to_begin

if sys.platform != "win32":
    import resource

_AHEAD = ("vertmeasure.dicom.reading",)
_ONE_THREAD = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "VECLIB_MAXIMUM_THREADS")


@dataclass(frozen=True, slots=True)
class Job:
    """What the process shall do: a function as "module:name", and what it is given; both ways by pickle."""

    function: str
    arguments: tuple[Any, ...]
    wants_glimpse: bool = False


@dataclass(frozen=True, slots=True)
class Glimpse:
    """A film at a glance, on its way; the whole of it follows."""

    parcel: parcel.Parcel


@dataclass(frozen=True, slots=True)
class Ready:
    """Everything is imported; the next job starts at once."""


@dataclass(frozen=True, slots=True)
class Bug:
    """The program failed at a job: the kind of error and where, without its message."""

    words: str


@dataclass(frozen=True, slots=True)
class NoMemory:
    """A job asked for more memory than it may take."""


def serve(link: Connection) -> None:
    """Do jobs until the other end of `link` is closed or the process that started this one ends.

    Of each job it tells what every step may take (Allowance), and at last one of Parcel, VertmeasureError, Bug
    or NoMemory.
    """
    _stay_alone()
    for name in _AHEAD:
        import_module(name)
    link.send(Ready())
    while True:
        try:
            _answer(link, link.recv())
        except (EOFError, OSError):  # nobody listens any more
            return


def _stay_alone() -> None:
    """Say nothing on the terminal, leave Ctrl-C to the window, take one core, and end when the window does."""
    silence = os.open(os.devnull, os.O_RDWR)
    for stream in range(3):
        os.dup2(silence, stream)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    for name in _ONE_THREAD:
        os.environ.setdefault(name, "1")
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(0)


def _answer(link: Connection, job: Job) -> None:
    """Do a job and send what came of it."""
    told: object
    _limit_memory(to_begin().memory_bytes)
    try:
        done = _done(job, link)
        _limit_memory(None)
        parcel.send(link, done)
    except VertmeasureError as error:
        told = error
    except MemoryError:
        told = NoMemory()
    except BaseException as error:  # noqa: BLE001 - codecs in Rust raise what `except Exception` misses
        told = Bug(trace_words(error))
    else:
        return
    _limit_memory(None)
    link.send(told)


def _done(job: Job, link: Connection) -> object:
    """The result of a job; a function is given `told` and `glimpsed` as far as it takes them."""
    module, _, name = job.function.partition(":")
    function: Callable[..., object] = getattr(import_module(module), name)
    offered: dict[str, Callable[[Any], None]] = {"told": lambda allowance: _tell(link, allowance)}
    if job.wants_glimpse:
        offered["glimpsed"] = lambda film: parcel.send(link, film, Glimpse)
    taken = signature(function).parameters
    return function(*job.arguments, **{name: each for name, each in offered.items() if name in taken})


def _tell(link: Connection, allowance: Allowance) -> None:
    _limit_memory(allowance.memory_bytes)
    link.send(allowance)


def _limit_memory(most: int | None) -> None:
    """Let the process have this much data of its own, where the system can hold it to that."""
    if sys.platform != "win32":
        _, hard = resource.getrlimit(resource.RLIMIT_DATA)
        with suppress(OSError, ValueError):  # a system that refuses reads films all the same
            resource.setrlimit(resource.RLIMIT_DATA, (hard if most is None else _within(most, hard), hard))


def _within(most: int, hard: int) -> int:
    return most if hard == resource.RLIM_INFINITY else min(most, hard)
