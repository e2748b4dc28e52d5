"""What happens when the program itself fails: the work is kept first, then the reader is told where."""

import logging
import sys
import traceback
from collections.abc import Callable
from pathlib import PureWindowsPath
from types import TracebackType

LOG = logging.getLogger(__name__)


def trace_words(error: BaseException) -> str:
    """Where an error came from, as file names and lines; without its message, which may hold patient data."""
    frames = traceback.extract_tb(error.__traceback__)
    # Read as on Windows, where both kinds of slash part the folders: nobody's home may stand in a log.
    places = [f"{PureWindowsPath(frame.filename).name}:{frame.lineno} {frame.name}" for frame in frames]
    return f"{type(error).__name__} at {' < '.join(reversed(places))}"


def install_crash_hook(keep_work: Callable[[], str], tell: Callable[[str], None]) -> None:
    """Keep the work and tell the reader before anything else when a bug reaches the top.

    Parameters
    ----------
    keep_work : Callable[[], str]
        Writes the recovery file and returns, in words, where it is.
    tell : Callable[[str], None]
        Shows a sentence to the reader.
    """

    def hook(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        LOG.critical("bug: %s", trace_words(error))
        tell(f"Something went wrong in the program itself ({kind.__name__}). {keep_work()}")

    sys.excepthook = hook
