"""One level of the strip: its state told by glyph, outline and weight as well as by colour."""

from collections.abc import Callable

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QKeyEvent, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from vertmeasure.paint.palette import Palette
from vertmeasure.ui.labels import tooltip
from vertmeasure.ui.level_state import LevelState, Placed

_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: +1}


class LevelChip(QAbstractButton):
    """A level that can be chosen.

    Fractured: filled, bold, a wedge in the corner. Treated: a dot in the corner. Reference: filled and
    bold. Excluded: struck through. Placed: a line below, dashed while corners or acceptance are missing.
    Selected: outlined.

    Signals
    -------
    stepped(int)
        An arrow key asks for the level that many places on.
    """

    stepped = Signal(int)

    def __init__(self, level: str, colours: Callable[[], Palette], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._colours = colours
        self.state = LevelState(level)
        self.setText(level)
        self.setObjectName(f"level-{level}")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.show_state(self.state)

    def show_state(self, state: LevelState) -> None:
        """Show another state."""
        if state == self.state and self.toolTip():
            return
        self.state = state
        self.setToolTip(tooltip(state.explanation))
        self.setAccessibleName(state.words)
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802  Qt's name
        """Room for the longest name."""
        metrics = self.fontMetrics()
        return QSize(metrics.horizontalAdvance("T12") + 8, round(metrics.height() * 1.75))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  Qt's name
        """Left and right go to the neighbours."""
        step = _STEPS.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
        else:
            self.stepped.emit(step)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802  Qt's name
        """Draw ground, name and signs."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground, ink = self._ground_and_ink()
        frame = QRectF(self.rect()).adjusted(1.5, 1.5, -1.5, -1.5)
        self._draw_ground(painter, frame, ground)
        self._draw_name(painter, frame, ink)
        self._draw_placed(painter, frame, ink)
        self._draw_signs(painter, frame, ink)

    def _ground_and_ink(self) -> tuple[QColor, QColor]:
        colours, state = self._colours(), self.state
        if state.is_fractured:
            return QColor(colours.fracture), QColor("#14100a" if colours.name == "dark" else "#ffffff")
        if state.is_reference:
            return QColor(colours.accent), QColor(colours.on_accent)
        if state.placed is Placed.NOTHING and not self.underMouse():
            return QColor(Qt.GlobalColor.transparent), QColor(colours.quiet)
        return QColor(colours.raised), QColor(colours.quiet if state.placed is Placed.NOTHING else colours.strong)

    def _draw_ground(self, painter: QPainter, frame: QRectF, ground: QColor) -> None:
        colours = self._colours()
        pen = QPen(Qt.PenStyle.NoPen)
        if self.state.is_selected or self.hasFocus():
            pen = QPen(QColor(colours.strong if self.hasFocus() else colours.normal), 2.0)
        elif self.state.is_fractured_later:
            pen = QPen(QColor(colours.fracture), 1.5, Qt.PenStyle.DashLine)
        painter.setPen(pen)
        painter.setBrush(ground)
        painter.drawRoundedRect(frame, 4, 4)

    def _draw_name(self, painter: QPainter, frame: QRectF, ink: QColor) -> None:
        font = QFont(self.font())
        font.setPixelSize(max(8, round(self.fontInfo().pixelSize() * 0.88)))
        font.setBold(self.state.is_fractured or self.state.is_reference)
        font.setStrikeOut(self.state.is_excluded)
        painter.setFont(font)
        painter.setPen(ink)
        painter.drawText(frame.adjusted(0, 0, 0, -1), Qt.AlignmentFlag.AlignCenter, self.text())

    def _draw_placed(self, painter: QPainter, frame: QRectF, ink: QColor) -> None:
        if self.state.placed is Placed.NOTHING:
            return
        is_whole = self.state.placed is Placed.FULLY and not self.state.is_proposed
        painter.setPen(QPen(ink, 1.5, Qt.PenStyle.SolidLine if is_whole else Qt.PenStyle.DotLine))
        y, inset = frame.bottom() - 3.0, frame.width() * 0.26
        painter.drawLine(QPointF(frame.left() + inset, y), QPointF(frame.right() - inset, y))

    def _draw_signs(self, painter: QPainter, frame: QRectF, ink: QColor) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        if self.state.is_fractured or self.state.is_fractured_later:
            painter.setBrush(ink if self.state.is_fractured else QColor(self._colours().fracture))
            corner = frame.topLeft() + QPointF(2.5, 2.5)
            painter.drawPolygon(QPolygonF([corner, corner + QPointF(6, 0), corner + QPointF(0, 6)]))
        if self.state.is_treated:
            painter.setBrush(ink)
            painter.drawEllipse(frame.topRight() + QPointF(-5.5, 5.5), 2.5, 2.5)
