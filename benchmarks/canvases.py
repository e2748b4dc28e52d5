"""The same film in our canvas and in a view of pyqtgraph with its ImageItem, of the same size."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from vertmeasure.core.anatomy import BODIES, Mark
from vertmeasure.core.geometry import ImagePoint, Scale
from vertmeasure.paint.overlay import BodyShape, Overlay, PointShape, Role

WIDTH, HEIGHT = 1600, 1200


@contextmanager
def desktop() -> Iterator[None]:
    """Qt without a screen, for as long as it is needed."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from vertmeasure.ui.first_sight import application

    application()
    yield


def our_canvas(path: Path, with_points: bool = True) -> Any:
    """A FilmCanvas that shows a film, fitted."""
    from vertmeasure.dicom.reading import open_film
    from vertmeasure.ui.film_canvas import FilmCanvas
    from vertmeasure.ui.film_looks import FilmLooks

    canvas = FilmCanvas(FilmLooks())
    canvas.resize(WIDTH, HEIGHT)
    canvas.show()
    film = open_film(path)
    canvas.take_film(film, Scale(1.0, 1.0))
    if with_points:
        canvas.set_overlay(spine(*film.pixels.stored.shape))
    return canvas


class TheirCanvas:
    """A ViewBox of pyqtgraph with an ImageItem, and the same points, lines and names."""

    def __init__(self, stored: NDArray[np.uint16], full: int, with_points: bool = True) -> None:
        import pyqtgraph as pg
        from PySide6.QtCore import QRectF

        self.view = pg.GraphicsView()
        self.view.resize(WIDTH, HEIGHT)
        self.box = pg.ViewBox(invertY=True, enableMouse=False, enableMenu=False, defaultPadding=0.0)
        self.box.setAspectLocked(True)
        self.view.setCentralItem(self.box)
        self.image = pg.ImageItem(stored, axisOrder="row-major", levels=(0, full))
        self.box.addItem(self.image)
        if with_points:
            self._draw(spine(*stored.shape))
        self.view.show()
        rows, columns = stored.shape
        self.box.setRange(QRectF(0, 0, columns, rows), padding=0.0)

    def _draw(self, overlay: Overlay) -> None:
        """The same points, lines and names as on our canvas, by the items pyqtgraph has for them."""
        import pyqtgraph as pg

        points = [point.at for body in overlay.bodies for point in body.points]
        self.box.addItem(pg.ScatterPlotItem([at.column for at in points], [at.row for at in points], size=7))
        for body in overlay.bodies:
            for border in body.borders:
                columns, rows = np.array(border).T
                self.box.addItem(pg.PlotCurveItem(columns, rows, pen="c", antialias=True))
            name = pg.TextItem(body.level, anchor=(1, 0.5), fill=(8, 12, 16, 120))
            name.setPos(*body.label_at)
            self.box.addItem(name)

    def to_image(self, x: float, y: float) -> tuple[float, float]:
        """Column and row of the film under a place of the view."""
        from PySide6.QtCore import QPointF

        at = self.box.mapSceneToView(QPointF(x, y))
        return at.x(), at.y()


def spine(rows: int, columns: int) -> Overlay:
    """Seventeen bodies of six points each, from top to bottom of a film."""
    height = rows / (len(BODIES) + 1)
    return Overlay(
        tuple(_body(level, columns * 0.4, (0.6 + place) * height, height) for place, level in enumerate(BODIES))
    )


def _body(level: str, left: float, top: float, height: float) -> BodyShape:
    depth, tall = height * 1.3, height * 0.8
    across = {Mark.SP: 0.0, Mark.SM: 0.5, Mark.SA: 1.0, Mark.IA: 1.0, Mark.IM: 0.5, Mark.IP: 0.0}
    upper = (Mark.SP, Mark.SM, Mark.SA)
    at = {
        mark: ImagePoint(left + depth * share, top + (0 if mark in upper else tall)) for mark, share in across.items()
    }
    return BodyShape(
        level=level,
        role=Role.FRACTURE if level == "L1" else Role.OTHER,
        points=tuple(PointShape(mark, place, proposed=False) for mark, place in at.items()),
        borders=(tuple(at[mark] for mark in upper), (at[Mark.IP], at[Mark.IM], at[Mark.IA])),
        outline=tuple(at.values()),
        label_at=ImagePoint(left, top + tall / 2),
        label_side=-1,
        warning=False,
    )


def settled(*widgets: Any) -> None:
    """Let Qt do all that is due, and a zoom come to rest."""
    from PySide6.QtTest import QTest

    QTest.qWait(250)
    for widget in widgets:
        widget.viewport().repaint()


def frame(widget: Any, change: Callable[[], object]) -> Callable[[], None]:
    """One frame: a change, and what it takes until it is painted."""

    def painted() -> None:
        change()
        widget.viewport().repaint()

    return painted
