"""The start: something to look at at once, by Qt alone; everything else is imported behind it."""

import sys
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFont, QPalette
from PySide6.QtWidgets import QApplication, QLabel, QVBoxLayout, QWidget

from vertmeasure import __version__
from vertmeasure.core.errors import VertmeasureError
from vertmeasure.paint.palette import palette
from vertmeasure.storage.settings import read_settings
from vertmeasure.ui.demo import has_screen

LARGEST = QSize(1600, 1000)


def run(paths: Sequence[Path]) -> int:
    """Open the window on films, folders or a study, and stay until it is closed."""
    if not has_screen():
        raise VertmeasureError("There is no screen to show the window on.", "Use the commands: vertmeasure --help.")
    app = application()
    sight = FirstSight()
    sight.show()
    app.processEvents()
    from vertmeasure.ui.start import run_window  # most of a second of imports, while the first sight is on the screen

    return run_window(paths, sight)


def application() -> QApplication:
    """The one application object, made where there is none yet."""
    app = QApplication.instance()
    if isinstance(app, QApplication):
        return app
    app = QApplication(sys.argv[:1])
    app.setApplicationName("vertmeasure")
    app.setApplicationVersion(__version__)
    app.setStyle("Fusion")
    app.setFont(QFont(app.font().family()))
    return app


class FirstSight(QWidget):
    """A window as large as the real one will be, in its colours, with the name of the program.

    Attributes
    ----------
    settings, settings_words : Settings, str
        The reader's settings, read once, and what was wrong with them.
    """

    def __init__(self) -> None:
        super().__init__()
        self.settings, self.settings_words = read_settings()
        colours = palette(self.settings.palette)
        self.setWindowTitle("vertmeasure")
        self.resize(LARGEST.boundedTo(self.screen().availableGeometry().size()))
        ground = self.palette()
        ground.setColor(QPalette.ColorRole.Window, colours.window)
        ground.setColor(QPalette.ColorRole.WindowText, colours.quiet)
        self.setPalette(ground)
        self.setAutoFillBackground(True)
        words = QLabel("vertmeasure", self)
        words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        QVBoxLayout(self).addWidget(words)
