"""A reader's own error at the window: the blind repeat reading, and the page that compares readings."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal

from vertmeasure.paint.palette import palette
from vertmeasure.storage.repeat_files import repeats_beside
from vertmeasure.ui.agreement_page import AgreementPage, NamedReading
from vertmeasure.ui.repeat_reading import RepeatReading, ask_films, ask_repeat_path, read_films, wants_to_give_up

if TYPE_CHECKING:
    from vertmeasure.ui.window import MainWindow


class OwnError(QObject):
    """Leads a reader through a blind repeat reading and shows what it tells.

    Attributes
    ----------
    page : AgreementPage | None
        The page opened last.

    Signals
    -------
    error_chosen(float, str)
        The landmark error, in mm, that shall serve this reader, and where it comes from.
    """

    error_chosen = Signal(float, str)

    def __init__(self, window: "MainWindow") -> None:
        super().__init__(window)
        self._window = window
        self._desk = window.desk
        self._repeat = RepeatReading(window.desk, window.keeper, window.background, window.hand)
        self._repeat.finished.connect(lambda path: self._open_page([path]))
        self.page: AgreementPage | None = None

    def begin(self) -> None:
        """Ask which films to read again, and put points and numbers away."""
        if self._desk.is_blind:
            return
        if not read_films(self._desk.study):
            self._desk.told.emit("Nothing is placed yet.", "Read the films once; then they can be read again.")
            return
        films = ask_films(self._desk, self._window)
        if films:
            self._repeat.begin(films)

    def finish(self) -> None:
        """Save the repeat reading beside the study, bring the first one back and compare the two."""
        if not self._desk.is_blind:
            return
        if not read_films(self._desk.study):
            self._desk.told.emit("Nothing is read again yet.", "Place the points, or give the repeat reading up.")
            return
        path = ask_repeat_path(self._desk, self._window)
        if path is not None:
            self._repeat.finish(path)

    def may_stop(self) -> bool:
        """Whether no blind reading is under way any more: the reader may give up what was read again."""
        if self._desk.is_blind and (not read_films(self._desk.study) or wants_to_give_up(self._window)):
            self._repeat.give_up()
        return not self._desk.is_blind

    def compare(self) -> None:
        """Compare the study on the desk with its repeat readings; the reader may add those of others."""
        if not self._desk.is_blind:
            self._open_page(repeats_beside(self._desk.path) if self._desk.path else [])

    def _open_page(self, repeats: Sequence[Path]) -> None:
        name = self._desk.path.name if self._desk.path else "The study on the desk"
        colours = palette(self._desk.settings.palette)
        page = AgreementPage([NamedReading(name, self._desk.session.committed)], colours, self._window)
        page.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        page.error_chosen.connect(self.error_chosen)
        page.add_files(repeats)
        page.open()
        self.page = page
