"""The same reading on a real X display, with the pointer and the keys of the X server."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import REPOSITORY

STORIES = (
    "test_reading.py::test_that_twelve_clicks_give_the_numbers_of_the_truth",
    "test_reading.py::test_that_everything_can_be_undone_and_done_again",
    "test_reading.py::test_that_a_dragged_corner_takes_the_numbers_with_it_and_leaves_the_film_alone",
    "test_view.py",
    "test_under_a_minute.py::test_that_two_unopened_films_become_a_report_in_a_few_clicks",
)


@pytest.fixture
def display() -> Iterator[str]:
    """A virtual screen of its own."""
    if not (shutil.which("Xvfb") and shutil.which("xdotool")):
        pytest.skip("Xvfb and xdotool are not installed")
    reading, writing = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(writing), "-screen", "0", "1600x1000x24", "-nolisten", "tcp"],
        pass_fds=[writing],
        stderr=subprocess.DEVNULL,
    )
    os.close(writing)
    with os.fdopen(reading) as answer:
        number = answer.readline().strip()
    yield f":{number}"
    server.terminate()
    server.wait(10)


@pytest.mark.parametrize("story", STORIES)
def test_that_a_reading_goes_the_same_way_with_real_pointer_and_keys(display: str, story: str, tmp_path: Path) -> None:
    surroundings = {
        **os.environ,
        "DISPLAY": display,
        "VERTMEASURE_TEST_PLATFORM": "xcb",
        "VERTMEASURE_TEST_HAND": "xdotool",
    }
    story_file = REPOSITORY / "tests" / "flows" / story
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", str(story_file)]
    done = subprocess.run(
        [*command, f"--basetemp={tmp_path / 'inner'}"],
        env=surroundings,
        cwd=REPOSITORY,
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert done.returncode == 0, done.stdout + done.stderr
