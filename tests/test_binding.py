"""PySide6 6.12.0 loses a reference to None on every call that returns None, until the interpreter aborts."""

import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QObject

from benchmarks.bench_soak import MOST_MB, soak
from benchmarks.made_films import small_film


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="None is immortal and not counted from Python 3.12 on")
def test_that_calls_which_return_none_keep_the_count_of_its_references() -> None:
    thing = QObject()
    before = sys.getrefcount(None)
    for _ in range(200):
        thing.setObjectName("L1")
    assert abs(sys.getrefcount(None) - before) < 5


@pytest.mark.usefixtures("qapp")
def test_that_hundreds_of_drags_and_pans_leave_nothing_behind(tmp_path: Path) -> None:
    """The long one, of 20,000 drags and 1,000 pans, is `benchmarks/bench_soak.py`."""
    film = small_film().write(tmp_path / "film.dcm")
    assert soak(film, drags=500, pans=50) < MOST_MB
