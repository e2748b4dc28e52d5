"""The sample patient: what its films and its study promise."""

import json
import shutil
import subprocess
import sys
from hashlib import sha256
from typing import Any

import imagecodecs
import numpy as np
import pydicom
import pytest
from numpy.typing import NDArray
from pydicom.encaps import generate_frames

from tests.conftest import SAMPLE

FILMS = ("pre", "post", "follow_up")
MEGABYTE = 1_000_000


def study() -> dict[str, Any]:
    content: dict[str, Any] = json.loads((SAMPLE / "sample.vert.json").read_text(encoding="utf-8"))
    return content


def film_of(name: str) -> dict[str, Any]:
    found: dict[str, Any] = next(film for film in study()["films"] if film["id"] == name)
    return found


def decoded(name: str) -> NDArray[np.uint16]:
    dataset = pydicom.dcmread(SAMPLE / f"{name}.dcm")
    pixels: NDArray[np.uint16] = imagecodecs.jpeg_decode(next(generate_frames(dataset.PixelData, number_of_frames=1)))
    return pixels


def height(points: dict[str, list[float]], end: str) -> float:
    return float(np.hypot(*np.subtract(points[f"S{end}"], points[f"I{end}"])))


def anterior_loss_percent(name: str) -> float:
    bodies = film_of(name)["vertebrae"]
    reference = (height(bodies["T12"], "A") + height(bodies["L2"], "A")) / 2
    return 100 * (1 - height(bodies["L1"], "A") / reference)


def test_that_the_three_films_stay_under_eight_megabytes() -> None:
    assert sum((SAMPLE / f"{name}.dcm").stat().st_size for name in FILMS) < 8 * MEGABYTE


@pytest.mark.parametrize("name", FILMS)
def test_that_a_film_says_in_its_header_that_it_is_synthetic(name: str) -> None:
    header = pydicom.dcmread(SAMPLE / f"{name}.dcm", stop_before_pixels=True)
    assert str(header.PatientName) == "SAMPLE^SYNTHETIC"
    assert "SYNTHETIC" in header.StudyDescription
    assert "SYNTHETIC" in header.ImageComments
    assert header.BurnedInAnnotation == "YES"


@pytest.mark.parametrize("name", FILMS)
def test_that_the_word_synthetic_stands_out_from_the_corner_of_a_film(name: str) -> None:
    corner = decoded(name)[28:56, 28:240]
    assert np.unique(corner > 3000, return_counts=True)[1].min() > 1000


@pytest.mark.parametrize("name", FILMS)
def test_that_a_film_is_the_one_the_study_names(name: str) -> None:
    film, path = film_of(name), SAMPLE / f"{name}.dcm"
    pixels = decoded(name)
    assert film["source"]["sha256"] == sha256(path.read_bytes()).hexdigest()
    assert film["source"]["pixels_sha256"] == sha256(pixels.astype("<u2").tobytes()).hexdigest()
    assert film["source"]["sop_instance_uid"] == pydicom.dcmread(path, stop_before_pixels=True).SOPInstanceUID
    assert (film["rows"], film["columns"]) == pixels.shape


@pytest.mark.parametrize("name", FILMS)
def test_that_spacing_magnification_and_distances_of_a_film_agree(name: str) -> None:
    header = pydicom.dcmread(SAMPLE / f"{name}.dcm", stop_before_pixels=True)
    magnification = float(header.EstimatedRadiographicMagnificationFactor)
    assert float(header.ImagerPixelSpacing[0]) / float(header.PixelSpacing[0]) == pytest.approx(magnification)
    assert header.DistanceSourceToDetector / header.DistanceSourceToPatient == pytest.approx(magnification)
    assert film_of(name)["calibration"]["row_mm"] == float(header.PixelSpacing[0])


@pytest.mark.parametrize("name", FILMS)
def test_that_every_true_point_lies_inside_its_film(name: str) -> None:
    film = film_of(name)
    points = np.array([point for body in film["vertebrae"].values() for point in body.values()])
    assert len(points) == 8 * 6 + 2
    assert (points > 0).all()
    assert (points < (film["columns"], film["rows"])).all()


@pytest.mark.parametrize("name", FILMS)
def test_that_the_study_carries_the_true_points_to_a_tenth_of_a_pixel(name: str) -> None:
    truth = json.loads((SAMPLE / "truth.json").read_text(encoding="utf-8"))["films"][name]
    for level, points in film_of(name)["vertebrae"].items():
        for landmark, point in points.items():
            assert point == pytest.approx(truth[level][landmark], abs=0.0511)


@pytest.mark.parametrize("name", FILMS)
def test_that_bone_is_brighter_inside_each_endplate_than_the_disc_beyond_it(name: str) -> None:
    pixels, bodies = decoded(name).astype(float), film_of(name)["vertebrae"]
    for level in ("T11", "T12", "L2", "L3", "L4"):
        for side, other in (("S", "I"), ("I", "S")):
            edge, middle = np.array(bodies[level][f"{side}M"]), np.array(bodies[level][f"{other}M"])
            step = (middle - edge) / np.hypot(*(middle - edge))
            assert value_around(pixels, edge + 5 * step) > value_around(pixels, edge - 12 * step) + 100


def value_around(pixels: NDArray[np.float64], place: NDArray[np.float64]) -> float:
    column, row = (int(value) for value in place)
    return float(pixels[row - 2 : row + 3, column - 2 : column + 3].mean())


@pytest.mark.parametrize(("name", "low", "high"), [("pre", 35, 40), ("post", 12, 15), ("follow_up", 16, 18)])
def test_that_l1_has_lost_the_anterior_height_the_story_tells(name: str, low: float, high: float) -> None:
    assert low <= anterior_loss_percent(name) <= high


@pytest.mark.parametrize("name", FILMS)
def test_that_the_dicom_validator_finds_no_error_in_a_film(name: str) -> None:
    validator = shutil.which("dciodvfy")
    if validator is None:
        pytest.skip("dciodvfy (dicom3tools) is not installed")
    report = subprocess.run([validator, str(SAMPLE / f"{name}.dcm")], capture_output=True, text=True, check=False)
    assert "Error" not in report.stdout + report.stderr


@pytest.mark.slow
def test_that_a_film_made_again_shows_the_same(tmp_path: Any) -> None:
    script = str(SAMPLE / "make_sample.py")
    subprocess.run([sys.executable, script, "--film", "post", "--out", str(tmp_path)], check=True, capture_output=True)
    again = pydicom.dcmread(tmp_path / "post.dcm")
    pixels = imagecodecs.jpeg_decode(next(generate_frames(again.PixelData, number_of_frames=1)))
    # Other processors round a few pixels the other way.
    assert np.abs(pixels.astype(int) - decoded("post").astype(int)).max() <= 1
