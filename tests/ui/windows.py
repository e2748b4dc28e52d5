"""Windows with settings of one's own, put away without a question."""

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication

from tests.flows.reader import DARKROOM
from vertmeasure.storage.rule_files import load_shipped
from vertmeasure.storage.settings import Settings
from vertmeasure.ui.first_sight import application
from vertmeasure.ui.pictures import settle
from vertmeasure.ui.window import MainWindow


@contextmanager
def shown_window(settings: Settings, size: tuple[int, int] = (1280, 800), sample: bool = False) -> Iterator[MainWindow]:
    """A window of a size, empty or with the sample patient."""
    application()
    window = MainWindow(settings, load_shipped(), DARKROOM)
    window.resize(*size)
    window.show()
    window.activateWindow()
    if sample:
        window.commands.open_sample()
    settle(window)
    try:
        yield window
    finally:
        desk = window.desk
        window.keeper.forget()
        desk.session.mark_saved(desk.session.committed)
        window.close()
        window.deleteLater()
        # Qt deletes later only below a running event loop; windows that stayed would be dressed with every new one.
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
