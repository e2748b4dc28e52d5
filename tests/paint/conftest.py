"""What the tests of paper share: every one of them needs Qt's fonts."""

import pytest
from PySide6.QtWidgets import QApplication

from tests.paint.printed import Printed, printed, sample_study


@pytest.fixture(autouse=True)
def _fonts(qapp: QApplication) -> None:
    """One application for all tests: the widgets of others need the large one."""


@pytest.fixture(scope="session")
def sample_report(qapp: QApplication, tmp_path_factory: pytest.TempPathFactory) -> Printed:
    """The report of the sample patient, written once."""
    assert qapp is not None
    return printed(sample_study(), tmp_path_factory.mktemp("paper") / "report.pdf")
