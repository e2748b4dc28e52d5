"""A line around a widget that the keyboard works on."""

from PySide6.QtCore import QEvent, QObject, QRect
from PySide6.QtGui import QPainter, QPaintEvent, QRegion
from PySide6.QtWidgets import QWidget

WIDTH_PX = 2


class FocusFrame(QWidget):
    """Seen while its widget has the focus; it covers nothing but the line, so that nothing below is drawn twice."""

    def __init__(self, around: QWidget) -> None:
        super().__init__(around)
        self._around = around
        self.hide()
        around.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802  Qt's name
        """Come and go with the focus, and keep to the edge."""
        if event.type() == QEvent.Type.FocusIn:
            self._fit()
            self.show()
            self.raise_()
        elif event.type() == QEvent.Type.FocusOut:
            self.hide()
        elif event.type() == QEvent.Type.Resize:
            self._fit()
        return super().eventFilter(watched, event)

    def _fit(self) -> None:
        area = QRect(0, 0, self._around.width(), self._around.height())
        self.setGeometry(area)
        inside = area.adjusted(WIDTH_PX, WIDTH_PX, -WIDTH_PX, -WIDTH_PX)
        self.setMask(QRegion(area).subtracted(QRegion(inside)))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802  Qt's name
        """Fill the line."""
        del event
        QPainter(self).fillRect(self.rect(), self.palette().link().color())
