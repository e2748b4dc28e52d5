"""What somebody gets who installs the wheel, away from this checkout."""

import json
import os
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

from tests.conftest import REPOSITORY

pytestmark = pytest.mark.slow

BUILD_OFFLINE = ["--no-isolation"] if find_spec("hatchling") else []
"""Where the builder is at hand it is used; else `build` fetches it into an environment of its own."""

CORNERS = {"SP": (100.0, 0.0), "SA": (150.0, 0.0), "IA": (150.0, 40.0), "IP": (100.0, 40.0)}


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the program as its wheel installs it; the libraries are those the tests run with."""
    dist, target = tmp_path_factory.mktemp("dist"), tmp_path_factory.mktemp("installed")
    python(REPOSITORY, "-m", "build", "--wheel", *BUILD_OFFLINE, "--outdir", str(dist))
    (wheel,) = dist.glob("*.whl")
    python(REPOSITORY, "-m", "pip", "install", "--quiet", "--no-deps", "--target", str(target), str(wheel))
    return target


@pytest.fixture
def study(tmp_path: Path) -> Path:
    """T12 to L2 as rectangles with L1 fractured: enough for measurements and verdicts."""
    bodies = {
        level: {mark: [column, row + top] for mark, (column, row) in CORNERS.items()}
        for level, top in (("T12", 0.0), ("L1", 50.0), ("L2", 100.0))
    }
    calibration = {"row_mm": 0.5, "column_mm": 0.5, "grade": "user", "rule": "ruler"}
    film = {"id": "pre", "timepoint": "pre", "rows": 200, "columns": 200}
    document = {
        "format": "vertmeasure.study",
        "version": 1,
        "films": [{**film, "calibration": calibration, "vertebrae": bodies}],
        "fractures": ["L1"],
    }
    path = tmp_path / "three.vert.json"
    path.write_text(json.dumps(document), encoding="utf-8")
    return path


def python(folder: Path, *arguments: str, packages: Path | None = None) -> str:
    """Run Python in a folder, with packages of its own before all others; what it printed."""
    environment = os.environ if packages is None else {**os.environ, "PYTHONPATH": str(packages)}
    command = [sys.executable, *arguments]
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_that_the_installed_command_measures_a_study(installed: Path, study: Path) -> None:
    command = str(installed / "bin" / "vertmeasure")
    printed = python(study.parent, command, "measure", str(study), "--format", "json", packages=installed)
    rows = {(row["level"], row["id"]): row["value"] for row in json.loads(printed)["measurements"]}
    assert rows["L1", "height_anterior"] == pytest.approx(20.0)


def test_that_the_installed_command_judges_by_the_shipped_rules(installed: Path, study: Path) -> None:
    command = str(installed / "bin" / "vertmeasure")
    printed = python(study.parent, command, "criteria", str(study), "--format", "json", packages=installed)
    assert "augmentation-overview" in {result["set"] for result in json.loads(printed)["results"]}


def test_that_the_installed_program_finds_its_own_resources_and_sample(installed: Path, tmp_path: Path) -> None:
    ask = """
from vertmeasure.storage.resources import resource, sample_folder
print(resource("schema", "study-1.schema.json"), resource("criteria"), sample_folder() / "sample.vert.json", sep="\\n")
"""
    found = [Path(line) for line in python(tmp_path, "-c", ask, packages=installed).splitlines()]
    assert all(path.exists() and path.is_relative_to(installed / "vertmeasure") for path in found)


def test_that_the_wheel_brings_every_module_and_nothing_beside_the_package(installed: Path) -> None:
    ours = {path.relative_to(REPOSITORY) for path in (REPOSITORY / "vertmeasure").rglob("*.py")}
    theirs = {path.relative_to(installed) for path in installed.rglob("*.py")}
    assert ours <= theirs
    assert {path.name for path in installed.iterdir() if "dist-info" not in path.name} == {"vertmeasure", "bin"}
