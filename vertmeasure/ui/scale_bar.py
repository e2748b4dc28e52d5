"""A bar on the film that tells how long some millimetres are, and how well that is known."""

from PySide6.QtCore import QEvent, QObject, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QHelpEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractScrollArea, QToolTip, QWidget

from vertmeasure.core.study import Film
from vertmeasure.ui.study_words import open_words

LENGTHS_MM = (1, 2, 5, 10, 20, 50, 100, 200)
LONGEST_PX = 150


class ScaleBar(QWidget):
    """Stands at the lower left of a film view; hidden where millimetres are unknown."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAccessibleName("Scale bar")
        self._length_px = 0.0
        self._words = ""
        self.hide()
        parent.installEventFilter(self)
        if isinstance(parent, QAbstractScrollArea):
            parent.viewport().installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: N802  Qt's name
        """Explain the spacing on hovering, though the bar lets every click through to the film."""
        if not (isinstance(event, QHelpEvent) and event.type() is QEvent.Type.ToolTip and self.isVisible()):
            return False
        is_here = self.geometry().contains(event.pos())
        if is_here:
            QToolTip.showText(event.globalPos(), self.toolTip(), self)
        return is_here

    def show_for(self, film: Film | None, screen_px_per_pixel: tuple[float, float]) -> None:
        """Show the longest round length that fits, for a film at a zoom."""
        column_mm = film.calibration.column_mm if film else None
        if film is None or column_mm is None:
            self.hide()
            return
        px_per_mm = screen_px_per_pixel[0] / column_mm
        fitting = [length for length in LENGTHS_MM if length * px_per_mm <= LONGEST_PX] or [LENGTHS_MM[0]]
        known = "".join(f" · {each}" for each in (film.calibration.grade, *open_words(film.calibration)))
        words = self._fitting_words(f"{fitting[-1]} mm", known)
        if (words, fitting[-1] * px_per_mm) != (self._words, self._length_px):
            self._length_px, self._words = fitting[-1] * px_per_mm, words
            self.update()
        self.place()
        self.show()

    def _fitting_words(self, length: str, grade: str) -> str:
        """Length and grade where the view has room for both; the status line tells the grade in any case."""
        metrics, parent = self.fontMetrics(), self.parentWidget()
        room = parent.width() - 24 if parent is not None else LONGEST_PX
        words = length + grade if metrics.horizontalAdvance(length + grade) <= room else length
        self.resize(max(LONGEST_PX, metrics.horizontalAdvance(words)) + 4, metrics.height() + 20)
        return words

    def place(self) -> None:
        """Go to the lower left of the view."""
        parent = self.parentWidget()
        if parent is not None:
            self.move(12, parent.height() - self.height() - 8)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802  Qt's name
        """A thin bar with a dark halo, its length in words above it."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        base = self.height() - 8.0
        bar = [QPointF(1, base - 6), QPointF(1, base), QPointF(1 + self._length_px, base)]
        bar.append(QPointF(1 + self._length_px, base - 6))
        for colour, width in ((QColor(0, 0, 0, 160), 4.0), (QColor(230, 237, 243), 1.4)):
            painter.setPen(QPen(colour, width))
            painter.drawPolyline(bar)
        area = QRectF(1, 0, self.width() - 2, base - 9)
        align = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom
        painter.setPen(QColor(0, 0, 0, 190))
        painter.drawText(area.translated(1, 1), align, self._words)
        painter.setPen(QColor(230, 237, 243))
        painter.drawText(area, align, self._words)
