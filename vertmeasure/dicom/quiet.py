"""Keeps what pydicom says about a file out of the terminal and the logs: it quotes values, so patient data."""

import logging
import threading
import warnings
from collections.abc import Iterator
from contextlib import contextmanager

# Warning filters belong to the whole process and may only be swapped by one thread at a time.
_ONE_READER = threading.Lock()
_LOGGER = logging.getLogger("pydicom")


@contextmanager
def quiet() -> Iterator[None]:
    """Silence pydicom's warnings and log lines while a header is read; header reading is serialised by it."""
    with _ONE_READER, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        was_disabled, _LOGGER.disabled = _LOGGER.disabled, True
        try:
            yield
        finally:
            _LOGGER.disabled = was_disabled
