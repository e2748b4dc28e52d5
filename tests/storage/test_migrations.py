"""Versions of the study file."""

from collections.abc import Mapping
from typing import Any

import pytest

from tests.storage.documents import document
from vertmeasure.core.errors import StudyFileError
from vertmeasure.storage.migrations import STEPS, VERSION, migrated


def renamed(source: Mapping[str, Any]) -> Mapping[str, Any]:
    return {**source, "version": 2, "trail": [*source.get("trail", ()), "renamed"]}


def split(source: Mapping[str, Any]) -> Mapping[str, Any]:
    return {**source, "version": 3, "trail": [*source.get("trail", ()), "split"]}


def test_that_a_file_of_the_present_version_is_taken_as_it_is() -> None:
    assert migrated(document(x=1)) == document(x=1)


def test_that_an_older_file_takes_one_step_a_version_in_order() -> None:
    found = migrated(document(), {1: renamed, 2: split}, version=3)
    assert (found["version"], found["trail"]) == (3, ["renamed", "split"])


def test_that_every_version_before_the_present_one_has_its_step() -> None:
    assert list(STEPS) == list(range(1, VERSION))


def test_that_a_newer_file_is_refused_with_both_versions() -> None:
    with pytest.raises(StudyFileError, match="version 2; this program reads up to version 1") as refused:
        migrated(document(version=2))
    assert "newer version of the program" in refused.value.remedy


@pytest.mark.parametrize("version", [0, -1])
def test_that_a_version_that_never_was_is_refused(version: int) -> None:
    with pytest.raises(StudyFileError, match="not known"):
        migrated(document(version=version))


@pytest.mark.parametrize("version", [None, "1", 1.0, True])
def test_that_a_file_that_does_not_say_its_version_is_refused(version: object) -> None:
    with pytest.raises(StudyFileError, match="does not say its version"):
        migrated(document(version=version))


@pytest.mark.parametrize("source", [{}, {"format": "mrml"}, {"format": 1, "version": 1}])
def test_that_another_format_is_refused(source: dict[str, Any]) -> None:
    with pytest.raises(StudyFileError, match="not a study file"):
        migrated(source)
