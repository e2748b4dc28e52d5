"""Where a callout stands beside the part of the window it is about, and where its tip points."""

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPolygonF
from PySide6.QtWidgets import QWidget

TIP_PX = 10
GAP_PX = 4
MARGIN_PX = 8


def area_of(part: QWidget) -> QRect:
    """Where a part lies in its window."""
    return QRect(part.mapTo(part.window(), QPoint(0, 0)), part.size())


def pointing_side(area: QRect, size: QSize, window: QRect) -> Qt.Edge:
    """The edge of the callout that points: the part lies there."""
    if area.right() + GAP_PX + size.width() <= window.right():
        return Qt.Edge.LeftEdge
    if area.left() - GAP_PX - size.width() >= window.left():
        return Qt.Edge.RightEdge
    return Qt.Edge.TopEdge if area.bottom() + size.height() <= window.bottom() else Qt.Edge.BottomEdge


def place_beside(area: QRect, size: QSize, window: QRect) -> QPoint:
    """The top left corner of the callout: beside the area, and wholly within the window."""
    return _within(_beside(area, size, pointing_side(area, size, window)), size, window)


def _beside(area: QRect, size: QSize, side: Qt.Edge) -> QPoint:
    """The top left corner of the callout."""
    if side is Qt.Edge.LeftEdge:
        return QPoint(area.right() + GAP_PX, area.top() + 40)
    if side is Qt.Edge.RightEdge:
        return QPoint(area.left() - GAP_PX - size.width(), area.top() + 40)
    left = area.center().x() - size.width() // 2
    top = area.bottom() + GAP_PX if side is Qt.Edge.TopEdge else area.bottom() - size.height() - 40
    return QPoint(left, top)


def _within(place: QPoint, size: QSize, window: QRect) -> QPoint:
    """The nearest place at which the whole callout can be seen."""
    left = max(window.left() + MARGIN_PX, min(place.x(), window.right() - size.width() - MARGIN_PX))
    top = max(window.top() + MARGIN_PX, min(place.y(), window.bottom() - size.height() - MARGIN_PX))
    return QPoint(left, top)


def aim(area: QRect, side: Qt.Edge, body: QRect) -> QPoint:
    """The point of the window that the tip touches."""
    if side in (Qt.Edge.LeftEdge, Qt.Edge.RightEdge):
        height = max(area.top(), min(body.center().y(), area.bottom()))
        inset = TIP_PX + 20
        height = max(body.top() + inset, min(height, body.bottom() - inset))
        return QPoint(body.left() if side is Qt.Edge.LeftEdge else body.right(), height)
    return QPoint(body.center().x(), body.top())


def tip_shape(tip: QPointF, side: Qt.Edge, body: QRectF) -> QPolygonF:
    """The triangle of the tip; it overlaps the body by a line's width, so that no edge shows between them."""
    if side is Qt.Edge.LeftEdge:
        base = body.left() + 1
        return QPolygonF([QPointF(base, tip.y() - TIP_PX), tip, QPointF(base, tip.y() + TIP_PX)])
    if side is Qt.Edge.RightEdge:
        base = body.right() - 1
        return QPolygonF([QPointF(base, tip.y() - TIP_PX), tip, QPointF(base, tip.y() + TIP_PX)])
    base = body.top() + 1
    return QPolygonF([QPointF(tip.x() - TIP_PX, base), tip, QPointF(tip.x() + TIP_PX, base)])
