"""Stories in which work or pixels could end up in the wrong place, and do not."""

import shutil
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMessageBox, QPushButton

from tests.conftest import SAMPLE
from tests.flows.reader import Reader
from vertmeasure.core import edits
from vertmeasure.core.anatomy import Mark
from vertmeasure.core.geometry import ImagePoint
from vertmeasure.core.study import Timepoint
from vertmeasure.storage.autosave import find_recoveries, recovery_path
from vertmeasure.storage.settings import read_settings
from vertmeasure.storage.study_file import read_study
from vertmeasure.ui import opening, saving, start
from vertmeasure.ui.commands import Commands

STUDY = SAMPLE / "sample.vert.json"


@pytest.fixture
def reader() -> Iterator[Reader]:
    reader = Reader()
    yield reader
    reader.close()


@pytest.fixture
def own_study(tmp_path: Path) -> Path:
    """A copy of the sample that may be written to."""
    for name in ("pre.dcm", "post.dcm", "follow_up.dcm", STUDY.name):
        shutil.copy(SAMPLE / name, tmp_path / name)
    return tmp_path / STUDY.name


def answer(monkeypatch: pytest.MonkeyPatch, word: str) -> None:
    """Whoever asks is answered by the button whose text begins with a word."""

    def click(box: QMessageBox) -> int:
        (button,) = [each for each in box.buttons() if each.text().replace("&", "").startswith(word)]
        assert isinstance(button, QPushButton)
        box.show()
        button.click()
        return 0

    monkeypatch.setattr(QMessageBox, "exec", click)


def mark_fracture(reader: Reader, level: str) -> None:
    reader.window.desk.apply("Mark", lambda study: edits.set_fractured(study, level, True))


