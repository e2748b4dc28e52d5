"""Rings and names as small pictures that are drawn once and then put down: for screens, where every frame draws them.

A benchmark (`benchmarks/bench_view.py`) showed the need: drawn stroke by stroke, the points of a whole spine took
longer than the film below them.
"""

from math import ceil, floor

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QFont, QImage, QPainter

from vertmeasure.paint.marks import Name, Ring, draw_name, draw_ring

PHASES = 4
"""Rings stand at quarters of a device pixel: closer than an eye can tell, and a point is where it is."""


class Stamps:
    """The pictures that were drawn so far; made for one font and one density of the screen at a time."""

    def __init__(self) -> None:
        self._for: tuple[str, float] = ("", 0.0)
        self._rings: dict[tuple[Ring, int, int], QImage] = {}
        self._names: dict[Name, tuple[QImage, QSizeF]] = {}

    def begin(self, painter: QPainter, font: QFont) -> None:
        """Get ready for a frame."""
        surroundings = (font.toString(), painter.device().devicePixelRatioF())
        if surroundings != self._for:
            self._for = surroundings
            self._rings.clear()
            self._names.clear()

    def put_ring(self, painter: QPainter, at: QPointF, ring: Ring) -> None:
        """Draw a point, to the nearest quarter of a device pixel."""
        ratio = self._for[1]
        across, along = round(at.x() * ratio * PHASES), round(at.y() * ratio * PHASES)
        key = (ring, across % PHASES, along % PHASES)
        if key not in self._rings:
            self._rings[key] = _ring_picture(key, ratio)
        half = _half_side_px(ring, ratio)
        corner = QPointF(across // PHASES - half, along // PHASES - half) / ratio
        painter.drawImage(corner, self._rings[key])

    def name_size(self, painter: QPainter, name: Name, font: QFont) -> QSizeF:
        """What the letters of a name take."""
        if name not in self._names:
            size = name.size(font, painter)
            self._names[name] = (_name_picture(name, font, size, self._for[1]), size)
        return self._names[name][1]

    def put_name(self, painter: QPainter, box: QRectF, name: Name) -> None:
        """Draw a name whose size was asked for, to the nearest device pixel."""
        ratio = self._for[1]
        left, top = floor((box.left() - _margin(name)) * ratio + 0.5), floor(box.top() * ratio + 0.5)
        painter.drawImage(QPointF(left, top) / ratio, self._names[name][0])


def _half_side_px(ring: Ring, ratio: float) -> int:
    return ceil((ring.radius + 2.0 * ring.unit) * ratio) + 1


def _ring_picture(key: tuple[Ring, int, int], ratio: float) -> QImage:
    ring, across, along = key
    half = _half_side_px(ring, ratio)
    picture = _blank(2 * half, 2 * half, ratio)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    draw_ring(painter, QPointF(half + across / PHASES, half + along / PHASES) / ratio, ring)
    painter.end()
    return picture


def _margin(name: Name) -> float:
    return 5 * name.unit


def _name_picture(name: Name, font: QFont, size: QSizeF, ratio: float) -> QImage:
    width, height = size.width() + 2 * _margin(name), size.height() + 1
    picture = _blank(ceil(width * ratio), ceil(height * ratio), ratio)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    draw_name(painter, QRectF(QPointF(_margin(name), 0.0), size), name, font)
    painter.end()
    return picture


def _blank(width: int, height: int, ratio: float) -> QImage:
    picture = QImage(width, height, QImage.Format.Format_ARGB32_Premultiplied)
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    return picture
