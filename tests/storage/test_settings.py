"""What the reader has chosen once for all studies."""

import errno
import json
import os
from pathlib import Path

import pytest

from vertmeasure.storage.autosave import find_recoveries
from vertmeasure.storage.settings import Settings, read_settings, settings_path, with_recent, write_settings


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("VERTMEASURE_HOME", str(tmp_path))
    return tmp_path


def write(content: str) -> None:
    settings_path().parent.mkdir(parents=True, exist_ok=True)
    settings_path().write_text(content, encoding="utf-8")


def test_that_the_first_start_has_the_defaults_and_nothing_to_tell() -> None:
    assert read_settings() == (Settings(), "")


def test_that_settings_come_back_as_they_were_written() -> None:
    chosen = Settings("R1", 0.5, "rand-ucla", "light", 150, (str(Path("/a/b.vert.json").absolute()),))
    write_settings(chosen)
    assert read_settings() == (chosen, "")


def test_that_an_older_file_takes_the_defaults_for_what_it_lacks() -> None:
    write('{"reader": "R1"}')
    assert read_settings() == (Settings(reader="R1"), "")


@pytest.mark.parametrize(
    "content",
    [
        "{",
        "[]",
        "",
        '{"reader": 7}',
        '{"landmark_sd_mm": 0}',
        '{"landmark_sd_mm": NaN}',
        '{"landmark_sd_mm": "1"}',
        '{"landmark_sd_mm": true}',
        '{"palette": "pink"}',
        '{"palette": ["dark"]}',
        '{"font_percent": 10}',
        '{"font_percent": 120.5}',
        '{"recent": "a"}',
        '{"recent": [1]}',
    ],
)
def test_that_broken_settings_are_kept_aside_and_told(content: str) -> None:
    write(content)
    settings, notice = read_settings()
    assert settings == Settings()
    assert "settings.json.broken" in notice
    assert settings_path().with_name("settings.json.broken").read_text(encoding="utf-8") == content
    assert read_settings() == (Settings(), "")


def test_that_broken_settings_that_cannot_be_put_aside_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise OSError(errno.EROFS, os.strerror(errno.EROFS))

    write("{")
    monkeypatch.setattr(Path, "replace", refuse)
    settings, notice = read_settings()
    assert settings == Settings()
    assert "read-only" in notice


def test_that_a_settings_folder_is_for_its_owner_only() -> None:
    write_settings(Settings())
    assert settings_path().parent.stat().st_mode & 0o077 == 0
    assert json.loads(settings_path().read_text(encoding="utf-8"))["palette"] == "dark"


@pytest.mark.parametrize("odd", ["", "/", ".", "a/b.vert.json"])
def test_that_a_recent_study_that_no_path_leads_to_is_passed_over(odd: str) -> None:
    write(json.dumps({"reader": "R1", "recent": ["/s/1.vert.json", odd, "/s/2.vert.json"]}))
    settings, notice = read_settings()
    assert (settings.reader, settings.recent, notice) == ("R1", ("/s/1.vert.json", "/s/2.vert.json"), "")
    assert find_recoveries([Path(each) for each in settings.recent]) == []


def test_that_the_study_opened_last_comes_first_and_once() -> None:
    recent = tuple(f"/s/{n}.vert.json" for n in range(10))
    found = with_recent(recent, Path("/s/3.vert.json"))
    assert found[:2] == ("/s/3.vert.json", "/s/0.vert.json")
    assert sorted(found) == sorted(recent)
    assert len(with_recent(recent, Path("/s/new.vert.json"))) == 10


def test_that_keys_folders_and_ways_of_placing_come_back_as_they_were_written() -> None:
    chosen = Settings(
        keys={"fit": "Ctrl+J", "undo": ""},
        snap=False,
        six_points=True,
        films_folder="/films",
        report_folder="/reports",
        tour_seen=True,
    )
    write_settings(chosen)
    assert read_settings() == (chosen, "")


def test_that_the_keys_of_settings_cannot_be_changed_in_place() -> None:
    with pytest.raises(TypeError):
        Settings(keys={"fit": "F"}).keys["fit"] = "G"  # type: ignore[index]


@pytest.mark.parametrize("content", ['{"keys": []}', '{"keys": {"fit": 7}}', '{"snap": 1}', '{"tour_seen": "yes"}'])
def test_that_settings_of_another_kind_are_broken_ones(content: str) -> None:
    write(content)
    assert "settings.json.broken" in read_settings()[1]


@pytest.mark.parametrize("name", ["snap", "propose"])
def test_that_snapping_and_proposing_are_on_until_they_are_switched_off(name: str) -> None:
    assert getattr(Settings(), name) is True
    write(json.dumps({name: False}))
    assert getattr(read_settings()[0], name) is False
    write(json.dumps({name: "no"}))
    assert read_settings()[1]