def test_that_pixels_that_come_late_do_not_land_on_another_study(
    reader: Reader, monkeypatch: pytest.MonkeyPatch, own_study: Path
) -> None:
    gate, real = threading.Event(), opening.open_known

    def slow(*given: object) -> object:
        gate.wait(10)
        return real(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(opening, "open_known", slow)
    reader.window.commands.open_paths([STUDY])
    reader.wait(lambda: bool(reader.window.desk.study.films))
    monkeypatch.setattr(opening, "open_known", lambda *_: None)
    reader.window.commands.open_paths([own_study])
    reader.wait(lambda: reader.window.desk.path == own_study)
    gate.set()
    reader.wait(lambda: not reader.window.opener.is_reading)
    assert reader.window.desk.opened == {}


def test_that_undo_brings_a_film_back_under_its_own_image(reader: Reader) -> None:
    reader.open(SAMPLE / "pre.dcm")
    desk = reader.window.desk
    first = desk.opened["pre"]
    desk.apply("Remove film pre", lambda study: edits.remove_film(study, "pre"))
    reader.open(SAMPLE / "post.dcm")
    assert desk.opened["pre"] is not first
    desk.session.undo()
    desk.session.undo()
    assert desk.opened["pre"] is first
    assert reader.window.views[0]._opened is first


def test_that_a_save_that_ends_late_does_not_lend_its_name_to_the_next_study(
    reader: Reader, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    gate, real = threading.Event(), saving.write_study

    def slow(*given: object) -> None:
        gate.wait(10)
        real(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(saving, "write_study", slow)
    reader.open(SAMPLE / "pre.dcm")
    reader.window.commands.save_to(tmp_path / "first.vert.json")
    reader.window.desk.lay_out(opening.Study(id="second"), None)
    gate.set()
    reader.window.keeper.wait()
    assert reader.window.desk.path is None
    assert read_study(tmp_path / "first.vert.json").films


def test_that_text_that_is_being_typed_belongs_to_the_study_it_was_typed_for(reader: Reader, own_study: Path) -> None:
    reader.open(own_study)
    window = reader.window
    window.tabs.setCurrentWidget(window.study_panel)
    label = window.study_panel.fields["label"]
    label.setFocus()
    QTest.keyClicks(label, "typed ")
    window.commands.do("save")
    window.keeper.wait()
    assert read_study(own_study).label.startswith("typed ")


def test_that_a_refused_number_is_not_carried_to_another_level(reader: Reader) -> None:
    reader.open(STUDY)
    window = reader.window
    window.tabs.setCurrentWidget(window.facts)
    row = window.facts.rows["fracture_weeks"]
    line = row.field.line
    line.setFocus()
    QTest.keyClicks(line, "x")
    window.commands.do("level_down")
    assert line.text() == ""
    assert window.desk.study.level_facts.get("L2", {}) == {}


def test_that_films_opened_together_are_put_in_the_order_of_their_dates(reader: Reader) -> None:
    for _ in range(2):
        reader.open(SAMPLE / "follow_up.dcm", SAMPLE / "pre.dcm", SAMPLE / "post.dcm")
        films = reader.window.desk.study.films
        assert [(film.timepoint, film.date) for film in films] == [
            (Timepoint.PRE, "2026-03-02"),
            (Timepoint.POST, "2026-03-10"),
            (Timepoint.FOLLOW_UP, "2026-06-15"),
        ]
        reader.window.desk.lay_out(opening.Study(), None)


def test_that_work_on_an_opened_study_is_offered_when_it_is_opened_again(
    reader: Reader, monkeypatch: pytest.MonkeyPatch, own_study: Path
) -> None:
    reader.open(own_study)
    mark_fracture(reader, "L3")
    reader.window.keeper.keep_now()
    assert recovery_path(own_study, "").is_file()
    asked = []
    for place in (start, Commands.__module__):
        monkeypatch.setattr(
            f"{place if isinstance(place, str) else place.__name__}.wants_recovery",
            lambda _parent, recovery: asked.append(recovery) or True,
        )
    again = Reader()
    again.window.desk.settings = read_settings()[0]
    try:
        start.begin(again.window, [])
        again.wait(lambda: bool(again.window.desk.study.films))
        assert "L3" in [fracture.level for fracture in again.window.desk.study.fractures]
        again.window.desk.lay_out(opening.Study(), None)
        again.open(own_study)
        assert "L3" in [fracture.level for fracture in again.window.desk.study.fractures]
        assert len(asked) == 2
    finally:
        again.close()


def test_that_a_second_button_does_not_leave_a_point_in_limbo(reader: Reader) -> None:
    reader.open(SAMPLE / "pre.dcm")
    reader.pick("L1")
    view = reader.window.views[0].viewport()
    at = QPoint(300, 300)
    QTest.mousePress(view, Qt.MouseButton.LeftButton, pos=at)
    QTest.mousePress(view, Qt.MouseButton.RightButton, pos=at)
    QTest.mouseRelease(view, Qt.MouseButton.RightButton, pos=at)
    QTest.mouseRelease(view, Qt.MouseButton.LeftButton, pos=at)
    assert not reader.window.desk.session.is_previewing
    assert reader.window.desk.session.undo_label == "Place L1 superior posterior"


def test_that_nothing_kept_outlives_a_save(reader: Reader, own_study: Path) -> None:
    reader.open(own_study)
    reader.window.keeper._timer.setInterval(0)
    for level in ("L3", "L4"):
        mark_fracture(reader, level)
        QApplication.processEvents()
        reader.window.commands.save()
    reader.window.keeper.wait()
    assert find_recoveries([own_study]) == []


def test_that_an_arrow_moves_no_point_of_another_study(reader: Reader, own_study: Path) -> None:
    reader.open(own_study)
    view = reader.window.views[0]
    at = reader.window.desk.study.film("pre").vertebrae["L1"].marks[Mark.SA].at
    reader.hand.click(view.viewport(), view.to_widget(at).toPoint())
    reader.open(STUDY)
    before = reader.window.desk.study
    reader.press(Qt.Key.Key_Right)
    assert reader.window.desk.study == before


def test_that_the_sample_is_never_saved_over(reader: Reader) -> None:
    reader.window.commands.open_sample()
    reader.wait(lambda: len(reader.window.desk.opened) == 3)
    assert reader.window.desk.path is None
    assert reader.window.desk.session.is_saved


def test_that_saving_when_asked_saves_and_goes_on(
    reader: Reader, monkeypatch: pytest.MonkeyPatch, own_study: Path
) -> None:
    reader.open(own_study)
    mark_fracture(reader, "L3")
    answer(monkeypatch, "Save")
    assert reader.window.close()
    assert "L3" in [fracture.level for fracture in read_study(own_study).fractures]


def test_that_discarding_when_asked_leaves_the_file_and_nothing_kept(
    reader: Reader, monkeypatch: pytest.MonkeyPatch, own_study: Path
) -> None:
    before = own_study.read_bytes()
    reader.open(own_study)
    mark_fracture(reader, "L3")
    reader.window.keeper.keep_now()
    answer(monkeypatch, "Discard")
    assert reader.window.close()
    assert own_study.read_bytes() == before
    assert find_recoveries([own_study]) == []


def test_that_every_refused_file_of_a_batch_is_named(reader: Reader, tmp_path: Path) -> None:
    shutil.copy(SAMPLE / "pre.dcm", tmp_path / "a.dcm")
    for name in ("b.txt", "c.txt"):
        (tmp_path / name).write_text("no film")
    reader.open(*sorted(tmp_path.iterdir()))
    assert len(reader.window.desk.study.films) == 1
    assert reader.window.banner.message.text() == "2 of 3 files were refused: b.txt, c.txt."


def test_that_several_messages_are_read_one_after_the_other(reader: Reader) -> None:
    for message in ("First.", "Second."):
        reader.window.desk.told.emit(message, "")
    assert reader.window.banner.message.text() == "Second."
    reader.window.commands.do("dismiss_banner")
    assert reader.window.banner.message.text() == "First."
    reader.window.commands.do("dismiss_banner")
    assert not reader.window.banner.isVisible()


def test_that_images_are_told_apart_by_frame_and_content(reader: Reader) -> None:
    reader.open(SAMPLE / "pre.dcm")
    desk = reader.window.desk
    film = desk.study.films[0]
    other = edits.replace(film, id="other", source=edits.replace(film.source, frame=2))
    assert desk.images.image_of(film) is not None
    assert desk.images.image_of(other) is None


def test_that_a_point_can_be_placed_after_everything_was_undone(reader: Reader) -> None:
    reader.open(SAMPLE / "pre.dcm")
    reader.pick("L1")
    view = reader.window.views[0]
    reader.hand.click(view.viewport(), view.to_widget(ImagePoint(600, 900)).toPoint())
    reader.press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    reader.hand.click(view.viewport(), view.to_widget(ImagePoint(610, 910)).toPoint())
    assert list(reader.window.desk.study.films[0].vertebrae) == ["L1"]


def slow_writes(monkeypatch: pytest.MonkeyPatch) -> threading.Event:
    """Saving waits until the event is set."""
    gate, real = threading.Event(), saving.write_study

    def slow(*given: object) -> None:
        gate.wait(10)
        real(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(saving, "write_study", slow)
    return gate


def test_that_a_second_save_before_the_first_has_ended_still_finds_the_films(
    reader: Reader, monkeypatch: pytest.MonkeyPatch, own_study: Path, tmp_path: Path
) -> None:
    reader.open(own_study)
    elsewhere = tmp_path / "deep" / "er" / "moved.vert.json"
    elsewhere.parent.mkdir(parents=True)
    gate = slow_writes(monkeypatch)
    reader.window.commands.save_to(elsewhere)
    reader.window.commands.save()
    gate.set()
    reader.window.keeper.wait()
    desk = reader.window.desk
    assert desk.path is not None
    for film in desk.study.films:
        assert (desk.path.parent / film.source.path).resolve().parent == tmp_path.resolve()


def test_that_a_drag_during_a_save_elsewhere_keeps_the_new_paths(
    reader: Reader, monkeypatch: pytest.MonkeyPatch, own_study: Path, tmp_path: Path
) -> None:
    reader.open(own_study)
    (tmp_path / "deep").mkdir()
    gate, window = slow_writes(monkeypatch), reader.window
    window.commands.save_to(tmp_path / "deep" / "moved.vert.json")
    at = window.desk.study.film("pre").vertebrae["L1"].marks[Mark.SA].at
    window.desk.preview(lambda study: edits.place(study, ("pre", "L1", Mark.SA), ImagePoint(at.column + 3, at.row)))
    gate.set()
    window.keeper.wait()
    window.desk.commit_preview("Move")
    assert window.desk.study.film("pre").source.path == "../pre.dcm"


def test_that_a_typed_patient_is_not_erased_by_the_first_film(reader: Reader) -> None:
    desk = reader.window.desk
    patient = edits.replace(desk.study.patient, birth_date="1955-04-01")
    desk.apply("Patient", lambda study: edits.describe_study(study, patient=patient))
    reader.open(SAMPLE / "pre.dcm")
    assert desk.study.patient.birth_date == "1955-04-01"
    assert desk.study.patient.name == "SAMPLE^SYNTHETIC"


def test_that_what_is_done_while_a_study_is_read_is_not_lost(
    reader: Reader, monkeypatch: pytest.MonkeyPatch, own_study: Path
) -> None:
    gate, real = threading.Event(), opening.read_whole

    def slow(path: Path) -> opening.StudyOnDisk:
        gate.wait(10)
        return real(path)

    monkeypatch.setattr(opening, "read_whole", slow)
    monkeypatch.setattr(QMessageBox, "exec", lambda _: 0)
    reader.window.commands.open_paths([own_study])
    mark_fracture(reader, "L3")
    gate.set()
    reader.wait(lambda: not reader.window.opener.is_reading)
    assert reader.window.desk.path is None
    assert [fracture.level for fracture in reader.window.desk.study.fractures] == ["L3"]
