"""Where the tests find data, and the Qt they run on."""

import os
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parents[1]
SHARED = REPOSITORY.parent / "shared"
SAMPLE = REPOSITORY / "sample_dicom"

if "VERTMEASURE_TEST_PLATFORM" in os.environ:
    os.environ["QT_QPA_PLATFORM"] = os.environ["VERTMEASURE_TEST_PLATFORM"]
else:
    os.environ["QT_QPA_PLATFORM"] = "offscreen"


def shared(*parts: str) -> Path:
    """A file beside the repository; the test is skipped where it is missing."""
    path = SHARED.joinpath(*parts)
    if not path.exists():
        pytest.skip(f"shared/{'/'.join(parts)} is not beside this checkout")
    return path


@pytest.fixture(autouse=True)
def home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of its own for settings, logs and recovery: nothing of the machine takes part in a test."""
    folder = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("VERTMEASURE_HOME", str(folder))
    return folder
