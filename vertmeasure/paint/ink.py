"""The painter of films' overlays: the same strokes on the screen and on paper."""

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen, QPolygonF, QTransform

from vertmeasure.core.anatomy import Mark
from vertmeasure.core.geometry import ImagePoint
from vertmeasure.paint.overlay import BodyShape, Overlay, PointShape, Role
from vertmeasure.paint.palette import FILM_INK

HALO = QColor(0, 0, 0, 150)
NAME_GROUND = QColor(8, 12, 16, 120)


@dataclass(frozen=True, slots=True)
class Ink:
    """How large strokes and letters are, in device pixels, and which point the pointer is at.

    Attributes
    ----------
    unit : float
        Device pixels of one line width; 1 on a plain screen, more on paper and dense screens.
    active : tuple[str, Mark] | None
        Level and mark of the point under the pointer.
    """

    unit: float = 1.0
    active: tuple[str, Mark] | None = None
    font: QFont | None = None


def role_colour(role: Role) -> QColor:
    """The colour of a body on the film."""
    if role is Role.FRACTURE:
        return QColor(FILM_INK.fracture)
    colour = QColor(FILM_INK.accent_line)
    if role is Role.OTHER:
        colour.setAlphaF(0.62)
    return colour


def draw_overlay(painter: QPainter, overlay: Overlay, to_device: QTransform, ink: Ink) -> None:
    """Draw an overlay; `to_device` takes pixels of the stored image to device pixels."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for start, end in overlay.lines:
        _draw_long_line(painter, (_mapped(to_device, start), _mapped(to_device, end)), ink)
    for body in overlay.bodies:
        _draw_body(painter, body, to_device, ink)
    painter.restore()


def _mapped(to_device: QTransform, point: ImagePoint) -> QPointF:
    return to_device.map(QPointF(point.column, point.row))


def _stroke(painter: QPainter, colour: QColor, width: float, style: Qt.PenStyle = Qt.PenStyle.SolidLine) -> None:
    pen = QPen(colour, width, style)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    painter.setPen(pen)


def _draw_long_line(painter: QPainter, ends: tuple[QPointF, QPointF], ink: Ink) -> None:
    """The line of a measured number, drawn out beyond its body so that the angle can be seen."""
    start, end = ends
    step = end - start
    first, last = start - step * 0.25, end + step * 0.9
    painter.setBrush(Qt.BrushStyle.NoBrush)
    _stroke(painter, HALO, 3.0 * ink.unit)
    painter.drawLine(first, last)
    _stroke(painter, QColor(255, 255, 255, 225), 1.2 * ink.unit, Qt.PenStyle.DashLine)
    painter.drawLine(first, last)


def _draw_body(painter: QPainter, body: BodyShape, to_device: QTransform, ink: Ink) -> None:
    colour = role_colour(body.role)
    if body.outline and body.role is not Role.OTHER:
        fill = QColor(colour)
        fill.setAlphaF(0.10 if body.role is Role.FRACTURE else 0.06)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(fill)
        painter.drawPolygon(QPolygonF([_mapped(to_device, point) for point in body.outline]))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for border in body.borders:
        line = QPolygonF([_mapped(to_device, point) for point in border])
        _stroke(painter, HALO, 2.8 * ink.unit)
        painter.drawPolyline(line)
        _stroke(painter, colour, (1.5 if body.role is Role.FRACTURE else 1.1) * ink.unit)
        painter.drawPolyline(line)
    for point in body.points:
        _draw_point(painter, point, _mapped(to_device, point.at), (colour, ink, ink.active == (body.level, point.mark)))
    _draw_name(painter, body, to_device, (colour, ink))


def _draw_point(painter: QPainter, point: PointShape, at: QPointF, look: tuple[QColor, Ink, bool]) -> None:
    colour, ink, active = look
    radius = (5.5 if active else 3.2) * ink.unit
    painter.setBrush(Qt.BrushStyle.NoBrush)
    _stroke(painter, HALO, 3.2 * ink.unit)
    painter.drawEllipse(at, radius, radius)
    solid = QColor(colour)
    solid.setAlphaF(1.0)
    # A proposal is a dotted ring, an accepted point a full one with a dark heart.
    style = Qt.PenStyle.DotLine if point.proposed else Qt.PenStyle.SolidLine
    _stroke(painter, solid, 1.4 * ink.unit, style)
    if not point.proposed and not active:
        painter.setBrush(QColor(10, 14, 18, 170))
    painter.drawEllipse(at, radius, radius)
    if active:
        painter.drawPoint(at)


def _draw_name(painter: QPainter, body: BodyShape, to_device: QTransform, look: tuple[QColor, Ink]) -> None:
    colour, ink = look
    font = QFont(ink.font) if ink.font else QFont(painter.font())
    font.setBold(body.role is Role.FRACTURE)
    words = f"{body.level} ⚠" if body.warning else body.level
    metrics = QFontMetricsF(font, painter.device()) if painter.device() else QFontMetricsF(font)
    anchor = _mapped(to_device, body.label_at)
    gap = 12 * ink.unit
    # The mirror of the view decides on which side of the wall posterior lies on the screen.
    side = body.label_side * (1 if to_device.m11() >= 0 else -1)
    left = anchor.x() + gap if side > 0 else anchor.x() - gap - metrics.horizontalAdvance(words)
    height = metrics.height()
    box = QRectF(left, anchor.y() - height / 2, metrics.horizontalAdvance(words), height)
    # One quiet ground instead of a halo of letters, which would stand in the text of a page several times.
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(NAME_GROUND)
    painter.drawRoundedRect(box.adjusted(-4 * ink.unit, 0, 4 * ink.unit, 0), 3 * ink.unit, 3 * ink.unit)
    solid = QColor(colour)
    solid.setAlphaF(1.0)
    painter.setPen(solid)
    painter.drawText(box, Qt.TextFlag.TextDontClip | Qt.AlignmentFlag.AlignCenter, words)
