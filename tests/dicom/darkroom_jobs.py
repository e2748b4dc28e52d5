"""Jobs for a darkroom that go wrong in one way each."""

import logging
import os
import signal
import sys
import time
from pathlib import Path
from typing import Any

import numpy as np

from vertmeasure.core.errors import StudyError
from vertmeasure.core.frozen import frozen
from vertmeasure.dicom.allowance import Allowance, Told
from vertmeasure.dicom.reading import open_film

SECRET = "SENTINEL"


class Panic(BaseException):
    """What `except Exception` does not catch, as codecs in Rust raise it."""


def echo(thing: Any) -> Any:
    return thing


def pid() -> int:
    return os.getpid()


def leave() -> None:
    os._exit(3)


def be_killed() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def hang(told: Told) -> None:
    told(Allowance(0.3, 1 << 30))
    time.sleep(60)


def work(started: Path) -> None:
    """Busy until somebody ends it; `started` is there once it has begun."""
    started.write_text(str(os.getpid()))
    while True:
        sum(range(10_000))


def meet(mine: Path, other: Path) -> bool:
    """Wait until another job, done at the same time, is here too."""
    mine.touch()
    while not other.exists():
        time.sleep(0.01)
    return True


def hoard() -> int:
    return len(np.ones(8_000_000_000, np.uint8))


def half_hoard() -> int:
    return len(np.empty(500_000_000, np.uint8))


def half_hoard_allowed(told: Told) -> int:
    told(Allowance(20, 1 << 30))
    return half_hoard()


def refuse(message: str, remedy: str) -> None:
    raise StudyError(message, remedy)


def frozen_tree() -> Any:
    return frozen({"a": {"b": 1}})


def panic() -> None:
    raise Panic(SECRET)


def fail() -> None:
    raise KeyError(SECRET)


def read_and_fail(path: Path) -> None:
    raise KeyError(open_film(path).header.patient.name, path)


def read_and_die(path: Path) -> None:
    open_film(path)
    os.abort()


def shout() -> None:
    sys.stderr.write(SECRET)
    logging.getLogger("vertmeasure").error(SECRET)
    os.write(1, SECRET.encode())


def unsendable() -> object:
    return lambda: SECRET


def pixels(count: int) -> Any:
    return np.arange(count, dtype=np.uint16)


def own_status() -> str:
    return Path("/proc/self/status").read_text(encoding="utf-8")
