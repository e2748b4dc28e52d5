"""What a film says about itself, as plain values: nothing of pydicom leaves this room with it."""

from dataclasses import dataclass
from pathlib import Path

from pydicom.dataset import Dataset

from vertmeasure.core.calibration import Calibration
from vertmeasure.core.study import Patient
from vertmeasure.dicom.attributes import iso_date, text
from vertmeasure.dicom.greyscale import GreyscaleRules
from vertmeasure.dicom.layout import PixelLayout
from vertmeasure.dicom.part10 import Part10
from vertmeasure.dicom.radiograph import anterior_side, doubts, require_radiograph
from vertmeasure.dicom.spacing import CalibrationOption, calibrate

_DATES = ("StudyDate", "AcquisitionDate", "SeriesDate", "ContentDate")


@dataclass(frozen=True, slots=True)
class FilmHeader:
    """Who and what a film is, as its header says; no pixels.

    Attributes
    ----------
    study_date : str
        ISO date or empty.
    frames : int
        At least 1.
    inverted : bool
        Whether low values are bright.
    anterior : str
        "right", "left" or "unknown": the side of the film that is anterior.
    alternatives : tuple[CalibrationOption, ...]
        Spacings the header offers besides `calibration`, where they contradict it.
    warnings : tuple[str, ...]
        Sentences without patient data.
    sha256 : str
        Of the whole file.
    """

    path: Path
    modality: str
    sop_instance_uid: str
    patient: Patient
    study_date: str
    rows: int
    columns: int
    frames: int
    bits_stored: int
    transfer_syntax: str
    photometric: str
    inverted: bool
    anterior: str
    calibration: Calibration
    alternatives: tuple[CalibrationOption, ...]
    warnings: tuple[str, ...]
    sha256: str


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
    )


def _patient(dataset: Dataset) -> Patient:
    """Who the film shows; the name as DICOM writes it (family^given, other scripts after =)."""
    return Patient(
        id=text(dataset, "PatientID"),
        name=text(dataset, "PatientName"),
        birth_date=iso_date(dataset, "PatientBirthDate"),
        sex=text(dataset, "PatientSex"),
    )
