import json
import os
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

from tests.conftest import REPOSITORY
from tests.report.told_studies import SECRET
from vertmeasure import __version__
from vertmeasure.__main__ import main
from vertmeasure.cli import commands

Capture = pytest.CaptureFixture[str]


def started(*arguments: object, **environment: str) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "vertmeasure", *map(str, arguments)]
    return subprocess.run(command, cwd=REPOSITORY, capture_output=True, env={**os.environ, **environment})


@pytest.fixture
def window(monkeypatch: pytest.MonkeyPatch) -> list[list[Path]]:
    """The paths the window is asked to open, instead of a window."""
    opened: list[list[Path]] = []

    def run(paths: list[Path]) -> int:
        opened.append(paths)
        return 0

    module = ModuleType("vertmeasure.ui.first_sight")
    module.run = run  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "vertmeasure.ui.first_sight", module)
    return opened


def test_that_the_program_prints_utf8_in_the_c_locale(study_file: Path) -> None:
    done = started("measure", study_file, LC_ALL="C", PYTHONUTF8="0", PYTHONIOENCODING="")
    assert done.returncode == 0, done.stderr
    assert "–" in done.stdout.decode("utf-8")


def test_that_csv_on_stdout_has_rfc_line_ends(study_file: Path) -> None:
    done = started("measure", study_file, "--format", "csv")
    assert done.stdout.count(b"\n") == done.stdout.count(b"\r\n") > 100


def test_that_a_reader_that_goes_away_is_no_failure(study_file: Path) -> None:
    command = [sys.executable, "-m", "vertmeasure", "measure", str(study_file), *[str(study_file)] * 20]
    with subprocess.Popen(command, cwd=REPOSITORY, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 0


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
def test_that_a_full_disk_behind_stdout_is_told_in_one_line(study_file: Path) -> None:
    command = [sys.executable, "-m", "vertmeasure", "measure", str(study_file)]
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(command, cwd=REPOSITORY, stdout=full, stderr=subprocess.PIPE)
    assert done.returncode == 2
    assert done.stderr.count(b"\n") == 1


def test_that_help_lists_every_command_and_version_is_told(capsys: Capture) -> None:
    assert main(["--help"]) == 0
    out = capsys.readouterr().out
    assert all(f"  {name} " in out for name in ("info", "measure", "criteria", "report", "demo"))
    assert main(["--version"]) == 0
    assert capsys.readouterr().out == f"vertmeasure {__version__}\n"
    assert main(["measure", "--help"]) == 0


def test_that_no_argument_and_paths_open_the_window(window: list[list[Path]], study_file: Path) -> None:
    assert main([]) == 0
    assert main([str(study_file), str(study_file.parent)]) == 0
    assert window == [[], [study_file, study_file.parent]]


def test_that_the_demo_is_told_where_to_write(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    asked: list[Path | None] = []
    module = ModuleType("vertmeasure.ui.demo")
    module.run_demo = lambda out: asked.append(out) or 0  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "vertmeasure.ui.demo", module)
    assert main(["demo", "--out", str(tmp_path)]) == 0
    assert main(["demo"]) == 0
    assert asked == [tmp_path, None]


def with_bug(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_arguments: object) -> int:
        raise KeyError(SECRET)

    monkeypatch.setattr(commands, "run", broken)


def test_that_a_bug_is_told_in_one_line_with_its_log_and_without_patient_data(
    monkeypatch: pytest.MonkeyPatch, home: Path, capsys: Capture
) -> None:
    with_bug(monkeypatch)
    assert main(["measure", "x"]) == 1
    told = capsys.readouterr().err
    (log,) = (home / "logs").iterdir()
    assert told.count("\n") == 1
    assert str(log) in told
    assert "KeyError" in log.read_text(encoding="utf-8")
    assert SECRET not in told + log.read_text(encoding="utf-8")


def test_that_a_bug_is_told_even_where_no_log_can_be_written(
    monkeypatch: pytest.MonkeyPatch, home: Path, capsys: Capture
) -> None:
    with_bug(monkeypatch)
    (home / "logs").write_text("a file where the folder should be")
    assert main(["measure", "x"]) == 1
    assert "could not be written" in capsys.readouterr().err


def test_that_the_images_of_a_study_need_not_exist(study_file: Path) -> None:
    assert json.loads(started("criteria", study_file, "--format", "json").stdout)["results"]
