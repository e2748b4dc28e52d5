"""Opening: what is opened as it is, what is asked first, and what is refused by name."""

import shutil
import threading
from pathlib import Path

import imagecodecs
import numpy as np
import pytest

from tests.dicom.made_discs import record, write_contents
from tests.dicom.made_films import film, gradient, write
from tests.ui.golden_desk import empty_desk
from vertmeasure.core.errors import FilmError
from vertmeasure.dicom import reading
from vertmeasure.ui import opening
from vertmeasure.ui.background import Background
from vertmeasure.ui.opening import MOST_FILMS, Opener

GREY = gradient()


class Heard:
    """An opener with all it said."""

    def __init__(self, qtbot) -> None:
        self.qtbot = qtbot
        self.desk = empty_desk()
        self.background = Background(self.desk)
        self.opener = Opener(self.desk, self.background, reading)
        self.told, self.noted, self.choices, self.frames, self.others = [], [], [], [], []
        self.desk.told.connect(lambda message, remedy: self.told.append(f"{message} {remedy}"))
        self.desk.noted.connect(lambda message, detail: self.noted.append(f"{message} {detail}"))
        self.opener.choice_wanted.connect(self.choices.append)
        self.opener.frame_wanted.connect(self.frames.append)
        self.opener.other_patient.connect(self.others.append)

    def open(self, *paths: Path) -> None:
        self.opener.open(paths)
        self.qtbot.waitUntil(lambda: not self.opener.is_reading, timeout=10_000)

    @property
    def names(self) -> list[str]:
        return [Path(each.source.path).name for each in self.desk.study.films]


@pytest.fixture
def heard(qtbot) -> Heard:
    heard = Heard(qtbot)
    yield heard
    heard.background.close()


def made(path: Path, patient: str = "1", number: int = 1, **tags: object) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    return write(path, film(GREY + number, PatientID=patient, SOPInstanceUID=f"1.2.{number}", **tags))


def test_that_a_folder_of_one_patients_films_is_opened_unasked(heard, tmp_path) -> None:
    made(tmp_path / "b", number=1, StudyDate="20240102")
    made(tmp_path / "below" / "a", number=2, StudyDate="20240101")
    (tmp_path / "letter.txt").write_text("Dear colleague,")
    heard.open(tmp_path)
    assert heard.names == ["a", "b"]
    assert heard.noted == ["1 other file was left out. No radiographs, or no films at all."]
    assert heard.choices == []


def test_that_films_of_two_patients_are_a_choice(heard, tmp_path) -> None:
    made(tmp_path / "a", "1", 1)
    made(tmp_path / "b", "2", 2)
    heard.open(tmp_path)
    assert heard.names == []
    assert [label.path.name for label in heard.choices[0].labels] == ["a", "b"]


def test_that_five_hundred_files_are_a_choice_and_none_is_opened(heard, tmp_path) -> None:
    first = made(tmp_path / "000")
    for number in range(1, 500):
        shutil.copy(first, tmp_path / f"{number:03}")
    heard.open(*sorted(tmp_path.iterdir()))
    assert (len(heard.choices[0].labels), heard.names) == (500, [])


def test_that_the_most_films_are_opened_and_one_more_is_a_choice(heard, tmp_path) -> None:
    for number in range(MOST_FILMS):
        made(tmp_path / f"{number:02}", number=number)
    heard.open(tmp_path)
    assert len(heard.names) == MOST_FILMS
    made(tmp_path / "more", number=99)
    heard.open(tmp_path)
    assert len(heard.choices) == 1


def test_that_photographs_among_films_are_a_choice(heard, tmp_path) -> None:
    made(tmp_path / "a")
    (tmp_path / "b.png").write_bytes(imagecodecs.png_encode(GREY))
    heard.open(tmp_path)
    assert (len(heard.choices), heard.names) == (1, [])


def test_that_a_photograph_is_opened_and_says_that_it_has_no_scale(heard, tmp_path) -> None:
    (tmp_path / "b.png").write_bytes(imagecodecs.png_encode(GREY))
    heard.open(tmp_path / "b.png")
    assert heard.names == ["b.png"]
    assert "Calibrate it by a known length." in heard.told[0]


def test_that_a_photograph_opened_again_is_the_same_film(heard, tmp_path) -> None:
    for name in ("b.png", "copy.png"):
        (tmp_path / name).write_bytes(imagecodecs.png_encode(GREY))
    (tmp_path / "other.png").write_bytes(imagecodecs.png_encode(GREY + 1))
    for name in ("b.png", "copy.png", "other.png"):
        heard.open(tmp_path / name)
    assert sorted(heard.names) == ["b.png", "other.png"]


