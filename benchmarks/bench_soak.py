"""A long day at the film: 20,000 landmarks dragged and 1,000 pans, with what they leave behind in memory.

A binding that loses references to None ends the process within a few thousand events; a view that keeps what it
drew grows. Nothing is timed here.
"""

import gc
import sys
import tempfile
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.canvases import desktop
from benchmarks.made_films import small_film
from benchmarks.timing import Row

if TYPE_CHECKING:
    from vertmeasure.ui.desk import Desk
    from vertmeasure.ui.film_view import FilmView

DRAGS, PANS, MOST_MB = 20_000, 1_000, 5.0
WARM_UP = 200


def rows() -> Iterator[Row]:
    """One row; that it is printed means that the process lived through it."""
    with tempfile.TemporaryDirectory() as folder, desktop():
        grown = soak(small_film().write(Path(folder) / "film.dcm"), DRAGS, PANS)
    yield Row(f"growth by {DRAGS:,} drags and {PANS:,} pans", grown, "limit", MOST_MB, f"< {MOST_MB:.0f} MB", "MB")


def soak(path: Path, drags: int, pans: int) -> float:
    """Drag a landmark to and fro and pan the film below it, by real events; by how many MB the process has grown."""
    desk, view = _view_of(path)
    _drag(desk, view, WARM_UP)
    _pan(view, WARM_UP // 10)
    before = _resident_mb()
    _drag(desk, view, drags)
    _pan(view, pans)
    grown = _resident_mb() - before
    view.hide()
    view.deleteLater()
    return grown


def _view_of(path: Path) -> tuple["Desk", "FilmView"]:
    """A view of a film on which one body is placed."""
    from vertmeasure.core import edits
    from vertmeasure.core.anatomy import CORNERS, Mark
    from vertmeasure.core.geometry import ImagePoint
    from vertmeasure.core.study import Timepoint
    from vertmeasure.dicom.reading import open_film
    from vertmeasure.dicom.source import film_from
    from vertmeasure.storage.settings import Settings
    from vertmeasure.ui.desk import Desk
    from vertmeasure.ui.film_view import FilmView
    from vertmeasure.ui.tools import Hand

    opened = open_film(path)
    desk = Desk(Settings(), ())
    film = film_from(opened, "pre", Timepoint.PRE)
    desk.apply("Film", lambda study: edits.add_film(study, film))
    for mark in CORNERS:
        at = ImagePoint(
            800.0 if mark in (Mark.SP, Mark.IP) else 1100.0, 800.0 if mark in (Mark.SP, Mark.SA) else 1000.0
        )
        desk.apply("Place", partial(edits.place, where=("pre", "L1", mark), at=at))
    view = FilmView(desk, Hand(desk))
    view.resize(900, 700)
    view.show_film("pre")
    desk.put_image(film, opened)
    view.show()
    return desk, view


def _drag(desk: "Desk", view: "FilmView", times: int) -> None:
    """Press, move, release; each is taken back, so that what undo keeps does not count."""
    from PySide6.QtCore import QPoint, Qt
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QApplication

    from vertmeasure.core.anatomy import Mark

    none, left = Qt.KeyboardModifier.NoModifier, Qt.MouseButton.LeftButton
    for number in range(times):
        film = view.film
        landmark = film.landmark("L1", Mark.SA) if film else None
        if landmark is None:
            raise SystemExit("the soak lost its landmark")
        start = view.to_widget(landmark.at).toPoint()
        end = start + QPoint(5 + number % 7, -3)
        QTest.mousePress(view.viewport(), left, none, start)
        QTest.mouseMove(view.viewport(), end)
        QTest.mouseRelease(view.viewport(), left, none, end)
        if not desk.session.undo_label.startswith("Move L1"):
            raise SystemExit("the soak moved nothing")
        desk.session.undo()
        QApplication.processEvents()


def _pan(view: "FilmView", times: int) -> None:
    from PySide6.QtCore import QPoint, Qt
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QApplication

    none, middle = Qt.KeyboardModifier.NoModifier, Qt.MouseButton.MiddleButton
    for number in range(times):
        way = 40 if number % 2 else -40
        start = view.rect().center()
        QTest.mousePress(view.viewport(), middle, none, start)
        QTest.mouseMove(view.viewport(), start + QPoint(way, way // 2))
        QTest.mouseRelease(view.viewport(), middle, none, start + QPoint(way, way // 2))
        QApplication.processEvents()


def _resident_mb() -> float:
    """What the process holds in memory; where the system does not tell, the most it ever held."""
    gc.collect()
    told = Path("/proc/self/status")
    if told.exists():
        line = next(line for line in told.read_text("ascii").splitlines() if line.startswith("VmRSS"))
        return int(line.split()[1]) / 1024
    if sys.platform == "win32":
        raise SystemExit("the soak needs a system that tells how much memory a process holds")
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1 << 20)
