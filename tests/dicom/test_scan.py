import os

import imagecodecs

from tests.dicom.made_discs import record, write_contents
from tests.dicom.made_films import film, gradient, write
from vertmeasure.dicom import scan as scanning
from vertmeasure.dicom.label import FileKind
from vertmeasure.dicom.scan import Scan, scan

GREY = gradient()


def names(found):
    return [label.path.name for label in found.labels]


def test_that_films_in_folders_below_are_found_and_other_files_counted(tmp_path):
    (tmp_path / "a" / "b").mkdir(parents=True)
    write(tmp_path / "a" / "b" / "2", film(GREY))
    write(tmp_path / "1", film(GREY))
    write(tmp_path / "ct", film(GREY, Modality="CT"))
    (tmp_path / "letter.txt").write_text("Dear colleague,")
    found = scan([tmp_path])
    assert (names(found), found.left_out, found.troubles) == (["1", "2"], 2, ())


def test_that_hidden_files_and_folders_are_not_looked_at(tmp_path):
    (tmp_path / ".trash").mkdir()
    write(tmp_path / ".trash" / "film", film(GREY))
    write(tmp_path / ".film", film(GREY))
    assert scan([tmp_path]).labels == ()


def test_that_a_link_to_a_folder_is_not_followed_and_a_cycle_ends(tmp_path):
    (tmp_path / "a").mkdir()
    write(tmp_path / "a" / "film", film(GREY))
    (tmp_path / "a" / "again").symlink_to(tmp_path)
    (tmp_path / "a" / "loop").symlink_to(tmp_path / "a" / "loop")
    assert names(scan([tmp_path])) == ["film"]


def test_that_a_file_that_was_named_is_kept_whatever_it_is(tmp_path):
    (tmp_path / "letter.txt").write_text("Dear colleague,")
    found = scan([tmp_path / "letter.txt"])
    assert [(label.kind, label.is_named) for label in found.labels] == [(FileKind.OTHER_FILE, True)]


def test_that_a_file_named_twice_is_found_once(tmp_path):
    path = write(tmp_path / "film", film(GREY))
    assert [label.is_named for label in scan([tmp_path, path, path]).labels] == [True]


def test_that_a_missing_path_is_a_trouble_and_the_others_are_still_found(tmp_path):
    path = write(tmp_path / "film", film(GREY))
    found = scan([tmp_path / "gone", path])
    assert names(found) == ["film"]
    assert "gone" in found.troubles[0].message


def test_that_photographs_are_found_with_their_size(tmp_path):
    (tmp_path / "a.png").write_bytes(imagecodecs.png_encode(GREY))
    (tmp_path / "b.jpg").write_bytes(imagecodecs.jpeg8_encode(GREY.astype("u1")))
    found = scan([tmp_path]).labels
    assert [(label.kind, label.rows, label.columns) for label in found] == [(FileKind.PHOTOGRAPH, 24, 32)] * 2


def test_that_a_table_of_contents_stands_for_what_it_lists(tmp_path):
    write(tmp_path / "LISTED", film(GREY))
    write(tmp_path / "BESIDE", film(GREY))
    path = write_contents(tmp_path / "DICOMDIR", record("LISTED"), record("..", "OUT"), record("GONE"))
    found = scan([path])
    assert names(found) == ["LISTED"]
    assert ["../OUT" in found.troubles[0].message, "GONE" in found.troubles[1].message] == [True, True]


def test_that_a_table_of_contents_is_known_by_its_class_too(tmp_path):
    write(tmp_path / "LISTED", film(GREY))
    write(tmp_path / "BESIDE", film(GREY))
    assert names(scan([write_contents(tmp_path / "contents.dcm", record("LISTED"))])) == ["LISTED"]


def test_that_a_folder_is_looked_through_though_a_table_of_contents_lies_in_it(tmp_path):
    write(tmp_path / "LISTED", film(GREY))
    write(tmp_path / "BESIDE", film(GREY))
    write_contents(tmp_path / "DICOMDIR", record("LISTED"))
    assert names(scan([tmp_path])) == ["BESIDE", "LISTED"]


def test_that_progress_is_told_and_a_search_can_be_cancelled(tmp_path):
    for number in range(40):
        (tmp_path / f"{number:02}").touch()
    told = []
    assert scan([tmp_path], lambda *progress: told.append(progress)).left_out == 40
    assert told == [(16, 0), (32, 0), (0, 40), (16, 40), (32, 40)]  # counted first
    assert scan([tmp_path], cancelled=lambda: True) == Scan(())


def test_that_a_search_ends_with_the_largest_number_of_files(tmp_path, monkeypatch):
    monkeypatch.setattr(scanning, "MOST_FILES", 5)
    for number in range(9):
        (tmp_path / str(number)).touch()
    found = scan([tmp_path])
    assert found.left_out == 5
    assert "more than 5 files" in found.troubles[0].message


def test_that_a_folder_that_cannot_be_read_is_named(tmp_path, monkeypatch):
    def walk(folder, onerror):
        onerror(PermissionError(13, "denied", str(tmp_path / "locked")))
        yield str(folder), [], []

    monkeypatch.setattr(os, "walk", walk)
    assert "locked" in scan([tmp_path]).troubles[0].message
