"""The settings: worn at once, kept by OK, taken back by Cancel."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog

from tests.conftest import SAMPLE
from tests.ui.windows import shown_window
from vertmeasure.storage.settings import Settings, read_settings, settings_path
from vertmeasure.ui import folders_page
from vertmeasure.ui.export_dialog import proposed_export
from vertmeasure.ui.form_fields import TextField
from vertmeasure.ui.settings_dialog import SettingsDialog
from vertmeasure.ui.window import MainWindow


@pytest.fixture
def window() -> Iterator[MainWindow]:
    with shown_window(Settings(reader="R1", landmark_sd_mm=0.4, landmark_sd_source="own repeats")) as window:
        yield window


@pytest.fixture
def dialog(window: MainWindow) -> SettingsDialog:
    return window.commands.preferences.show_dialog()


def enter(field: TextField, text: str) -> None:
    """Type a text and leave the field."""
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, text)
    field.editingFinished.emit()


def pick(box: object, words: str) -> None:
    """Choose an entry of a list, as a click does."""
    place = [box.itemText(place) for place in range(box.count())].index(words)
    box.setCurrentIndex(place)
    box.activated.emit(place)


def test_that_looks_are_worn_at_once_and_kept_by_ok(window: MainWindow, dialog: SettingsDialog) -> None:
    pick(dialog.looks.palette_box, "Light")
    pick(dialog.looks.font_box, "150 %")
    assert window.fontInfo().pixelSize() == 20
    assert window.actions_by_id["switch_palette"].isChecked()
    assert not settings_path().exists()
    dialog.accept()
    kept = read_settings()[0]
    assert (kept.palette, kept.font_percent) == ("light", 150)


def test_that_cancel_takes_everything_back(window: MainWindow, dialog: SettingsDialog) -> None:
    before = window.desk.settings
    pick(dialog.looks.font_box, "200 %")
    enter(dialog.reader.reader, "XY")
    dialog.keys.choose("fit")
    dialog.keys.take("Ctrl+J")
    assert window.desk.settings != before
    dialog.reject()
    assert window.desk.settings == before
    assert window.fontInfo().pixelSize() == 13
    assert window.actions_by_id["fit"].shortcut().toString() == "F"
    assert not settings_path().exists()


def test_that_cancel_keeps_a_study_that_was_opened_meanwhile_among_the_recent(
    window: MainWindow, dialog: SettingsDialog, tmp_path: Path
) -> None:
    pick(dialog.looks.palette_box, "Light")
    window.commands.preferences.change(recent=(str(tmp_path / "one.vert.json"),))
    dialog.reject()
    assert read_settings()[0].recent == (str(tmp_path / "one.vert.json"),)
    assert read_settings()[0].palette == "dark"


def test_that_an_untouched_study_begins_with_the_reader_and_error_just_chosen(
    window: MainWindow, dialog: SettingsDialog
) -> None:
    enter(dialog.reader.reader, "XY")
    enter(dialog.reader.sd, "0,5")
    dialog.accept()
    study = window.desk.study
    assert (study.reader, study.landmark_sd_mm, study.landmark_sd_source) == ("XY", 0.5, "")


def test_that_a_study_that_is_begun_keeps_its_own_error() -> None:
    with shown_window(Settings(), sample=True) as window:
        sd_mm = window.desk.study.landmark_sd_mm
        dialog = window.commands.preferences.show_dialog()
        enter(dialog.reader.sd, "1.5")
        dialog.accept()
        assert (window.desk.study.landmark_sd_mm, window.desk.settings.landmark_sd_mm) == (sd_mm, 1.5)


def test_that_the_source_of_the_error_is_told_and_goes_with_another_number(dialog: SettingsDialog) -> None:
    assert dialog.reader.source.text() == "Known from: own repeats."
    enter(dialog.reader.sd, "0.6")
    assert "entered by the reader" in dialog.reader.source.text()
    assert dialog.changes["landmark_sd_source"] == ""
    enter(dialog.reader.sd, "0.4")
    assert dialog.changes["landmark_sd_source"] == "own repeats"


@pytest.mark.parametrize("typed", ["", "0", "-1", "twenty", "50"])
def test_that_an_error_of_a_point_that_cannot_be_is_refused_and_keeps_the_dialog_open(
    dialog: SettingsDialog, typed: str
) -> None:
    dialog.tabs.setCurrentIndex(1)
    dialog.reader.sd.setText(typed)
    dialog.reader.sd.setModified(True)
    dialog.reader.sd.editingFinished.emit()
    dialog.accept()
    assert dialog.isVisible()
    assert dialog.tabs.currentWidget() is dialog.reader
    assert "landmark_sd_mm" not in dialog.changes


def test_that_every_other_choice_is_kept(window: MainWindow, dialog: SettingsDialog) -> None:
    dialog.reader.snap.click()
    dialog.reader.propose.click()
    dialog.reader.six_points.click()
    names = [each.name for each in window.desk.rule_sets]
    dialog.reader.default_set.entered.emit(names[1])
    dialog.accept()
    kept = read_settings()[0]
    assert (kept.snap, kept.propose, kept.six_points, kept.default_set) == (False, False, True, names[1])
    assert window.desk.look.six_points
    assert window.desk.chosen_set == names[1]


def test_that_the_dialog_names_the_place_of_the_settings(dialog: SettingsDialog) -> None:
    told = [label.text() for label in dialog.findChildren(type(dialog.reader.source))]
    assert f"Kept in {settings_path()}" in told


# ---- keys


def test_that_a_key_that_is_pressed_stands_for_the_chosen_action(window: MainWindow, dialog: SettingsDialog) -> None:
    dialog.tabs.setCurrentWidget(dialog.keys)
    dialog.keys.choose("fit")
    QTest.keyClick(dialog.keys.field, Qt.Key.Key_J, Qt.KeyboardModifier.ControlModifier)
    dialog.accept()
    assert window.actions_by_id["fit"].shortcut().toString() == "Ctrl+J"
    assert window.actions_by_id["fit"].toolTip() == "Show the whole film (Ctrl+J)"
    assert read_settings()[0].keys == {"fit": "Ctrl+J"}


def test_that_a_taken_key_is_refused_and_the_other_action_named(dialog: SettingsDialog) -> None:
    dialog.tabs.setCurrentWidget(dialog.keys)
    dialog.keys.choose("fit")
    QTest.keyClick(dialog.keys.field, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert dialog.keys.fault.text() == "Ctrl+S already stands for File > Save."
    assert dialog.keys.keys["fit"] == "F"
    assert dialog.changes == {}


def test_that_esc_in_the_key_field_gives_up_and_leaves_the_dialog_open(dialog: SettingsDialog) -> None:
    dialog.tabs.setCurrentWidget(dialog.keys)
    QTest.keyClick(dialog.keys.field, Qt.Key.Key_Escape)
    assert dialog.isVisible()
    assert dialog.keys.keys["open_files"] == "Ctrl+O"


def test_that_shift_is_left_out_where_the_sign_says_it(dialog: SettingsDialog) -> None:
    dialog.tabs.setCurrentWidget(dialog.keys)
    dialog.keys.choose("fit")
    QTest.keyClick(dialog.keys.field, "?", Qt.KeyboardModifier.ShiftModifier)
    assert dialog.keys.keys["fit"] == "?"


def test_that_one_key_or_all_go_back_to_the_table(dialog: SettingsDialog) -> None:
    keys = dialog.keys
    for action_id, key in (("fit", "Ctrl+J"), ("invert", "Ctrl+K")):
        keys.choose(action_id)
        keys.take(key)
    keys.default.click()
    assert dialog.changes["keys"] == {"fit": "Ctrl+J"}
    keys.all_defaults.click()
    assert dialog.changes["keys"] == {}
    keys.choose("fit")
    keys.no_key.click()
    assert dialog.changes["keys"] == {"fit": ""}


def test_that_the_default_of_an_action_is_not_taken_from_another_one(dialog: SettingsDialog) -> None:
    keys = dialog.keys
    for action_id, key in (("fit", ""), ("invert", "F")):
        keys.choose(action_id)
        keys.take(key)
    keys.choose("fit")
    keys.default.click()
    assert keys.fault.text() == "F already stands for View > Invert."
    assert keys.keys["fit"] == ""


def test_that_actions_can_be_looked_for(dialog: SettingsDialog) -> None:
    dialog.keys.sought.setText("ctrl+e")
    table = dialog.keys.table
    shown = [table.item(row, 0).text() for row in range(table.rowCount()) if not table.isRowHidden(row)]
    assert shown == ["File > Report"]


def test_that_a_rebound_key_does_the_action_and_the_old_one_no_longer(window: MainWindow) -> None:
    window.commands.preferences.change(keys={"hide_numbers": "Ctrl+J"})
    QTest.keyClick(window, Qt.Key.Key_H)
    assert not window.desk.look.numbers_hidden
    QTest.keyClick(window, Qt.Key.Key_J, Qt.KeyboardModifier.ControlModifier)
    assert window.desk.look.numbers_hidden
    assert "Press Ctrl+J" in window.measurements.empty.text()


# ---- folders


def test_that_reports_go_to_the_chosen_folder(
    window: MainWindow, dialog: SettingsDialog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(tmp_path))
    dialog.folders._choose()
    dialog.accept()
    assert proposed_export(window.desk).folder == tmp_path
    window.commands.preferences.change(report_folder=str(tmp_path / "gone"))
    assert proposed_export(window.desk).folder != tmp_path / "gone"


def test_that_the_folder_of_own_criteria_sets_is_made_and_opened(
    dialog: SettingsDialog, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[Path] = []
    monkeypatch.setattr(folders_page, "open_folder", lambda folder: opened.append(folder) or True)
    dialog.folders._open_own(home / "settings" / "criteria")
    assert opened == [home / "settings" / "criteria"]
    assert opened[0].is_dir()


def test_that_a_folder_that_cannot_be_opened_is_told(dialog: SettingsDialog, tmp_path: Path) -> None:
    dialog.folders._open(tmp_path / "gone")
    assert "cannot be opened" in dialog.folders.fault.text()


def test_that_the_folder_of_the_films_is_remembered(window: MainWindow) -> None:
    window.commands.open_paths([SAMPLE / "pre.dcm"])
    QApplication.processEvents()
    assert read_settings()[0].films_folder == str(SAMPLE)
