"""A film full of names goes through the window, a report and a crash: what is kept besides tells nothing of it."""

import logging
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEventLoop

from tests.dicom.mutations import Mutator
from tests.dicom.told_everywhere import SECRET, secretive_film, tells
from tests.flows.reader import Reader
from vertmeasure.__main__ import main
from vertmeasure.core import edits
from vertmeasure.storage.places import log_folder, recovery_folder
from vertmeasure.ui import log
from vertmeasure.ui.crash import install_crash_hook
from vertmeasure.ui.export import Exporter
from vertmeasure.ui.export_dialog import ExportChoice
from vertmeasure.ui.qt_log import route_qt_messages

LOGGER = logging.getLogger("vertmeasure")


@pytest.fixture
def reader(monkeypatch: pytest.MonkeyPatch) -> Iterator[Reader]:
    """A reader in a window that logs, and keeps its work when it crashes, as the real one does."""
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    handlers, level = list(LOGGER.handlers), LOGGER.level
    log.keep_log()
    route_qt_messages()
    reader = Reader()
    install_crash_hook(reader.window.keeper.keep_now, lambda words: reader.window.desk.told.emit(words, ""))
    yield reader
    reader.close()
    LOGGER.setLevel(level)
    for handler in set(LOGGER.handlers) - set(handlers):
        LOGGER.removeHandler(handler)
        handler.close()


def logged() -> str:
    return "".join(path.read_text("utf-8") for path in log_folder().glob("*.log"))


def names_besides(folder: Path) -> list[str]:
    """All names below the folders a program may leave something in, but for what the test itself put there."""
    shared = [Path(tempfile.gettempdir()), Path("/dev/shm")]
    own = [entry.name for entry in (*log_folder().parent.rglob("*"), *folder.rglob("*"))]
    return own + [entry.name for place in shared if place.is_dir() for entry in place.iterdir()]


def crash(*told: object) -> None:
    """A bug whose message is full of what the film says, met by the hook."""
    try:
        raise KeyError(*told)
    except KeyError as error:
        sys.excepthook(KeyError, error, error.__traceback__)


def test_that_neither_logs_nor_names_of_files_tell_who_the_film_shows(
    reader: Reader, tmp_path: Path, capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    films, written = tmp_path / "films", tmp_path / "written"
    films.mkdir()
    written.mkdir()
    path = secretive_film(films / f"{SECRET}.dcm")
    reader.open(path)
    (film,) = reader.window.desk.study.films
    assert reader.window.desk.study.patient.name == SECRET  # it got as far as it can
    for seed in range(12):
        broken = films / f"{SECRET}{seed}.dcm"
        broken.write_bytes(Mutator(path).mutated(seed))
        reader.open(broken)
    reader.window.desk.apply("Mark", lambda study: edits.set_fractured(study, "L1", True))
    export(reader, ExportChoice(written, pdf=True, csv=True, json=True))
    crash(SECRET, film.source.path)
    reader.window.background.run(lambda: crash_in_thread(path), print, lambda _: None)
    reader.wait(lambda: not reader.window.background.is_busy)
    assert [path.suffix for path in recovery_folder().iterdir()] == [".recovery"]
    assert "bug: KeyError at test_privacy.py" in logged()
    assert "background work failed: KeyError" in logged()
    assert not tells(logged() + caplog.text + "".join(capfd.readouterr()))
    assert not [name for name in names_besides(written) if tells(name)]


def crash_in_thread(path: Path) -> None:
    raise KeyError(path)


def export(reader: Reader, choice: ExportChoice) -> None:
    loop, exporter = QEventLoop(), Exporter(reader.window.desk, reader.window.background)
    exporter.finished.connect(loop.quit)
    exporter.export(choice)
    loop.exec()
    assert all(path.exists() for path in choice.paths)


def test_that_the_crash_log_of_a_command_tells_nothing_of_the_film(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = secretive_film(tmp_path / "film.dcm")

    def fail(*_: object) -> None:
        raise KeyError(SECRET, path)

    monkeypatch.setattr("vertmeasure.cli.commands.describe", fail)
    assert main(["info", str(path)]) == 1
    assert "KeyError at test_privacy.py" in logged()
    assert not tells(logged() + "".join(capfd.readouterr()))
