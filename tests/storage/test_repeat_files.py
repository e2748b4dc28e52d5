"""Where repeat readings lie."""

from pathlib import Path

from tests.studies import three_bodies
from vertmeasure.storage.autosave import find_recoveries, write_recovery
from vertmeasure.storage.repeat_files import free_repeat_path, repeats_beside


def test_that_repeats_are_numbered_from_one_and_none_is_replaced(tmp_path: Path) -> None:
    study = tmp_path / "a.vert.json"
    assert free_repeat_path(study).name == "a.repeat-1.vert.json"
    free_repeat_path(study).touch()
    assert free_repeat_path(study).name == "a.repeat-2.vert.json"


def test_that_only_the_repeats_of_this_study_are_found(tmp_path: Path) -> None:
    names = ["a.vert.json", "a.repeat-1.vert.json", "a.repeat-2.vert.json", "ab.repeat-1.vert.json"]
    for name in [*names, "a.repeat-1.vert.json~", "a.repeat-3.vert.json.recovery"]:
        (tmp_path / name).touch()
    assert [path.name for path in repeats_beside(tmp_path / "a.vert.json")] == names[1:3]


def test_that_brackets_in_a_name_are_no_pattern(tmp_path: Path) -> None:
    study = tmp_path / "film [1].vert.json"
    free_repeat_path(study).touch()
    assert len(repeats_beside(study)) == 1


def test_that_unsaved_work_on_a_repeat_is_found_by_its_study(tmp_path: Path) -> None:
    study = tmp_path / "a.vert.json"
    kept = write_recovery(three_bodies(), free_repeat_path(study))
    assert kept in find_recoveries([study])
