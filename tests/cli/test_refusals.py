import json
from pathlib import Path

import pytest

from vertmeasure.__main__ import main

Capture = pytest.CaptureFixture[str]


def refusal(capture: Capture, *arguments: object) -> str:
    """What is said on stderr: one line, nothing on stdout, exit status 2."""
    assert main([str(each) for each in arguments]) == 2
    result = capture.readouterr()
    assert result.out == ""
    assert result.err.startswith("vertmeasure: ")
    assert result.err.count("\n") == 1
    assert "Traceback" not in result.err
    return result.err


BAD_FILES = {
    "empty": b"",
    "not JSON": b"{",
    "not an object": b"[]",
    "not a study": b'{"format": "something"}',
    "no version": b'{"format": "vertmeasure.study", "films": []}',
    "newer version": b'{"format": "vertmeasure.study", "version": 99, "films": []}',
    "wrong type": b'{"format": "vertmeasure.study", "version": 1, "films": 3}',
    "deep": b"[" * 100_000,
    "binary": bytes(range(256)),
    "a level nobody has": b'{"format": "vertmeasure.study", "version": 1, "films": [], "fractures": ["L9"]}',
}


@pytest.mark.parametrize("command", ["measure", "criteria"])
@pytest.mark.parametrize("content", BAD_FILES.values(), ids=BAD_FILES)
def test_that_a_file_that_is_no_study_is_refused_by_name(
    command: str, content: bytes, tmp_path: Path, capsys: Capture
) -> None:
    path = tmp_path / "bad.vert.json"
    path.write_bytes(content)
    assert "bad.vert.json" in refusal(capsys, command, path)
    assert path.read_bytes() == content


def test_that_a_missing_study_and_a_folder_are_refused(tmp_path: Path, capsys: Capture) -> None:
    assert "missing" in refusal(capsys, "measure", tmp_path / "missing.vert.json")
    refusal(capsys, "measure", tmp_path)


def test_that_an_unknown_set_is_refused_naming_the_known_ones(study_file: Path, capsys: Capture) -> None:
    words = refusal(capsys, "criteria", study_file, "--set", "nice-ta-999")
    assert "'nice-ta-999'" in words
    assert "augmentation-overview" in words


def test_that_a_broken_set_of_the_clinic_is_refused_by_name(study_file: Path, home: Path, capsys: Capture) -> None:
    folder = home / "settings" / "criteria"
    folder.mkdir(parents=True)
    (folder / "own.toml").write_text("name = ")
    assert "own.toml" in refusal(capsys, "criteria", study_file)


def test_that_a_file_that_cannot_be_written_is_refused(study_file: Path, tmp_path: Path, capsys: Capture) -> None:
    refusal(capsys, "measure", study_file, "--out", tmp_path / "missing" / "out.csv")
    refusal(capsys, "measure", study_file, "--out", tmp_path)


BAD_LINES = {
    "no study": ["measure"],
    "unknown format": ["measure", "a", "--format", "xml"],
    "unknown option": ["criteria", "a", "--sett", "x"],
    "shortened option": ["measure", "a", "--form", "csv"],
    "no set": ["criteria", "a", "--set"],
    "unknown window option": ["--window"],
    "neither command nor file": ["mesure"],
    "demo with a word": ["demo", "now"],
}


@pytest.mark.parametrize("line", BAD_LINES.values(), ids=BAD_LINES)
def test_that_a_line_that_cannot_be_understood_is_refused_in_one_line(line: list[str], capsys: Capture) -> None:
    assert "--help" in refusal(capsys, *line)


def test_that_a_name_that_steers_a_terminal_is_shown_harmlessly(tmp_path: Path, capsys: Capture) -> None:
    words = refusal(capsys, "measure", tmp_path / "\x1b[2Jx\nvertmeasure: all is well")
    assert "\x1b" not in words


def test_that_one_bad_study_among_several_prints_nothing(study_file: Path, tmp_path: Path, capsys: Capture) -> None:
    (tmp_path / "bad.json").write_text(json.dumps({"format": "other"}))
    assert "bad.json" in refusal(capsys, "measure", study_file, tmp_path / "bad.json", "--format", "json")
