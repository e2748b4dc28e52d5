"""The Qt that text and pictures need, where no window has started it."""

from functools import cache

from PySide6.QtGui import QGuiApplication


def ensure_gui() -> None:
    """Start Qt without a screen, unless it runs already; fonts cannot be had without it."""
    if QGuiApplication.instance() is None:
        _screenless()


@cache
def _screenless() -> QGuiApplication:
    """Kept for as long as the program runs: Qt's fonts end with it. No display is asked for, so none can be missing."""
    return QGuiApplication(["vertmeasure", "-platform", "offscreen"])
