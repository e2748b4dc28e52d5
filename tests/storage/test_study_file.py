"""Study files on disk."""

import errno
import hashlib
import json
import os
import shutil
import stat
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.conftest import shared
from tests.storage.documents import document, small_study
from vertmeasure.core.errors import StudyFileError
from vertmeasure.core.study import Film, Study
from vertmeasure.storage.study_file import (
    FilmProblem,
    check_films,
    film_path,
    moved,
    read_study,
    relative_source,
    write_study,
)


def refusing(code: int) -> Callable[..., int]:
    def refuse(*_: object) -> int:
        raise OSError(code, os.strerror(code))

    return refuse


def names(folder: Path) -> list[str]:
    return sorted(each.name for each in folder.iterdir())


@pytest.fixture
def saved(tmp_path: Path) -> Path:
    path = tmp_path / "a.vert.json"
    write_study(small_study("first"), path)
    return path


def test_that_a_saved_study_is_read_again_equal(saved: Path) -> None:
    assert read_study(saved) == small_study("first")


def test_that_a_study_is_saved_as_plain_utf8_indented_by_one(saved: Path) -> None:
    text = saved.read_bytes().decode("utf-8")
    assert '\n  "name": "Grüße^李"' in text
    assert text.endswith("}\n")


def test_that_the_golden_study_is_the_same_after_saving(tmp_path: Path) -> None:
    study = read_study(shared("golden", "ts_lumbar.vert.json"))
    write_study(study, tmp_path / "golden.vert.json")
    assert read_study(tmp_path / "golden.vert.json") == study


def test_that_the_file_before_stays_as_the_one_backup(saved: Path) -> None:
    write_study(small_study("second"), saved)
    before = saved.read_bytes()
    write_study(small_study("third"), saved)
    assert names(saved.parent) == ["a.vert.json", "a.vert.json~"]
    assert (saved.parent / "a.vert.json~").read_bytes() == before


def test_that_a_file_name_that_is_no_valid_text_survives(tmp_path: Path) -> None:
    study = small_study(path=os.fsdecode(b"films/\xff.dcm"))
    write_study(study, tmp_path / "a.vert.json")
    assert read_study(tmp_path / "a.vert.json") == study


def test_that_saving_through_a_link_keeps_the_link(saved: Path) -> None:
    link = saved.parent / "link.vert.json"
    link.symlink_to(saved.name)
    write_study(small_study("second"), link)
    assert link.is_symlink()
    assert read_study(saved).label == "second"


def test_that_who_may_read_a_study_stays_as_it_was(saved: Path) -> None:
    saved.chmod(0o600)
    write_study(small_study("second"), saved)
    assert {stat.S_IMODE(path.stat().st_mode) for path in saved.parent.iterdir()} == {0o600}


@pytest.fixture
def _umask_022() -> Iterator[None]:
    """The usual one: a group may not write what is new."""
    before = os.umask(0o022)
    yield
    os.umask(before)


@pytest.mark.usefixtures("_umask_022")
@pytest.mark.parametrize("mode", [0o664, 0o640, 0o400])
def test_that_those_who_may_read_and_write_a_study_still_may(saved: Path, mode: int) -> None:
    saved.chmod(mode)
    write_study(small_study("second"), saved)
    assert {stat.S_IMODE(path.stat().st_mode) for path in saved.parent.iterdir()} == {mode}


@pytest.mark.usefixtures("_umask_022")
def test_that_a_new_study_may_be_read_by_whom_the_system_lets(saved: Path) -> None:
    assert stat.S_IMODE(saved.stat().st_mode) == 0o644


@pytest.mark.parametrize("call", ["fsync", "open"])
@pytest.mark.parametrize(
    ("code", "words"),
    [(errno.ENOSPC, "disk is full"), (errno.EROFS, "read-only"), (errno.EACCES, "permission"), (errno.EIO, "cannot")],
)
def test_that_a_refused_save_loses_nothing(
    saved: Path, monkeypatch: pytest.MonkeyPatch, call: str, code: int, words: str
) -> None:
    before = saved.read_bytes()
    monkeypatch.setattr(os, call, refusing(code))
    with pytest.raises(StudyFileError, match=words) as refused:
        write_study(small_study("second"), saved)
    assert refused.value.remedy
    assert (saved.read_bytes(), names(saved.parent)) == (before, ["a.vert.json"])


