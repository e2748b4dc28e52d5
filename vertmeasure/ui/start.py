"""Starting the window: shown first, filled after."""

import logging
import logging.handlers
import sys
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QApplication, QMessageBox

from vertmeasure import __version__
from vertmeasure.core.errors import VertmeasureError
from vertmeasure.core.repeat import is_repeat
from vertmeasure.core.rules import RuleSet
from vertmeasure.storage.autosave import Recovery, find_recoveries, forget_recovery, read_recovery
from vertmeasure.storage.places import criteria_folder, log_folder
from vertmeasure.storage.rule_files import load_all, load_shipped
from vertmeasure.storage.settings import Settings, read_settings
from vertmeasure.ui.crash import install_crash_hook
from vertmeasure.ui.qt_log import route_qt_messages
from vertmeasure.ui.window import MainWindow


def application() -> QApplication:
    """The one application object, made where there is none yet."""
    app = QApplication.instance()
    if isinstance(app, QApplication):
        return app
    app = QApplication(sys.argv[:1])
    app.setApplicationName("vertmeasure")
    app.setApplicationVersion(__version__)
    app.setStyle("Fusion")
    app.setFont(QFont(app.font().family()))
    return app


def run(paths: Sequence[Path]) -> int:
    """Open the window on films, folders or a study, and stay until it is closed."""
    app = application()
    keep_log()
    route_qt_messages()
    window, words = make_window()
    tell = window.desk.told.emit
    install_crash_hook(window.keeper.keep_now, lambda words: tell(words, "Save the study, then start again."))
    window.resize(1440, 900)
    window.show()
    for sentence in words:
        window.desk.told.emit(sentence, "")
    QTimer.singleShot(0, lambda: begin(window, paths))
    return app.exec()


def make_window() -> tuple[MainWindow, list[str]]:
    """The window with the reader's settings and criteria sets, and what was wrong with them, in words."""
    settings, settings_words = read_settings()
    rule_sets, rule_words = all_rule_sets()
    return MainWindow(settings, rule_sets), [words for words in (settings_words, rule_words) if words]


def all_rule_sets() -> tuple[tuple[RuleSet, ...], str]:
    """The shipped sets and the clinic's own; where one of these is damaged, the shipped ones and why."""
    try:
        return load_all(criteria_folder()), ""
    except VertmeasureError as error:
        return load_shipped(), str(error)


def begin(window: MainWindow, paths: Sequence[Path]) -> None:
    """Offer what a crash left behind, then open what was asked for."""
    for recovery in recoveries(window.desk.settings):
        if wants_recovery(window, recovery):
            window.desk.lay_out(recovery.study, recovery.study_path, saved=False)
            if is_repeat(recovery.study):
                window.desk.look_at(numbers_hidden=True, six_points=True)
            window.opener.open_films_of_study()
            return
        forget_recovery(recovery.study_path, recovery.study.id)
    if paths:
        window.commands.open_paths(list(paths))


def recoveries(settings: Settings) -> list[Recovery]:
    """What an earlier run left unsaved, the latest first; what cannot be read is left where it is."""
    found = []
    for path in find_recoveries([Path(each) for each in settings.recent]):
        try:
            found.append(read_recovery(path))
        except VertmeasureError as error:
            logging.getLogger(__name__).warning("a recovery file cannot be read: %s", type(error).__name__)
    return found


def wants_recovery(window: MainWindow, recovery: Recovery) -> bool:
    """Ask whether unsaved work shall come back."""
    when = recovery.saved_at.astimezone().strftime("%Y-%m-%d %H:%M")
    kind = "the blind repeat reading" if is_repeat(recovery.study) else "the study"
    name = f"{kind} {recovery.study_path.name}" if recovery.study_path else f"{kind}, which had no file yet,"
    question = QMessageBox(window)
    question.setWindowTitle("Unsaved work was kept")
    question.setText(f"The program ended before {name} was saved ({when}).")
    restore = question.addButton("Restore it", QMessageBox.ButtonRole.AcceptRole)
    question.addButton("Discard it", QMessageBox.ButtonRole.DestructiveRole)
    question.exec()
    return question.clickedButton() is restore


def keep_log() -> None:
    """Log warnings and bugs to a small file; nothing of a patient is ever logged."""
    try:
        folder = log_folder()
        folder.mkdir(parents=True, exist_ok=True)
        handler = logging.handlers.RotatingFileHandler(folder / "vertmeasure.log", maxBytes=200_000, backupCount=1)
    except OSError:
        # Without a log the program still reads films; there is nowhere else to write that down.
        return
    handler.setFormatter(logging.Formatter("%(asctime)s %(name)s %(levelname)s %(message)s"))
    logger = logging.getLogger("vertmeasure")
    logger.addHandler(handler)
    logger.setLevel(logging.INFO)
