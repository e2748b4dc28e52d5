"""`vertmeasure agreement`."""

import csv
import io
import json
from pathlib import Path

import pytest

from tests.repeated import repeated
from tests.report.told_studies import followed_up
from vertmeasure.__main__ import main
from vertmeasure.storage.study_file import write_study

Capture = pytest.CaptureFixture[str]


@pytest.fixture
def repeat_file(tmp_path: Path) -> Path:
    """The study of `study_file`, read again."""
    path = tmp_path / "study.repeat-1.vert.json"
    write_study(repeated(followed_up(), 7), path)
    return path


def printed(capture: Capture, *arguments: object) -> str:
    assert main(["agreement", *map(str, arguments)]) == 0
    result = capture.readouterr()
    assert result.err == ""
    return result.out


def test_that_the_table_tells_error_coefficients_and_limits(
    study_file: Path, repeat_file: Path, capsys: Capture
) -> None:
    lines = printed(capsys, study_file, repeat_file).splitlines()
    assert lines[0].startswith("2 readings of ")
    assert "ICC(2,1)" in lines[2]
    assert any(line.startswith("Anterior height") and " to " in line for line in lines)


def test_that_json_and_csv_say_the_same(study_file: Path, repeat_file: Path, capsys: Capture) -> None:
    document = json.loads(printed(capsys, study_file, repeat_file, "--format", "json"))
    rows = list(csv.DictReader(io.StringIO(printed(capsys, study_file, repeat_file, "--format", "csv"))))
    assert [each["id"] for each in document["agreement"]] == [row["id"] for row in rows]
    assert float(rows[0]["sem"]) == pytest.approx(document["agreement"][0]["sem"], abs=0.006)


def test_that_one_study_is_refused_in_one_line(study_file: Path, capsys: Capture) -> None:
    assert main(["agreement", str(study_file)]) == 2
    result = capsys.readouterr()
    assert result.out == ""
    assert result.err == (
        "vertmeasure: A comparison needs at least two readings. Name two or more studies of the same films.\n"
    )


def test_that_studies_of_other_films_are_refused(study_file: Path, repeat_file: Path, capsys: Capture) -> None:
    document = json.loads(repeat_file.read_text(encoding="utf-8"))
    for film in document["films"]:
        film["id"] += "_other"
        film["source"] = {}
    document["fractures"] = []
    repeat_file.write_text(json.dumps(document), encoding="utf-8")
    assert main(["agreement", str(study_file), str(repeat_file)]) == 2
    assert "No film was read in more than one" in capsys.readouterr().err


def test_that_a_file_that_is_no_study_is_named(study_file: Path, tmp_path: Path, capsys: Capture) -> None:
    assert main(["agreement", str(study_file), str(tmp_path / "none.vert.json")]) == 2
    assert "none.vert.json" in capsys.readouterr().err


def test_that_a_study_named_twice_is_refused(study_file: Path, capsys: Capture) -> None:
    assert main(["agreement", str(study_file), str(study_file)]) == 2
    assert "named twice" in capsys.readouterr().err
