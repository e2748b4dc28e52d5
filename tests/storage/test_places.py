"""Folders of this computer, and the files that come with the program."""

from pathlib import Path

import pytest

from vertmeasure.core.errors import VertmeasureError
from vertmeasure.storage import places
from vertmeasure.storage.resources import _shipped, resource, sample_folder


def test_that_every_place_lies_below_the_home_that_was_set(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VERTMEASURE_HOME", str(tmp_path))
    folders = [places.settings_folder(), places.criteria_folder(), places.recovery_folder(), places.log_folder()]
    assert all(tmp_path in folder.parents for folder in folders)
    assert len(set(folders)) == 4
    assert not any(folder.exists() for folder in folders)


def test_that_without_a_home_the_folders_of_the_system_are_used(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("VERTMEASURE_HOME", raising=False)
    for folder in (places.settings_folder(), places.recovery_folder(), places.log_folder()):
        assert folder.is_absolute()
        assert "vertmeasure" in folder.parts


def test_that_a_shipped_file_is_found_from_the_checkout() -> None:
    assert resource("schema", "study-1.schema.json").is_file()
    assert sample_folder().name == "sample_dicom"


def test_that_an_installed_package_uses_what_lies_inside_it(tmp_path: Path) -> None:
    package = tmp_path / "vertmeasure"
    (package / "resources").mkdir(parents=True)
    (tmp_path / "resources").mkdir()
    assert _shipped("resources", package=package) == package / "resources"


def test_that_a_lacking_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(VertmeasureError, match=r"lacks resources/icons/none\.svg"):
        _shipped("resources", "icons", "none.svg", package=tmp_path / "vertmeasure")
