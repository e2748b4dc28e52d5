import json

from tests.dicom.made_films import film, gradient, write
from vertmeasure.dicom import reading
from vertmeasure.dicom.describe import describe

KEYS = ["path", "status", "reason", "remedy", "modality", "rows", "columns", "frames", "bits_stored"]
KEYS += ["transfer_syntax", "photometric", "inverted", "anterior", "sop_instance_uid", "sha256", "pixels"]
KEYS += ["calibration", "warnings"]


def test_that_a_film_is_described_with_the_keys_of_the_contract(tmp_path):
    made = film(gradient(), ImagerPixelSpacing=[0.143, 0.143], EstimatedRadiographicMagnificationFactor=1.1)
    found = describe(write(tmp_path / "film.dcm", made), reading)
    assert list(found) == KEYS
    assert (found["status"], found["reason"], found["rows"], found["columns"]) == ("ok", "", 24, 32)
    assert list(found["pixels"]) == ["min", "max", "sha256"]
    calibration = found["calibration"]
    assert list(calibration) == ["row_mm", "column_mm", "grade", "rule", "aspect", "flags", "alternatives"]
    assert calibration["rule"] == "ImagerPixelSpacing / EstimatedRadiographicMagnificationFactor"


def test_that_a_refused_file_has_the_same_keys_a_reason_and_a_remedy(tmp_path):
    path = tmp_path / "notes.txt"
    path.write_text("no film")
    found = describe(path, reading)
    assert list(found) == KEYS
    assert (found["status"], found["path"]) == ("refused", str(path))
    assert found["reason"]
    assert found["remedy"]


def test_that_a_description_is_plain_json(tmp_path):
    tags = {"ImagerPixelSpacing": [0.1, 0.1], "PixelSpacing": [0.2, 0.2]}
    path = write(tmp_path / "film.dcm", film(gradient(), **tags))
    found = json.loads(json.dumps(describe(path, reading), allow_nan=False))
    assert found["calibration"]["flags"] == ["unconfirmed_pixel_spacing"]
    assert found["calibration"]["alternatives"][0] == {
        "row_mm": 0.2,
        "column_mm": 0.2,
        "grade": "unknown",
        "rule": "PixelSpacing",
    }


def test_that_a_header_can_be_described_without_its_pixels(tmp_path):
    assert describe(write(tmp_path / "film.dcm", film(gradient())), reading, with_pixels=False)["pixels"] is None
