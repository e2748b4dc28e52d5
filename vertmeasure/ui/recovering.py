"""What an earlier run left unsaved: found, and offered."""

import logging
from pathlib import Path

from PySide6.QtWidgets import QMessageBox, QWidget

from vertmeasure.core.errors import VertmeasureError
from vertmeasure.core.repeat import is_repeat
from vertmeasure.storage.autosave import Recovery, find_recoveries, read_recovery
from vertmeasure.storage.settings import Settings

LOG = logging.getLogger(__name__)


def recoveries(settings: Settings) -> list[Recovery]:
    """What an earlier run left unsaved, the latest first; what cannot be read is left where it is."""
    found = []
    for path in find_recoveries([Path(each) for each in settings.recent]):
        try:
            found.append(read_recovery(path))
        except VertmeasureError as error:
            LOG.warning("a recovery file cannot be read: %s", type(error).__name__)
    return found


def wants_recovery(parent: QWidget, recovery: Recovery) -> bool:
    """Ask whether unsaved work shall come back."""
    when = recovery.saved_at.astimezone().strftime("%Y-%m-%d %H:%M")
    kind = "the blind repeat reading" if is_repeat(recovery.study) else "the study"
    name = f"{kind} {recovery.study_path.name}" if recovery.study_path else f"{kind}, which had no file yet,"
    question = QMessageBox(parent)
    question.setWindowTitle("Unsaved work was kept")
    question.setText(f"The program ended before {name} was saved ({when}).")
    restore = question.addButton("Restore it", QMessageBox.ButtonRole.AcceptRole)
    question.addButton("Discard it", QMessageBox.ButtonRole.DestructiveRole)
    question.exec()
    return question.clickedButton() is restore
