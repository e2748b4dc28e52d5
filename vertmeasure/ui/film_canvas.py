"""The ground a film is shown on: its pixels, zoom, pan and greys. The only module that knows pyqtgraph."""

from typing import Any

import pyqtgraph as pg
from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from vertmeasure.core.geometry import ImagePoint, Scale
from vertmeasure.dicom.film import OpenedFilm
from vertmeasure.paint.ink import Ink
from vertmeasure.paint.overlay import Overlay
from vertmeasure.ui.film_item import FilmItem, OverlayItem
from vertmeasure.ui.shading import Shade

SMALLEST_ZOOM, LARGEST_ZOOM = 0.02, 40.0


class FilmCanvas(pg.GraphicsView):  # type: ignore[misc]
    """Shows the pixels of one film and an overlay.

    Signals
    -------
    ranged()
        Zoom, pan or greys changed.
    """

    ranged = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, background=None)
        self._opened: OpenedFilm | None = None
        self._shades: dict[str, Shade] = {}
        self._fitted = True
        self.setBackgroundBrush(Qt.GlobalColor.black)
        self._box = pg.ViewBox(enableMouse=False, enableMenu=False, invertY=True, defaultPadding=0.0)
        self._box.setAspectLocked(True)
        self.setCentralItem(self._box)
        self._film_item = FilmItem()
        self._overlay_item = OverlayItem(self.ink)
        self._box.addItem(self._film_item, ignoreBounds=True)
        self._box.addItem(self._overlay_item, ignoreBounds=True)
        self._box.sigRangeChanged.connect(self._on_range)

    def ink(self) -> Ink:
        """How the overlay is drawn."""
        return Ink(font=self.font())

    @property
    def film_resampled(self) -> int:
        """How often the film's pixels were resampled so far."""
        return self._film_item.resampled

    def take_film(self, opened: OpenedFilm | None, scale: Scale) -> None:
        """Show the pixels of another film, fitted, or none; `scale` tells the shape of a pixel."""
        self._opened = opened
        self._film_item.show_film(None if opened is None else opened.pixels.stored)
        if opened is None:
            self._overlay_item.set_film_size(0, 0)
            return
        rows, columns = opened.pixels.stored.shape
        self._overlay_item.set_film_size(columns, rows)
        self.set_pixel_shape(scale)
        if self.shade is not None:
            self.set_shade(self.shade)
        self.fit()

    def set_pixel_shape(self, scale: Scale) -> None:
        """Show pixels in their shape: a film whose columns are narrower than its rows is not stretched."""
        self._box.setAspectLocked(True, ratio=scale.column / scale.row)

    def set_overlay(self, overlay: Overlay) -> None:
        """Draw other points and lines."""
        self._overlay_item.set_overlay(overlay)

    def redraw_overlay(self) -> None:
        """Draw the same points and lines in other ink."""
        self._overlay_item.update()

    # ---- zoom and pan

    def fit(self) -> None:
        """Show the whole film."""
        if self._opened is not None:
            rows, columns = self._opened.pixels.stored.shape
            self._box.setRange(QRectF(0, 0, columns, rows), padding=0.0)
            self._fitted = True

    def show_one_to_one(self) -> None:
        """Show one column of the film as one screen pixel, about the middle of the view."""
        self._zoom(1.0 / self.screen_px_per_pixel()[0], QPointF(self.rect().center()))

    def zoom_at(self, factor: float, at: QPointF) -> None:
        """Zoom by a factor; what is under `at` (pixels of the widget) stays there."""
        now = self.screen_px_per_pixel()[0]
        self._zoom(min(max(now * factor, SMALLEST_ZOOM), LARGEST_ZOOM) / now, at)

    def _zoom(self, factor: float, at: QPointF) -> None:
        if self._opened is not None and factor > 0:
            self._fitted = False
            self._box.scaleBy((1 / factor, 1 / factor), center=self._to_box(at))

    def pan(self, step: QPointF) -> None:
        """Move the film by so many pixels of the widget."""
        self._fitted = False
        across, along = self.screen_px_per_pixel()
        self._box.translateBy(x=-step.x() / across, y=-step.y() / along)

    def screen_px_per_pixel(self) -> tuple[float, float]:
        """Logical screen pixels per film pixel, across and along."""
        across, along = self._box.viewPixelSize()
        return (1 / across if across else 1.0, 1 / along if along else 1.0)

    def to_widget(self, point: ImagePoint) -> QPointF:
        """Where a point of the film stands in this widget."""
        return QPointF(self._box.mapViewToScene(QPointF(point.column, point.row)))

    def to_image(self, at: QPointF) -> ImagePoint:
        """The point of the film under a position of this widget."""
        here = self._to_box(at)
        return ImagePoint(here.x(), here.y())

    def _to_box(self, at: QPointF) -> QPointF:
        return QPointF(self._box.mapSceneToView(at))

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
        middle, (across, along) = self._box.viewRect().center(), self.screen_px_per_pixel()
        super().resizeEvent(event)
        kept = QRectF(0, 0, self.width() / across, self.height() / along)
        kept.moveCenter(middle)
        self._box.setRange(kept, padding=0.0)

    # ---- grey

    @property
    def shade(self) -> Shade | None:
        """Window and inversion of the film on view; None without pixels."""
        if self._opened is None:
            return None
        return self._shades.setdefault(self._opened.pixels.sha256, Shade.of(self._opened.pixels.greyscale))

    def set_shade(self, shade: Shade) -> None:
        """Show the film in other greys."""
        if self._opened is not None:
            self._shades[self._opened.pixels.sha256] = shade
            self._film_item.set_lut(shade.lut)
            self.ranged.emit()
