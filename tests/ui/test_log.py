"""The log of the program: for its owner only, and without a word of a patient."""

import logging
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import qWarning

from vertmeasure.core.errors import trace_words
from vertmeasure.storage.places import log_folder
from vertmeasure.ui.log import MOST_BYTES, keep_log
from vertmeasure.ui.qt_log import route_qt_messages, without_paths

LOGGER = logging.getLogger("vertmeasure")


@pytest.fixture(autouse=True)
def _log_as_it_was() -> Iterator[None]:
    handlers, level = list(LOGGER.handlers), LOGGER.level
    yield
    LOGGER.setLevel(level)
    for handler in set(LOGGER.handlers) - set(handlers):
        LOGGER.removeHandler(handler)
        handler.close()


def modes_of_logs() -> dict[str, int]:
    return {path.name: stat.S_IMODE(path.stat().st_mode) for path in log_folder().iterdir()}


def test_that_the_log_is_for_its_owner_only() -> None:
    keep_log()
    LOGGER.warning("a word")
    assert modes_of_logs() == {"vertmeasure.log": 0o600}
    assert "a word" in (log_folder() / "vertmeasure.log").read_text("utf-8")


def test_that_a_log_others_could_read_is_closed_to_them() -> None:
    log_folder().mkdir(parents=True)
    (log_folder() / "vertmeasure.log").touch(0o644)
    keep_log()
    assert modes_of_logs() == {"vertmeasure.log": 0o600}


def test_that_a_full_log_goes_on_in_one_for_its_owner_only() -> None:
    keep_log()
    for _ in range(3):
        LOGGER.warning("x" * (MOST_BYTES // 2))
    assert modes_of_logs() == {"vertmeasure.log": 0o600, "vertmeasure.log.1": 0o600}


def test_that_a_name_that_is_no_valid_text_can_be_logged() -> None:
    keep_log()
    LOGGER.handlers[-1].handle(logging.makeLogRecord({"msg": "\udcff"}))
    assert r"\udcff" in (log_folder() / "vertmeasure.log").read_text("utf-8")


def test_that_without_a_folder_for_the_log_the_program_goes_on(home: Path) -> None:
    (home / "logs").touch()
    before = list(LOGGER.handlers)
    keep_log()
    assert before == LOGGER.handlers


@pytest.mark.parametrize(
    ("message", "kept"),
    [
        ("Cannot open /srv/doe/Doe Jane.dcm: no such file", "Cannot open <path>: no such file"),
        ('QImage: "/srv/doe/Doe Jane.dcm" is damaged', 'QImage: "<path>" is damaged'),
        ("Cannot open '/srv/O'Neil/a.dcm'", "Cannot open '<path>"),
        (r"Cannot open C:\Users\Doe Jane\a.dcm", "Cannot open <path>"),
        (r"Cannot open \\server\Doe\a.dcm: denied", "Cannot open <path>: denied"),
        ("Cannot load file:///srv/doe/a.dcm", "Cannot load <path>"),
        ("Cannot open ~/Doe/a.dcm", "Cannot open <path>"),
        ("from /srv/doe\nto (C:/Doe)", "from <path>\nto (<path>"),
        ("Painter and/or device: 3 / 4 at 10:20", "Painter and/or device: 3 / 4 at 10:20"),
    ],
)
def test_that_where_a_file_lies_is_taken_out_of_a_message(message: str, kept: str) -> None:
    assert without_paths(message) == kept


@pytest.mark.usefixtures("qapp")
def test_that_what_qt_says_is_logged_without_paths(caplog: pytest.LogCaptureFixture) -> None:
    route_qt_messages()
    with caplog.at_level(logging.WARNING):
        qWarning("Cannot open /srv/Doe.dcm")
    assert caplog.messages == ["Cannot open <path>"]


@pytest.mark.parametrize("place", ["/srv/doe/app.py", r"C:\Users\Doe\app.py"])
def test_that_a_trace_names_files_and_not_their_folders(place: str) -> None:
    with pytest.raises(ZeroDivisionError) as caught:
        exec(compile("1 / 0", place, "exec"))
    assert trace_words(caught.value).startswith("ZeroDivisionError at app.py:1 <module> < test_log.py:")
