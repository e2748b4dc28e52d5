"""Starting the window: shown first, filled after."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from vertmeasure.core.errors import VertmeasureError
from vertmeasure.core.repeat import is_repeat
from vertmeasure.core.rules import RuleSet
from vertmeasure.dicom.darkroom import Darkroom
from vertmeasure.storage.places import criteria_folder
from vertmeasure.storage.rule_files import load_all, load_shipped
from vertmeasure.storage.settings import Settings
from vertmeasure.ui.crash import install_crash_hook
from vertmeasure.ui.first_sight import FirstSight
from vertmeasure.ui.key_map import key_map
from vertmeasure.ui.log import keep_log
from vertmeasure.ui.qt_log import route_qt_messages
from vertmeasure.ui.recovering import recoveries, wants_recovery
from vertmeasure.ui.study_on_disk import recovered
from vertmeasure.ui.window import MainWindow


def run_window(paths: Sequence[Path], sight: FirstSight) -> int:
    """Put the window in the place of what was shown first, and stay until it is closed."""
    keep_log()
    route_qt_messages()
    window, words = make_window(sight.settings, sight.settings_words)
    tell = window.desk.told.emit
    install_crash_hook(window.keeper.keep_now, lambda words: tell(words, "Save the study, then start again."))
    window.setGeometry(sight.geometry())
    window.show()
    sight.close()
    for sentence in words:
        window.desk.told.emit(sentence, "")
    QTimer.singleShot(0, lambda: begin(window, paths))
    return QApplication.exec()


def make_window(settings: Settings, settings_words: str) -> tuple[MainWindow, list[str]]:
    """The window with the reader's settings and criteria sets, and what was wrong with them, in words."""
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
