"""Reads what a film says about itself into plain values: nothing of pydicom leaves this room with them."""

from pathlib import Path

from pydicom.dataset import Dataset

from vertmeasure.core.study import Patient
from vertmeasure.dicom.attributes import iso_date, text
from vertmeasure.dicom.film import FilmHeader
from vertmeasure.dicom.greyscale import GreyscaleRules
from vertmeasure.dicom.layout import PixelLayout
from vertmeasure.dicom.part10 import Part10
from vertmeasure.dicom.radiograph import anterior_side, doubts, require_radiograph
from vertmeasure.dicom.spacing import calibrate

_DATES = ("StudyDate", "AcquisitionDate", "SeriesDate", "ContentDate")


def film_header(path: Path, sha256: str, file: Part10, layout: PixelLayout, rules: GreyscaleRules) -> FilmHeader:
    """Collect the header of a file that has passed the guard; FilmError when it is no radiograph."""
    dataset, finding = file.dataset, calibrate(file.dataset)
    return FilmHeader(
        path=path,
        modality=require_radiograph(dataset),
        sop_instance_uid=text(dataset, "SOPInstanceUID"),
        patient=_patient(dataset),
        study_date=next(filter(None, (iso_date(dataset, keyword) for keyword in _DATES)), ""),
        rows=layout.rows,
        columns=layout.columns,
        frames=layout.frames,
        bits_stored=layout.bits_stored,
        transfer_syntax=file.transfer_syntax,
        photometric=layout.photometric,
        inverted=rules.is_inverted,
        anterior=anterior_side(dataset),
        calibration=finding.calibration,
        alternatives=finding.alternatives,
        warnings=doubts(dataset) + rules.notes + (() if file.has_pixels else ("This file holds no pixels.",)),
        sha256=sha256,
        detector=finding.detector,
    )


def _patient(dataset: Dataset) -> Patient:
    """Who the film shows; the name as DICOM writes it (family^given, other scripts after =)."""
    return Patient(
        id=text(dataset, "PatientID"),
        name=text(dataset, "PatientName"),
        birth_date=iso_date(dataset, "PatientBirthDate"),
        sex=text(dataset, "PatientSex"),
    )
