import pytest

from tests.dicom.made_discs import record, write_contents
from vertmeasure.core.errors import FilmError
from vertmeasure.dicom.files import film_files


def test_that_a_file_stands_for_itself(tmp_path):
    (tmp_path / "a.dcm").touch()
    assert film_files(tmp_path / "a.dcm") == [tmp_path / "a.dcm"]


def test_that_a_folder_stands_for_all_files_below_in_order(tmp_path):
    (tmp_path / "b").mkdir()
    for name in ("c", "b/2", "b/1", ".hidden", "DICOMDIR", "a"):
        (tmp_path / name).touch()
    assert film_files(tmp_path) == [tmp_path / name for name in ("a", "b/1", "b/2", "c")]


def test_that_an_empty_folder_and_a_missing_path_are_refused(tmp_path):
    with pytest.raises(FilmError, match="no files"):
        film_files(tmp_path)
    with pytest.raises(FilmError, match="not exist"):
        film_files(tmp_path / "missing")


def test_that_hidden_folders_are_left_out(tmp_path):
    (tmp_path / ".trash").mkdir()
    for name in (".trash/1", "a"):
        (tmp_path / name).touch()
    assert film_files(tmp_path) == [tmp_path / "a"]


def test_that_a_table_of_contents_stands_for_the_files_it_lists(tmp_path):
    (tmp_path / "A").touch()
    path = write_contents(tmp_path / "DICOMDIR", record("A"), record("..", "B"))
    assert film_files(path) == [tmp_path.resolve() / "A"]


def test_that_a_table_of_contents_of_nothing_within_its_folder_is_refused(tmp_path):
    with pytest.raises(FilmError, match="lies in its folder"):
        film_files(write_contents(tmp_path / "DICOMDIR", record("..", "B")))
