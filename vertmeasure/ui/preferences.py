"""The reader's settings at the window: worn at once, kept on disk, or taken back."""

import os
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt

from vertmeasure.core.errors import VertmeasureError
from vertmeasure.storage.settings import Settings, settings_path, write_settings
from vertmeasure.ui.desk import new_study
from vertmeasure.ui.settings_dialog import SettingsDialog

if TYPE_CHECKING:
    from vertmeasure.ui.window import MainWindow


class Preferences(QObject):
    """Changes the settings of the desk, and what of the window depends on them."""

    def __init__(self, window: "MainWindow") -> None:
        super().__init__(window)
        self._window = window
        self._desk = window.desk

    def change(self, **changes: object) -> None:
        """Change settings and keep them."""
        self.wear(**changes)
        self._keep()

    def note_folder(self, opened: Path) -> None:
        """Remember where films were opened last; the next dialog begins there."""
        folder = str(opened if os.path.isdir(opened) else opened.parent)  # noqa: PTH112  a closed path raises nothing here
        if folder != self._desk.settings.films_folder:
            self.change(films_folder=folder)

    def wear(self, **changes: object) -> None:
        """Change settings until they are kept or taken back."""
        before, now = self._desk.settings, _changed(self._desk.settings, changes)
        self._desk.settings = now
        if (before.palette, before.font_percent) != (now.palette, now.font_percent):
            self._window.dress()
            self._window.make_room()
            self._window.show_icons()
        if before.keys != now.keys:
            self._window.show_keys()
        if before.six_points != now.six_points:
            self._desk.look_at(six_points=now.six_points)
        if before != now:
            self._desk.looked.emit()

    def show_dialog(self) -> SettingsDialog:
        """Open the settings beside the window; OK keeps what was changed, Cancel takes it back."""
        before = self._desk.settings
        dialog = SettingsDialog(before, self._desk.rule_sets, self._window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.changed.connect(lambda changes: self.wear(**changes))
        dialog.accepted.connect(lambda: self._accept(dialog.changes))
        dialog.rejected.connect(lambda: self._take_back(before, dialog.changes))
        dialog.open()
        return dialog

    def _accept(self, changes: dict[str, object]) -> None:
        if changes:
            self._keep()
            self._begin_anew()

    def _take_back(self, before: Settings, changes: dict[str, object]) -> None:
        """Only what was changed here: a study may have been opened meanwhile and stand among the recent ones."""
        self.wear(**{name: getattr(before, name) for name in changes})
        if changes and settings_path().exists():
            self._keep()

    def _begin_anew(self) -> None:
        """A study in which nothing was done yet begins with the reader and the error just chosen."""
        desk = self._desk
        is_untouched = not desk.is_blind and desk.path is None and desk.session.is_saved and not desk.study.films
        if is_untouched and not self._window.opener.is_reading:
            desk.session.replace_with(new_study(desk.settings))

    def _keep(self) -> None:
        try:
            write_settings(self._desk.settings)
        except VertmeasureError as error:
            self._desk.told.emit(error.message, error.remedy)


def _changed(settings: Settings, changes: dict[str, object]) -> Settings:
    return replace(settings, **changes)  # type: ignore[arg-type]
