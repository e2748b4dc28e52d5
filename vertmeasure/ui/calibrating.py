"""Calibrating in the window: its bar, its note, what it draws, and which tool the left button is meanwhile."""

from collections.abc import Sequence

from PySide6.QtCore import QObject

from vertmeasure.ui.calibration_bar import CalibrationBar
from vertmeasure.ui.calibration_marks import CalibrationMarks
from vertmeasure.ui.calibration_note import CalibrationNote
from vertmeasure.ui.calibrator import Calibrator, Way
from vertmeasure.ui.desk import Desk
from vertmeasure.ui.film_view import FilmView
from vertmeasure.ui.tools import Hand


class Calibrating(QObject):
    """Puts the calibrating tool into the views, and takes it out again.

    Attributes
    ----------
    bar : CalibrationBar
        Stands above the films while the reader calibrates.
    note : CalibrationNote
        Stands there while a spacing has to be chosen.
    """

    def __init__(self, desk: Desk, hand: Hand, views: Sequence[FilmView]) -> None:
        super().__init__(desk)
        self._desk = desk
        self._hand = hand
        self._views = tuple(views)
        self.tool = Calibrator(desk)
        self.bar = CalibrationBar(desk, self.tool)
        self.note = CalibrationNote(desk)
        self.marks = tuple(CalibrationMarks(desk, view, self.tool) for view in views)
        self.bar.left.connect(self.end)
        self.note.choice_asked.connect(self._choose)
        desk.laid_out.connect(self.end)

    @property
    def is_on(self) -> bool:
        """Whether the reader calibrates."""
        return not self.bar.isHidden()

    def hint(self, film_id: str) -> str:
        """What is asked for next, for the line at the foot of the window; empty where the reader does not calibrate."""
        if not self.is_on:
            return ""
        return self.tool.hint(film_id) or "Calibrate · apply the spacing, or leave with Esc"

    def begin(self, way: Way = Way.LENGTH) -> None:
        """Take the tool up; needs a film."""
        if not self._desk.study.films:
            self._desk.told.emit("There is no film to calibrate.", "Open a film first (Ctrl+O).")
            self._desk.looked.emit()
            return
        for view in self._views:
            view.tool = self.tool
        self.bar.show()
        self.note.while_choosing(True)
        self.bar.choose(way)
        self._desk.looked.emit()

    def end(self) -> None:
        """Put the tool away, with all it has drawn; what was applied stays."""
        if not self.is_on:
            return
        for view in self._views:
            view.tool = self._hand
        self.bar.hide()
        self.tool.clear()
        self.note.while_choosing(False)
        self._desk.looked.emit()

    def escape(self) -> bool:
        """End a drag, else leave; False where the reader does not calibrate."""
        if not self.is_on:
            return False
        if self.tool.is_dragging:
            self.tool.cancel()
        else:
            self.end()
        return True

    def _choose(self, film_id: str) -> None:
        self._desk.look_at(active=film_id)
        self.begin(Way.HEADER)
