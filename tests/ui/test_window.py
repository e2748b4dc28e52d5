"""The window as a whole: opening, refusing, saving, recovering, and every action of its table."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QMessageBox

from tests.conftest import SAMPLE, shared
from tests.flows.reader import Reader
from vertmeasure.core import edits
from vertmeasure.core.study import Fracture, Study
from vertmeasure.storage.autosave import find_recoveries
from vertmeasure.storage.settings import Settings, read_settings, write_settings
from vertmeasure.storage.study_file import read_study, write_study
from vertmeasure.ui import start
from vertmeasure.ui.actions import ACTIONS, MENUS
from vertmeasure.ui.opening import is_other_patient
from vertmeasure.ui.window import MainWindow


@pytest.fixture
def reader() -> Iterator[Reader]:
    reader = Reader()
    yield reader
    reader.close()


@pytest.fixture
def window(reader: Reader) -> MainWindow:
    return reader.window


def banner(window: MainWindow) -> str:
    return f"{window.banner.message.text()} {window.banner.remedy.text()}" if window.banner.isVisible() else ""


def test_that_every_action_does_something_and_stands_in_a_menu(window: MainWindow) -> None:
    for spec in ACTIONS:
        assert callable(getattr(window.commands, spec.id, None)), spec.id
        assert spec.group in MENUS


def test_that_every_action_that_asks_nothing_can_be_taken_on_the_empty_window(window: MainWindow) -> None:
    asking = {"open_files", "open_folder", "save", "save_as", "export_report", "close", "show_about"}
    for spec in ACTIONS:
        if spec.id not in asking | {"open_sample", "show_tour"}:
            window.commands.do(spec.id)
    assert window.desk.study.films == ()


def test_that_the_empty_window_says_what_to_do(window: MainWindow) -> None:
    assert window.film_area.card.open.isVisible()
    assert "Ctrl+O" in window.film_list.drop_area.words.text()


def test_that_a_file_that_is_no_film_is_refused_in_words(reader: Reader, window: MainWindow, tmp_path: Path) -> None:
    path = tmp_path / "letter.dcm"
    path.write_text("Dear colleague,")
    reader.open(path)
    assert "DICOM" in banner(window)
    assert window.desk.study.films == ()


def test_that_a_study_of_a_newer_version_leaves_the_desk_as_it_is(
    reader: Reader, window: MainWindow, tmp_path: Path
) -> None:
    path = tmp_path / "new.vert.json"
    path.write_text('{"format": "vertmeasure.study", "version": 99, "films": []}')
    reader.open(SAMPLE / "sample.vert.json")
    reader.open(path)
    assert "newer" in banner(window)
    assert window.desk.study.label.startswith("Sample")


def test_that_a_missing_image_is_told_and_its_numbers_still_shown(
    reader: Reader, window: MainWindow, tmp_path: Path
) -> None:
    path = tmp_path / "away.vert.json"
    write_study(read_study(SAMPLE / "sample.vert.json"), path)
    reader.open(path)
    assert "is not where the study says" in banner(window)
    assert reader.number("wedge_angle") == pytest.approx(17.9, abs=0.1)


def test_that_a_missing_image_that_is_opened_again_takes_its_place(
    reader: Reader, window: MainWindow, tmp_path: Path
) -> None:
    path = tmp_path / "away.vert.json"
    write_study(read_study(SAMPLE / "sample.vert.json"), path)
    reader.open(path)
    reader.open(SAMPLE / "pre.dcm")
    assert len(window.desk.study.films) == 3
    assert "pre" in window.desk.opened


def test_that_a_film_of_another_patient_is_left_out_until_the_reader_insists(
    reader: Reader, window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    reader.open(SAMPLE / "pre.dcm")
    asked = []
    monkeypatch.setattr(QMessageBox, "exec", lambda box: asked.append(box.text()))
    reader.open(shared("films", "ts_lumbar_pre_DX_mono2_calibrated.dcm"))
    assert len(asked) == 1
    assert len(window.desk.study.films) == 1


def test_that_patients_are_told_apart_by_id_then_by_name() -> None:
    study = edits.describe_study(Study(), patient=replace(Study().patient, id="1", name="A"))
    known = study.patient
    assert is_other_patient(study, replace(known, id="2"))
    assert is_other_patient(study, replace(known, id="", name="B"))
    assert not is_other_patient(study, replace(known, name="B"))
    assert not is_other_patient(study, replace(known, id="", name=""))


def test_that_a_save_that_fails_is_told_and_loses_nothing(reader: Reader, window: MainWindow, tmp_path: Path) -> None:
    reader.open(SAMPLE / "pre.dcm")
    window.commands.save_to(tmp_path / "no such folder" / "study.vert.json")
    reader.wait(lambda: bool(banner(window)))
    assert not window.desk.session.is_saved
    assert window.desk.path is None


def test_that_unsaved_work_is_kept_and_offered_again(
    reader: Reader, window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    reader.open(SAMPLE / "pre.dcm")
    window.desk.apply("Mark", lambda study: edits.set_fractured(study, "L1", True))
    assert "is safe in" in window.keeper.keep_now()
    monkeypatch.setattr(start, "wants_recovery", lambda *_: True)
    again = Reader()
    try:
        start.begin(again.window, [])
        again.wait(lambda: not again.window.opener.is_reading)
        assert again.window.desk.study.fractures == (Fracture("L1"),)
        assert not again.window.desk.session.is_saved
        assert "pre" in again.window.desk.opened
    finally:
        again.close()


def test_that_autosave_keeps_a_change_and_a_save_forgets_it(reader: Reader, window: MainWindow, tmp_path: Path) -> None:
    reader.open(SAMPLE / "pre.dcm")
    window.keeper._timer.setInterval(1)
    window.desk.apply("Mark", lambda study: edits.set_fractured(study, "L1", True))
    reader.wait(lambda: bool(find_recoveries()))
    window.commands.save_to(tmp_path / "study.vert.json")
    reader.wait(lambda: window.desk.session.is_saved)
    assert find_recoveries([tmp_path / "study.vert.json"]) == []


def test_that_closing_asks_about_unsaved_work(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    window.desk.apply("Mark", lambda study: edits.set_fractured(study, "L1", True))
    monkeypatch.setattr(QMessageBox, "exec", lambda _: 0)
    assert not window.close()
    assert window.isVisible()


def test_that_the_palette_and_the_criteria_set_are_remembered(window: MainWindow) -> None:
    window.commands.do("switch_palette")
    assert read_settings()[0].palette == "light"
    assert window.actions_by_id["switch_palette"].isChecked()


def test_that_hidden_numbers_stand_nowhere_on_the_film(reader: Reader, window: MainWindow) -> None:
    reader.open(SAMPLE / "sample.vert.json")
    assert "wedge 17.9°" in window.views[0]._title.text()
    window.commands.do("hide_numbers")
    assert "wedge" not in window.views[0]._title.text()


def test_that_shifting_all_levels_moves_the_look_along(reader: Reader, window: MainWindow) -> None:
    reader.open(SAMPLE / "pre.dcm")
    window.desk.apply("Mark", lambda study: edits.set_fractured(study, "L1", True))
    window.desk.look_at(level="L1")
    window.commands.do("shift_down")
    assert window.desk.look.level == "L2"
    assert window.desk.study.fractures == (Fracture("L2"),)


def test_that_a_layout_of_two_shows_films_of_equal_width(reader: Reader, window: MainWindow) -> None:
    reader.open(SAMPLE / "sample.vert.json")
    QApplication.processEvents()
    widths = [view.width() for view in window.views]
    assert abs(widths[0] - widths[1]) <= 1
    window.commands.do("one_up")
    assert not window.views[1].isVisible()
    window.commands.do("two_up")
    assert window.desk.look.shown == ("pre", "post")


def test_that_the_pictures_of_other_films_stay_when_one_more_is_opened(reader: Reader, window: MainWindow) -> None:
    reader.open(SAMPLE / "pre.dcm")
    reader.open(SAMPLE / "post.dcm")
    cards = window.film_list.cards
    assert [cards[film].picture_words for film in ("pre", "post")] == ["", ""]
    assert all(not card._picture.pixmap().isNull() for card in cards.values())


def test_that_leaving_out_another_patient_is_the_answer_of_the_return_key(
    reader: Reader, window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    reader.open(SAMPLE / "pre.dcm")
    defaults: list[str] = []
    monkeypatch.setattr(QMessageBox, "exec", lambda box: defaults.append(box.defaultButton().text()))
    window.commands.ask_other_patient(window.desk.opened["pre"])
    assert defaults == ["Leave it out"]


def test_that_keys_that_cannot_be_used_are_told_at_the_start(qapp: QApplication) -> None:
    write_settings(Settings(keys={"brew_coffee": "Ctrl+J", "fit": "Space"}))
    window, words = start.make_window(*read_settings())
    assert qapp is not None
    assert len(words) == 2
    assert "brew_coffee" in words[0]
    assert "Space is kept for the film view" in words[1]
    assert window.actions_by_id["fit"].shortcut().toString() == "F"
    window.close()
