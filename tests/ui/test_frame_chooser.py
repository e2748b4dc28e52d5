"""The chooser of frames: what is shown, what is read, what is chosen."""

import threading

import numpy as np
import pytest
from PySide6.QtCore import QObject, Qt

from tests.dicom.made_films import film, gradient, write
from vertmeasure.core.errors import FilmError
from vertmeasure.dicom import reading
from vertmeasure.ui.background import Background
from vertmeasure.ui.frame_chooser import FrameChooser


class CountingReader:
    """Reads in this process, remembers what it was asked for, and waits where it is told to."""

    def __init__(self) -> None:
        self.asked: list[int] = []
        self.gate = threading.Event()
        self.gate.set()
        self.refused: set[int] = set()

    def open_film(self, path, frame=1):
        self.asked.append(frame)
        self.gate.wait(10)
        if frame in self.refused:
            raise FilmError("This frame is damaged.", "")
        return reading.open_film(path, frame)

    def read_header(self, path):
        return reading.read_header(path)


@pytest.fixture
def reader() -> CountingReader:
    return CountingReader()


@pytest.fixture
def choose(qtbot, tmp_path, reader):
    parent = QObject()
    background = Background(parent)

    def shown(frames: int, start: int = 1) -> FrameChooser:
        path = write(tmp_path / "run", film(np.stack([gradient() + number for number in range(frames)])))
        dialog = FrameChooser(reading.open_film(path, start), reader, background)
        qtbot.addWidget(dialog)
        dialog.show()
        return dialog

    yield shown
    reader.gate.set()
    background.close()


def ready(dialog: FrameChooser) -> bool:
    return dialog.open_button.isEnabled()


def test_that_the_frame_that_was_opened_is_shown_and_can_be_chosen(choose, reader) -> None:
    dialog = choose(20, start=3)
    assert (dialog.number.value(), dialog.slider.value(), dialog.chosen().frame) == (3, 3, 3)
    assert not dialog.picture.pixmap().isNull()
    assert reader.asked == []


def test_that_slider_and_number_go_together_and_the_frame_is_read(choose, qtbot) -> None:
    dialog = choose(20)
    dialog.slider.setValue(7)
    assert (dialog.number.value(), ready(dialog)) == (7, False)
    qtbot.waitUntil(lambda: ready(dialog))
    assert dialog.chosen().frame == 7
    dialog.number.setValue(9)
    assert dialog.slider.value() == 9


def test_that_frames_passed_on_the_way_are_not_read(choose, qtbot, reader) -> None:
    dialog = choose(200)
    reader.gate.clear()
    for frame in range(2, 150):
        dialog.slider.setValue(frame)
    reader.gate.set()
    qtbot.waitUntil(lambda: ready(dialog))
    assert reader.asked == [2, 149]


def test_that_the_keys_step_through_the_frames(choose, qtbot) -> None:
    dialog = choose(20)
    for key, frame in ((Qt.Key.Key_Right, 2), (Qt.Key.Key_End, 20), (Qt.Key.Key_Home, 1)):
        qtbot.keyClick(dialog.slider, key)
        assert dialog.number.value() == frame


def test_that_a_frame_that_cannot_be_read_says_why_and_the_others_stay(choose, qtbot, reader) -> None:
    dialog = choose(20)
    reader.refused = {5}
    dialog.number.setValue(5)
    qtbot.waitUntil(lambda: dialog.words.text() == "This frame is damaged.")
    assert (ready(dialog), dialog.chosen()) == (False, None)
    dialog.number.setValue(6)
    qtbot.waitUntil(lambda: ready(dialog))


def test_that_few_frames_have_a_picture_each_that_chooses_them(choose, qtbot) -> None:
    dialog = choose(4)
    qtbot.waitUntil(lambda: dialog.strip.lacking() == ())
    qtbot.mouseClick(dialog.strip.buttons[3], Qt.MouseButton.LeftButton)
    assert (dialog.number.value(), dialog.chosen().frame, dialog.strip.buttons[3].isChecked()) == (3, 3, True)
    assert choose(9).strip is None


def test_that_a_long_run_does_not_fill_the_memory(choose, qtbot) -> None:
    dialog = choose(40)
    for frame in range(2, 30):
        dialog.number.setValue(frame)
        qtbot.waitUntil(lambda: ready(dialog))
    assert len(dialog._read) <= 8
