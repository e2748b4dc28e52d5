"""Work off the window's thread: done and failed are heard on it, and nothing is heard after closing."""

import logging
import threading

import pytest

from vertmeasure.core.errors import FilmError, trace_words
from vertmeasure.ui.background import Background

pytestmark = pytest.mark.usefixtures("qapp")

SECRET = "Doe^Jane"


@pytest.fixture
def background():
    background = Background()
    yield background
    background.close()


def test_that_work_runs_elsewhere_and_is_heard_of_here(background, qtbot) -> None:
    heard = []
    background.run(threading.get_ident, lambda worker: heard.append((worker, threading.get_ident())), heard.append)
    qtbot.waitUntil(lambda: bool(heard))
    worker, listener = heard[0]
    assert worker != threading.get_ident()
    assert listener == threading.get_ident()


def test_that_a_refusal_is_heard_as_failed(background, qtbot) -> None:
    failed = []

    def refuse() -> None:
        raise FilmError("This is no film.", "Choose another.")

    background.run(refuse, pytest.fail, failed.append)
    qtbot.waitUntil(lambda: bool(failed))
    assert str(failed[0]) == "This is no film. Choose another."
    assert not background.is_busy


def test_that_a_bug_is_logged_without_its_message(background, qtbot, caplog) -> None:
    failed = []

    def stumble() -> None:
        raise RuntimeError(SECRET)

    with caplog.at_level(logging.ERROR):
        background.run(stumble, pytest.fail, failed.append)
        qtbot.waitUntil(lambda: bool(failed))
    assert "RuntimeError at test_background.py" in caplog.text
    assert SECRET not in caplog.text


def test_that_nothing_is_heard_after_closing(background, qtbot) -> None:
    heard = []
    gate = threading.Event()
    background.run(lambda: gate.wait(5), heard.append, heard.append)
    gate.set()
    background.close()
    qtbot.wait(50)
    assert heard == []


def test_that_the_trace_of_an_error_names_places_but_not_its_message() -> None:
    try:
        raise ValueError(SECRET)
    except ValueError as error:
        words = trace_words(error)
    assert words.startswith("ValueError at test_background.py:")
    assert SECRET not in words
