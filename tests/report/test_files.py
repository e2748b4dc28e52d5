import os
from pathlib import Path

import pytest

from vertmeasure.core.errors import ReportError
from vertmeasure.report.files import write_text


def test_that_text_is_written_in_utf8_with_line_ends_as_they_are(tmp_path: Path) -> None:
    write_text(tmp_path / "a.csv", "−1 山\r\n")
    assert (tmp_path / "a.csv").read_bytes() == "−1 山\r\n".encode()


def test_that_half_a_character_from_a_damaged_name_is_escaped(tmp_path: Path) -> None:
    write_text(tmp_path / "a.csv", "\ud800")
    assert (tmp_path / "a.csv").read_bytes() == b"\\ud800"


def test_that_a_missing_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ReportError, match="folder does not exist"):
        write_text(tmp_path / "missing" / "a.csv", "x")


def test_that_a_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ReportError, match="this is a folder"):
        write_text(tmp_path, "x")


def test_that_a_full_disk_leaves_the_old_file_and_nothing_beside_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.csv"
    path.write_text("old")

    def full(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(ReportError, match="disk is full"):
        write_text(path, "new")
    assert [each.name for each in tmp_path.iterdir()] == ["a.csv"]
    assert path.read_text() == "old"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_that_a_pipe_is_written_to_and_not_replaced(tmp_path: Path) -> None:
    # A pipe of its own, never a device of the machine: broken code would put a file in its place.
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    descriptor = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    try:
        write_text(pipe, "x")
        assert os.read(descriptor, 10) == b"x"
    finally:
        os.close(descriptor)
    assert pipe.is_fifo()


@pytest.mark.skipif(os.name != "posix", reason="rights of files are those of POSIX")
def test_that_a_file_only_its_owner_may_read_stays_so(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.touch(mode=0o600)
    write_text(path, "x")
    assert path.stat().st_mode & 0o777 == 0o600


@pytest.mark.skipif(os.name != "posix", reason="links need rights on Windows")
def test_that_a_link_keeps_pointing_to_the_file_that_was_written(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to("real")
    write_text(tmp_path / "link", "x")
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "real").read_text() == "x"


def test_that_a_film_is_never_overwritten(tmp_path: Path) -> None:
    film = tmp_path / "film.dcm"
    film.write_bytes(bytes(128) + b"DICM" + b"pixels")
    with pytest.raises(ReportError, match="is a DICOM file"):
        write_text(film, "a,b")
    assert film.read_bytes().endswith(b"pixels")
