"""A small panel that points at a part of the window, and a frame around that part."""

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QToolButton, QVBoxLayout, QWidget

from vertmeasure.ui.callout_place import MARGIN_PX, TIP_PX, aim, area_of, place_beside, pointing_side, tip_shape
from vertmeasure.ui.labels import set_text, text_label, tight

WIDTH_EM = 26


class Frame(QWidget):
    """A line around a part of the window; clicks go through it."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.hide()

    def go_around(self, part: QWidget) -> None:
        """Frame a part."""
        self.setGeometry(area_of(part))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802  Qt's name
        """Draw the line."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self.palette().link().color(), 2.0))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1.5, 1.5, -1.5, -1.5), 6, 6)


class Callout(QWidget):
    """Title, words and three buttons; Esc closes it while it has the focus.

    Signals
    -------
    back_asked(), next_asked(), close_asked()
        What the reader wants.
    """

    back_asked = Signal()
    next_asked = Signal()
    close_asked = Signal()

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._tip = QPointF()
        self._side = Qt.Edge.LeftEdge
        self.setAccessibleName("Tour")
        self.title = text_label(role="strong")
        self.words = text_label()
        self.close_button = QToolButton()
        self.close_button.setText("✕")
        self.close_button.setAccessibleName("Close the tour")
        self.close_button.setToolTip("Close the tour (Esc)")
        self.back = QPushButton("Back")
        self.forward = QPushButton("Next")
        self.forward.setProperty("primary", "true")
        for button in (self.back, self.forward):
            button.setAutoDefault(True)
        self._arrange()
        self.back.clicked.connect(self.back_asked)
        self.forward.clicked.connect(self.next_asked)
        self.close_button.clicked.connect(self.close_asked)
        self.hide()

    def _arrange(self) -> None:
        layout = QVBoxLayout(self)
        inset = TIP_PX + 14
        layout.setContentsMargins(inset, inset, inset, inset)
        layout.setSpacing(8)
        top = QHBoxLayout()
        tight(top, 8)
        top.addWidget(self.title, 1)
        top.addWidget(self.close_button, 0, Qt.AlignmentFlag.AlignTop)
        layout.addLayout(top)
        layout.addWidget(self.words)
        below = QHBoxLayout()
        tight(below, 8)
        below.addStretch()
        below.addWidget(self.back)
        below.addWidget(self.forward)
        layout.addLayout(below)
        for one, next_one in ((self.back, self.forward), (self.forward, self.close_button)):
            self.setTabOrder(one, next_one)

    # ---- what is shown

    def show_step(self, title: str, words: str) -> None:
        """Show other words; who cannot see them is told."""
        set_text(self.title, title)
        set_text(self.words, words)
        self.setAccessibleDescription(words)
        self.forward.setAccessibleDescription(f"{title}. {words}")

    def set_ends(self, is_first: bool, is_last: bool) -> None:
        """The first step has none before it, the last one none after it."""
        self.back.setEnabled(not is_first)
        self.forward.setText("Done" if is_last else "Next")

    def go_beside(self, part: QWidget) -> None:
        """Stand beside a part of the window where there is room, and point at it."""
        window = self.parentWidget()
        if window is None:
            return
        width = min(self.fontMetrics().averageCharWidth() * 2 * WIDTH_EM, window.width() - 2 * MARGIN_PX)
        self.setFixedWidth(width)
        self.adjustSize()
        area = area_of(part)
        self._side = pointing_side(area, self.size(), window.rect())
        self.move(place_beside(area, self.size(), window.rect()))
        self._tip = QPointF(self.mapFromParent(aim(area, self._side, self.geometry())))
        self.update()

    # ---- keys

    def event(self, event: QEvent) -> bool:
        """Esc closes the tour while that has the focus, and no message."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            event.setAccepted(event.key() == Qt.Key.Key_Escape)
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  Qt's name
        """Esc closes the tour."""
        if event.key() == Qt.Key.Key_Escape:
            self.close_asked.emit()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802  Qt's name
        """Draw the ground and the tip that points."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colours = self.palette()
        painter.setPen(QPen(colours.link().color(), 1.5))
        painter.setBrush(colours.alternateBase())
        body = QRectF(self.rect()).adjusted(TIP_PX, TIP_PX, -TIP_PX, -TIP_PX)
        painter.drawRoundedRect(body, 8, 8)
        tip = tip_shape(self._tip, self._side, body)
        painter.drawPolyline(tip)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.drawPolygon(tip)
