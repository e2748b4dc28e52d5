import os
import struct
import subprocess
import sys

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydicom.dataset import Dataset
from pydicom.sequence import Sequence

from tests.conftest import shared
from tests.dicom.made_discs import record, write_contents
from tests.dicom.made_films import EXPLICIT_BIG, film, gradient, write
from vertmeasure.dicom.label import FileKind, read_label
from vertmeasure.dicom.reading import read_header

GREY = gradient()
NAMED = {
    "PatientName": "Doe^Jane",
    "PatientID": "17",
    "PatientBirthDate": "19500203",
    "StudyDate": "20240102",
    "StudyInstanceUID": "1.2.3",
    "StudyDescription": "Spine",
    "SeriesDescription": "LAT",
    "SeriesNumber": "3",
    "InstanceNumber": "4",
    "BodyPartExamined": "LSPINE",
    "ViewPosition": "LL",
}


@pytest.mark.parametrize("syntax", ["1.2.840.10008.1.2", "1.2.840.10008.1.2.1", "1.2.840.10008.1.2.1.99", EXPLICIT_BIG])
def test_that_a_label_tells_whom_and_what_a_film_shows(tmp_path, syntax):
    label = read_label(write(tmp_path / "film", film(GREY, **NAMED), syntax))
    assert (label.kind, label.patient.name, label.patient.id) == (FileKind.FILM, "Doe^Jane", "17")
    assert (label.patient.birth_date, label.study_date, label.study_uid) == ("1950-02-03", "2024-01-02", "1.2.3")
    assert (label.series_number, label.instance_number, label.modality) == (3, 4, "DX")
    assert (label.rows, label.columns, label.frames) == (24, 32, 1)
    assert label.speaks_of_lateral_spine


@pytest.mark.parametrize("folder", ["real-dicom", "films"])
def test_that_labels_agree_with_the_headers_read_in_full(folder):
    for path in sorted(shared(folder).glob("*.dcm")):
        label, header = read_label(path), read_header(path)
        assert label.kind is FileKind.FILM, path.name
        found = (label.patient.id, label.patient.birth_date, label.study_date, label.modality)
        assert found == (header.patient.id, header.patient.birth_date, header.study_date, header.modality)
        assert (label.rows, label.columns, label.frames) == (header.rows, header.columns, header.frames)


def test_that_names_in_other_scripts_decode():
    assert read_label(shared("real-dicom", "fodicom_chrKoreanMulti.dcm")).patient.name == "김희중"
    assert read_label(shared("real-dicom", "fodicom_chrJapMulti.dcm")).patient.name == "やまだ^たろう"


def test_that_marks_that_turn_text_round_are_taken_out_of_labels(tmp_path):
    made = film(GREY, SpecificCharacterSet="ISO_IR 192", PatientName="Doe\u202eenaJ", PatientID="1")
    assert read_label(write(tmp_path / "film", made)).patient.name == "DoeenaJ"


def test_that_frames_are_counted(tmp_path):
    assert read_label(write(tmp_path / "film", film(np.stack([GREY] * 5)))).frames == 5


def test_that_values_within_sequences_are_not_taken_for_those_of_the_film(tmp_path):
    inner = Dataset()
    inner.Modality, inner.PatientID, inner.Rows = "CT", "other", 7
    for undefined in (False, True):
        made = film(GREY, PatientID="17")
        made.SourceImageSequence = Sequence([inner])
        made["SourceImageSequence"].is_undefined_length = undefined
        inner.is_undefined_length_sequence_item = undefined
        label = read_label(write(tmp_path / f"film{undefined}", made))
        assert (label.modality, label.patient.id, label.rows) == ("DX", "17", 24)


def test_that_a_header_full_of_private_data_is_still_read(tmp_path):
    made = film(GREY, PatientID="17")
    made.add_new(0x00190010, "LO", "MAKER")
    made.add_new(0x00191001, "OB", bytes(100_000))
    assert read_label(write(tmp_path / "film", made)).rows == 24


def test_that_a_film_without_preamble_and_meta_is_known(tmp_path):
    path = tmp_path / "film"
    film(GREY, **NAMED).save_as(path, implicit_vr=True, little_endian=True)
    assert (read_label(path).kind, read_label(path).patient.id) == (FileKind.FILM, "17")


def test_that_other_objects_and_other_files_are_told_apart(tmp_path):
    ct = write(tmp_path / "ct", film(GREY, Modality="CT", SOPClassUID="1.2.840.10008.5.1.4.1.1.2"))
    text = tmp_path / "letter.txt"
    text.write_text("Dear colleague, " * 20)
    contents = write_contents(tmp_path / "contents", record("A"))
    assert read_label(ct).kind is FileKind.OTHER_OBJECT
    assert read_label(text).kind is FileKind.OTHER_FILE
    assert read_label(contents).kind is FileKind.CONTENTS
    assert read_label(tmp_path / "missing").kind is FileKind.OTHER_FILE


def test_that_a_dicom_file_that_says_nothing_is_left_to_be_read_in_full(tmp_path):
    path = tmp_path / "bare"
    path.write_bytes(bytes(128) + b"DICM" + struct.pack("<HH2sH", 2, 0x10, b"UI", 18) + b"1.2.840.10008.1.2\0")
    assert read_label(path).kind is FileKind.FILM


def test_that_a_file_that_may_not_be_read_is_not_passed_over(tmp_path, monkeypatch):
    def refuse(*_given, **_more):
        raise PermissionError(13, "denied")

    path = write(tmp_path / "film", film(GREY))
    (tmp_path / "link").symlink_to(tmp_path / "gone")
    monkeypatch.setattr(type(path), "open", refuse)
    assert read_label(path).kind is FileKind.FILM
    assert read_label(tmp_path / "link").kind is FileKind.OTHER_FILE


def test_that_a_named_pipe_is_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    assert read_label(tmp_path / "pipe").kind is FileKind.OTHER_FILE


@pytest.mark.parametrize(
    ("attributes", "expected"),
    [
        ({"ViewPosition": "LL", "BodyPartExamined": "LSPINE"}, True),
        ({"ViewPosition": "AP", "BodyPartExamined": "LSPINE"}, False),
        ({"ViewPosition": "LL", "BodyPartExamined": "CHEST"}, False),
        ({"SeriesDescription": "Lumbar spine lateral"}, True),
        ({"ViewPosition": "AP", "SeriesDescription": "Lumbar spine lateral"}, False),
        ({}, False),
    ],
)
def test_that_a_lateral_spine_is_known_by_the_words_of_the_header(tmp_path, attributes, expected):
    assert read_label(write(tmp_path / "film", film(GREY, **attributes))).speaks_of_lateral_spine is expected


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_that_damaged_headers_are_labelled_without_an_error(tmp_path, data):
    whole = write(tmp_path / "film", film(GREY, **NAMED)).read_bytes()
    damaged = bytearray(whole[: data.draw(st.integers(0, len(whole)))])
    places = st.integers(0, max(len(damaged) - 1, 0))
    for place, byte in data.draw(st.lists(st.tuples(places, st.integers(0, 255)), max_size=12)):
        damaged[place : place + 1] = bytes([byte])
    (tmp_path / "damaged").write_bytes(damaged)
    assert read_label(tmp_path / "damaged").frames >= 1


def test_that_looking_at_files_needs_neither_pydicom_nor_a_codec():
    check = "import sys, vertmeasure.dicom.scan; sys.exit(bool({'pydicom', 'imagecodecs', 'numpy'} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", check], check=False).returncode == 0
