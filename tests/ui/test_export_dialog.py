"""What to write and where: the choice, what stands in its way, what it would replace."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QDialog

from tests.ui.golden_desk import empty_desk, golden_desk
from vertmeasure.core import edits
from vertmeasure.core.study import Posture
from vertmeasure.ui.export_dialog import ExportChoice, ExportDialog, ask_export, fault_of, proposed_export


@pytest.fixture
def dialog(tmp_path: Path, qtbot):
    dialog = ExportDialog(ExportChoice(tmp_path, "L2"))
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def click(box: QCheckBox) -> None:
    QTest.mouseClick(box, Qt.MouseButton.LeftButton, pos=box.rect().center())


def test_that_a_pdf_is_proposed(dialog, tmp_path: Path) -> None:
    assert dialog.choice().paths == (tmp_path / "L2.pdf",)
    assert dialog.outcome.text() == "Writes L2.pdf."


def test_that_clicks_make_the_choice(dialog, tmp_path: Path) -> None:
    for box in (dialog.pdf, dialog.csv, dialog.excel, dialog.json, dialog.deidentify):
        click(box)
    assert dialog.choice() == ExportChoice(tmp_path, "L2", pdf=False, csv=True, json=True, deidentify=True, excel=True)


def test_that_the_mark_for_excel_needs_a_csv(dialog) -> None:
    assert not dialog.excel.isEnabled()
    click(dialog.csv)
    assert dialog.excel.isEnabled()


def test_that_nothing_chosen_cannot_be_written(dialog) -> None:
    click(dialog.pdf)
    assert not dialog.write.isEnabled()
    assert dialog.outcome.text() == "Choose at least one kind of file."


@pytest.mark.parametrize("name", ["", "a/b", "..", "what?"])
def test_that_a_bad_name_cannot_be_written(tmp_path: Path, name: str) -> None:
    assert fault_of(ExportChoice(tmp_path, name)).startswith("Give a file name")


def test_that_a_missing_folder_cannot_be_written(dialog, tmp_path: Path) -> None:
    dialog.folder.setText(str(tmp_path / "missing"))
    assert not dialog.write.isEnabled()
    assert dialog.outcome.text() == "This folder does not exist."


def test_that_files_to_be_replaced_are_named(tmp_path: Path, qtbot) -> None:
    (tmp_path / "L2.csv").write_text("")
    dialog = ExportDialog(ExportChoice(tmp_path, "L2", csv=True))
    qtbot.addWidget(dialog)
    assert dialog.outcome.text() == "Writes L2.pdf, L2.csv. Replaces L2.csv."


def test_that_the_files_stand_beside_the_study_and_are_named_after_it(tmp_path: Path) -> None:
    desk = golden_desk()
    desk.path = tmp_path / "case.vert.json"
    assert proposed_export(desk) == ExportChoice(tmp_path, "case")


def test_that_a_report_is_never_named_after_the_patient() -> None:
    assert proposed_export(empty_desk()).base_name == "report"


def answered(answer: QDialog.DialogCode) -> list[str]:
    """Close the next dialog with an answer; what it said about drafts comes back in the list."""
    drafts: list[str] = []

    def close() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, ExportDialog)
        drafts.append(dialog.drafts.text())
        dialog.done(answer.value)

    QTimer.singleShot(0, close)
    return drafts


@pytest.mark.usefixtures("qapp")
def test_that_writing_gives_the_choice(tmp_path: Path) -> None:
    desk, before = golden_desk(), ExportChoice(tmp_path, "x", csv=True)
    answered(QDialog.DialogCode.Accepted)
    assert ask_export(desk, None, before) == before


@pytest.mark.usefixtures("qapp")
def test_that_cancelling_gives_nothing_and_drafts_are_told(tmp_path: Path) -> None:
    desk = golden_desk()
    desk.apply("", lambda study: edits.set_posture(study, "pre", Posture.UNKNOWN))
    drafts = answered(QDialog.DialogCode.Rejected)
    assert ask_export(desk, None, ExportChoice(tmp_path)) is None
    assert drafts == ["⚠ pre is a draft: posture unknown."]
