"""A widget that shows one Bland-Altman plot."""

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from vertmeasure.core.bland_altman import BlandAltman
from vertmeasure.paint.palette import Palette
from vertmeasure.paint.plots import BlandAltmanPlot, plot_words


class PlotView(QWidget):
    """Empty until `show_plot` is called; says in words what it shows to those who cannot see it."""

    def __init__(self, colours: Palette, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._colours = colours
        self._plot: BlandAltmanPlot | None = None
        self.setAccessibleName("Bland-Altman plot")
        self.setMinimumHeight(200)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def sizeHint(self) -> QSize:  # noqa: N802  Qt's name
        """Wide enough for a screen of subjects."""
        return QSize(640, 280)

    def show_plot(self, found: BlandAltman | None, unit: str = "") -> None:
        """Show a pair of readings, or nothing."""
        self._plot = None if found is None else BlandAltmanPlot(found, unit, self._colours)
        self.setAccessibleDescription("" if found is None else plot_words(found, unit))
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802  Qt's name
        """Draw the plot."""
        if self._plot is not None:
            painter = QPainter(self)
            self._plot.draw(painter, QRectF(self.rect()))
            painter.end()
