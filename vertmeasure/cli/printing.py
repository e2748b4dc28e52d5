"""Results on stdout, everything else on stderr, both in UTF-8 whatever the system says."""

import contextlib
import io
import os
import sys

from vertmeasure.cli.columns import visible
from vertmeasure.core.errors import ReportError, VertmeasureError


def speak_utf8() -> None:
    """Print in UTF-8 with line ends as they are; what cannot be encoded is escaped."""
    # A shell can start a program with its streams closed; then nobody is listening.
    sys.stdout = sys.stdout or open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123, SIM115
    sys.stderr = sys.stderr or open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123, SIM115
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace", newline="")


def show(text: str) -> None:
    """Print a result; a reader that has gone away (`| head`) is no failure, a full disk is a ReportError."""
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except BrokenPipeError:
        _drop_stdout()
    except OSError as error:
        _drop_stdout()
        raise ReportError(f"The result cannot be printed: {error.strerror}.", "Send it to another place.") from error


def _drop_stdout() -> None:
    """What could not be printed must not be tried again, with a traceback, when the program ends."""
    with contextlib.suppress(OSError, ValueError):  # a stream of a test has no descriptor
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def tell(words: str) -> None:
    """Say one line on stderr."""
    with contextlib.suppress(OSError):  # nobody is listening
        sys.stderr.write(f"vertmeasure: {visible(' '.join(words.split()))}\n")
        sys.stderr.flush()


def refuse(error: VertmeasureError) -> int:
    """Say what is wrong and what to do; give the exit status for bad input."""
    tell(str(error))
    return 2
