"""Stories of opening: a folder with two patients, a run of many frames, a photograph, through the window."""

from collections.abc import Iterator
from pathlib import Path

import imagecodecs
import numpy as np
import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QDialog

from tests.dicom.made_films import film, gradient, write
from tests.flows.reader import Reader
from vertmeasure.storage.study_file import read_study, write_study
from vertmeasure.ui.film_chooser import FilmChooser
from vertmeasure.ui.frame_chooser import FrameChooser

GREY = gradient()
LATERAL = {"ViewPosition": "LL", "BodyPartExamined": "LSPINE"}


@pytest.fixture
def reader() -> Iterator[Reader]:
    reader = Reader()
    yield reader
    reader.close()


def drop(reader: Reader, *paths: Path) -> None:
    """Let files fall onto the window, and wait until they are read."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    event = QDropEvent(QPointF(400, 400), Qt.DropAction.CopyAction, data, buttons, keys)
    reader.window.dropEvent(event)
    reader.wait(lambda: not (reader.window.opener.is_reading or reader.window.background.is_busy))


def sources(reader: Reader) -> list[tuple[str, int]]:
    return [(Path(each.source.path).name, each.source.frame) for each in reader.window.desk.study.films]


def test_that_of_a_folder_with_two_patients_the_chosen_films_are_opened(
    reader: Reader, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    write(tmp_path / "a", film(GREY, PatientID="1", SOPInstanceUID="1.1", **LATERAL))
    write(tmp_path / "b", film(GREY, PatientID="1", SOPInstanceUID="1.2"))
    write(tmp_path / "c", film(GREY, PatientID="2", SOPInstanceUID="1.3"))
    monkeypatch.setattr(FilmChooser, "exec", lambda _: QDialog.DialogCode.Accepted)
    drop(reader, tmp_path)
    assert sources(reader) == [("a", 1)]


def test_that_nothing_is_opened_when_the_choice_is_put_off(
    reader: Reader, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for number in range(60):
        write(tmp_path / f"{number}", film(GREY, SOPInstanceUID=f"1.{number}"))
    monkeypatch.setattr(FilmChooser, "exec", lambda _: QDialog.DialogCode.Rejected)
    drop(reader, *tmp_path.iterdir())
    assert sources(reader) == []


def test_that_two_frames_of_one_run_become_two_films_and_come_back_with_the_study(
    reader: Reader, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    path = write(tmp_path / "run.dcm", film(np.stack([GREY + number for number in range(30)]), Modality="RF"))

    wanted = iter((12, 25))

    def choose(dialog: FrameChooser) -> QDialog.DialogCode:
        dialog.slider.setValue(next(wanted))
        reader.wait(dialog.open_button.isEnabled)
        return QDialog.DialogCode.Accepted

    monkeypatch.setattr(FrameChooser, "exec", choose)
    drop(reader, path)
    drop(reader, path)
    assert sources(reader) == [("run.dcm", 12), ("run.dcm", 25)]
    study = tmp_path / "study.vert.json"
    desk = reader.window.desk
    write_study(desk.study, study)
    assert [each.source.frame for each in read_study(study).films] == [12, 25]
    desk.session.mark_saved(desk.session.committed)
    reader.open(study)
    assert [int(desk.opened[each.id].pixels.stored[0, 0]) for each in desk.study.films] == [12 - 1, 25 - 1]


def test_that_a_photograph_is_read_and_measured_in_pixels(reader: Reader, tmp_path: Path) -> None:
    path = tmp_path / "film.jpg"
    path.write_bytes(bytes(imagecodecs.jpeg8_encode(np.zeros((300, 200), np.uint8))))
    drop(reader, path)
    (found,) = reader.window.desk.study.films
    assert (found.rows, found.columns, found.calibration.row_mm) == (300, 200, None)
    assert "Calibrate it" in reader.window.banner.message.text()
