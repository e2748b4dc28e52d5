"""What a pixel measures, according to the header: a policy with provenance, never a bare number.

Pixel Spacing is millimetres in the patient only when it says so (PS3.3 10.7.1.3). Every answer
carries its grade and the rule it came from; what the header offers besides is listed.
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass

from pydicom.dataset import Dataset

from vertmeasure.core.calibration import (
    ASPECT,
    CONFLICT,
    ERMF_IGNORED,
    LARGEST_MAGNIFICATION,
    LARGEST_MM,
    SMALLEST_MM,
    UNCONFIRMED,
    Calibration,
    CalibrationOption,
    Grade,
)
from vertmeasure.dicom.attributes import numbers, text

_ERMF = "EstimatedRadiographicMagnificationFactor"
_DISTANCES = "DistanceSourceToPatient / DistanceSourceToDetector"


@dataclass(frozen=True, slots=True)
class CalibrationFinding:
    """The calibration of a film, what else its header offers, and the spacing at the detector where it tells that."""

    calibration: Calibration
    alternatives: tuple[CalibrationOption, ...] = ()
    detector: CalibrationOption | None = None


@dataclass(frozen=True, slots=True)
class _Choice:
    """A spacing with the flags found on the way and the options that were not taken."""

    option: CalibrationOption | None
    flags: tuple[str, ...] = ()
    alternatives: tuple[CalibrationOption, ...] = ()


def calibrate(dataset: Dataset) -> CalibrationFinding:
    """Decide what a pixel measures; never raises, and gives no millimetres rather than doubtful ones."""
    patient, detector = _in_patient(dataset), _on_detector(dataset)
    if patient is not None and detector is not None and patient.exceeds(detector):
        unconfirmed = Calibration(aspect=detector.row_mm / detector.column_mm, flags=(UNCONFIRMED,))
        return CalibrationFinding(unconfirmed, (patient, detector), detector)
    choice = _from_patient(dataset, patient, detector)
    return CalibrationFinding(_calibration(dataset, choice), choice.alternatives, detector)


def _calibration(dataset: Dataset, choice: _Choice) -> Calibration:
    option = choice.option
    if option is None:
        aspect = _pixel_aspect(dataset)
        return Calibration(aspect=aspect, flags=(ASPECT,) if aspect != 1.0 else ())
    aspect = option.row_mm / option.column_mm
    return Calibration(option.row_mm, option.column_mm, option.grade, option.rule, aspect, choice.flags)


def _in_patient(dataset: Dataset) -> CalibrationOption | None:
    """Pixel Spacing with the grade its calibration type gives it."""
    pair = _pair(dataset, "PixelSpacing")
    stated = text(dataset, "PixelSpacingCalibrationType").upper()
    grade = {"FIDUCIAL": Grade.FIDUCIAL, "GEOMETRY": Grade.GEOMETRY}.get(stated, Grade.UNKNOWN)
    rule = "PixelSpacing" if grade is Grade.UNKNOWN else f"PixelSpacing, {stated}"
    return None if pair is None else CalibrationOption(*pair, grade, rule)


def _on_detector(dataset: Dataset) -> CalibrationOption | None:
    for keyword in ("ImagerPixelSpacing", "NominalScannedPixelSpacing"):
        pair = _pair(dataset, keyword)
        if pair is not None:
            return CalibrationOption(*pair, Grade.DETECTOR, keyword)
    return None


def _from_patient(dataset: Dataset, patient: CalibrationOption | None, detector: CalibrationOption | None) -> _Choice:
    """Pixel Spacing where it can be trusted, else the detector's spacing."""
    if detector is None:
        return _Choice(patient)
    if patient is None:
        return _from_detector(dataset, detector)
    if patient.grade is Grade.UNKNOWN:
        if patient.equals(detector):
            return _from_detector(dataset, detector)
        rule = f"PixelSpacing, smaller than {detector.rule}"
        patient = CalibrationOption(patient.row_mm, patient.column_mm, Grade.CORRECTED, rule)
    return _checked(patient, _demagnified(dataset, detector), detector)


