import json
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import SAMPLE
from vertmeasure.__main__ import main

Capture = pytest.CaptureFixture[str]
FILM = SAMPLE / "pre.dcm"


def described(capture: Capture, status: int, *arguments: object) -> list[dict[str, Any]]:
    assert main(["info", "--format", "json", *(str(each) for each in arguments)]) == status
    films: list[dict[str, Any]] = json.loads(capture.readouterr().out)
    return films


def test_that_a_film_is_described_in_an_array_of_one(capsys: Capture) -> None:
    (film,) = described(capsys, 0, FILM)
    assert (film["status"], film["modality"], film["calibration"]["grade"]) == ("ok", "DX", "geometry")
    assert film["pixels"]["max"] > film["pixels"]["min"]


def test_that_without_pixels_headers_alone_are_read(capsys: Capture) -> None:
    (film,) = described(capsys, 0, "--no-pixels", FILM)
    assert film["pixels"] is None


def test_that_a_refused_file_keeps_its_place_and_sets_the_exit_status(tmp_path: Path, capsys: Capture) -> None:
    bad = tmp_path / "bad.dcm"
    bad.write_text("no film")
    films = described(capsys, 2, "--no-pixels", FILM, bad, tmp_path / "missing.dcm", FILM)
    assert [film["status"] for film in films] == ["ok", "refused", "refused", "ok"]
    assert films[1]["reason"]


def test_that_a_refusal_is_told_on_stderr_in_one_line(tmp_path: Path, capsys: Capture) -> None:
    (tmp_path / "bad.dcm").write_text("no film")
    assert main(["info", str(tmp_path / "bad.dcm")]) == 2
    captured = capsys.readouterr()
    assert captured.err.count("\n") == 1
    assert "bad.dcm" in captured.err
    assert "Refused" in captured.out


def test_that_a_folder_is_searched_and_an_empty_one_refused(tmp_path: Path, capsys: Capture) -> None:
    assert [film["status"] for film in described(capsys, 2, tmp_path)] == ["refused"]
    (tmp_path / "a.dcm").write_bytes(FILM.read_bytes())
    assert [film["status"] for film in described(capsys, 0, "--no-pixels", tmp_path)] == ["ok"]


def test_that_the_table_tells_size_and_calibration(capsys: Capture) -> None:
    assert main(["info", "--no-pixels", str(FILM)]) == 0
    out = capsys.readouterr().out
    assert "(columns x rows)" in out
    assert "geometry: PixelSpacing" in out


def test_that_the_table_names_the_decoder(capsys: Capture) -> None:
    assert main(["info", "--no-pixels", str(FILM)]) == 0
    (line,) = [each for each in capsys.readouterr().out.splitlines() if "Decoder" in each]
    assert line.split(maxsplit=1)[1] == "JPEG Lossless"
