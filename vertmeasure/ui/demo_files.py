"""The demonstration without a screen: the sample study's report, and pictures of the window."""

from pathlib import Path

from PySide6.QtCore import QEventLoop

from vertmeasure.core.errors import ReportError
from vertmeasure.dicom.darkroom import Darkroom
from vertmeasure.storage.rule_files import load_shipped
from vertmeasure.storage.settings import Settings
from vertmeasure.ui.export import Exporter
from vertmeasure.ui.export_dialog import ExportChoice
from vertmeasure.ui.first_sight import application
from vertmeasure.ui.pictures import settle, take_pictures
from vertmeasure.ui.qt_log import route_qt_messages
from vertmeasure.ui.window import MainWindow


def write_demo(folder: Path) -> list[Path]:
    """Write PDF, CSV, JSON and pictures into a folder, made where it is missing; the paths written."""
    application()
    route_qt_messages()
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ReportError(f"{folder} cannot be made: {error.strerror}.", "Name another folder.") from error
    return [*_write_report(folder), *take_pictures(folder)]


def _write_report(folder: Path) -> list[Path]:
    window = MainWindow(Settings(), load_shipped(), Darkroom())
    window.commands.open_sample()
    settle(window)
    words: list[str] = []
    loop = QEventLoop()
    exporter = Exporter(window.desk, window.background)
    exporter.finished.connect(loop.quit)
    window.desk.told.connect(lambda message, remedy: words.append(f"{message} {remedy}"))
    choice = ExportChoice(folder, "sample", pdf=True, csv=True, json=True)
    exporter.export(choice)
    loop.exec()
    window.darkroom.close()
    window.background.close()
    missing = [path.name for path in choice.paths if not path.exists()]
    if missing:
        raise ReportError(f"{', '.join(missing)} could not be written. {' '.join(words)}", "Name another folder.")
    return list(choice.paths)
