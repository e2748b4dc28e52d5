"""Running text: wrapped to a width, drawn line by line, cut between lines."""

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QTextLayout, QTextOption

from vertmeasure.paint.paper.scripts import printable
from vertmeasure.paint.paper.style import Style

Align = Qt.AlignmentFlag


class Passage:
    """A plain text in one style; nothing in it is ever read as markup.

    Attributes
    ----------
    height_pt : float
        Of all lines.
    """

    def __init__(self, text: str, style: Style, width_pt: float, align: Align = Align.AlignLeft) -> None:
        self._text = printable(text)
        self._style = style
        self._width_pt = width_pt
        self._align = align
        self._layout = self._laid_out()
        self.height_pt = self._bottom(self._layout.lineCount())

    def _laid_out(self) -> QTextLayout:
        layout = QTextLayout(self._text, self._style.font)
        option = QTextOption(self._align)
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        layout.beginLayout()
        top = 0.0
        while (line := layout.createLine()).isValid():
            line.setLineWidth(self._width_pt)
            line.setPosition(QPointF(0.0, top))
            top += line.height()
        layout.endLayout()
        return layout

    def _bottom(self, lines: int) -> float:
        if not lines:
            return 0.0
        last = self._layout.lineAt(lines - 1)
        return float(last.y() + last.height())

    def draw(self, painter: QPainter, at: QPointF) -> None:
        """Draw all lines."""
        painter.setPen(QColor(self._style.colour))
        self._layout.draw(painter, at)

    def split(self, height_pt: float, /) -> "tuple[Passage, Passage] | None":
        """Cut after the last line that fits; None where not even one does."""
        count = self._layout.lineCount()
        fitting = sum(self._bottom(lines) <= height_pt for lines in range(1, count + 1))
        if not fitting:
            return None
        end = self._layout.lineAt(fitting - 1)
        place = end.textStart() + end.textLength()
        return self._like(self._text[:place]), self._like(self._text[place:])

    def _like(self, text: str) -> "Passage":
        return Passage(text, self._style, self._width_pt, self._align)


def widest_pt(texts: list[str], style: Style) -> float:
    """The width of the widest of some texts on one line, in points."""
    return max((style.metrics.horizontalAdvance(printable(each)) for each in texts), default=0.0)
