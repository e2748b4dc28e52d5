"""The ground a film is shown on: its pixels, zoom, pan and greys. The only module that knows pyqtgraph."""

from collections.abc import Callable
from typing import Any

import pyqtgraph as pg
from PySide6.QtCore import QPointF, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QPainter, QResizeEvent, QTransform
from PySide6.QtWidgets import QWidget

from vertmeasure.core.geometry import ImagePoint, Scale
from vertmeasure.dicom.film import OpenedFilm, Pixels
from vertmeasure.paint.ink import Ink
from vertmeasure.paint.overlay import Overlay
from vertmeasure.ui.film_item import FilmItem
from vertmeasure.ui.film_looks import FilmLooks
from vertmeasure.ui.overlay_item import OverlayItem
from vertmeasure.ui.shading import Shade
from vertmeasure.ui.turning import Turn

DrawnOver = Callable[[QPainter, Callable[[ImagePoint], QPointF]], None]
"""Draws with a painter, told where on it the points of the film are."""
SMALLEST_ZOOM, LARGEST_ZOOM = 0.02, 40.0
REST_MS = 90
"""A zoom has come to rest when it has not changed for so long."""


class FilmCanvas(pg.GraphicsView):  # type: ignore[misc]
    """Shows the pixels of one film and an overlay.

    Signals
    -------
    ranged()
        Zoom, pan, turn or greys changed.
    steered()
        The reader zoomed or panned: nothing that follows from it, or from another view.

    Attributes
    ----------
    drawn_over : list[DrawnOver]
        What widgets above the film draw on it; the loupe shows these too.
    """

    ranged = Signal()
    steered = Signal()

    def __init__(self, looks: FilmLooks, parent: QWidget | None = None) -> None:
        super().__init__(parent, background=None)
        self._opened: OpenedFilm | None = None
        self._looks = looks
        self._shape = Scale(1.0, 1.0)
        self._fitted = True
        self.drawn_over: list[DrawnOver] = []
        self.setBackgroundBrush(Qt.GlobalColor.black)
        self._box = pg.ViewBox(enableMouse=False, enableMenu=False, invertY=True, defaultPadding=0.0)
        self._box.setAspectLocked(True)
        self.setCentralItem(self._box)
        self._film_item = FilmItem()
        self._overlay_item = OverlayItem(self.ink)
        self._box.addItem(self._film_item, ignoreBounds=True)
        self._box.addItem(self._overlay_item, ignoreBounds=True)
        self._box.sigRangeChanged.connect(self._on_range)
        self._rest = QTimer(self, singleShot=True, interval=REST_MS)
        self._rest.timeout.connect(self._come_to_rest)

    def ink(self) -> Ink:
        """How the overlay is drawn."""
        return Ink(font=self.font())

    @property
    def pixels(self) -> Pixels | None:
        """The pixels of the film on view; None where there are none."""
        return self._opened.pixels if self._opened else None

    @property
    def film_resampled(self) -> int:
        """How often the film's pixels were resampled so far."""
        return self._film_item.resampled

    @property
    def kept_bytes(self) -> int:
        """What is kept to show the film, beside its stored values."""
        return self._film_item.kept_bytes

    @property
    def film_filtered(self) -> int:
        """How often display filters worked on the film on view."""
        return self._film_item.filtered

    def take_film(self, opened: OpenedFilm | None, scale: Scale) -> None:
        """Show the pixels of another film, fitted, or none; `scale` tells the shape of a pixel."""
        self._opened = opened
        self._film_item.show_film(None if opened is None else opened.pixels)
        if opened is None:
            self._overlay_item.set_film_size(0, 0)
            return
        rows, columns = opened.pixels.stored.shape
        self._overlay_item.set_film_size(columns, rows)
        self._shape = scale
        self._lay()
        if self.shade is not None:
            self.set_shade(self.shade)
        self.fit()

    def set_pixel_shape(self, scale: Scale) -> None:
        """Show pixels in their shape: a film whose columns are narrower than its rows is not stretched."""
        self._shape = scale
        across, along = self.turn.size_of((scale.column, scale.row))
        self._box.setAspectLocked(True, ratio=across / along)

    def paint_magnified(self, painter: QPainter, into: QRectF, about: QPointF, factor: float) -> None:
        """Draw what lies about a place of this widget, so many times larger, with its middle in the middle."""
        source = QRectF(0.0, 0.0, into.width() / factor, into.height() / factor)
        source.moveCenter(about)
        self.scene().render(painter, into, source)

        def place(point: ImagePoint) -> QPointF:
            return into.center() + (self.to_widget(point) - about) * factor

        for draw in self.drawn_over:
            draw(painter, place)

    def set_overlay(self, overlay: Overlay) -> None:
        """Draw other points and lines."""
        self._overlay_item.set_overlay(overlay)

    def redraw_overlay(self) -> None:
        """Draw the same points and lines in other ink."""
        self._overlay_item.update()

    # ---- turning

    @property
    def turn(self) -> Turn:
        """How the view of the film is turned; its coordinates stay what they are."""
        return self._looks.turn_of(self._opened.pixels) if self._opened else Turn()

    def set_turn(self, turn: Turn) -> None:
        """Turn the view of the film; what is in the middle stays there, and a fitted film is fitted anew."""
        if self._opened is None or turn == self.turn:
            return
        middle, zoom = self.to_image(self._middle()), self.screen_px_per_pixel()[0]
        self._looks.set_turn(self._opened.pixels, turn)
        self._lay()
        if self._fitted:
            self.fit()
        else:
            self.show_at(middle, self._middle(), zoom)
        self.ranged.emit()

    def _lay(self) -> None:
        """Lay the film and what is drawn on it the way the view is turned."""
        origin, right, down = (self.turn.to_view(at, self._size()) for at in _CORNER)
        across, along = (right[0] - origin[0], right[1] - origin[1]), (down[0] - origin[0], down[1] - origin[1])
        laid = QTransform(*across, *along, *origin)
        self._film_item.setTransform(laid)
        self._film_item.set_turn(self.turn)
        self._overlay_item.setTransform(laid)
        self.set_pixel_shape(self._shape)

    @property
    def size_px(self) -> tuple[float, float] | None:
        """Columns and rows of the film on view; None without pixels."""
        return self._size() if self._opened else None

    def _size(self) -> tuple[float, float]:
        """Columns and rows of the film."""
        rows, columns = self._opened.pixels.stored.shape if self._opened else (0, 0)
        return float(columns), float(rows)

    # ---- zoom and pan

    def fit(self) -> None:
        """Show the whole film."""
        if self._opened is not None:
            self._box.setRange(QRectF(0, 0, *self.turn.size_of(self._size())), padding=0.0)
            self._fitted = True

    def show_at(self, point: ImagePoint, at: QPointF, zoom: float) -> None:
        """Bring a point of the film to a place of this widget, a column of it as wide as `zoom` screen pixels."""
        self._zoom(min(max(zoom, SMALLEST_ZOOM), LARGEST_ZOOM) / self.screen_px_per_pixel()[0], self._middle())
        self._pan(at - self.to_widget(point))

    def fitted_zoom(self) -> float:
        """Screen pixels that a column of the film is wide when the whole film is shown."""
        width, height = self.turn.size_of(self._size())
        across, along = self.screen_px_per_pixel()
        aspect = self.turn.size_of((1.0, along / across))
        return min(self.width() / (width * aspect[0]), self.height() / (height * aspect[1])) if width else 1.0

    def _middle(self) -> QPointF:
        return QRectF(self.rect()).center()

    def show_one_to_one(self) -> None:
        """Show one column of the film as one screen pixel, about the middle of the view."""
        self._zoom(1.0 / self.screen_px_per_pixel()[0], self._middle())
        self.steered.emit()

    def zoom_at(self, factor: float, at: QPointF) -> None:
        """Zoom by a factor; what is under `at` (pixels of the widget) stays there."""
        now = self.screen_px_per_pixel()[0]
        self._film_item.hurry(True)
        self._rest.start()
        self._zoom(min(max(now * factor, SMALLEST_ZOOM), LARGEST_ZOOM) / now, at)
        self.steered.emit()

    def _zoom(self, factor: float, at: QPointF) -> None:
        if self._opened is not None and factor > 0:
            self._fitted = False
            self._box.scaleBy((1 / factor, 1 / factor), center=self._to_box(at))

    def pan(self, step: QPointF) -> None:
        """Move the film by so many pixels of the widget."""
        self._pan(step)
        self.steered.emit()

    def _pan(self, step: QPointF) -> None:
        self._fitted = False
        across, along = self._box.viewPixelSize()
        self._box.translateBy(x=-step.x() * across, y=-step.y() * along)

    def screen_px_per_pixel(self) -> tuple[float, float]:
        """Logical screen pixels that a column and a row of the film are wide, whichever way they run."""
        across, along = self.turn.size_of(self._box.viewPixelSize())
        return (1 / across if across else 1.0, 1 / along if along else 1.0)

    def to_widget(self, point: ImagePoint) -> QPointF:
        """Where a point of the film stands in this widget."""
        return QPointF(self._box.mapViewToScene(QPointF(*self.turn.to_view(point, self._size()))))

    def to_image(self, at: QPointF) -> ImagePoint:
        """The point of the film under a position of this widget."""
        here = self._to_box(at)
        return self.turn.to_film(here.x(), here.y(), self._size())

    def _to_box(self, at: QPointF) -> QPointF:
        return QPointF(self._box.mapSceneToView(at))

    def _come_to_rest(self) -> None:
        """The zoom has stopped: show what can be shown best."""
        self._film_item.hurry(False)

    def _on_range(self, *_: Any) -> None:
        self.ranged.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802  Qt's name
        """Keep a fitted film fitted, and the zoom and the middle of one that was zoomed."""
        # WORKAROUND: pyqtgraph's own constructor resizes the view before there is a box in it
        # (https://github.com/pyqtgraph/pyqtgraph/blob/master/pyqtgraph/widgets/GraphicsView.py).
        if getattr(self, "_opened", None) is None or self._fitted:
            super().resizeEvent(event)
            if getattr(self, "_opened", None) is not None:
                self.fit()
            return
        middle, (across, along) = self._box.viewRect().center(), self._box.viewPixelSize()
        super().resizeEvent(event)
        kept = QRectF(0, 0, self.width() * across, self.height() * along)
        kept.moveCenter(middle)
        self._box.setRange(kept, padding=0.0)

    # ---- grey

    @property
    def shade(self) -> Shade | None:
        """Window and inversion of the film on view; None without pixels."""
        if self._opened is None:
            return None
        return self._looks.shade_of(self._opened.pixels)

    def set_shade(self, shade: Shade) -> None:
        """Show the film in other greys."""
        if self._opened is not None:
            self._looks.set_shade(self._opened.pixels, shade)
            self._film_item.set_shade(shade)
            self.ranged.emit()


_CORNER = (ImagePoint(0.0, 0.0), ImagePoint(1.0, 0.0), ImagePoint(0.0, 1.0))
"""The top left corner of the film, and one pixel to the right of it and below it."""
