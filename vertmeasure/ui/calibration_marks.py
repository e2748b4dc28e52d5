"""What is drawn on a film while it is calibrated: lines with ends, or points on a rim with the circle through them."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QWidget

from vertmeasure.core.calibrating import circle_through
from vertmeasure.core.errors import StudyError
from vertmeasure.core.geometry import ImagePoint
from vertmeasure.paint.palette import FILM_INK
from vertmeasure.ui.calibration_plan import aspect_of
from vertmeasure.ui.calibrator import Calibrator, Way
from vertmeasure.ui.desk import Desk
from vertmeasure.ui.film_sheet import FilmSheet

RING_PX = 4.5
TOUCHED_RING_PX = 6.5
HALO = QColor(0, 0, 0, 170)
RIM_STEPS = 72


class CalibrationMarks(QWidget):
    """Lies over a film view and lets every click through; shown while its film carries points of the tool."""

    def __init__(self, desk: Desk, view: FilmSheet, calibrator: Calibrator) -> None:
        super().__init__(view)
        self._desk = desk
        self._view = view
        self._calibrator = calibrator
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAccessibleName("Calibration drawn on the film")
        view.installEventFilter(self)
        view.ranged.connect(self.update)
        calibrator.subscribe(self.refresh)
        view.drawn_over.append(self.draw)
        self.hide()

    def refresh(self) -> None:
        """Show the points as they are."""
        is_mine = bool(self._calibrator.points) and self._view.film_id == self._calibrator.film_id
        self.setGeometry(self._view.rect())
        self.setVisible(is_mine)
        self.update()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: N802  Qt's name
        """Cover the view at every size."""
        if event.type() is QEvent.Type.Resize:
            self.setGeometry(self._view.rect())
        return False

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802  Qt's name
        """What the tool has drawn so far."""
        self.draw(QPainter(self), self._view.to_widget)

    def draw(self, painter: QPainter, place: Callable[[ImagePoint], QPointF]) -> None:
        """Draw lines first, then the rings of their ends; nothing where the points are another film's."""
        if self.isHidden():
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for line in self._outlines():
            for colour, width in ((HALO, 3.4), (QColor(FILM_INK.strong), 1.4)):
                painter.setPen(QPen(colour, width))
                painter.drawPolyline(QPolygonF([place(point) for point in line]))
        for number, point in enumerate(self._calibrator.points):
            self._draw_ring(painter, place(point), number == self._calibrator.touched)

    def _draw_ring(self, painter: QPainter, at: QPointF, is_touched: bool) -> None:
        radius = TOUCHED_RING_PX if is_touched else RING_PX
        for colour, width in ((HALO, 3.4), (QColor(FILM_INK.strong), 1.4)):
            painter.setPen(QPen(colour, width))
            painter.drawEllipse(at, radius, radius)
        painter.drawPoint(at)

    def _outlines(self) -> list[list[ImagePoint]]:
        if self._calibrator.way is not Way.DISC:
            return [list(line) for line in self._calibrator.lines]
        film = self._view.film
        if not self._calibrator.is_complete or film is None:
            return []
        opened = self._desk.images.image_of(film)
        aspect = aspect_of(film, opened.header if opened else None)
        try:
            circle = circle_through(self._calibrator.points, aspect)
        except StudyError:
            return []  # the bar says why there is none
        return [circle.rim(RIM_STEPS)]
