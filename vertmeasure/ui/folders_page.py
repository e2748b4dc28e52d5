"""Settings: the folders the program opens, writes to and reads criteria sets from."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLabel, QPushButton, QWidget

from vertmeasure.core.errors import VertmeasureError
from vertmeasure.storage.places import criteria_folder, settings_folder
from vertmeasure.storage.safe_file import make_folder
from vertmeasure.storage.settings import Settings
from vertmeasure.ui.labels import column, safe_text, set_shown, set_text, text_label, tight
from vertmeasure.ui.settings_page import SettingsPage
from vertmeasure.ui.wrap_row import WrapRow

NO_FILMS = "Not known yet: no film was opened."
BESIDE = "Beside the study."


class FolderRow(QWidget):
    """A folder with its path, and buttons that do something with it."""

    def __init__(self, name: str, otherwise: str = "") -> None:
        super().__init__()
        self.name = name
        self._otherwise = otherwise
        self.path = text_label(role="quiet")
        buttons = QWidget()
        self._buttons = QHBoxLayout(buttons)
        tight(self._buttons, 6)
        column(self).addLayout(WrapRow(self.path, buttons))

    def add_button(self, words: str, do: Callable[[], object]) -> QPushButton:
        """A button that does something with the folder."""
        button = QPushButton(words)
        button.setAutoDefault(False)
        button.setAccessibleName(f"{self.name}: {words.removesuffix('…')}")
        button.clicked.connect(lambda: do())
        self._buttons.addWidget(button)
        return button

    def show_path(self, path: str) -> None:
        """Show where the folder is."""
        set_text(self.path, safe_text(path or self._otherwise))


class FoldersPage(SettingsPage):
    """Shows where things lie, and leads there."""

    def __init__(self, settings: Settings) -> None:
        super().__init__("Folders")
        self._report_folder = settings.report_folder
        self.fault: QLabel = text_label(role="bad")
        self.films = self._row("Films opened last", NO_FILMS)
        self.films.show_path(settings.films_folder)
        opener = self.films.add_button("Open folder", partial(self._open, Path(settings.films_folder)))
        opener.setEnabled(bool(settings.films_folder))
        self._add_reports()
        self._add_own("Criteria sets of your own", criteria_folder())
        self.add_note("A *.toml file laid there stands beside the shipped sets from the next start on.")
        self._add_own("These settings", settings_folder())
        self.rows.addWidget(self.fault)
        self.fault.hide()

    def _row(self, name: str, otherwise: str = "") -> FolderRow:
        row = FolderRow(name, otherwise)
        self.add_title(name)
        self.rows.addWidget(row)
        return row

    def _add_reports(self) -> None:
        self.reports = self._row("Reports", BESIDE)
        self.reports.add_button("Choose…", self._choose)
        self.beside = self.reports.add_button("Beside the study", lambda: self._take(""))
        self.open_reports = self.reports.add_button("Open folder", lambda: self._open(Path(self._report_folder)))
        self._show_reports()

    def _add_own(self, name: str, folder: Path) -> None:
        row = self._row(name)
        row.show_path(str(folder))
        row.add_button("Open folder", partial(self._open_own, folder))

    def _choose(self) -> None:
        folder = QFileDialog.getExistingDirectory(self, "Folder for reports", self._report_folder)
        if folder:
            self._take(folder)

    def _take(self, folder: str) -> None:
        self._report_folder = folder
        self._show_reports()
        self.entered.emit({"report_folder": folder})

    def _show_reports(self) -> None:
        self.reports.show_path(self._report_folder)
        for button in (self.beside, self.open_reports):
            set_shown(button, bool(self._report_folder))

    def _open_own(self, folder: Path) -> None:
        """A folder of the program's own is made when it is first looked into."""
        try:
            make_folder(folder)
        except VertmeasureError as error:
            set_text(self.fault, safe_text(str(error)))
            return
        self._open(folder)

    def _open(self, folder: Path) -> None:
        is_there = folder.is_dir() and open_folder(folder)
        set_text(self.fault, "" if is_there else safe_text(f"{folder} cannot be opened."))


def open_folder(folder: Path) -> bool:
    """Show a folder in the file manager of this computer; whether there is one that takes it."""
    return QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))
