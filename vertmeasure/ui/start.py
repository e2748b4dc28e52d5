"""Starting the window: shown first, filled after."""

import sys
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QApplication

from vertmeasure import __version__
from vertmeasure.core.errors import VertmeasureError
from vertmeasure.core.repeat import is_repeat
from vertmeasure.core.rules import RuleSet
from vertmeasure.dicom.darkroom import Darkroom
from vertmeasure.storage.places import criteria_folder
from vertmeasure.storage.rule_files import load_all, load_shipped
from vertmeasure.storage.settings import read_settings
from vertmeasure.ui.crash import install_crash_hook
from vertmeasure.ui.demo import has_screen
from vertmeasure.ui.key_map import key_map
from vertmeasure.ui.log import keep_log
from vertmeasure.ui.qt_log import route_qt_messages
from vertmeasure.ui.recovering import recoveries, wants_recovery
from vertmeasure.ui.study_on_disk import recovered
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
    if not has_screen():
        raise VertmeasureError("There is no screen to show the window on.", "Use the commands: vertmeasure --help.")
    app = application()
    keep_log()
    route_qt_messages()
    window, words = make_window()
    tell = window.desk.told.emit
    install_crash_hook(window.keeper.keep_now, lambda words: tell(words, "Save the study, then start again."))
    room = app.primaryScreen().availableGeometry()
    window.resize(min(1600, room.width()), min(1000, room.height()))
    window.show()
    for sentence in words:
        window.desk.told.emit(sentence, "")
    QTimer.singleShot(0, lambda: begin(window, paths))
    return app.exec()


def make_window() -> tuple[MainWindow, list[str]]:
    """The window with the reader's settings and criteria sets, and what was wrong with them, in words."""
    settings, settings_words = read_settings()
    rule_sets, rule_words = all_rule_sets()
    words = (settings_words, rule_words, *key_map(settings.keys).ignored)
    return MainWindow(settings, rule_sets, Darkroom()), [each for each in words if each]


def all_rule_sets() -> tuple[tuple[RuleSet, ...], str]:
    """The shipped sets and the clinic's own; where one of these is damaged, the shipped ones and why."""
    try:
        return load_all(criteria_folder()), ""
    except VertmeasureError as error:
        return load_shipped(), str(error)


def begin(window: MainWindow, paths: Sequence[Path]) -> None:
    """Get the darkroom ready, offer what a crash left behind, then open what was asked for."""
    window.darkroom.start()
    for recovery in recoveries(window.desk.settings):
        if wants_recovery(window, recovery):
            window.opener.lay_out(recovered(recovery))
            if is_repeat(recovery.study):
                window.desk.look_at(numbers_hidden=True, six_points=True)
            if paths:
                window.desk.told.emit("The work of last time is open instead of what was named.", "Open that now.")
            return
        window.keeper.discard(recovery)
    if paths:
        window.commands.open_paths(list(paths))
    else:
        window.film_area.card.take_focus()
