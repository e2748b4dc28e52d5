"""A film as a DICOM object: Digital X-Ray Image Storage - For Presentation, JPEG Lossless SV1."""

from pathlib import Path
from uuid import NAMESPACE_URL, uuid5

import imagecodecs
import numpy as np
from numpy.typing import NDArray
from pydicom.dataset import Dataset, FileMetaDataset
from pydicom.encaps import encapsulate
from pydicom.uid import DigitalXRayImageStorageForPresentation, JPEGLosslessSV1
from visits import Visit, beam_of

PATIENT_ID = "SAMPLE-0001"
PATIENT_NAME = "SAMPLE^SYNTHETIC"
WINDOW = ("1890", "3720")
SYNTHETIC = "SYNTHETIC SAMPLE, not a patient"


def uid(visit: Visit, what: str) -> str:
    """Derive the unchanging UID of a visit's study, series or instance."""
    return f"2.25.{uuid5(NAMESPACE_URL, f'vertmeasure/sample/{visit.name}/{what}').int}"


def decimal(value: float) -> str:
    """Write a number as a DICOM decimal string of at most 16 characters."""
    return f"{value:.10f}".rstrip("0").rstrip(".")[:16]


def write(path: Path, visit: Visit, pixels: NDArray[np.uint16]) -> None:
    """Write the film of a visit; `pixels` [rows, columns] hold 12 bits."""
    dataset = Dataset()
    for part in (_who(visit), _when_and_what(visit), _how(visit), _greyscale(pixels)):
        dataset.update(part)
    stream = imagecodecs.jpeg_encode(pixels, lossless=True, predictor=1, bitspersample=12)
    dataset.PixelData = encapsulate([bytes(stream)])
    dataset["PixelData"].VR = "OB"
    dataset.file_meta = FileMetaDataset()
    dataset.file_meta.TransferSyntaxUID = JPEGLosslessSV1
    dataset.save_as(path, enforce_file_format=True)


def _who(visit: Visit) -> Dataset:
    part = Dataset()
    part.SpecificCharacterSet = "ISO_IR 100"
    part.PatientName, part.PatientID = PATIENT_NAME, PATIENT_ID
    part.PatientBirthDate, part.PatientSex, part.PatientAge = "", "F", "071Y"
    part.PatientComments = part.ImageComments = SYNTHETIC
    part.StudyDescription = SYNTHETIC
    part.SeriesDescription = f"Lateral spine, {visit.name.replace('_', ' ')}, {visit.posture} (synthetic)"
    part.StudyInstanceUID, part.SeriesInstanceUID = uid(visit, "study"), uid(visit, "series")
    part.SOPClassUID, part.SOPInstanceUID = DigitalXRayImageStorageForPresentation, uid(visit, "instance")
    part.FrameOfReferenceUID, part.PositionReferenceIndicator = uid(visit, "frame"), ""
    part.StudyID, part.AccessionNumber = f"SAMPLE-{visit.name}".upper()[:16], ""
    part.SeriesNumber = part.InstanceNumber = part.AcquisitionNumber = "1"
    part.ReferringPhysicianName = part.InstitutionName = ""
    return part


def _when_and_what(visit: Visit) -> Dataset:
    part = Dataset()
    part.StudyDate = part.SeriesDate = part.AcquisitionDate = part.ContentDate = visit.date
    part.StudyTime = part.SeriesTime = part.AcquisitionTime = part.ContentTime = "100000"
    part.Modality, part.PresentationIntentType = "DX", "FOR PRESENTATION"
    part.Manufacturer, part.ManufacturerModelName = "vertmeasure", "make_sample (simulation)"
    part.ImageType = ["DERIVED", "PRIMARY", ""]
    part.DerivationDescription = "Simulated from an invented parametric spine; no patient, no real film"
    part.BodyPartExamined, part.ViewPosition, part.ImageLaterality = "LSPINE", "LL", "U"
    part.PatientOrientation = ["A", "F"]
    part.AnatomicRegionSequence = [_code("122496007", "Lumbar spine")]
    part.ViewCodeSequence = [_code("399067008", "lateral projection")]
    part.AcquisitionContextSequence = []
    return part


def _how(visit: Visit) -> Dataset:
    beam, part = beam_of(visit), Dataset()
    part.DistanceSourceToDetector = decimal(beam.source_detector_mm)
    part.DistanceSourceToPatient = decimal(beam.source_patient_mm)
    part.EstimatedRadiographicMagnificationFactor = decimal(beam.magnification)
    part.ImagerPixelSpacing = [decimal(beam.imager_mm)] * 2
    part.PixelSpacing = [decimal(beam.pixel_mm)] * 2
    part.PixelSpacingCalibrationType = "GEOMETRY"
    part.PixelSpacingCalibrationDescription = "Mid-sagittal plane of the spine, from the simulated beam"
    part.PositionerType, part.DetectorType = "NONE", "DIRECT"
    part.PatientPosition = ""
    return part


def _greyscale(pixels: NDArray[np.uint16]) -> Dataset:
    part = Dataset()
    part.Rows, part.Columns = pixels.shape
    part.SamplesPerPixel, part.PhotometricInterpretation = 1, "MONOCHROME2"
    part.BitsAllocated, part.BitsStored, part.HighBit, part.PixelRepresentation = 16, 12, 11, 0
    part.WindowCenter, part.WindowWidth = WINDOW
    part.WindowCenterWidthExplanation = "NORMAL"
    part.RescaleIntercept, part.RescaleSlope, part.RescaleType = "0", "1", "US"
    part.PixelIntensityRelationship, part.PixelIntensityRelationshipSign = "LOG", 1
    part.PresentationLUTShape, part.LossyImageCompression, part.BurnedInAnnotation = "IDENTITY", "00", "YES"
    return part


def _code(value: str, meaning: str) -> Dataset:
    code = Dataset()
    code.CodeValue, code.CodingSchemeDesignator, code.CodeMeaning = value, "SCT", meaning
    return code
