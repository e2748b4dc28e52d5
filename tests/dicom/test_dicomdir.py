import shutil
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.dicom.made_discs import record, write_contents
from vertmeasure.core.errors import FilmError
from vertmeasure.dicom.dicomdir import listed_files


@pytest.fixture
def disc(tmp_path):
    folder = tmp_path / "disc"
    (folder / "IMAGES").mkdir(parents=True)
    (folder / "IMAGES" / "A1").write_text("film")
    (folder / "B2").write_text("film")
    (tmp_path / "secret").write_text("outside")
    return folder.resolve()


@pytest.mark.parametrize("undefined", [False, True])
def test_that_listed_files_are_found_in_their_order(disc, undefined):
    path = write_contents(disc / "DICOMDIR", record("B2"), record("IMAGES", "A1"), undefined_length=undefined)
    assert listed_files(path).files == (disc / "B2", disc / "IMAGES" / "A1")


def test_that_of_names_that_differ_in_case_only_the_very_one_is_taken(disc):
    for name in ("film", "FILM", "Film"):
        (disc / name).touch()
    found = listed_files(write_contents(disc / "DICOMDIR", record("FILM"), record("film")))
    assert [each.name for each in found.files] == ["FILM", "film"]


def test_that_names_are_found_whatever_their_case_and_version(disc):
    (disc / "b2").mkdir()
    (disc / "b2" / "film.dcm;1").write_text("film")
    shutil.move(disc / "B2", disc / "c3.")
    path = write_contents(disc / "DICOMDIR", record("images", "a1"), record("B2", "FILM.DCM"), record("C3"))
    assert [each.name for each in listed_files(path).files] == ["A1", "film.dcm;1", "c3."]


@pytest.mark.parametrize(
    "components",
    [
        ("..", "secret"),
        ("IMAGES", "..", "..", "secret"),
        ("", "etc", "passwd"),
        ("/etc/passwd",),
        ("IMAGES/../../secret",),
        ("C:", "secret"),
        (".", "B2"),
    ],
)
def test_that_no_reference_leads_out_of_the_folder(disc, components):
    found = listed_files(write_contents(disc / "DICOMDIR", record(*components)))
    assert (found.files, found.missing) == ((), ())
    assert found.outside == ("/".join(components),)


def test_that_absolute_paths_of_the_machine_are_not_followed(disc):
    outside = disc.parent / "secret"
    found = listed_files(write_contents(disc / "DICOMDIR", record(str(outside)), record(*outside.parts)))
    assert found.files == ()
    assert len(found.outside) == 2


@pytest.mark.parametrize("name", ["LINK", "FOLDER"])
def test_that_links_out_of_the_folder_are_not_followed(disc, name):
    (disc / "LINK").symlink_to(disc.parent / "secret")
    (disc / "FOLDER").symlink_to(disc.parent)
    components = (name,) if name == "LINK" else (name, "secret")
    found = listed_files(write_contents(disc / "DICOMDIR", record(*components)))
    assert (found.files, found.outside) == ((), ("/".join(components),))


def test_that_what_lies_behind_a_link_out_is_not_even_listed(disc, monkeypatch):
    (disc / "FOLDER").symlink_to(disc.parent)
    path, listed, real = write_contents(disc / "DICOMDIR", record("FOLDER", "secret")), [], Path.iterdir
    monkeypatch.setattr(Path, "iterdir", lambda folder: listed.append(folder) or real(folder))
    listed_files(path)
    assert listed == [disc]


def test_that_a_link_within_the_folder_is_the_file_it_leads_to(disc):
    (disc / "LINK").symlink_to(disc / "IMAGES" / "A1")
    found = listed_files(write_contents(disc / "DICOMDIR", record("LINK"), record("IMAGES", "A1")))
    assert found.files == (disc / "IMAGES" / "A1",)


def test_that_missing_files_are_named_and_folders_are_no_films(disc):
    found = listed_files(write_contents(disc / "DICOMDIR", record("IMAGES", "A9"), record("IMAGES")))
    assert (found.files, found.missing) == ((), ("IMAGES/A9", "IMAGES"))


def test_that_records_out_of_use_are_passed_over(disc):
    path = write_contents(disc / "DICOMDIR", record("B2", in_use=0), record("IMAGES", "A1"))
    assert listed_files(path).files == (disc / "IMAGES" / "A1",)


def test_that_a_file_without_references_is_refused(disc):
    for content in (b"", b"no table of contents" * 20):
        (disc / "DICOMDIR").write_bytes(content)
        with pytest.raises(FilmError, match="lists no files"):
            listed_files(disc / "DICOMDIR")
    with pytest.raises(FilmError):
        listed_files(disc / "IMAGES")


def test_that_a_link_that_leads_to_itself_is_missing(disc):
    (disc / "LOOP").symlink_to(disc / "LOOP")
    found = listed_files(write_contents(disc / "DICOMDIR", record("LOOP"), record("LOOP", "A")))
    assert (found.files, found.missing) == ((), ("LOOP", "LOOP/A"))


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_that_a_damaged_table_of_contents_never_leads_out_of_its_folder(disc, data):
    path = write_contents(disc / "DICOMDIR", record("B2"), record("IMAGES", "A1"), record("..", "secret"))
    damaged = bytearray(path.read_bytes()[: data.draw(st.integers(133, 2000))])
    for place, byte in data.draw(st.lists(st.tuples(st.integers(132, len(damaged) - 1), st.integers(0, 255)))):
        damaged[place] = byte
    path.write_bytes(damaged)
    with suppress(FilmError):
        assert all(each.is_relative_to(disc) for each in listed_files(path).files)