def test_that_a_named_file_that_is_no_film_is_refused_by_name_and_the_others_open(heard, tmp_path) -> None:
    (tmp_path / "letter.txt").write_text("Dear colleague,")
    heard.open(made(tmp_path / "a"), tmp_path / "letter.txt")
    assert heard.names == ["a"]
    assert heard.told[0].startswith("letter.txt: This file is not a DICOM film.")
    assert heard.told[0].endswith("a photograph of one as PNG or JPEG.")


def test_that_many_named_files_that_are_no_films_are_told_once(heard, tmp_path) -> None:
    for number in range(MOST_FILMS + 1):
        (tmp_path / f"{number}.txt").touch()
    heard.open(*tmp_path.iterdir())
    assert heard.told == [f"{MOST_FILMS + 1} of the files are no films. Choose the films, or their folder."]


def test_that_a_folder_without_films_says_so(heard, tmp_path) -> None:
    heard.open(tmp_path)
    (tmp_path / "letter.txt").touch()
    heard.open(tmp_path)
    assert heard.told[0].startswith("This folder holds no files.")
    assert heard.told[1].startswith("No film was found; 1 other file was left out.")


def test_that_a_missing_file_is_told_and_the_others_open(heard, tmp_path) -> None:
    heard.open(tmp_path / "gone", made(tmp_path / "a"))
    assert heard.names == ["a"]
    assert heard.told[0].startswith("gone: This file does not exist.")


def test_that_a_table_of_contents_opens_what_it_lists_and_nothing_outside(heard, tmp_path) -> None:
    made(tmp_path / "outside", number=1)
    made(tmp_path / "disc" / "A", number=2)
    made(tmp_path / "disc" / "BESIDE", number=3)
    heard.open(write_contents(tmp_path / "disc" / "DICOMDIR", record("A"), record("..", "OUTSIDE")))
    assert heard.names == ["A"]
    assert "../OUTSIDE leads out of its folder" in heard.told[0]


def test_that_a_film_of_several_frames_asks_which_one(heard, tmp_path) -> None:
    frames = np.stack([GREY, GREY + 1, GREY + 2])
    path = write(tmp_path / "run", film(frames))
    heard.open(path)
    assert (heard.names, heard.frames[0].frame) == ([], 1)
    heard.opener.take(reading.open_film(path, 3))
    heard.opener.take(reading.open_film(path, 2))
    heard.opener.take(reading.open_film(path, 3))
    assert sorted(each.source.frame for each in heard.desk.study.films) == [2, 3]


def test_that_a_film_of_another_patient_than_the_study_is_a_question(heard, tmp_path) -> None:
    heard.open(made(tmp_path / "a", "1", 1))
    heard.open(made(tmp_path / "b", "2", 2))
    assert (heard.names, len(heard.others)) == (["a"], 1)


def test_that_a_search_can_be_stopped_and_says_that_it_is_over(heard, tmp_path, monkeypatch) -> None:
    made(tmp_path / "a")
    gate, real, over = threading.Event(), opening.scan, []
    monkeypatch.setattr(opening, "scan", lambda *given: (gate.wait(10), real(*given))[1])
    heard.opener.looked_through.connect(lambda: over.append(True))
    heard.opener.open([tmp_path])
    heard.opener.stop_looking()
    gate.set()
    heard.qtbot.waitUntil(lambda: not heard.opener.is_reading)
    assert (heard.names, bool(over)) == ([], True)


def test_that_another_study_laid_out_stops_the_search(heard, tmp_path, monkeypatch) -> None:
    made(tmp_path / "a")
    gate, stops = threading.Event(), []

    def slow(_paths, _told, cancelled):
        gate.wait(10)
        stops.append(cancelled())

    monkeypatch.setattr(opening, "scan", slow)
    heard.opener.open([tmp_path])
    heard.desk.lay_out(opening.Study(), None)
    gate.set()
    heard.qtbot.waitUntil(lambda: not heard.opener.is_reading)
    assert (stops, heard.names) == ([True], [])


def test_that_progress_reaches_the_window(heard, tmp_path) -> None:
    for number in range(20):
        (tmp_path / f"{number}").touch()
    told = []
    heard.opener.looking.connect(lambda done, total: told.append((done, total)))
    heard.open(tmp_path)
    assert told == [(16, 0), (0, 20), (16, 20)]


def test_that_the_reader_that_was_given_reads_the_films(heard, tmp_path) -> None:
    class Refusing:
        def open_film(self, _path: Path, _frame: int = 1, _glimpsed: object = None) -> object:
            raise FilmError("The darkroom is dark.", "")

    heard.opener.reader = Refusing()
    heard.open(made(tmp_path / "a"))
    assert heard.told == ["a: The darkroom is dark. "]
