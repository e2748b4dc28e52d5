"""From nothing to a window that can be used, against a window that imports pydicom and pyqtgraph up front."""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator

from benchmarks.timing import Row

_RUNS = 5

OURS = """
from PySide6.QtWidgets import QApplication
from vertmeasure.ui.start import application, make_window
app = application()
window, _ = make_window()
window.show()
app.processEvents()
print("ready", flush=True)
import os
os._exit(0)
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
print("ready", flush=True)
import os
os._exit(0)
"""


def rows() -> Iterator[Row]:
    """One row: until the window was painted and takes clicks; the best of several fresh processes each."""
    with tempfile.TemporaryDirectory() as home:
        surroundings = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "VERTMEASURE_HOME": home}
        ours, theirs = (min(_started_ms(code, surroundings) for _ in range(_RUNS)) for code in (OURS, THEIRS))
    yield Row("start to a usable window", ours, "imports up front, empty window", theirs, "<= 0.6 x")


def _started_ms(code: str, surroundings: dict[str, str]) -> float:
    begun = time.perf_counter()
    command = [sys.executable, "-c", code]
    subprocess.run(command, env=surroundings, check=True, capture_output=True)  # noqa: S603 - our own lines
    return (time.perf_counter() - begun) * 1e3
