"""A label on one line that gives way where there is no room; its tooltip then says the whole of it."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QWidget

from vertmeasure.ui.labels import tooltip

LEAST_SIGNS = 4


class ElidedLabel(QLabel):
    """Shows as much of its text as fits.

    Attributes
    ----------
    is_whole : bool
        Whether it keeps room for all of its text, however little there is for the others.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._own_tip = ""
        self.is_whole = False
        self.setTextFormat(Qt.TextFormat.PlainText)

    def setText(self, text: str) -> None:  # noqa: N802  Qt's name
        """Show a text."""
        if text != self.text():
            super().setText(text)
            self._tell()

    def set_tip(self, tip: str) -> None:
        """What the tooltip says beside the text."""
        self._own_tip = tip
        self._tell()

    @property
    def is_cut(self) -> bool:
        """Whether only a part of the text is seen."""
        needed = self.fontMetrics().horizontalAdvance(self.text())
        return bool(self.text()) and needed > self.contentsRect().width()

    def minimumSizeHint(self) -> QSize:  # noqa: N802  Qt's name
        """A few signs are enough; an empty label needs nothing."""
        hint = super().minimumSizeHint()
        if self.is_whole:
            return hint
        least = self.fontMetrics().averageCharWidth() * LEAST_SIGNS
        margins = self.contentsMargins()
        return QSize(min(hint.width(), least + margins.left() + margins.right()), hint.height())

    def _tell(self) -> None:
        words = [self.text()] if self.is_cut else []
        self.setToolTip(tooltip("\n".join(filter(None, (*words, self._own_tip)))))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802  Qt's name
        """Less room may cut the text."""
        super().resizeEvent(event)
        self._tell()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802  Qt's name
        """Draw what fits."""
        if not self.is_cut:
            super().paintEvent(event)
            return
        painter = QPainter(self)
        painter.setPen(self.palette().windowText().color())
        area = self.contentsRect()
        shown = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, area.width())
        painter.drawText(area, int(Qt.AlignmentFlag.AlignVCenter), shown)
