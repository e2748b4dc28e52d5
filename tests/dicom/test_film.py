import hashlib
import logging
import os

import numpy as np
import pytest

from tests.conftest import SHARED, shared
from tests.dicom.made_films import film, gradient, header, with_raw, write
from vertmeasure.core.errors import FilmError
from vertmeasure.dicom.attributes import text
from vertmeasure.dicom.part10 import take_apart
from vertmeasure.dicom.reading import open_film, read_header

GREY = gradient()


def names_in(folder):
    """What lies there; without that folder a name that is missed, so that the skipped test is seen."""
    return sorted(path.name for path in SHARED.glob(f"{folder}/*.dcm")) or ["*.dcm"]


HEADERS_ONLY = ("fodicom_chrJapMulti.dcm", "fodicom_chrKoreanMulti.dcm")


def refusal(path):
    with pytest.raises(FilmError) as caught:
        open_film(path)
    return caught.value


@pytest.mark.parametrize("name", names_in("films"))
def test_that_every_shared_film_opens(name):
    opened = open_film(shared("films", name))
    assert opened.pixels.stored.shape == (opened.header.rows, opened.header.columns)
    assert opened.header.calibration.is_known


@pytest.mark.parametrize("name", sorted(set(names_in("real-dicom")) - set(HEADERS_ONLY)))
def test_that_every_real_film_opens(name):
    opened = open_film(shared("real-dicom", name))
    assert opened.pixels.stored.shape == (opened.header.rows, opened.header.columns)
    assert opened.pixels.lowest < opened.pixels.highest


@pytest.mark.parametrize("name", names_in("bad-dicom"))
def test_that_malformed_files_are_refused_with_a_remedy(name):
    assert refusal(shared("bad-dicom", name)).remedy


def test_that_the_true_corners_film_keeps_its_values():
    opened = open_film(shared("films", "thoracolumbar_pre.dcm"))
    digest = hashlib.sha256(shared("films", "thoracolumbar_pre.dcm").read_bytes()).hexdigest()
    assert opened.header.sha256 == digest
    assert opened.pixels.sha256.startswith("3091e66a8af223cd")  # as three other decoders have it


def test_that_the_side_of_anterior_is_read():
    assert read_header(shared("films", "ts_lumbar_pre_DX_mono2_calibrated.dcm")).anterior == "right"
    assert read_header(shared("films", "ts_lumbar_pre_DX_facing_left.dcm")).anterior == "left"
    assert read_header(shared("real-dicom", "RG3_J2KI.dcm")).anterior == "unknown"


def test_that_non_square_pixels_are_known():
    found = read_header(shared("films", "ts_lumbar_pre_DX_anisotropic_0.5x0.4.dcm")).calibration
    assert (found.row_mm, found.column_mm) == (0.5, 0.4)


@pytest.mark.parametrize(("name", "family"), [(HEADERS_ONLY[0], "やまだ^たろう"), (HEADERS_ONLY[1], "김희중")])
def test_that_names_in_other_scripts_decode(name, family):
    assert family in read_header(shared("real-dicom", name)).patient.name


def test_that_who_and_when_are_read(tmp_path):
    made = film(
        GREY, PatientID="P1", PatientName="Doe^Jane", PatientBirthDate="19500102", PatientSex="F", StudyDate="20260302"
    )
    found = read_header(write(tmp_path / "film.dcm", made))
    assert (found.patient.id, found.patient.name, found.patient.sex) == ("P1", "Doe^Jane", "F")
    assert (found.patient.birth_date, found.study_date) == ("1950-01-02", "2026-03-02")


def test_that_marks_that_turn_text_round_are_taken_out_of_names(tmp_path):
    made = film(GREY, SpecificCharacterSet="ISO_IR 192", PatientName="Doe\u202egnp\x1b^Jane")
    assert read_header(write(tmp_path / "film.dcm", made)).patient.name == "Doegnp^Jane"


def test_that_a_ct_image_is_refused_by_name(tmp_path):
    made = film(GREY, Modality="CT", SOPClassUID="1.2.840.10008.5.1.4.1.1.2")
    error = refusal(write(tmp_path / "ct.dcm", made))
    assert error.message == "This file is a CT image, not a radiograph."
    assert "lateral radiograph" in error.remedy


