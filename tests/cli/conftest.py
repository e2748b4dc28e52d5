"""What the tests of the command line share."""

from pathlib import Path

import pytest

from tests.report.told_studies import followed_up
from vertmeasure.storage.study_file import write_study


@pytest.fixture
def study_file(tmp_path: Path) -> Path:
    """A study on disk: the golden body before, after and later."""
    path = tmp_path / "study.vert.json"
    write_study(followed_up(), path)
    return path
