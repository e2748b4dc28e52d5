"""From a file to its right pixels on the screen, against pydicom's default decoder and pyqtgraph's ImageItem."""

import os
import tempfile
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from benchmarks.canvases import HEIGHT, WIDTH, desktop
from benchmarks.made_films import JPEG_LOSSLESS, RAW, MadeFilm, large_film, small_film
from benchmarks.timing import Row, best_in_turns_ms

if TYPE_CHECKING:
    from vertmeasure.ui.window import MainWindow

RUNS = 5


def rows() -> Iterator[Row]:
    """The whole window, its processes started ahead, beside a bare view: raw and JPEG Lossless, of both sizes."""
    with tempfile.TemporaryDirectory() as home, desktop():
        os.environ["VERTMEASURE_HOME"] = home
        window = _window()
        for film in (small_film(), large_film()):
            for syntax, name, goal in ((RAW, "raw", ""), (JPEG_LOSSLESS, "JPEG Lossless", "<= 0.3")):
                path = film.write(Path(home) / "film.dcm", syntax)
                yield _row(f"open to right pixels, {name} {film.words}", window, (film, path), film.goal(goal))
        window.background.close()
        window.darkroom.close()


def _row(what: str, window: "MainWindow", made: tuple[MadeFilm, Path], goal: str) -> Row:
    film, path = made
    theirs = _TheirView(1 << film.bits)
    ours_ms, theirs_ms = best_in_turns_ms(partial(_open, window, made), partial(theirs.open, path), runs=RUNS)
    theirs.view.hide()
    return Row(what, ours_ms, "pydicom, ImageItem", theirs_ms, goal)


def _window() -> "MainWindow":
    from vertmeasure.dicom.darkroom import Darkroom
    from vertmeasure.storage.rule_files import load_shipped
    from vertmeasure.storage.settings import Settings
    from vertmeasure.ui.window import MainWindow

    window = MainWindow(Settings(), load_shipped(), Darkroom())
    window.darkroom.start()
    window.resize(WIDTH + 640, HEIGHT + 120)
    window.show()
    return window


def _open(window: "MainWindow", made: tuple[MadeFilm, Path]) -> None:
    """Open a film in an empty study, until the pixels in the middle of the view are those of the film."""
    from vertmeasure.ui.desk import new_study

    film, path = made
    window.desk.lay_out(new_study(window.desk.settings), None)
    window.commands.open_paths([path])
    view = window.views[0]
    _wait(lambda: view.pixels is not None)
    view.viewport().repaint()
    _check(view, film)


def _check(view: Any, film: MadeFilm) -> None:
    """What stands on the screen is what was stored: a picture of the film before would be quick to show."""
    from PySide6.QtCore import QPointF

    middle = view.rect().center()
    at = view.to_image(QPointF(middle) + QPointF(0.5, 0.5))
    around = film.stored[int(at.row) - 3 : int(at.row) + 4, int(at.column) - 3 : int(at.column) + 4]
    shown = view.viewport().grab().toImage().pixelColor(middle).red()
    low, high = view.shade.lut[around].min(), view.shade.lut[around].max()
    if not low <= shown <= high or not np.array_equal(view.pixels.stored[:64], film.stored[:64]):
        raise SystemExit(f"the screen shows {shown}, the film has {low} to {high}")


def _wait(until: Callable[[], bool]) -> None:
    from PySide6.QtCore import QEventLoop
    from PySide6.QtWidgets import QApplication

    while not until():  # asleep in between: the processes that read need the machine more
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)


class _TheirView:
    """The shortest way from a file to a screen with pydicom and pyqtgraph."""

    def __init__(self, full: int) -> None:
        import pyqtgraph as pg

        self._full = full
        self.view = pg.GraphicsView()
        self.view.resize(WIDTH, HEIGHT)
        self._box = pg.ViewBox(invertY=True, enableMouse=False, enableMenu=False, defaultPadding=0.0)
        self._box.setAspectLocked(True)
        self.view.setCentralItem(self._box)
        self._image = pg.ImageItem(axisOrder="row-major")
        self._box.addItem(self._image)
        self.view.show()

    def open(self, path: Path) -> None:
        """Read and show a film."""
        from pydicom import dcmread
        from PySide6.QtCore import QRectF

        stored = dcmread(path).pixel_array
        self._image.setImage(stored, levels=(0, self._full))
        self._box.setRange(QRectF(0, 0, stored.shape[1], stored.shape[0]), padding=0.0)
        self.view.viewport().repaint()
