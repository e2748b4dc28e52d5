"""What a file lays over its film: graphics in a quiet colour, and the dark beyond its shutter."""

from collections.abc import Iterable

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath, QPolygonF

from vertmeasure.dicom.overlay_plane import OverlayPlane, drawn_mask
from vertmeasure.dicom.shutter import Ellipse, Polygon, Rectangle, Shutter
from vertmeasure.paint.palette import FILM_INK
from vertmeasure.paint.raster import Raster, Sampling

_DRAWN = 65_535
_GAIN = 3.0  # a line one pixel wide is still seen where three pixels share one of the screen
_KEPT_PICTURES = 2
_OPACITY = 0.9


class Graphics:
    """The overlays of one frame of a film, together, as a picture for any view of it."""

    def __init__(self, planes: Iterable[OverlayPlane], rows: int, columns: int) -> None:
        self._drawn = drawn_mask(planes, rows, columns).astype(np.uint16)
        self._drawn *= np.uint16(_DRAWN)
        self._raster = Raster(self._drawn)
        self._pictures: dict[Sampling, QImage] = {}

    @property
    def kept_bytes(self) -> int:
        """What the overlays take, as large as the film, and their last pictures."""
        pictures = sum(picture.sizeInBytes() for picture in self._pictures.values())
        return self._drawn.nbytes + self._raster.extra_bytes + pictures

    def image(self, view: Sampling) -> QImage:
        """What is drawn under a view, clear elsewhere; upright, as the film is stored."""
        if view not in self._pictures:
            while len(self._pictures) >= _KEPT_PICTURES:
                del self._pictures[next(iter(self._pictures))]
            self._pictures[view] = _tinted(self._raster, view)
        return self._pictures[view]


def _tinted(raster: Raster, view: Sampling) -> QImage:
    share = (raster.sample(view) >> 8).astype(np.uint8)
    height, width = share.shape
    image = QImage(share.data, width, height, width, QImage.Format.Format_Indexed8).copy()
    image.setColorTable(_COLOURS)
    return image


def _colours() -> list[int]:
    """The quiet colour, from clear to full, for a share of a pixel from 0 to 255."""
    colour = QColor(FILM_INK.calm)
    shares = (min(1.0, _GAIN * share / 255) * _OPACITY for share in range(256))
    return [QColor(colour.red(), colour.green(), colour.blue(), round(255 * share)).rgba() for share in shares]


_COLOURS = _colours()


def draw_shutter(painter: QPainter, shutter: Shutter, rows: int, columns: int) -> None:
    """Paint black what a shutter hides, in film pixels; the painter is clipped to the film."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for opening in shutter.openings:
        painter.fillPath(_hidden(opening, QRectF(0.0, 0.0, columns, rows)), Qt.GlobalColor.black)
    painter.restore()


def _hidden(opening: Rectangle | Ellipse | Polygon, film: QRectF) -> QPainterPath:
    """The film without an opening: with the odd-even rule, what lies in one of the two and not in both."""
    path = QPainterPath()
    path.setFillRule(Qt.FillRule.OddEvenFill)
    path.addRect(film)
    if isinstance(opening, Rectangle):
        path.addRect(QRectF(QPointF(opening.left, opening.top), QPointF(opening.right, opening.bottom)))
    elif isinstance(opening, Ellipse):
        path.addEllipse(QPointF(opening.column, opening.row), opening.columns, opening.rows)
    else:
        path.addPolygon(QPolygonF([QPointF(*corner) for corner in opening.corners]))
    return path
