"""A home of its own for each test: no settings, no log and no criteria set of the machine take part."""

from pathlib import Path

import pytest

from tests.report.told_studies import followed_up
from vertmeasure.storage.study_file import write_study


@pytest.fixture(autouse=True)
def home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder in which the program keeps what belongs to no study."""
    folder = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("VERTMEASURE_HOME", str(folder))
    return folder


@pytest.fixture
def study_file(tmp_path: Path) -> Path:
    """A study on disk: the golden body before, after and later."""
    path = tmp_path / "study.vert.json"
    write_study(followed_up(), path)
    return path
