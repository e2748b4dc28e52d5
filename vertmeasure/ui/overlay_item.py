"""Points and lines as an item of a graphics scene, drawn by the room `paint`."""

from collections.abc import Callable
from dataclasses import replace
from math import hypot

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter, QTransform
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from vertmeasure.paint.ink import Ink, draw_overlay
from vertmeasure.paint.overlay import BodyShape, Overlay
from vertmeasure.paint.stamps import Stamps

NO_WIDGET: QWidget | None = None
NAME_PX = 90.0
"""How far names and strokes reach beyond the points of a body, in screen pixels."""


class OverlayItem(QGraphicsItem):
    """Points and lines over the film, in strokes that keep their width at every zoom."""

    def __init__(self, ink: Callable[[], Ink]) -> None:
        super().__init__()
        self._overlay = Overlay()
        self._bounds = QRectF()
        self._ink = ink
        self._stamps = Stamps()
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
        unchanged, margin = set(before.bodies) & set(overlay.bodies), self._margin()
        for body in (*before.bodies, *overlay.bodies):
            if body not in unchanged:
                self.update(_place_of(body, margin))

    def _margin(self) -> float:
        """How far names reach beyond their bodies, in pixels of the film."""
        views = self.scene().views() if self.scene() else []
        shown = self.deviceTransform(views[0].viewportTransform()) if views else QTransform()
        return NAME_PX / (hypot(shown.m11(), shown.m12()) or 1.0)

    def boundingRect(self) -> QRectF:  # noqa: N802  Qt's name
        """Where there may be something to draw, in pixels of the film."""
        return self._bounds

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, _widget: QWidget | None = NO_WIDGET) -> None:
        """Draw the overlay, as far as it lies in what has to be painted."""
        transform = painter.worldTransform()
        exposed, margin = option.exposedRect, self._margin()
        bodies = tuple(body for body in self._overlay.bodies if _place_of(body, margin).intersects(exposed))
        painter.save()
        painter.resetTransform()
        draw_overlay(
            painter, Overlay(bodies, self._overlay.lines), transform, replace(self._ink(), stamps=self._stamps)
        )
        painter.restore()


def _place_of(body: BodyShape, margin: float) -> QRectF:
    """Where a body and its name are drawn, in pixels of the film."""
    clicks = [point.raw for point in body.points if point.raw is not None]
    columns, rows = zip(*(point.at for point in body.points), *clicks, strict=True)
    place = QRectF(QPointF(min(columns), min(rows)), QPointF(max(columns), max(rows)))
    return place.adjusted(-margin, -margin, margin, margin)
