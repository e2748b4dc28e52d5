"""A round magnifier at the pointer: the film's own pixels, the landmarks, and a cross that leaves the point free."""

from collections.abc import Callable

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from vertmeasure.paint.palette import FILM_INK

SIDE_PX = 240
MAGNIFICATION = 4.0
"""Screen pixels of a film pixel, at least, and how much larger than in the view everything is, at least."""
GAP_PX, ARM_PX = 7.0, 26.0

PaintFilm = Callable[[QPainter, QRectF, QPointF, float], None]
"""Paints what lies about a place of the view, so many times larger, into a rectangle."""


class Loupe(QWidget):
    """Shows what lies under a place of its parent, larger; clicks go through it.

    Attributes
    ----------
    place : QPointF
        The place looked at, in pixels of the parent.
    factor : float
        How much larger than in the view.
    """

    def __init__(self, parent: QWidget, paint_film: PaintFilm) -> None:
        super().__init__(parent)
        self._paint_film = paint_film
        self.place = QPointF()
        self.factor = MAGNIFICATION
        self.setObjectName("loupe")
        self.setAccessibleName("Loupe")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.resize(SIDE_PX, SIDE_PX)
        self.hide()

    def show_at(self, place: QPointF, screen_px_per_pixel: float) -> None:
        """Look at a place, in a view that shows a film pixel so many screen pixels wide."""
        self.place = place
        self.factor = MAGNIFICATION * max(1.0, 1.0 / screen_px_per_pixel)
        self.move((place - QPointF(SIDE_PX, SIDE_PX) / 2).toPoint())
        self.raise_()
        self.show()
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802  Qt's name
        """The film under a round glass with a thin frame."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        frame = QRectF(self.rect()).adjusted(2, 2, -2, -2)
        glass = QPainterPath()
        glass.addEllipse(frame)
        painter.fillPath(glass, Qt.GlobalColor.black)
        painter.save()
        painter.setClipPath(glass)
        self._paint_film(painter, QRectF(self.rect()), self.place, self.factor)
        painter.restore()
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for colour, width in ((QColor(0, 0, 0, 200), 4.0), (QColor(FILM_INK.accent_line), 1.6)):
            painter.setPen(QPen(colour, width))
            painter.drawEllipse(frame)
        _draw_cross(painter, QRectF(self.rect()).center())


def _draw_cross(painter: QPainter, middle: QPointF) -> None:
    for colour, width in ((QColor(0, 0, 0, 170), 3.0), (QColor(FILM_INK.strong), 1.0)):
        painter.setPen(QPen(colour, width))
        for right, down in ((1.0, 0.0), (-1.0, 0.0), (0.0, 1.0), (0.0, -1.0)):
            way = QPointF(right, down)
            painter.drawLine(middle + way * GAP_PX, middle + way * ARM_PX)
