"""The painter of trends: the same strokes in the window and on paper."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen, QPolygonF

from vertmeasure.core.study import Posture
from vertmeasure.paint.palette import Palette
from vertmeasure.paint.plot_axis import Axis, padded
from vertmeasure.paint.trend import Plot, Shape, Stop, Trend, TrendLine, TrendPoint
from vertmeasure.report.numbers import as_entered
from vertmeasure.report.wording import POSTURE_WORDS

_CENTRE = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignVCenter
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True, slots=True)
class TrendInk:
    """Colours, type and the width of one line, in units of the painter."""

    colours: Palette
    font: QFont
    unit: float = 1.0

    @property
    def line_px(self) -> float:
        """The height of a line of text."""
        return QFontMetricsF(self.font).height()

    def width(self, words: str) -> float:
        """The width of a text on one line."""
        return QFontMetricsF(self.font).horizontalAdvance(words)


@dataclass(frozen=True)
class TrendFigure:
    """One plot of a trend, laid out in a rectangle of the painter."""

    trend: Trend
    plot: Plot
    area: QRectF
    ink: TrendInk

    # ---- laying out

    @cached_property
    def frame(self) -> QRectF:
        """What is left for the points beside title, numbers, names and films; all plots share the places of films."""
        line, gap = self.ink.line_px, 6.0 * self.ink.unit
        plots = self.trend.plots
        ticks = (tick for plot in plots for tick in Axis(*_range(plot), 0.0, 1.0).ticks())
        numbers = max(self.ink.width(as_entered(tick)) for tick in ticks)
        names = max(self.ink.width(each.name) for plot in plots for each in plot.lines) + 3.5 * gap
        tiers = 1 + max(self._tiers_of(self.area.left() + numbers + gap, self.area.right() - names))
        return self.area.adjusted(numbers + gap, line + gap, -names, -(3.0 * line * tiers + gap))

    @cached_property
    def _along(self) -> Axis:
        return Axis(*_range(self.plot), self.frame.bottom(), self.frame.top())

    @cached_property
    def _inset(self) -> float:
        return 16.0 * self.ink.unit

    def _stop_x(self, stop: Stop) -> float:
        return self._x_between(stop, self.frame.left(), self.frame.right())

    def _x_between(self, stop: Stop, left: float, right: float) -> float:
        return left + self._inset + stop.share * (right - left - 2 * self._inset)

    def _tiers_of(self, left: float, right: float) -> list[int]:
        """The row of each film's words below the axis; words that would meet stand below each other."""
        ends: list[float] = []
        tiers = []
        for stop in self.trend.stops:
            centre, half = self._x_between(stop, left, right), self._stop_width(stop) / 2
            tier = next((row for row, end in enumerate(ends) if end <= centre - half), len(ends))
            ends[tier:] = [centre + half + 4.0 * self.ink.unit, *ends[tier + 1 :]]
            tiers.append(tier)
        return tiers

    def _stop_width(self, stop: Stop) -> float:
        return max(self.ink.width(words) for words in _stop_words(stop))

    def place(self, line: TrendLine, point: TrendPoint) -> QPointF:
        """Where a point lies; the lines stand a little beside each other, so that whiskers can be told apart."""
        lines = len(self.plot.lines)
        beside = (self.plot.lines.index(line) - (lines - 1) / 2) * 6.0 * self.ink.unit
        return QPointF(self._stop_x(self.trend.stops[point.stop]) + beside, self._along.place(point.value))

    def point_at(self, at: QPointF) -> tuple[TrendLine, TrendPoint] | None:
        """The point within reach of the pointer, if there is one."""
        reach = 9.0 * self.ink.unit
        pairs = [(line, point) for line in self.plot.lines for point in line.points]
        far = {pair: (self.place(*pair) - at).manhattanLength() for pair in pairs}
        nearest = min(far, key=lambda pair: far[pair], default=None)
        return nearest if nearest is not None and far[nearest] <= reach else None

    # ---- drawing

    def draw(self, painter: QPainter) -> None:
        """Draw grid, films, lines and their names."""
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(self.ink.font)
        self._draw_grid(painter)
        self._draw_stops(painter)
        for line in self.plot.lines:
            self._draw_line(painter, line)
        self._draw_names(painter)
        painter.restore()

    def _pen(self, colour: str, width: float = 1.0, style: Qt.PenStyle = Qt.PenStyle.SolidLine) -> QPen:
        return QPen(QColor(colour), width * self.ink.unit, style, Qt.PenCapStyle.FlatCap)

    def _draw_grid(self, painter: QPainter) -> None:
        colours, frame, line = self.ink.colours, self.frame, self.ink.line_px
        painter.setPen(QColor(colours.normal))
        painter.drawText(QRectF(self.area.left(), self.area.top(), self.area.width(), line), _LEFT, self.plot.title)
        for tick in self._along.ticks():
            y = self._along.place(tick)
            painter.setPen(self._pen(colours.quiet if tick == 0 else colours.line))
            painter.drawLine(QPointF(frame.left(), y), QPointF(frame.right(), y))
            painter.setPen(QColor(colours.quiet))
            width = frame.left() - self.area.left() - 4.0 * self.ink.unit
            painter.drawText(QRectF(self.area.left(), y - line / 2, width, line), _RIGHT, as_entered(tick))

    def _draw_stops(self, painter: QPainter) -> None:
        colours, line = self.ink.colours, self.ink.line_px
        inks = (colours.normal, colours.quiet, colours.quiet)
        for stop, tier in zip(self.trend.stops, self._tiers_of(self.frame.left(), self.frame.right()), strict=True):
            x, top = self._stop_x(stop), self.frame.bottom() + (4.0 * self.ink.unit) + 3.0 * line * tier
            painter.setPen(self._pen(colours.line))
            painter.drawLine(QPointF(x, self.frame.top()), QPointF(x, top))
            for row, (words, ink) in enumerate(zip(_stop_words(stop), inks, strict=True)):
                painter.setPen(QColor(ink))
                painter.drawText(QRectF(x - 100, top + row * line, 200, line), _CENTRE, words)

    def _draw_line(self, painter: QPainter, line: TrendLine) -> None:
        colour = self._colour(line)
        for start, end in pairwise(line.points):
            is_solid = self.trend.is_comparable(start, end)
            painter.setPen(self._pen(colour, 1.4, Qt.PenStyle.SolidLine if is_solid else Qt.PenStyle.DotLine))
            painter.drawLine(self.place(line, start), self.place(line, end))
        for point in line.points:
            at = self.place(line, point)
            if point.interval is not None:
                self._draw_whisker(painter, at.x(), point.interval, colour)
            self._draw_sign(painter, at, (line.shape, colour, point.is_proposed))

    def _draw_whisker(self, painter: QPainter, x: float, interval: tuple[float, float], colour: str) -> None:
        low, high = map(self._along.place, interval)
        cap = 2.5 * self.ink.unit
        painter.setPen(self._pen(colour, 0.9))
        painter.drawLine(QPointF(x, low), QPointF(x, high))
        for y in (low, high):
            painter.drawLine(QPointF(x - cap, y), QPointF(x + cap, y))

    def _draw_sign(self, painter: QPainter, at: QPointF, look: tuple[Shape, str, bool]) -> None:
        """A full sign, or an empty one where the number rests on points nobody accepted."""
        shape, colour, is_proposed = look
        painter.setPen(self._pen(colour, 1.2))
        painter.setBrush(QColor(self.ink.colours.panel if is_proposed else colour))
        radius = 3.4 * self.ink.unit
        if shape is Shape.CIRCLE:
            painter.drawEllipse(at, radius, radius)
        elif shape is Shape.SQUARE:
            painter.drawRect(QRectF(at.x() - radius * 0.9, at.y() - radius * 0.9, radius * 1.8, radius * 1.8))
        else:
            painter.drawPolygon(_triangle(at, radius * 1.2))

    def _draw_names(self, painter: QPainter) -> None:
        """Each line by name at its right end, with its sign."""
        line, gap = self.ink.line_px, 6.0 * self.ink.unit
        ends = [self._along.place(each.points[-1].value) for each in self.plot.lines]
        apart = spread(ends, line, (self.frame.top(), self.frame.bottom()))
        for each, y in zip(self.plot.lines, apart, strict=True):
            left = self.frame.right() + 1.5 * gap
            self._draw_sign(painter, QPointF(left, y), (each.shape, self._colour(each), False))
            painter.setPen(QColor(self.ink.colours.normal))
            painter.drawText(QRectF(left + 1.5 * gap, y - line / 2, 400, line), _LEFT, each.name)

    def _colour(self, line: TrendLine) -> str:
        """Amber, teal and the colour of text: apart in lightness too, so that no eye mixes them up."""
        colours = self.ink.colours
        return {Shape.CIRCLE: colours.fracture, Shape.SQUARE: colours.accent_line, Shape.TRIANGLE: colours.normal}[
            line.shape
        ]


