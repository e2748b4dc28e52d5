"""What Qt says goes to the log, not to the terminal."""

import logging

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


def route_qt_messages() -> None:
    """Send Qt's messages to the log of the program."""
    qInstallMessageHandler(_log)


def _log(kind: QtMsgType, _context: QMessageLogContext, message: str) -> None:
    if not any(words in message for words in OF_NO_CONCERN):
        LOG.log(LEVELS[kind], "%s", message)
