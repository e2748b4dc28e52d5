"""The painter of films' overlays: the same strokes on the screen and on paper."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from PySide6.QtCore import QLineF, QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPolygonF, QTransform

from vertmeasure.core.anatomy import Mark
from vertmeasure.core.geometry import ImagePoint
from vertmeasure.paint.marks import HALO, Name, Ring, draw_name, draw_ring, set_stroke
from vertmeasure.paint.overlay import BodyShape, Overlay, Role
from vertmeasure.paint.palette import FILM_INK
from vertmeasure.paint.stamps import Stamps

CLICK_ARM_PX = 2.5
CLICK_INK = QColor(255, 255, 255, 120)

Mapped = Callable[[ImagePoint], QPointF]
"""Takes a point of the film to the device."""


@dataclass(frozen=True, slots=True)
class Ink:
    """How large strokes and letters are, in device pixels, and which point the pointer is at.

    Attributes
    ----------
    unit : float
        Device pixels of one line width; 1 on a plain screen, more on paper and dense screens.
    active : tuple[str, Mark] | None
        Level and mark of the point under the pointer.
    clicks : bool
        Whether a small tick shows where a snapped point was clicked.
    stamps : Stamps | None
        Where rings and names are kept as pictures, for a screen; None draws them in strokes, as paper needs.
    """

    unit: float = 1.0
    active: tuple[str, Mark] | None = None
    font: QFont | None = None
    stamps: Stamps | None = None
    clicks: bool = False


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

    def mapped(point: ImagePoint) -> QPointF:
        return to_device.map(QPointF(point.column, point.row))

    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if ink.stamps:
        ink.stamps.begin(painter, ink.font or painter.font())
    for start, end in overlay.lines:
        _draw_long_line(painter, (mapped(start), mapped(end)), ink)
    for body in overlay.bodies:
        _fill(painter, body, mapped)
    _draw_borders(painter, overlay.bodies, mapped, ink)
    if ink.clicks:
        _draw_clicks(painter, overlay.bodies, mapped, ink)
    for body in overlay.bodies:
        _draw_points(painter, body, mapped, ink)
    for body in overlay.bodies:
        _draw_name(painter, body, to_device, ink)
    painter.restore()


def _draw_long_line(painter: QPainter, ends: tuple[QPointF, QPointF], ink: Ink) -> None:
    """The line of a measured number, drawn out beyond its body so that the angle can be seen."""
    start, end = ends
    step = end - start
    first, last = start - step * 0.25, end + step * 0.9
    painter.setBrush(Qt.BrushStyle.NoBrush)
    set_stroke(painter, HALO, 3.0 * ink.unit)
    painter.drawLine(first, last)
    set_stroke(painter, QColor(255, 255, 255, 225), 1.2 * ink.unit, Qt.PenStyle.DashLine)
    painter.drawLine(first, last)


def _fill(painter: QPainter, body: BodyShape, mapped: Mapped) -> None:
    """A breath of colour in the bodies that count."""
    if body.outline and body.role is not Role.OTHER:
        fill = role_colour(body.role)
        fill.setAlphaF(0.10 if body.role is Role.FRACTURE else 0.06)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(fill)
        painter.drawPolygon(QPolygonF([mapped(point) for point in body.outline]))


def _draw_borders(painter: QPainter, bodies: Sequence[BodyShape], mapped: Mapped, ink: Ink) -> None:
    """All halos at once, then all lines of a colour at once: a stroke for each would take most of a frame."""
    painter.setBrush(Qt.BrushStyle.NoBrush)
    by_role = {role: [line for body in bodies if body.role is role for line in _lines(body, mapped)] for role in Role}
    set_stroke(painter, HALO, 2.8 * ink.unit)
    painter.drawLines([line for lines in by_role.values() for line in lines])
    for role, lines in by_role.items():
        set_stroke(painter, role_colour(role), (1.5 if role is Role.FRACTURE else 1.1) * ink.unit)
        painter.drawLines(lines)


def _lines(body: BodyShape, mapped: Mapped) -> list[QLineF]:
    lines = []
    for border in body.borders:
        places = [mapped(point) for point in border]
        lines += [QLineF(start, end) for start, end in pairwise(places)]
    return lines


def _draw_clicks(painter: QPainter, bodies: Sequence[BodyShape], mapped: Mapped, ink: Ink) -> None:
    """A faint tick where a snapped point was clicked."""
    arm = CLICK_ARM_PX * ink.unit
    ticks = []
    for at in (mapped(point.raw) for body in bodies for point in body.points if point.raw is not None):
        ticks += [QLineF(at - QPointF(arm, arm), at + QPointF(arm, arm))]
        ticks += [QLineF(at - QPointF(arm, -arm), at + QPointF(arm, -arm))]
    set_stroke(painter, CLICK_INK, ink.unit)
    painter.drawLines(ticks)


def _draw_points(painter: QPainter, body: BodyShape, mapped: Mapped, ink: Ink) -> None:
    colour = _solid(body.role)
    put = ink.stamps.put_ring if ink.stamps else draw_ring
    for point in body.points:
        is_active = ink.active == (body.level, point.mark)
        put(painter, mapped(point.at), Ring(colour, ink.unit, point.proposed, is_active))


def _solid(role: Role) -> int:
    """Points and names in the full colour of their body, as 0xRRGGBB."""
    return role_colour(role).rgb() & 0xFFFFFF


def _draw_name(painter: QPainter, body: BodyShape, to_device: QTransform, ink: Ink) -> None:
    words = f"{body.level} ⚠" if body.warning else body.level
    name = Name(words, _solid(body.role), body.role is Role.FRACTURE, ink.unit)
    font = ink.font or painter.font()
    size = ink.stamps.name_size(painter, name, font) if ink.stamps else name.size(font, painter)
    anchor = to_device.map(QPointF(body.label_at.column, body.label_at.row))
    box = _name_box(anchor, size, _outwards(body, to_device), 12 * ink.unit)
    if ink.stamps:
        ink.stamps.put_name(painter, box, name)
    else:
        draw_name(painter, box, name, font)


def _outwards(body: BodyShape, to_device: QTransform) -> QPointF:
    """The way from the posterior wall to its name: one step along an axis of the screen, however the view is turned."""
    right, down = body.label_side * to_device.m11(), body.label_side * to_device.m12()
    if abs(right) >= abs(down):
        return QPointF(1.0 if right > 0 else -1.0, 0.0)
    return QPointF(0.0, 1.0 if down > 0 else -1.0)


def _name_box(anchor: QPointF, size: QSizeF, outwards: QPointF, gap: float) -> QRectF:
    """Where a name stands, upright, `gap` away from its anchor."""
    across = outwards.x() * (gap + size.width() / 2)
    along = outwards.y() * (gap + size.height() / 2)
    middle = anchor + QPointF(across, along)
    return QRectF(middle - QPointF(size.width() / 2, size.height() / 2), size)
