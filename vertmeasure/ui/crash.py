"""What happens when the program itself fails: the work is kept first, then the reader is told where."""

import logging
import sys
from collections.abc import Callable
from types import TracebackType

from vertmeasure.core.errors import trace_words

LOG = logging.getLogger(__name__)


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
