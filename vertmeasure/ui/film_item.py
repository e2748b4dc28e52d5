"""The film and its overlay as items of a graphics scene, each painted by the room `paint`."""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QImage, QPainter, QTransform
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from vertmeasure.paint.ink import Ink, draw_overlay
from vertmeasure.paint.overlay import BodyShape, Overlay
from vertmeasure.paint.raster import Raster, Sampling, grey_image

NO_WIDGET: QWidget | None = None
NAME_PX = 90.0
"""How far names and strokes reach beyond the points of a body, in screen pixels."""


class FilmItem(QGraphicsItem):
    """One film: resampled when the view moves, greyed when the window changes, else only copied to the screen.

    Attributes
    ----------
    resampled : int
        How often pixels were resampled; a drag of a landmark must not raise it.
    """

    def __init__(self) -> None:
        super().__init__()
        self._raster: Raster | None = None
        self._bounds = QRectF()
        self._lut: NDArray[np.uint8] = np.zeros(65_536, np.uint8)
        self._sampling: Sampling | None = None
        self._values: NDArray[np.uint16] | None = None
        self._image: QImage | None = None
        self.resampled = 0

    def show_film(self, stored: NDArray[np.uint16] | None) -> None:
        """Show another film, stored[row, column], or none."""
        self.prepareGeometryChange()
        self._raster = None if stored is None else Raster(stored)
        self._bounds = QRectF() if stored is None else QRectF(0, 0, stored.shape[1], stored.shape[0])
        self._sampling = self._values = self._image = None
        self.update()

    def set_lut(self, lut: NDArray[np.uint8]) -> None:
        """Grey levels 0-255 of every stored value."""
        self._lut = lut
        self._image = None
        self.update()

    def boundingRect(self) -> QRectF:  # noqa: N802  Qt's name
        """The film in its own pixels."""
        return self._bounds

    def paint(self, painter: QPainter, _option: QStyleOptionGraphicsItem, widget: QWidget | None = NO_WIDGET) -> None:
        """Copy the visible part of the film to the screen."""
        if self._raster is None or widget is None:
            return
        transform = painter.worldTransform()
        visible = transform.mapRect(self._bounds).intersected(QRectF(widget.rect()))
        if visible.width() < 1 or visible.height() < 1:
            return
        # Logical pixels of the screen, aligned outwards so that the copy below is one to one.
        area = QRectF(visible.toAlignedRect())
        ratio = widget.devicePixelRatioF()
        image = self._image_of(_sampling(transform, area, ratio))
        image.setDevicePixelRatio(ratio)
        painter.save()
        painter.setClipRect(self._bounds)
        painter.resetTransform()
        painter.drawImage(area.topLeft(), image)
        painter.restore()

    def _image_of(self, sampling: Sampling) -> QImage:
        if self._raster is None:
            return QImage()
        if sampling != self._sampling or self._values is None:
            self._values = self._raster.sample(sampling)
            self._sampling = sampling
            self._image = None
            self.resampled += 1
        if self._image is None:
            self._image = grey_image(self._values, self._lut)
        return self._image


def _sampling(transform: QTransform, area: QRectF, ratio: float) -> Sampling:
    inverse, _ = transform.inverted()
    corner = inverse.map(QPointF(area.topLeft()))
    return Sampling(
        left=corner.x(),
        top=corner.y(),
        columns_per_px=inverse.m11() / ratio,
        rows_per_px=inverse.m22() / ratio,
        width=round(area.width() * ratio),
        height=round(area.height() * ratio),
    )


class OverlayItem(QGraphicsItem):
    """Points and lines over the film, in strokes that keep their width at every zoom."""

    def __init__(self, ink: Callable[[], Ink]) -> None:
        super().__init__()
        self._overlay = Overlay()
        self._bounds = QRectF()
        self._ink = ink
        self.setFlag(QGraphicsItem.GraphicsItemFlag.ItemUsesExtendedStyleOption)

    def set_film_size(self, columns: float, rows: float) -> None:
        """Say how large the film below is; names and drawn-out lines reach beyond its edge."""
        self.prepareGeometryChange()
        self._bounds = QRectF(-columns, -rows, 3 * columns, 3 * rows)

    def set_overlay(self, overlay: Overlay) -> None:
        """Draw other points and lines; where only bodies changed, only the places of these are painted."""
        before, self._overlay = self._overlay, overlay
        if overlay.lines != before.lines:
            self.update()
            return
        unchanged = set(before.bodies) & set(overlay.bodies)
        for body in (*before.bodies, *overlay.bodies):
            if body not in unchanged:
                self.update(self._place_of(body))

    def _place_of(self, body: BodyShape) -> QRectF:
        """Where a body and its name are drawn, in pixels of the film."""
        columns, rows = zip(*(point.at for point in body.points), strict=True)
        place = QRectF(QPointF(min(columns), min(rows)), QPointF(max(columns), max(rows)))
        views = self.scene().views() if self.scene() else []
        across = abs(self.deviceTransform(views[0].viewportTransform()).m11()) if views else 1.0
        margin = NAME_PX / (across or 1.0)
        return place.adjusted(-margin, -margin, margin, margin)

    def boundingRect(self) -> QRectF:  # noqa: N802  Qt's name
        """Where there may be something to draw, in pixels of the film."""
        return self._bounds

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, _widget: QWidget | None = NO_WIDGET) -> None:
        """Draw the overlay, as far as it lies in what has to be painted."""
        transform = painter.worldTransform()
        exposed = option.exposedRect
        bodies = tuple(body for body in self._overlay.bodies if self._place_of(body).intersects(exposed))
        painter.save()
        painter.resetTransform()
        draw_overlay(painter, Overlay(bodies, self._overlay.lines), transform, self._ink())
        painter.restore()