def test_that_a_disk_that_fills_up_while_the_backup_is_made_loses_nothing(
    saved: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_study(small_study("second"), saved)
    before = {path: path.read_bytes() for path in saved.parent.iterdir()}
    monkeypatch.setattr(shutil, "copystat", refusing(errno.ENOSPC))
    with pytest.raises(StudyFileError, match="disk is full"):
        write_study(small_study("third"), saved)
    assert {path: path.read_bytes() for path in saved.parent.iterdir()} == before


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
def test_that_a_really_full_disk_is_told(saved: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    full = os.open("/dev/full", os.O_WRONLY)
    monkeypatch.setattr(os, "open", lambda *_: full)
    before = saved.read_bytes()
    with pytest.raises(StudyFileError, match="disk is full"):
        write_study(small_study("second"), saved)
    assert (saved.read_bytes(), names(saved.parent)) == (before, ["a.vert.json"])


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="the system refuses nothing to root")
def test_that_a_folder_that_may_not_be_written_is_told(saved: Path) -> None:
    saved.parent.chmod(0o500)
    with pytest.raises(StudyFileError, match="permission is denied"):
        write_study(small_study("second"), saved)
    saved.parent.chmod(0o700)
    assert read_study(saved).label == "first"


def test_that_a_missing_folder_is_told(tmp_path: Path) -> None:
    with pytest.raises(StudyFileError, match="does not exist"):
        write_study(small_study(), tmp_path / "nowhere" / "a.vert.json")


def test_that_a_folder_is_never_replaced_by_a_study(tmp_path: Path) -> None:
    (tmp_path / "a.vert.json").mkdir()
    with pytest.raises(StudyFileError, match="folder or a device"):
        write_study(small_study(), tmp_path / "a.vert.json")
    assert names(tmp_path) == ["a.vert.json"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no pipes among its files")
def test_that_a_pipe_is_neither_waited_for_nor_replaced(tmp_path: Path) -> None:
    pipe = tmp_path / "a.vert.json"
    os.mkfifo(pipe)
    for refused in (lambda: read_study(pipe), lambda: write_study(small_study(), pipe)):
        with pytest.raises(StudyFileError, match="folder or a device"):
            refused()
    assert pipe.is_fifo()


def test_that_a_name_too_long_for_the_disk_is_told(tmp_path: Path) -> None:
    with pytest.raises(StudyFileError, match="name is too long"):
        write_study(small_study(), tmp_path / ("a" * 300))
    assert names(tmp_path) == []


def test_that_a_number_that_is_not_finite_is_never_written(saved: Path) -> None:
    before = saved.read_bytes()
    with pytest.raises(StudyFileError, match="not finite"):
        write_study(Study(overrides={"pre": {"L1": {"genant_grade": float("nan")}}}), saved)
    assert saved.read_bytes() == before


def test_that_a_newer_file_is_refused_and_left_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "new.vert.json"
    path.write_text(json.dumps(document(version=2, marvel="x")), encoding="utf-8")
    before = path.read_bytes()
    with pytest.raises(StudyFileError, match="version 2"):
        read_study(path)
    assert (path.read_bytes(), names(tmp_path)) == (before, ["new.vert.json"])


UNREADABLE = {
    "empty": b"",
    "blank": b" \n",
    "not JSON": b"\x00\x01DICM",
    "cut short": b'{"format": "vertmeasure.study", "version": 1, "films": [',
    "a list": b"[]",
    "a number": b"7",
    "UTF-16": json.dumps(document()).encode("utf-16"),
    "Latin-1": '{"format": "vertmeasure.study", "version": 1, "films": [], "label": "Größe"}'.encode("latin-1"),
    "too deep for the parser": b'{"a":' * 100_000,
    "too deep for us": b'{"format": "vertmeasure.study", "version": 1, "films": [], "a": '
    + b"[" * 90
    + b"]" * 90
    + b"}",
    "a number of 5,000 digits": b'{"format": "vertmeasure.study", "version": 1, "films": [], "x": '
    + b"9" * 5000
    + b"}",
    "a key named twice": b'{"format": "vertmeasure.study", "version": 1, "films": [], "films": []}',
}


@pytest.mark.parametrize("content", UNREADABLE.values(), ids=UNREADABLE.keys())
def test_that_a_file_that_is_no_study_is_refused_with_what_to_do(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a.vert.json"
    path.write_bytes(content)
    with pytest.raises(StudyFileError) as refused:
        read_study(path)
    assert refused.value.remedy
    assert path.read_bytes() == content


def test_that_a_file_far_too_large_is_refused(saved: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("vertmeasure.storage.json_file.MOST_BYTES", saved.stat().st_size - 1)
    with pytest.raises(StudyFileError, match="too large"):
        read_study(saved)


def test_that_a_missing_file_and_a_folder_are_refused(tmp_path: Path) -> None:
    with pytest.raises(StudyFileError, match="does not exist"):
        read_study(tmp_path / "none.vert.json")
    with pytest.raises(StudyFileError, match="folder or a device"):
        read_study(tmp_path)


def test_that_a_byte_order_mark_does_no_harm(tmp_path: Path) -> None:
    path = tmp_path / "a.vert.json"
    path.write_text(json.dumps(document(label="x")), encoding="utf-8-sig")
    assert read_study(path).label == "x"


def test_that_film_paths_go_out_from_the_folder_of_the_study(tmp_path: Path) -> None:
    study, image = tmp_path / "studies" / "a.vert.json", tmp_path / "films" / "pre.dcm"
    assert relative_source(study, image) == "../films/pre.dcm"
    assert film_path(study, small_study(path="../films/pre.dcm").films[0]) == image


def test_that_a_linked_study_folder_still_leads_to_its_films(tmp_path: Path) -> None:
    (tmp_path / "disk" / "studies").mkdir(parents=True)
    (tmp_path / "short").symlink_to(tmp_path / "disk" / "studies")
    study, image = tmp_path / "short" / "a.vert.json", tmp_path / "films" / "pre.dcm"
    film = small_study(path=relative_source(study, image)).films[0]
    assert film_path(study, film) == film_path(tmp_path / "disk" / "studies" / "a.vert.json", film) == image


def test_that_a_film_on_another_drive_is_kept_by_its_whole_path(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def other_drive(*_: object) -> str:
        raise ValueError("path is on mount 'D:'")

    monkeypatch.setattr(os.path, "relpath", other_drive)
    assert relative_source(tmp_path / "a.vert.json", tmp_path / "b.dcm") == (tmp_path / "b.dcm").as_posix()


def test_that_a_film_that_names_no_image_has_no_path(tmp_path: Path) -> None:
    with pytest.raises(StudyFileError, match="Film pre"):
        film_path(tmp_path / "a.vert.json", Film("pre"))


def test_that_a_study_saved_elsewhere_still_leads_to_its_films(tmp_path: Path) -> None:
    old, new = tmp_path / "a.vert.json", tmp_path / "far" / "off" / "b.vert.json"
    study = moved(small_study(path="films/pre.dcm"), old, new)
    assert study.films[0].source.path == "../../films/pre.dcm"
    assert film_path(new, study.films[0]) == film_path(old, small_study().films[0])


def test_that_a_study_saved_for_the_first_time_names_its_films_from_its_folder(tmp_path: Path) -> None:
    study = moved(small_study(path=str(tmp_path / "films" / "pre.dcm")), None, tmp_path / "a.vert.json")
    assert study.films[0].source.path == "films/pre.dcm"
    assert moved(Study(films=(Film("pre"),)), None, tmp_path / "a.vert.json").films[0].source.path == ""


def notices(folder: Path, sha256: str = "", path: str = "pre.dcm") -> list[FilmProblem]:
    return [notice.problem for notice in check_films(small_study(path=path, sha256=sha256), folder / "a.vert.json")]


def test_that_a_missing_image_is_told_with_where_it_was_looked_for(tmp_path: Path) -> None:
    (notice,) = check_films(small_study(path="pre.dcm"), tmp_path / "a.vert.json")
    assert (notice.film_id, notice.problem, notice.path) == ("pre", FilmProblem.MISSING, tmp_path / "pre.dcm")
    assert "film pre" in notice.message
    assert notice.remedy
    assert notices(tmp_path, path="") == [FilmProblem.MISSING]


def test_that_an_image_is_compared_with_the_one_that_was_read(tmp_path: Path) -> None:
    (tmp_path / "pre.dcm").write_bytes(b"film")
    sha256 = hashlib.sha256(b"film").hexdigest()
    assert notices(tmp_path, sha256) == notices(tmp_path, sha256.upper()) == notices(tmp_path, "") == []
    (tmp_path / "pre.dcm").write_bytes(b"Film")
    assert notices(tmp_path, sha256) == [FilmProblem.CHANGED]


def test_that_an_image_that_cannot_be_read_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "pre.dcm").write_bytes(b"film")
    monkeypatch.setattr(Path, "open", refusing(errno.EACCES))
    assert notices(tmp_path) == [FilmProblem.UNREADABLE]
