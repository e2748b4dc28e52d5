"""The plots of a trend as a widget: drawn below each other, with the number under the pointer in a tooltip."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize
from PySide6.QtGui import QFont, QHelpEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from vertmeasure.paint.palette import Palette
from vertmeasure.paint.trend import Trend
from vertmeasure.paint.trend_ink import TrendFigure, TrendInk
from vertmeasure.ui.labels import safe_text, tooltip

PLOT_LINES = 17
"""Height of one plot, in lines of text."""
GAP_PX = 14.0


class TrendView(QWidget):
    """Shows a Trend."""

    def __init__(self, colours: Callable[[], Palette], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._colours = colours
        self.trend = Trend("")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_trend(self, trend: Trend) -> None:
        """Show another trend; who cannot see it is told every number."""
        if trend != self.trend:
            self.trend = trend
            points = (point for plot in trend.plots for line in plot.lines for point in line.points)
            self.setAccessibleName(f"{trend.level} over time")
            self.setAccessibleDescription("; ".join(safe_text(each.words).replace("\n", ", ") for each in points))
            self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802  Qt's name
        """As tall as its plots."""
        count = len(self.trend.plots)
        height = count * PLOT_LINES * self._ink().line_px + max(0, count - 1) * GAP_PX
        return QSize(280, round(height))

    def _ink(self) -> TrendInk:
        font = QFont(self.font())
        font.setPixelSize(max(8, round(self.fontInfo().pixelSize() * 0.88)))
        return TrendInk(self._colours(), font)

    def figures(self) -> list[TrendFigure]:
        """The plots with their places."""
        ink, count = self._ink(), len(self.trend.plots)
        height = (self.height() - GAP_PX * (count - 1)) / max(1, count)
        areas = (QRectF(0.0, place * (height + GAP_PX), self.width(), height) for place in range(count))
        plots = zip(self.trend.plots, areas, strict=True)
        return [TrendFigure(self.trend, plot, area, ink) for plot, area in plots]

    def words_at(self, at: QPointF) -> str:
        """The number at a place of the widget, with its error and film; empty where there is none."""
        found = (figure.point_at(at) for figure in self.figures())
        return next((pair[1].words for pair in found if pair), "")

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802  Qt's name
        """Draw all plots."""
        del event
        painter = QPainter(self)
        for figure in self.figures():
            figure.draw(painter)

    def event(self, event: QEvent) -> bool:
        """A tooltip tells the number under the pointer."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            QToolTip.showText(event.globalPos(), tooltip(self.words_at(QPointF(event.pos()))), self)
            return True
        return super().event(event)
