"""PySide6 6.12.0 loses a reference to None on every call that returns None, until the interpreter aborts."""

import sys

import pytest
from PySide6.QtCore import QObject


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="None is immortal and not counted from Python 3.12 on")
def test_that_calls_which_return_none_keep_the_count_of_its_references() -> None:
    thing = QObject()
    before = sys.getrefcount(None)
    for _ in range(200):
        thing.setObjectName("L1")
    assert abs(sys.getrefcount(None) - before) < 5
