"""What each action of the window does."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QFileDialog, QMenu, QMessageBox

from vertmeasure.core import edits
from vertmeasure.core.anatomy import LEVELS, Mark, shifted
from vertmeasure.core.study import Side, Study
from vertmeasure.dicom.film import OpenedFilm
from vertmeasure.paint.palette import palette
from vertmeasure.storage.resources import sample_folder
from vertmeasure.storage.settings import with_recent
from vertmeasure.ui.about import show_about
from vertmeasure.ui.desk import new_study
from vertmeasure.ui.export import Exporter
from vertmeasure.ui.export_dialog import ExportChoice, ask_export
from vertmeasure.ui.landmark_commands import LandmarkCommands
from vertmeasure.ui.opening import STUDY_SUFFIX
from vertmeasure.ui.own_error import OwnError
from vertmeasure.ui.point_menu import fill_point_menu
from vertmeasure.ui.preferences import Preferences
from vertmeasure.ui.recovering import wants_recovery
from vertmeasure.ui.reference_page import ReferencePage
from vertmeasure.ui.shortcuts_page import ShortcutsPage
from vertmeasure.ui.study_on_disk import StudyOnDisk, recovered
from vertmeasure.ui.typing import finish_typing

if TYPE_CHECKING:
    from vertmeasure.ui.window import MainWindow

FILMS_FILTER = "Films and studies (*.dcm *.dicom *.vert.json *);;Studies (*.vert.json)"
STUDY_FILTER = f"Studies (*{STUDY_SUFFIX})"


class Commands(LandmarkCommands):
    """The actions of the table in actions.py, one method each, by id."""

    def __init__(self, window: "MainWindow") -> None:
        super().__init__(window)
        self.preferences = Preferences(window)
        self._exporter = Exporter(window.desk, window.background)
        self._last_choice: ExportChoice | None = None
        self._given_up: Study | None = None
        window.desk.laid_out.connect(self._forget_choice)
        self.own_error = OwnError(window)
        self.own_error.error_chosen.connect(self.use_landmark_error)

    def do(self, action_id: str) -> None:
        """Do what the action of this id stands for, then show the result."""
        finish_typing()
        method: Callable[[], None] = getattr(self, action_id)
        method()
        self._window.refresh()

    # ---- files

    def open_files(self) -> None:
        """Ask for films or a study and open them."""
        folder = self._desk.settings.films_folder
        names, _ = QFileDialog.getOpenFileNames(self._window, "Open films or a study", folder, FILMS_FILTER)
        self.open_paths([Path(name) for name in names])

    def open_folder(self) -> None:
        """Ask for a folder and open its films."""
        folder = self._desk.settings.films_folder
        name = QFileDialog.getExistingDirectory(self._window, "Open every film of a folder", folder)
        self.open_paths([Path(name)] if name else [])

    def open_sample(self) -> None:
        """Open the synthetic patient that comes with the program."""
        if self.may_put_away():
            self._window.opener.open_as_new(sample_folder() / f"sample{STUDY_SUFFIX}")

    def open_paths(self, paths: Sequence[Path]) -> None:
        """Open a study, or add films to the study on the desk."""
        finish_typing()
        paths = [path.absolute() for path in paths]
        is_study = any(path.name.endswith(STUDY_SUFFIX) for path in paths)
        if paths and self.own_error.may_stop() and (not is_study or self.may_put_away()):
            self.preferences.note_folder(paths[0])
            self._window.opener.open(paths)

    def lay_out(self, found: StudyOnDisk) -> None:
        """Put a study that was read on the desk, or what a crash left of it, if the reader wants that."""
        keeper = self._window.keeper
        if self._desk.session.committed is not self._given_up and not self.may_put_away():
            return  # something was done while the file was read, and the reader keeps it
        keeper.forget()
        recovery = found.recovery
        if recovery is not None and wants_recovery(self._window, recovery):
            found = recovered(recovery)
        elif recovery is not None:
            keeper.discard(recovery)
        self._window.opener.lay_out(found)
        if found.path is not None:
            self.preferences.change(recent=with_recent(self._desk.settings.recent, found.path))

    def new_study(self) -> None:
        """Put an empty study on the desk."""
        if self.may_put_away():
            self._window.keeper.forget()
            self._desk.lay_out(new_study(self._desk.settings), None)

    def save(self) -> None:
        """Save the study under its name, asking for one the first time."""
        if self._desk.path is None:
            self.save_as()
        else:
            self.save_to(self._desk.path)

    def save_as(self) -> None:
        """Ask for a name and save."""
        name, _ = QFileDialog.getSaveFileName(self._window, "Save the study", f"study{STUDY_SUFFIX}", STUDY_FILTER)
        if name:
            self.save_to(Path(name if name.endswith(STUDY_SUFFIX) else name + STUDY_SUFFIX))

    def save_to(self, path: Path, done: Callable[[], None] | None = None) -> None:
        """Save under a name and remember it among the recent ones."""

        def saved() -> None:
            self.preferences.change(recent=with_recent(self._desk.settings.recent, path))
            if done is not None:
                done()

        self._window.keeper.save(path, saved)

    def may_put_away(self) -> bool:
        """Whether the study may leave the desk: it is saved, now or before, or the reader gives the changes up."""
        finish_typing()
        if not self.own_error.may_stop():
            return False
        self._window.keeper.wait()
        if self._desk.session.is_saved:
            return True
        question = QMessageBox(self._window)
        question.setWindowTitle("Unsaved work")
        question.setText("The study has changes that are not saved.")
        save = question.addButton("Save", QMessageBox.ButtonRole.AcceptRole)
        discard = question.addButton("Discard the changes", QMessageBox.ButtonRole.DestructiveRole)
        question.addButton("Cancel", QMessageBox.ButtonRole.RejectRole)
        question.exec()
        if question.clickedButton() is save:
            self.save()
            self._window.keeper.wait()
            return self._desk.session.is_saved
        is_given_up = question.clickedButton() is discard
        self._given_up = self._desk.session.committed if is_given_up else None
        return is_given_up

    def close(self) -> None:
        """Close the window, asking about unsaved work."""
        self._window.close()

    def export_report(self) -> None:
        """Ask what to write and write it, off the window's thread."""
        choice = ask_export(self._desk, self._window, self._last_choice)
        if choice is not None:
            self._last_choice = choice
            self._exporter.export(choice)

    def _forget_choice(self) -> None:
        """The next study has a folder and a name of its own."""
        self._last_choice = None

    def ask_other_patient(self, opened: OpenedFilm) -> None:
        """A film of another patient is refused unless the reader adds it on purpose."""
        question = QMessageBox(self._window)
        question.setWindowTitle("Another patient")
        question.setText("This film names another patient than the study. It was not added.")
        question.setInformativeText("Add it only if you know that both are the same person.")
        add = question.addButton("Add all the same", QMessageBox.ButtonRole.DestructiveRole)
        question.setDefaultButton(question.addButton("Leave it out", QMessageBox.ButtonRole.RejectRole))
        generation = self._desk.generation
        question.exec()
        if question.clickedButton() is add and generation == self._desk.generation:
            self._window.opener.add(opened)

    # ---- editing

    def undo(self) -> None:
        """Take the last step back."""
        self._desk.session.undo()

    def redo(self) -> None:
        """Do the step again."""
        self._desk.session.redo()

    def shift_up(self) -> None:
        """Every level of the study becomes the one above."""
        self._shift(-1, "up")

    def shift_down(self) -> None:
        """Every level of the study becomes the one below."""
        self._shift(+1, "down")

    def _shift(self, steps: int, words: str) -> None:
        if self._apply(f"Shift all levels {words}", lambda study: edits.shift_levels(study, steps)):
            level = self._desk.look.level
            self._desk.look_at(level=(shifted(level, steps) or level) if level else "")

    def mark_fractured(self) -> None:
        """Mark the level as fractured, or take the mark back."""
        level = self._desk.look.level
        if level:
            marked = level in {fracture.level for fracture in self._desk.study.fractures}
            words = "Unmark" if marked else "Mark"
            self._apply(f"{words} {level} as fractured", lambda study: edits.set_fractured(study, level, not marked))

    def point_menu(self, level: str, mark: str, at: QPoint) -> None:
        """Offer what can be done with one point."""
        menu = QMenu(self._window)
        fill_point_menu(menu, self._desk, (self._desk.look.active, level, Mark(mark)))
        menu.exec(at)

    def _apply(self, label: str, edit: Callable[[Study], Study]) -> bool:
        return self._desk.apply(label, edit)

    # ---- placing

    def calibrate_tool(self) -> None:
        """Tell what a pixel of the active film measures, or leave that."""
        calibrating = self._window.calibrating
        if calibrating.is_on:
            calibrating.end()
        else:
            calibrating.begin()

    def say_anterior(self, film_id: str, side: Side) -> None:
        """Record on which side of a film the front of the patient is."""
        self._apply(f"Front of {film_id}: {side}", lambda study: edits.set_anterior(study, film_id, side))

    def snap(self) -> None:
        """Let released points move to the edge of the bone, or stay where they are let go."""
        self.preferences.change(snap=not self._desk.settings.snap)
        self._desk.looked.emit()

    def six_points(self) -> None:
        """Place the middle points by hand, or accept proposals for them."""
        self._desk.look_at(six_points=not self._desk.look.six_points)

    def level_up(self) -> None:
        """Look at the level above."""
        self._step_level(-1)

    def level_down(self) -> None:
        """Look at the level below."""
        self._step_level(+1)

    def _step_level(self, step: int) -> None:
        level = self._desk.look.level or LEVELS[11]
        self._desk.look_at(level=shifted(level, step) or level)

    # ---- a reader's own error

    def repeat_reading(self) -> None:
        """Put points and numbers away and read films again."""
        self.own_error.begin()

    def finish_repeat(self) -> None:
        """Save the repeat reading, bring the first one back and compare the two."""
        self.own_error.finish()

    def give_up_repeat(self) -> None:
        """Bring the first reading back, asking first where points would be lost."""
        self.own_error.may_stop()

    def compare_readings(self) -> None:
        """Compare the study with its repeat readings, or with those of other readers."""
        self.own_error.compare()

    def use_landmark_error(self, sd_mm: float, source: str) -> None:
        """Reckon intervals with this error of a point from now on, in this study and in new ones."""
        self.preferences.change(landmark_sd_mm=sd_mm, landmark_sd_source=source)
        fields = {"landmark_sd_mm": sd_mm, "landmark_sd_source": source}
        self._apply("Own point error", lambda study: edits.describe_study(study, **fields))

    # ---- viewing

    def hide_numbers(self) -> None:
        """Hide numbers and verdicts, or show them again."""
        self._desk.look_at(numbers_hidden=not self._desk.look.numbers_hidden)

    def switch_palette(self) -> None:
        """Change between the dark and the light palette."""
        self.preferences.change(palette="dark" if self._desk.settings.palette == "light" else "light")

    def dismiss_banner(self) -> None:
        """Close the message above the films; instead a drag or a carry-over is cancelled, or calibrating is left."""
        if self._window.calibrating.escape():
            return
        if self._window.carrying.pair is not None:
            self._window.carrying.cancel()
            return
        if self._window.hand.is_dragging:
            self._window.hand.cancel()
        else:
            self._window.banner.dismiss()

    def show_shortcuts(self) -> None:
        """Every action and its key, in a window of its own beside this one."""
        settings = self._desk.settings
        ShortcutsPage(settings.keys, palette(settings.palette), self._window).show()

    def show_tour(self) -> None:
        """Lead through the window in five steps, by the sample study where no film is open."""
        if not self._desk.study.films:
            self.open_sample()
        self.preferences.change(tour_seen=True)
        self._window.tour.begin()

    def show_reference(self) -> None:
        """Show what every word means, in a window of its own beside this one."""
        ReferencePage(self._desk.rule_sets, self._window).show()

    def show_about(self) -> None:
        """What this program is, and what it is not."""
        show_about(self._window)

    # ---- settings

    def choose_set(self, name: str) -> None:
        """Judge by another criteria set from now on."""
        self.preferences.change(default_set=name)

    def show_settings(self) -> None:
        """Reader, looks, keys and folders."""
        self.preferences.show_dialog()