def _checked(patient: CalibrationOption, estimates: "_Estimates", detector: CalibrationOption) -> _Choice:
    """A spacing in the patient, beside what the magnification would make of the detector's."""
    contradicting = tuple(each for each in estimates.options if not each.agrees_with(patient))
    flags = ((CONFLICT,) if contradicting else ()) + estimates.flags
    return _Choice(patient, flags, (*contradicting, detector) if contradicting else ())


def _from_detector(dataset: Dataset, detector: CalibrationOption) -> _Choice:
    """The detector's spacing, taken to the patient's plane where the magnification is known."""
    estimates = _demagnified(dataset, detector)
    best = next(iter(estimates.options), detector)
    others = tuple(each for each in estimates.options if not each.agrees_with(best))
    flags = ((CONFLICT,) if others else ()) + estimates.flags
    return _Choice(best, flags, (*others, detector) if others and best != detector else others)


@dataclass(frozen=True, slots=True)
class _Estimates:
    """Spacings in the patient's plane, the most trusted first."""

    options: tuple[CalibrationOption, ...]
    flags: tuple[str, ...] = ()


def _demagnified(dataset: Dataset, detector: CalibrationOption) -> _Estimates:
    """The detector's spacing divided by each magnification the header gives; exactly 1 leaves it as it is."""
    stated = _positive(dataset, _ERMF)
    flags = (ERMF_IGNORED,) if stated is not None and not 1.0 <= stated <= LARGEST_MAGNIFICATION else ()
    return _Estimates(tuple(_estimates(detector, None if flags else stated, _by_distances(dataset))), flags)


def _estimates(
    detector: CalibrationOption, stated: float | None, by_distances: float | None
) -> Iterator[CalibrationOption]:
    if stated == 1.0:
        yield detector
    elif stated is not None:
        yield _divided(detector, stated, f"{detector.rule} / {_ERMF}")
    if by_distances is not None:
        yield _divided(detector, by_distances, f"{detector.rule} x {_DISTANCES}")


def _divided(detector: CalibrationOption, magnification: float, rule: str) -> CalibrationOption:
    return CalibrationOption(detector.row_mm / magnification, detector.column_mm / magnification, Grade.ESTIMATED, rule)


def _by_distances(dataset: Dataset) -> float | None:
    """Magnification from the distances of tube, patient and detector, where plausible."""
    to_detector, to_patient = (_positive(dataset, f"DistanceSourceTo{end}") for end in ("Detector", "Patient"))
    if to_detector is None or to_patient is None:
        return None
    magnification = to_detector / to_patient
    return magnification if 1.0 < magnification <= LARGEST_MAGNIFICATION else None


def _pixel_aspect(dataset: Dataset) -> float:
    """Row over column spacing from Pixel Aspect Ratio (vertical, horizontal: PS3.3 C.7.6.3.1.7); 1 if absent."""
    ratio = numbers(dataset, "PixelAspectRatio")
    if len(ratio) != 2 or not all(math.isfinite(each) and each > 0 for each in ratio):
        return 1.0
    aspect = ratio[0] / ratio[1]
    return aspect if SMALLEST_MM / LARGEST_MM <= aspect <= LARGEST_MM / SMALLEST_MM else 1.0


def _pair(dataset: Dataset, keyword: str) -> tuple[float, float] | None:
    """Row and column spacing in mm: exactly two plausible values, or None."""
    pair = numbers(dataset, keyword)
    if len(pair) != 2 or not all(math.isfinite(each) and SMALLEST_MM <= each <= LARGEST_MM for each in pair):
        return None
    return pair[0], pair[1]


def _positive(dataset: Dataset, keyword: str) -> float | None:
    """The first value when it is finite and above zero."""
    first = next(iter(numbers(dataset, keyword)), math.nan)
    return first if math.isfinite(first) and first > 0 else None
