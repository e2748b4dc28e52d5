"""Unsaved work, kept and found again."""

import os
import stat
from pathlib import Path

import pytest

from tests.storage.documents import small_study
from vertmeasure.core.errors import StudyFileError
from vertmeasure.storage.autosave import (
    find_recoveries,
    forget_recovery,
    read_recovery,
    recovery_path,
    write_recovery,
)
from vertmeasure.storage.places import recovery_folder

UNSAVED = small_study("unsaved")


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("VERTMEASURE_HOME", str(tmp_path / "home"))
    return tmp_path


@pytest.fixture
def study_path(tmp_path: Path) -> Path:
    return tmp_path / "a.vert.json"


def test_that_unsaved_work_lies_beside_its_study_and_comes_back(study_path: Path) -> None:
    path = write_recovery(UNSAVED, study_path)
    found = read_recovery(path)
    assert path == recovery_path(study_path, "s-1") == study_path.with_name("a.vert.json.recovery")
    assert (found.study, found.study_path) == (UNSAVED, study_path)
    assert not study_path.exists()


def test_that_work_never_saved_lies_in_the_recovery_folder(home: Path) -> None:
    path = write_recovery(UNSAVED, None)
    assert path.parent == recovery_folder()
    assert home in path.parents
    assert (read_recovery(path).study, read_recovery(path).study_path) == (UNSAVED, None)


def test_that_a_study_whose_folder_is_gone_is_kept_all_the_same(home: Path) -> None:
    gone = home / "stick" / "a.vert.json"
    path = write_recovery(UNSAVED, gone)
    assert path.parent == recovery_folder()
    assert read_recovery(path).study_path == gone


def test_that_a_recovery_replaces_the_one_before(study_path: Path) -> None:
    write_recovery(small_study("older"), study_path)
    write_recovery(UNSAVED, study_path)
    assert [each.name for each in study_path.parent.iterdir()] == ["a.vert.json.recovery"]
    assert read_recovery(recovery_path(study_path, "")).study == UNSAVED


def test_that_unsaved_work_is_for_its_owner_only(study_path: Path) -> None:
    beside, elsewhere = write_recovery(UNSAVED, study_path), write_recovery(UNSAVED, None)
    beside.chmod(0o666)
    write_recovery(UNSAVED, study_path)
    assert {stat.S_IMODE(path.stat().st_mode) for path in (beside, elsewhere)} == {0o600}


def test_that_recoveries_are_found_the_latest_first(study_path: Path) -> None:
    older, later = write_recovery(UNSAVED, None), write_recovery(UNSAVED, study_path)
    os.utime(older, (1, 1))
    assert find_recoveries([study_path, study_path, study_path.with_name("other.vert.json")]) == [later, older]
    assert find_recoveries() == [older]


def test_that_without_unsaved_work_nothing_is_found(study_path: Path) -> None:
    assert find_recoveries([study_path]) == []


def test_that_forgotten_work_is_gone_from_both_places(study_path: Path) -> None:
    write_recovery(UNSAVED, study_path.with_name("gone") / "a.vert.json")
    write_recovery(UNSAVED, study_path)
    forget_recovery(study_path, "s-1")
    forget_recovery(study_path.with_name("gone") / "a.vert.json", "s-1")
    forget_recovery(study_path, "s-1")
    assert find_recoveries([study_path]) == []


def test_that_an_id_cannot_lead_out_of_the_recovery_folder() -> None:
    paths = {recovery_path(None, study_id) for study_id in ("../../x", "", "/x", "a\x00b", "x" * 5000, "\udcff")}
    assert {path.parent for path in paths} == {recovery_folder()}
    assert len(paths) == 6


def test_that_two_studies_of_one_id_do_not_share_a_recovery(home: Path) -> None:
    first = write_recovery(UNSAVED, home / "x" / "a.vert.json")
    assert first != write_recovery(UNSAVED, home / "y" / "a.vert.json")


@pytest.mark.parametrize("content", ["{}", "", '{"format": "vertmeasure.recovery", "study": {}, "study_path": null}'])
def test_that_a_damaged_recovery_is_told(study_path: Path, content: str) -> None:
    path = recovery_path(study_path, "")
    path.write_text(content, encoding="utf-8")
    with pytest.raises(StudyFileError):
        read_recovery(path)


def test_that_a_recovery_that_cannot_be_removed_is_told(study_path: Path) -> None:
    recovery_path(study_path, "").mkdir()
    with pytest.raises(StudyFileError, match="cannot be removed"):
        forget_recovery(study_path, "")
