"""The single marks of an overlay: the ring of a point and the name of a level, in strokes that any painter takes."""

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen

HALO = QColor(0, 0, 0, 150)
NAME_GROUND = QColor(8, 12, 16, 120)
HEART = QColor(10, 14, 18, 170)


@dataclass(frozen=True, slots=True)
class Ring:
    """How a point is drawn.

    Attributes
    ----------
    colour : int
        0xRRGGBB.
    unit : float
        Device pixels of one line width.
    proposed : bool
        A proposal is a dotted ring, an accepted point a full one with a dark heart.
    active : bool
        Whether the pointer is at the point: the ring is larger, and free inside but for the point itself.
    """

    colour: int
    unit: float = 1.0
    proposed: bool = False
    active: bool = False

    @property
    def radius(self) -> float:
        """Of the middle of the stroke, in device pixels."""
        return (5.5 if self.active else 3.2) * self.unit


@dataclass(frozen=True, slots=True)
class Name:
    """How the name of a level is drawn; `colour` is 0xRRGGBB."""

    words: str
    colour: int
    bold: bool = False
    unit: float = 1.0

    def font(self, font: QFont) -> QFont:
        """The same font, bold where the name is."""
        own = QFont(font)
        own.setBold(self.bold)
        return own

    def size(self, font: QFont, painter: QPainter) -> QSizeF:
        """What the letters take."""
        own = self.font(font)
        metrics = QFontMetricsF(own, painter.device()) if painter.device() else QFontMetricsF(own)
        return QSizeF(metrics.horizontalAdvance(self.words), metrics.height())


def set_stroke(painter: QPainter, colour: QColor, width: float, style: Qt.PenStyle = Qt.PenStyle.SolidLine) -> None:
    """Draw lines with round ends from now on."""
    pen = QPen(colour, width, style)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    painter.setPen(pen)


def draw_ring(painter: QPainter, at: QPointF, ring: Ring) -> None:
    """Draw a point with its dark halo."""
    painter.setBrush(Qt.BrushStyle.NoBrush)
    set_stroke(painter, HALO, 3.2 * ring.unit)
    painter.drawEllipse(at, ring.radius, ring.radius)
    style = Qt.PenStyle.DotLine if ring.proposed else Qt.PenStyle.SolidLine
    set_stroke(painter, QColor(ring.colour), 1.4 * ring.unit, style)
    if not ring.proposed and not ring.active:
        painter.setBrush(HEART)
    painter.drawEllipse(at, ring.radius, ring.radius)
    if ring.active:
        painter.drawPoint(at)


def draw_name(painter: QPainter, box: QRectF, name: Name, font: QFont) -> None:
    """Draw a name into its box, on a ground that reaches a little beyond it."""
    # One quiet ground instead of a halo of letters, which would stand in the text of a page several times.
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(NAME_GROUND)
    painter.drawRoundedRect(box.adjusted(-4 * name.unit, 0, 4 * name.unit, 0), 3 * name.unit, 3 * name.unit)
    painter.setFont(name.font(font))
    painter.setPen(QColor(name.colour))
    painter.drawText(box, Qt.TextFlag.TextDontClip | Qt.AlignmentFlag.AlignCenter, name.words)
