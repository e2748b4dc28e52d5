"""A blind repeat reading through the window: hidden, saved beside the study, and the first reading back as it was."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog

from tests.conftest import SAMPLE
from tests.flows.reader import TRUTH, Reader
from vertmeasure.core import edits
from vertmeasure.core.anatomy import Mark, placing_order
from vertmeasure.core.geometry import ImagePoint
from vertmeasure.core.study import Study
from vertmeasure.storage.autosave import find_recoveries, read_recovery
from vertmeasure.storage.settings import read_settings
from vertmeasure.storage.study_file import read_study
from vertmeasure.ui import own_error, recovering, repeat_reading
from vertmeasure.ui.desk import Desk

CONTROL = Qt.KeyboardModifier.ControlModifier
LEVELS = ("L1", "T12", "L2")


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VERTMEASURE_HOME", str(tmp_path / "home"))


@pytest.fixture
def reader(tmp_path: Path) -> Iterator[Reader]:
    """A reader who has read one film, saved it, and moved one point since."""
    reader = Reader()
    reader.open(SAMPLE / "pre.dcm")
    reader.pick("L1")
    reader.press(Qt.Key.Key_X)
    read(reader)
    reader.window.commands.save_to(tmp_path / "reading.vert.json")
    reader.wait(lambda: reader.window.desk.session.is_saved)
    move_a_corner(reader.window.desk)
    yield reader
    if reader.window.commands.own_error.page is not None:
        reader.window.commands.own_error.page.reject()
    reader.window.desk.bring_back()
    reader.close()


def read(reader: Reader, off_px: float = 0.0) -> None:
    """Place the six points of each body, a little off where a repeat shall differ."""

    def placed(study: Study) -> Study:
        for level in LEVELS:
            for mark in placing_order(level):
                column, row = TRUTH["pre"][level][mark]
                at = ImagePoint(column + off_px * (1 if mark in ("SA", "IP") else -1), row + off_px)
                study = edits.place(study, ("pre", level, mark), at)
        return study

    reader.window.desk.apply("Read", placed)


def move_a_corner(desk: Desk) -> None:
    column, row = TRUTH["pre"]["L1"]["SA"]
    desk.apply("Move", lambda study: edits.place(study, ("pre", "L1", Mark.SA), ImagePoint(column - 1, row)))


def do(reader: Reader, action_id: str) -> None:
    reader.window.actions_by_id[action_id].trigger()


def test_that_points_and_numbers_are_put_away(reader: Reader) -> None:
    do(reader, "repeat_reading")
    window = reader.window
    assert window.desk.study.films[0].vertebrae == {}
    assert [each.level for each in window.desk.study.fractures] == ["L1"]
    assert window.desk.look.numbers_hidden
    assert not window.measurements.table.isVisible()
    assert window.measurements.empty.text() == "Numbers are hidden until the repeat reading is finished."
    assert window.repeat_bar.isVisible()
    assert "pre: T12, L1, L2" in window.repeat_bar.rest.text()
    do(reader, "hide_numbers")
    window.desk.look_at(numbers_hidden=False, six_points=False)
    assert window.desk.look.numbers_hidden
    assert window.desk.look.six_points
    assert not window.actions_by_id["export_report"].isEnabled()
    assert not window.tabs.isEnabled()


def test_that_nothing_is_proposed_while_reading_again(reader: Reader) -> None:
    do(reader, "repeat_reading")
    for level in LEVELS:
        reader.place_body(reader.window.views[0], TRUTH["pre"][level], placing_order(level))
    points = [point for body in reader.window.desk.study.films[0].vertebrae.values() for point in body.marks.values()]
    assert len(points) == 18
    assert not any(point.proposed for point in points)
    assert reader.window.repeat_bar.rest.text() == "All bodies are read again."


def test_that_giving_up_brings_study_history_and_look_back(reader: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    desk = reader.window.desk
    study, session, path, look = desk.study, desk.session, desk.path, desk.look
    table = reader.table()
    do(reader, "repeat_reading")
    read(reader, off_px=2.0)
    monkeypatch.setattr(own_error, "wants_to_give_up", lambda _: True)
    do(reader, "give_up_repeat")
    assert (desk.study, desk.session, desk.path, desk.look) == (study, session, path, look)
    assert not reader.window.repeat_bar.isVisible()
    assert reader.table() == table
    reader.press(Qt.Key.Key_Z, CONTROL)
    assert desk.session.is_saved
    reader.press(Qt.Key.Key_Y, CONTROL)
    assert desk.study == study


def test_that_a_repeat_goes_on_unless_the_reader_gives_it_up(reader: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    do(reader, "repeat_reading")
    read(reader, off_px=2.0)
    monkeypatch.setattr(own_error, "wants_to_give_up", lambda _: False)
    again = reader.window.desk.study
    do(reader, "new_study")
    reader.window.commands.open_paths([SAMPLE / "post.dcm"])
    assert not reader.window.close()
    assert reader.window.desk.is_blind
    assert reader.window.desk.study == again


def finish(reader: Reader, monkeypatch: pytest.MonkeyPatch, name: str = "") -> str:
    """Finish under the proposed name, or another; gives the proposed one."""
    proposed: list[str] = []

    def ask(_parent: object, _title: str, path: str, _filter: str) -> tuple[str, str]:
        proposed.append(path)
        return name or path, ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", ask)
    do(reader, "finish_repeat")
    return proposed[0]


def test_that_a_finished_repeat_lies_beside_the_study_and_is_compared(
    reader: Reader, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = reader.window.desk
    study, saved = desk.study, (tmp_path / "reading.vert.json").read_bytes()
    do(reader, "repeat_reading")
    read(reader, off_px=2.0)
    again = desk.study
    path = tmp_path / "reading.repeat-1.vert.json"
    assert finish(reader, monkeypatch) == str(path)
    reader.wait(lambda: not desk.is_blind)
    assert desk.study == study
    assert read_study(path).films[0].vertebrae == again.films[0].vertebrae
    assert (path.parent / read_study(path).films[0].source.path).resolve() == (SAMPLE / "pre.dcm").resolve()
    assert (tmp_path / "reading.vert.json").read_bytes() == saved
    page = reader.window.commands.own_error.page
    assert page is not None
    assert page.isVisible()
    assert page.summary.text() == "2 readings of 1 film, reader R1."


def test_that_the_error_found_serves_the_study_and_new_ones(reader: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    desk = reader.window.desk
    do(reader, "repeat_reading")
    read(reader, off_px=2.0)
    finish(reader, monkeypatch)
    reader.wait(lambda: not desk.is_blind)
    page = reader.window.commands.own_error.page
    assert page is not None
    page.use.click()
    assert 0 < desk.study.landmark_sd_mm < 0.75
    assert desk.study.landmark_sd_source.startswith("own repeat readings, n = ")
    assert read_settings()[0].landmark_sd_source == desk.study.landmark_sd_source
    desk.session.undo()
    assert (desk.study.landmark_sd_mm, desk.study.landmark_sd_source) == (0.75, "")


def test_that_the_first_reading_is_never_written_over(
    reader: Reader, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    saved = (tmp_path / "reading.vert.json").read_bytes()
    do(reader, "repeat_reading")
    read(reader, off_px=2.0)
    finish(reader, monkeypatch, str(tmp_path / "reading.vert.json"))
    assert reader.window.desk.is_blind
    assert "a name of its own" in reader.window.banner.remedy.text()
    assert (tmp_path / "reading.vert.json").read_bytes() == saved


def test_that_a_repeat_that_cannot_be_saved_goes_on(
    reader: Reader, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    do(reader, "repeat_reading")
    read(reader, off_px=2.0)
    again = reader.window.desk.study
    finish(reader, monkeypatch, str(tmp_path / "none" / "r.vert.json"))
    reader.window.keeper.wait()
    assert reader.window.desk.is_blind
    assert reader.window.desk.study == again
    assert reader.window.banner.isVisible()


def test_that_first_reading_and_repeat_are_kept_apart_from_a_crash(
    reader: Reader, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    study = reader.window.desk.study
    do(reader, "repeat_reading")
    read(reader, off_px=2.0)
    reader.window.keeper.keep_now()
    found = {path.name: read_recovery(path) for path in find_recoveries([tmp_path / "reading.vert.json"])}
    assert found["reading.vert.json.recovery"].study == study
    repeat = found["reading.repeat-1.vert.json.recovery"]
    assert repeat.study == reader.window.desk.study
    asked: list[str] = []
    monkeypatch.setattr(recovering.QMessageBox, "exec", lambda box: asked.append(box.text()))
    recovering.wants_recovery(reader.window, repeat)
    assert "the blind repeat reading reading.repeat-1.vert.json" in asked[0]


def test_that_a_film_without_points_cannot_be_read_again(reader: Reader) -> None:
    reader.window.desk.bring_back()
    reader.window.desk.session.undo()
    reader.window.desk.session.undo()
    do(reader, "repeat_reading")
    assert not reader.window.desk.is_blind
    assert "Nothing is placed yet" in reader.window.banner.message.text()


def test_that_one_or_all_films_can_be_read_again(reader: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[list[str]] = []

    def choose(box: repeat_reading.QMessageBox) -> None:
        asked.append([button.text() for button in box.buttons()])

    monkeypatch.setattr(repeat_reading.QMessageBox, "exec", choose)
    reader.open(SAMPLE / "post.dcm")
    view = reader.window.views[1]
    reader.wait(view.isVisible)
    reader.place_body(view, TRUTH["post"]["L1"])
    do(reader, "repeat_reading")
    assert [words for words in asked[0] if "ancel" not in words] == ["All 2 films", "Only post"]
    assert not reader.window.desk.is_blind
