"""What Qt says goes to the log, not to the terminal, and without the paths it names."""

import logging
import re

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler

LOG = logging.getLogger(__name__)

LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}
OF_NO_CONCERN = ("does not support propagateSizeHints",)
"""The offscreen platform says this of every window."""

_START = r"file:/|(?<![\w.~/])~?/(?=\S)|\b[A-Za-z]:[\\/]|\\\\(?=\S)"
_PATH = re.compile(rf'(?:{_START}).*?(?="|: |$)', re.MULTILINE)
"""From what begins an absolute path to a quotation mark, a colon or the end of the line: names hold blanks."""


def route_qt_messages() -> None:
    """Send Qt's messages to the log of the program."""
    qInstallMessageHandler(_log)


def without_paths(message: str) -> str:
    """A message without its absolute paths, which may name a patient; rather too much is taken than too little."""
    return _PATH.sub("<path>", message)


def _log(kind: QtMsgType, _context: QMessageLogContext, message: str) -> None:
    if not any(words in message for words in OF_NO_CONCERN):
        LOG.log(LEVELS[kind], "%s", without_paths(message))
