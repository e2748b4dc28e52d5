import pytest

from tests.dicom.made_films import film, gradient, write
from vertmeasure.core.study import Posture, Timepoint
from vertmeasure.dicom.reading import open_film
from vertmeasure.dicom.source import film_from


@pytest.fixture
def opened(tmp_path):
    tags = {"ImagerPixelSpacing": [0.2, 0.1], "StudyDate": "20260302", "NumberOfFrames": 1}
    return open_film(write(tmp_path / "film.dcm", film(gradient(), **tags)))


def test_that_a_study_film_names_what_was_opened(opened):
    made = film_from(opened, "pre", Timepoint.PRE, "films/pre.dcm")
    assert (made.source.path, made.source.sop_instance_uid, made.source.frame) == ("films/pre.dcm", "1.2.3.4", 1)
    assert (made.source.sha256, made.source.pixels_sha256) == (opened.header.sha256, opened.pixels.sha256)


def test_that_a_study_film_takes_over_size_date_and_calibration(opened):
    made = film_from(opened, "pre", Timepoint.PRE)
    assert (made.id, made.timepoint, made.rows, made.columns, made.date) == ("pre", "pre", 24, 32, "2026-03-02")
    assert made.calibration == opened.header.calibration
    assert made.source.path == opened.header.path.as_posix()


def test_that_posture_is_never_guessed(opened):
    assert film_from(opened, "pre", Timepoint.PRE).posture is Posture.UNKNOWN