def test_that_a_screenshot_of_a_ct_is_refused(tmp_path):
    made = film(GREY, Modality="CT", SOPClassUID="1.2.840.10008.5.1.4.1.1.7")
    assert "CT image" in refusal(write(tmp_path / "ct.dcm", made)).message


def test_that_a_ct_image_without_modality_is_refused_by_its_class(tmp_path):
    made = film(GREY, Modality="", SOPClassUID="1.2.840.10008.5.1.4.1.1.2")
    assert "CT Image Storage" in refusal(write(tmp_path / "ct.dcm", made)).message


@pytest.mark.parametrize("modality", ["CR", "DX", "RF", "XA", "OT", "RG"])
def test_that_projection_radiographs_open_without_a_warning(tmp_path, modality):
    made = film(GREY, Modality=modality, ViewPosition="LL", BodyPartExamined="LSPINE")
    assert read_header(write(tmp_path / "film.dcm", made)).warnings == ()


def test_that_a_header_that_speaks_of_something_else_is_told(tmp_path):
    made = film(GREY, Modality="MG", ViewPosition="CC", BodyPartExamined="BREAST")
    warnings = read_header(write(tmp_path / "film.dcm", made)).warnings
    assert [word in " ".join(warnings) for word in ("mammogram", "view CC", "BREAST")] == [True] * 3


def test_that_a_film_without_preamble_and_meta_opens(tmp_path):
    path = tmp_path / "film"
    path.write_bytes(write(tmp_path / "film.dcm", film(GREY)).read_bytes().split(b"\x08\x00\x16\x00", 1)[1])
    path.write_bytes(b"\x08\x00\x16\x00" + path.read_bytes())
    assert np.array_equal(open_film(path).pixels.stored, GREY)


def test_that_a_film_with_meta_but_no_preamble_opens(tmp_path):
    path = write(tmp_path / "film.dcm", film(GREY))
    path.write_bytes(path.read_bytes()[132:])
    assert np.array_equal(open_film(path).pixels.stored, GREY)


def test_that_an_icon_within_the_header_is_not_taken_for_the_film(tmp_path):
    icon = film(np.zeros((2, 2), np.uint8))
    for keyword in ("SOPClassUID", "SOPInstanceUID", "Modality"):
        delattr(icon, keyword)
    made = film(GREY, IconImageSequence=[icon])
    assert np.array_equal(open_film(write(tmp_path / "film.dcm", made)).pixels.stored, GREY)


@pytest.mark.parametrize("content", [b"", b"DICM", b"just a text file\n" * 50, b"\x08\x00" * 3, bytes(4000)])
def test_that_other_files_are_refused(tmp_path, content):
    path = tmp_path / "notes.txt"
    path.write_bytes(content)
    assert refusal(path).message == "This file is not a DICOM film."


def test_that_a_folder_and_a_missing_file_are_refused(tmp_path):
    assert "folder" in refusal(tmp_path).message
    assert "does not exist" in refusal(tmp_path / "missing.dcm").message


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_that_a_named_pipe_is_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    assert refusal(tmp_path / "pipe").message


def test_that_odd_values_are_kept_out_of_warnings_and_logs(tmp_path, caplog):
    made = with_raw(film(GREY, SpecificCharacterSet="ISO_IR 100"), "StudyDate", "DA", b"Doe Jane")
    path = write(tmp_path / "film.dcm", made)
    path.write_bytes(path.read_bytes().replace(b"ISO_IR 100", b"NO SUCH IR"))
    with caplog.at_level(logging.DEBUG):
        assert open_film(path).header.study_date == ""
    assert caplog.text == ""


def test_that_text_is_empty_where_a_value_cannot_be_read():
    assert text(with_raw(header(), "Rows", "US", b"\x01"), "Rows") == ""


def test_that_a_deeply_nested_header_is_refused_or_read(tmp_path):
    nested = b"\x08\x00\x40\x11SQ\0\0\xff\xff\xff\xff\xfe\xff\x00\xe0\xff\xff\xff\xff" * 3000
    path = write(tmp_path / "film.dcm", film(GREY))
    path.write_bytes(path.read_bytes().replace(b"\x08\x00\x60\x00CS", nested + b"\x08\x00\x60\x00CS", 1))
    assert "damaged" in refusal(path).message


def test_that_taking_apart_leaves_no_pixels_in_the_header(tmp_path):
    file = take_apart(write(tmp_path / "film.dcm", film(GREY)).read_bytes())
    assert "PixelData" not in file.dataset
    assert file.has_pixels
