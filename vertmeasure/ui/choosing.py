"""What is asked while films are opened: which of many, and which frame."""

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from vertmeasure.dicom.film import OpenedFilm
from vertmeasure.dicom.scan import Scan
from vertmeasure.ui.background import Background
from vertmeasure.ui.desk import Desk
from vertmeasure.ui.film_chooser import ask_films
from vertmeasure.ui.frame_chooser import ask_frame
from vertmeasure.ui.opening import MOST_FILMS, Opener
from vertmeasure.ui.scan_bar import ScanBar


class Choosing(QObject):
    """Stands between the opener and the reader: shows how far a search has come, and asks what is to be opened.

    Attributes
    ----------
    bar : ScanBar
        To be placed above the films.
    """

    def __init__(self, window: QWidget, desk: Desk, opener: Opener, background: Background) -> None:
        super().__init__(window)
        self._window, self._desk, self._opener, self._background = window, desk, opener, background
        self.bar = ScanBar()
        self.bar.cancelled.connect(opener.stop_looking)
        opener.looking.connect(self.bar.tell)
        opener.looked_through.connect(self.bar.end)
        opener.choice_wanted.connect(self.choose_films)
        opener.frame_wanted.connect(self.choose_frame)

    def choose_films(self, found: Scan) -> None:
        """Ask which of the found films are to be opened, and open them."""
        generation = self._desk.generation
        chosen = ask_films(found, self._desk.study.patient, MOST_FILMS, self._window)
        if generation == self._desk.generation:  # another study may have come while the question was open
            self._opener.open_files([label.path for label in chosen])

    def choose_frame(self, opened: OpenedFilm) -> None:
        """Ask which frame of a film is to be opened, and add that."""
        generation = self._desk.generation
        chosen = ask_frame(opened, self._opener.reader, self._background, self._window)
        if chosen is not None and generation == self._desk.generation:
            self._opener.take(chosen)