def _range(plot: Plot) -> tuple[float, float]:
    """The values of a plot with zero among them."""
    return padded((0.0, *plot.values))


def _stop_words(stop: Stop) -> tuple[str, str, str]:
    posture = "posture?" if stop.posture is Posture.UNKNOWN else POSTURE_WORDS[stop.posture]
    return stop.heading, stop.date, posture


def _triangle(at: QPointF, radius: float) -> QPolygonF:
    top = at + QPointF(0.0, -radius)
    return QPolygonF([top, at + QPointF(radius, radius * 0.8), at + QPointF(-radius, radius * 0.8)])


def spread(places: Sequence[float], gap: float, ends: tuple[float, float]) -> list[float]:
    """Places moved as little as needed to lie a gap apart, in the same order, within both ends where there is room."""
    order = sorted(range(len(places)), key=lambda each: places[each])
    moved = list(_pushed([places[each] for each in order], gap, ends[0]))
    back = list(_pushed([-each for each in reversed(moved)], gap, -ends[1]))
    settled = dict(zip(order, (-each for each in reversed(back)), strict=True))
    return [settled[each] for each in range(len(places))]


def _pushed(rising: Sequence[float], gap: float, least: float) -> Iterator[float]:
    for place in rising:
        least = max(place, least)
        yield least
        least += gap
