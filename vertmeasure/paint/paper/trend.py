"""The trend of each fractured or treated level: losses and angles over the time points, side by side."""

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter

from vertmeasure.paint.paper.block import Uncut
from vertmeasure.paint.paper.flow import Item
from vertmeasure.paint.paper.headings import paragraphs, subheading
from vertmeasure.paint.paper.material import Material
from vertmeasure.paint.paper.sheet import TEXT_WIDTH_PT
from vertmeasure.paint.paper.style import PAPER, SMALL
from vertmeasure.paint.trend import Trend, trend_of
from vertmeasure.paint.trend_ink import TrendFigure, TrendInk

_PLOT_PT, _GAP_PT, _STROKE_PT = 132.0, 20.0, 0.6


@dataclass(frozen=True, slots=True)
class TrendBlock(Uncut):
    """The plots of one level."""

    trend: Trend

    @property
    def height_pt(self) -> float:
        """All plots are equally high."""
        return _PLOT_PT

    def draw(self, painter: QPainter, at: QPointF) -> None:
        """Draw the plots beside each other."""
        count = len(self.trend.plots)
        width = (TEXT_WIDTH_PT - _GAP_PT * (count - 1)) / count
        for place, plot in enumerate(self.trend.plots):
            area = QRectF(at.x() + place * (width + _GAP_PT), at.y(), width, _PLOT_PT)
            TrendFigure(self.trend, plot, area, TrendInk(PAPER, SMALL.font, _STROKE_PT)).draw(painter)


def trend_items(material: Material) -> list[Item]:
    """A figure for each level of the report that stands on two films; nothing for the others."""
    levels = (table.level for table in material.content.levels)
    return [item for level in levels for item in _items(trend_of(material.assessment, level))]


def _items(trend: Trend) -> list[Item]:
    if not trend.plots:
        return []
    figure = Item(TrendBlock(trend), 6.0, keeps_next=True)
    return [subheading(f"{trend.level} over time"), figure, *paragraphs([" ".join(trend.notes)], SMALL)]
