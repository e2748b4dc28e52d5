import csv
import json
import sys
from dataclasses import replace
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from tests.conftest import SAMPLE
from tests.report.told_studies import SECRET, followed_up, telling
from vertmeasure.__main__ import main
from vertmeasure.storage.study_file import write_study

Capture = pytest.CaptureFixture[str]


@pytest.fixture
def paper(monkeypatch: pytest.MonkeyPatch) -> list[tuple[Any, ...]]:
    """What is handed to the writer of pages, instead of pages."""
    handed: list[tuple[Any, ...]] = []
    module = ModuleType("vertmeasure.paint.report_pdf")
    module.write_report_pdf = lambda *given: handed.append(given)  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "vertmeasure.paint.report_pdf", module)
    return handed


def test_that_csv_and_json_are_written_and_nothing_is_printed(
    study_file: Path, tmp_path: Path, capsys: Capture
) -> None:
    table, document = tmp_path / "r.csv", tmp_path / "r.json"
    assert main(["report", str(study_file), "--csv", str(table), "--json", str(document)]) == 0
    assert capsys.readouterr().out == ""
    with table.open(encoding="utf-8", newline="") as file:
        assert next(csv.DictReader(file))["study"] == "followed-up"
    assert {"measurements", "changes", "criteria", "films", "facts", "method"} <= set(json.loads(document.read_text()))


def test_that_the_pages_get_content_and_a_place(study_file: Path, tmp_path: Path, paper: list[Any]) -> None:
    assert main(["report", str(study_file), "--pdf", str(tmp_path / "r.pdf")]) == 0
    ((assessment, content, _, path),) = paper
    assert assessment.study.id == content.study == "followed-up"
    assert path == tmp_path / "r.pdf"
    assert content.leading_verdicts


def test_that_the_pages_get_the_images_that_can_be_read(tmp_path: Path, paper: list[Any]) -> None:
    study = SAMPLE / "sample.vert.json"
    assert main(["report", str(study), "--pdf", str(tmp_path / "r.pdf")]) == 0
    images = paper[0][2]
    assert {film_id: opened.header.path.name for film_id, opened in images.items()} == {
        "pre": "pre.dcm",
        "post": "post.dcm",
        "follow_up": "follow_up.dcm",
    }


def test_that_a_missing_image_is_told_in_the_report(study_file: Path, tmp_path: Path, paper: list[Any]) -> None:
    assert main(["report", str(study_file), "--pdf", str(tmp_path / "r.pdf")]) == 0
    assert any("is not where the study says" in each for each in paper[0][1].notices)


def test_that_a_deidentified_report_names_nobody(tmp_path: Path, paper: list[Any], capsys: Capture) -> None:
    study, table, document = (tmp_path / name for name in ("s.vert.json", "r.csv", "r.json"))
    write_study(telling(), study)
    files = ["--csv", str(table), "--json", str(document), "--pdf", str(tmp_path / "r.pdf")]
    assert main(["report", str(study), *files, "--deidentify"]) == 0
    assert SECRET not in table.read_text(encoding="utf-8") + document.read_text(encoding="utf-8") + repr(paper[0][1])
    assert "burnt into the pixels" in capsys.readouterr().err


def test_that_deidentified_pages_still_find_the_images_to_draw(tmp_path: Path, paper: list[Any]) -> None:
    study = tmp_path / "s.vert.json"
    write_study(telling(), study)
    assert main(["report", str(study), "--pdf", str(tmp_path / "r.pdf"), "--deidentify"]) == 0
    drawn = paper[0][0].study
    assert [film.source.path for film in drawn.films] == [film.source.path for film in telling().films]
    assert [film.id for film in drawn.films] == [film.id for film in paper[0][1].films]


def test_that_pages_without_qt_are_refused_with_what_to_do(
    study_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    monkeypatch.setitem(sys.modules, "vertmeasure.paint.report_pdf", None)
    assert main(["report", str(study_file), "--pdf", str(tmp_path / "r.pdf")]) == 2
    assert "Write CSV and JSON instead." in capsys.readouterr().err


def test_that_at_least_one_file_must_be_asked_for(study_file: Path, capsys: Capture) -> None:
    assert main(["report", str(study_file)]) == 2
    assert "--pdf FILE" in capsys.readouterr().err


@pytest.mark.parametrize("names", [("study.vert.json", "b"), ("same", "same")])
def test_that_a_report_falls_neither_on_the_study_nor_on_another(
    names: tuple[str, str], study_file: Path, tmp_path: Path, capsys: Capture
) -> None:
    before = study_file.read_bytes()
    one, other = (str(tmp_path / name) for name in names)
    assert main(["report", str(study_file), "--csv", one, "--json", other]) == 2
    assert "overwrite" in capsys.readouterr().err
    assert study_file.read_bytes() == before
    assert [each.name for each in tmp_path.iterdir()] == [study_file.name]


def test_that_a_study_of_no_use_still_has_a_report(tmp_path: Path) -> None:
    study = tmp_path / "s.vert.json"
    write_study(replace(followed_up(), films=(), fractures=()), study)
    assert main(["report", str(study), "--json", str(tmp_path / "r.json"), "--csv", str(tmp_path / "r.csv")]) == 0
