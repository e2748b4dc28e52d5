"""From nothing to a window that can be used, against a window that imports pydicom and pyqtgraph up front."""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator

from benchmarks.timing import Row

_RUNS = 5
_THEIRS = "imports up front, empty window"
_LEAVE = "\nimport os\nos._exit(0)\n"

FIRST = """
from vertmeasure.ui.first_sight import FirstSight, application
app = application()
sight = FirstSight()
sight.show()
app.processEvents()
"""

OURS = f"""
{FIRST}
from vertmeasure.ui.start import make_window
window, _ = make_window(sight.settings, sight.settings_words)
window.show()
app.processEvents()
"""

THEIRS = """
import pydicom, pydicom.pixels, imagecodecs, numpy
import pyqtgraph as pg
from PySide6.QtWidgets import QApplication, QMainWindow
app = QApplication([])
window = QMainWindow()
view = pg.GraphicsView()
view.setCentralItem(pg.ViewBox())
window.setCentralWidget(view)
window.show()
app.processEvents()
"""


def rows() -> Iterator[Row]:
    """Until something of ours is on the screen, and until the window takes clicks; the best of fresh processes."""
    with tempfile.TemporaryDirectory() as home:
        surroundings = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "VERTMEASURE_HOME": home}
        runs = [[_started_ms(code, surroundings) for code in (FIRST, OURS, THEIRS)] for _ in range(_RUNS)]
    first, ours, theirs = (min(times) for times in zip(*runs, strict=True))
    yield Row("start to the first window", first, _THEIRS, theirs, "<= 0.6 x")
    yield Row("start to a usable window", ours, _THEIRS, theirs, "<= 0.6 x")


def _started_ms(code: str, surroundings: dict[str, str]) -> float:
    begun = time.perf_counter()
    command = [sys.executable, "-c", code + _LEAVE]
    subprocess.run(command, env=surroundings, check=True, capture_output=True)  # noqa: S603 - our own lines
    return (time.perf_counter() - begun) * 1e3
