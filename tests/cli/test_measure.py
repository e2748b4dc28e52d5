import csv
import io
import json
from pathlib import Path

import pytest

from tests.conftest import shared
from vertmeasure.__main__ import main

Capture = pytest.CaptureFixture[str]


def printed(capture: Capture, *arguments: object) -> str:
    assert main([str(each) for each in arguments]) == 0
    result = capture.readouterr()
    assert result.err == ""
    return result.out


def test_that_one_study_is_one_object_and_several_are_an_array(study_file: Path, capsys: Capture) -> None:
    one = json.loads(printed(capsys, "measure", study_file, "--format", "json"))
    two = json.loads(printed(capsys, "measure", study_file, study_file, "--format", "json"))
    assert one["study"] == "followed-up"
    assert two == [one, one]


def test_that_the_golden_study_gives_its_numbers(capsys: Capture) -> None:
    study = shared("golden", "ts_lumbar.vert.json")
    changes = json.loads(printed(capsys, "measure", study, "--format", "json"))["changes"]
    values = {(each["level"], each["id"]): each["value"] for each in changes}
    assert values["L2", "correction_gardner"] == pytest.approx(11.77859, abs=1e-3)


def test_that_the_table_holds_every_number_with_its_note(study_file: Path, capsys: Capture) -> None:
    lines = printed(capsys, "measure", study_file).splitlines()
    height = next(line for line in lines if line.startswith("pre ") and " L1 " in line and "Anterior height" in line)
    assert height.split() == ["pre", "L1", "Anterior", "height", "18.0", "mm", "15.9", "to", "20.1", "SA", "-", "IA"]
    gain = next(line for line in lines if line.startswith("pre to post") and "Gain, anterior " in line)
    assert "+8.0" in gain
    assert any("–" in line and "not placed" in line for line in lines)


def test_that_csv_has_a_byte_order_mark_for_a_spreadsheet_only(study_file: Path, capsys: Capture) -> None:
    assert printed(capsys, "measure", study_file, "--format", "csv").startswith("study,")
    assert printed(capsys, "measure", study_file, "--format", "csv", "--excel").startswith("\ufeffstudy,")


def test_that_csv_ends_its_lines_with_cr_lf_whatever_the_system(study_file: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.csv"
    assert main(["measure", str(study_file), "--format", "csv", "--out", str(out)]) == 0
    content = out.read_bytes()
    assert content.count(b"\n") == content.count(b"\r\n") > 100


def test_that_the_wide_layout_is_chosen_by_its_option(study_file: Path, capsys: Capture) -> None:
    text = printed(capsys, "measure", study_file, "--format", "csv", "--layout", "wide")
    assert "height_anterior_mm" in next(csv.reader(io.StringIO(text)))


def test_that_a_result_may_go_into_a_file_and_not_to_the_screen(
    study_file: Path, tmp_path: Path, capsys: Capture
) -> None:
    out = tmp_path / "out.json"
    assert printed(capsys, "measure", study_file, "--format", "json", "--out", out) == ""
    assert json.loads(out.read_text(encoding="utf-8"))["study"] == "followed-up"


def test_that_a_result_never_takes_the_place_of_its_study(study_file: Path, capsys: Capture) -> None:
    before = study_file.read_bytes()
    assert main(["measure", str(study_file), "--out", str(study_file.parent / "." / study_file.name)]) == 2
    assert "overwrite" in capsys.readouterr().err
    assert study_file.read_bytes() == before


def test_that_a_control_character_of_a_file_does_not_reach_the_terminal(study_file: Path, capsys: Capture) -> None:
    document = json.loads(study_file.read_text(encoding="utf-8"))
    document["label"] = "\x1b[2J\u202eevil"
    study_file.write_text(json.dumps(document), encoding="utf-8")
    out = printed(capsys, "measure", study_file)
    assert "\x1b" not in out
    assert "\u202e" not in out
    assert "evil" in out
