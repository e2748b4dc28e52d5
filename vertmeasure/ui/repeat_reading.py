"""A blind repeat reading at the window: begun, finished or given up; the first reading lies aside meanwhile."""

from pathlib import Path
from uuid import uuid4

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

from vertmeasure.core.repeat import blind_copy
from vertmeasure.core.study import Film, Study
from vertmeasure.storage.repeat_files import free_repeat_path
from vertmeasure.ui.background import Background
from vertmeasure.ui.desk import Desk
from vertmeasure.ui.labels import safe_text
from vertmeasure.ui.saving import Keeper
from vertmeasure.ui.tools import Hand

FILTER = "Studies (*.vert.json)"
UNSAVED_NAME = "study.vert.json"


class RepeatReading(QObject):
    """Puts the reading on the desk aside and brings it back, exactly as it was.

    Signals
    -------
    finished(object)
        The repeat reading is on disk, at this path, and the first reading is back.
    """

    finished = Signal(object)

    def __init__(self, desk: Desk, keeper: Keeper, background: Background, hand: Hand) -> None:
        super().__init__(desk)
        self._desk = desk
        self._keeper = keeper
        self._background = background
        self._hand = hand

    # ---- begin

    def begin(self, films: tuple[str, ...]) -> None:
        """Put the reading aside and show these films as if nobody had read them."""
        desk = self._desk
        if self._background.is_busy:
            desk.told.emit("Files are being read or written.", "Begin the repeat reading when that is done.")
            return
        self._hand.cancel()
        self._hand.placing = True
        self._hand.middles = None
        self._keeper.wait()
        self._keeper.keep_aside()
        path = None if desk.path is None else free_repeat_path(desk.path)
        desk.put_aside(blind_copy(desk.session.committed, str(uuid4())), path, films)

    # ---- end

    def finish(self, path: Path) -> None:
        """Save the repeat reading and bring the first one back; on a refusal of the disk nothing changes."""
        self._hand.cancel()
        self._keeper.wait()
        if not self._desk.is_blind:
            return
        self._keeper.save(path, lambda: self._saved(path))

    def _saved(self, path: Path) -> None:
        desk = self._desk
        if not desk.session.is_saved:
            self.finish(path)  # a point was placed while the file was written
            return
        desk.bring_back()
        self.finished.emit(path)

    def give_up(self) -> None:
        """Drop the repeat reading and bring the first one back; one that is being written is finished instead."""
        self._hand.cancel()
        self._keeper.wait()
        if not self._desk.is_blind:
            return
        self._keeper.forget()
        self._desk.bring_back()


def read_films(study: Study) -> tuple[Film, ...]:
    """The films that bear points, in order."""
    return tuple(film for film in study.films_in_order if any(body.marks for body in film.vertebrae.values()))


def ask_films(desk: Desk, parent: QWidget) -> tuple[str, ...]:
    """Ask which films to read again; empty when the reader thinks better of it, or there is no choice to offer."""
    films = [film.id for film in read_films(desk.study)]
    if len(films) < 2:
        return tuple(films)
    question = QMessageBox(parent)
    question.setWindowTitle("Repeat reading, blind")
    question.setText("Points and numbers are put away until you have read again. Which films?")
    question.setInformativeText("Several films tell more about your own error.")
    every = question.addButton(f"All {len(films)} films", QMessageBox.ButtonRole.AcceptRole)
    active = desk.look.active
    accept = QMessageBox.ButtonRole.AcceptRole
    one = question.addButton(f"Only {safe_text(active)}", accept) if active in films else None
    question.addButton(QMessageBox.StandardButton.Cancel)
    question.exec()
    clicked = question.clickedButton()
    if clicked is every:
        return tuple(films)
    return (active,) if one is not None and clicked is one else ()


def ask_repeat_path(desk: Desk, parent: QWidget) -> Path | None:
    """Ask where the repeat reading goes, beside its study by default; None when the reader thinks better of it."""
    proposed = desk.path or free_repeat_path(Path(UNSAVED_NAME))
    name, _ = QFileDialog.getSaveFileName(parent, "Save the repeat reading", str(proposed), FILTER)
    suffix = "" if name.endswith(".vert.json") else ".vert.json"
    path = Path(name + suffix)
    if name and desk.put_away_path is not None and path.resolve() == desk.put_away_path.resolve():
        desk.told.emit("This is the file of the first reading.", "Give the repeat reading a name of its own.")
        return None
    return path if name else None


def wants_to_give_up(parent: QWidget) -> bool:
    """Ask whether an unfinished repeat reading may be dropped."""
    question = QMessageBox(parent)
    question.setWindowTitle("Blind repeat reading")
    question.setText("The repeat reading is not finished.")
    question.setInformativeText("The first reading is kept in any case.")
    drop = question.addButton("Give the repeat up", QMessageBox.ButtonRole.DestructiveRole)
    question.addButton("Go on reading", QMessageBox.ButtonRole.RejectRole)
    question.exec()
    return question.clickedButton() is drop
