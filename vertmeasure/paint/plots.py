"""The Bland-Altman plot: differences of two readings over their means, with bias and limits; for screen and paper."""

from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen

from vertmeasure.core.bland_altman import BlandAltman
from vertmeasure.core.dictionary import UNIT_SIGNS
from vertmeasure.paint.palette import Palette
from vertmeasure.paint.plot_axis import Axis, padded
from vertmeasure.report.numbers import as_entered, fine

GAP = 6.0
DOT = 3.0
"""Radius of a subject, in units of the painter."""

Alignment = Qt.AlignmentFlag
BAND_ALPHA = 40


@dataclass(frozen=True, slots=True)
class _Level:
    """A line across the plot at one difference, with its 95 % interval and its words at the right."""

    value: float
    interval: tuple[float, float]
    words: str
    pen: Qt.PenStyle


class BlandAltmanPlot:
    """Draws one pair of readings of one measurement into any rectangle; the painter's font is used."""

    def __init__(self, found: BlandAltman, unit: str, colours: Palette) -> None:
        self._found = found
        self._unit = unit
        self._colours = colours

    def draw(self, painter: QPainter, area: QRectF) -> None:
        """Draw axes, bands, lines and dots."""
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        levels = tuple(self._levels())
        frame = self._frame(QFontMetricsF(painter.font()), area, levels)
        across, along = self._axes(frame, levels)
        for level in levels:
            self._draw_level(painter, frame, along, level)
        self._draw_axes(painter, area, frame, (across, along))
        painter.setPen(QPen(QColor(self._colours.panel), 0.7))
        painter.setBrush(QColor(self._colours.accent_line))
        for mean, difference in self._found.points:
            painter.drawEllipse(QPointF(across.place(mean), along.place(difference)), DOT, DOT)
        painter.restore()

    def _levels(self) -> Iterator[_Level]:
        found, (low, high) = self._found, self._found.limits
        yield _Level(high, found.upper_interval, f"upper {fine(high, self._unit)}", Qt.PenStyle.DashLine)
        yield _Level(found.bias, found.bias_interval, f"bias {fine(found.bias, self._unit)}", Qt.PenStyle.SolidLine)
        yield _Level(low, found.lower_interval, f"lower {fine(low, self._unit)}", Qt.PenStyle.DashLine)

    def _frame(self, metrics: QFontMetricsF, area: QRectF, levels: tuple[_Level, ...]) -> QRectF:
        """What is left for the plot itself beside its numbers and names."""
        right = max(metrics.horizontalAdvance(level.words) for level in levels) + GAP
        left = metrics.horizontalAdvance("−000.0") + metrics.height() + 2 * GAP
        return area.adjusted(left, GAP, -right - GAP, -2 * metrics.height() - 2 * GAP)

    def _axes(self, frame: QRectF, levels: tuple[_Level, ...]) -> tuple[Axis, Axis]:
        means = tuple(mean for mean, _ in self._found.points)
        differences = (*(each for _, each in self._found.points), *(end for level in levels for end in level.interval))
        return (
            Axis(*padded(means), frame.left(), frame.right()),
            Axis(*padded((0.0, *differences)), frame.bottom(), frame.top()),
        )

    def _draw_level(self, painter: QPainter, frame: QRectF, along: Axis, level: _Level) -> None:
        band = QColor(self._colours.fracture)
        band.setAlpha(BAND_ALPHA)
        top, bottom = along.place(level.interval[1]), along.place(level.interval[0])
        painter.fillRect(QRectF(frame.left(), top, frame.width(), bottom - top), band)
        at = along.place(level.value)
        painter.setPen(QPen(QColor(self._colours.fracture), 1.2, level.pen))
        painter.drawLine(QPointF(frame.left(), at), QPointF(frame.right(), at))
        painter.setPen(QColor(self._colours.normal))
        height = QFontMetricsF(painter.font()).height()
        box = QRectF(frame.right() + GAP, at - height / 2, 1000.0, height)
        painter.drawText(box, Alignment.AlignLeft | Alignment.AlignVCenter, level.words)

    def _draw_axes(self, painter: QPainter, area: QRectF, frame: QRectF, axes: tuple[Axis, Axis]) -> None:
        height = QFontMetricsF(painter.font()).height()
        across, along = axes
        painter.setPen(QPen(QColor(self._colours.line), 1.0))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(frame)
        zero = along.place(0.0)
        painter.drawLine(QPointF(frame.left(), zero), QPointF(frame.right(), zero))
        painter.setPen(QColor(self._colours.quiet))
        for tick in across.ticks():
            box = QRectF(across.place(tick) - 50, frame.bottom() + GAP / 2, 100, height)
            painter.drawText(box, Alignment.AlignCenter, as_entered(tick))
        for tick in along.ticks():
            box = QRectF(area.left(), along.place(tick) - height / 2, frame.left() - area.left() - GAP, height)
            painter.drawText(box, Alignment.AlignRight | Alignment.AlignVCenter, as_entered(tick))
        self._name_axes(painter, area, frame, height)

    def _name_axes(self, painter: QPainter, area: QRectF, frame: QRectF, height: float) -> None:
        first, second = self._found.readings
        unit = f", {UNIT_SIGNS[self._unit]}" if UNIT_SIGNS[self._unit] else ""
        below = QRectF(frame.left(), area.bottom() - height, frame.width(), height)
        painter.drawText(below, Alignment.AlignCenter, f"Mean of readings {first} and {second}{unit}")
        painter.translate(area.left(), frame.bottom())
        painter.rotate(-90)
        beside = QRectF(0, 0, frame.height(), height)
        painter.drawText(beside, Alignment.AlignCenter, f"Reading {first} − reading {second}{unit}")
        painter.rotate(90)
        painter.translate(-area.left(), -frame.bottom())


def plot_words(found: BlandAltman, unit: str) -> str:
    """What the plot shows, for those who cannot see it."""
    first, second = found.readings
    low, high = found.limits
    return (
        f"Bland-Altman plot of readings {first} and {second}, {len(found.points)} subjects: "
        f"bias {fine(found.bias, unit)}, limits {fine(low, unit)} to {fine(high, unit)}"
    )
