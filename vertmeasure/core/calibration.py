"""What a pixel of a film measures, and how that is known."""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from vertmeasure.core.errors import StudyError
from vertmeasure.core.frozen import nothing
from vertmeasure.core.geometry import Scale

SMALLEST_MM, LARGEST_MM = 0.005, 5.0
"""What a pixel of a film may measure."""
LARGEST_MAGNIFICATION = 2.0
"""Beyond this a magnification is a slip of the pen: the object would lie halfway to the tube."""

CONFLICT, ASPECT, UNCONFIRMED, ERMF_IGNORED = "conflict", "aspect", "unconfirmed_pixel_spacing", "ermf_ignored"
"""The flags of a calibration."""

_SAME = 0.005  # spacings closer than this, relatively, differ by rounding only
_AGREEING = 0.02  # two ways to the same spacing that differ by more contradict each other


class Grade(StrEnum):
    """How far a pixel spacing can be trusted, best first."""

    USER = "user"
    FIDUCIAL = "fiducial"
    GEOMETRY = "geometry"
    CORRECTED = "corrected"
    ESTIMATED = "estimated"
    DETECTOR = "detector"
    UNKNOWN = "unknown"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Calibration:
    """What one pixel measures on the film, and how that is known.

    Attributes
    ----------
    row_mm, column_mm : float | None
        Distance between the centres of adjacent rows and of adjacent columns, in mm; both or neither.
    grade : Grade
        Trust in the spacing; NONE exactly when there is no spacing.
    rule : str
        The attribute, or the person, the spacing comes from.
    aspect : float
        Row over column spacing; serves angles and ratios where millimetres are unknown.
    flags : tuple[str, ...]
        `conflict`, `aspect`, `unconfirmed_pixel_spacing`, `ermf_ignored`.
    """

    row_mm: float | None = None
    column_mm: float | None = None
    grade: Grade = Grade.NONE
    rule: str = ""
    aspect: float = 1.0
    flags: tuple[str, ...] = ()
    extras: Mapping[str, Any] = field(default_factory=nothing)

    def __post_init__(self) -> None:
        spacings = (self.row_mm, self.column_mm)
        known = [value for value in spacings if value is not None]
        if len(known) != (0 if self.grade is Grade.NONE else 2):
            raise StudyError("A calibration needs both spacings, or the grade none.")
        if not all(map(is_spacing, known)):
            raise StudyError("A pixel spacing must be a positive number of millimetres.")
        if not is_spacing(self.aspect):
            raise StudyError("The aspect of a pixel must be a positive number.")

    @property
    def is_known(self) -> bool:
        """Whether millimetres can be given."""
        return self.grade is not Grade.NONE

    @property
    def is_open(self) -> bool:
        """Whether the reader has yet to decide which of the header's attributes holds."""
        return CONFLICT in self.flags or UNCONFIRMED in self.flags

    @property
    def scale(self) -> Scale:
        """From pixels to the film plane: in mm, or in columns where millimetres are unknown."""
        if self.row_mm is None or self.column_mm is None:
            return Scale(column=1.0, row=self.aspect)
        return Scale(column=self.column_mm, row=self.row_mm)


@dataclass(frozen=True, slots=True)
class CalibrationOption:
    """One spacing a header offers; row_mm is between rows, column_mm between columns, in mm."""

    row_mm: float
    column_mm: float
    grade: Grade
    rule: str

    def agrees_with(self, other: "CalibrationOption", tolerance: float = _AGREEING) -> bool:
        """Whether two options are the same within a relative tolerance, in both directions."""
        return _close(self.row_mm, other.row_mm, tolerance) and _close(self.column_mm, other.column_mm, tolerance)

    def equals(self, other: "CalibrationOption") -> bool:
        """Whether two options differ by no more than rounding."""
        return self.agrees_with(other, _SAME)

    def exceeds(self, other: "CalibrationOption") -> bool:
        """Whether this spacing is larger than another in either direction, by more than rounding."""
        return self.row_mm > other.row_mm * (1 + _SAME) or self.column_mm > other.column_mm * (1 + _SAME)


def header_options(
    calibration: Calibration, others: Iterable[CalibrationOption | None]
) -> tuple[CalibrationOption, ...]:
    """Every different spacing a header offers, the one it is read with first where there is one."""
    found: list[CalibrationOption] = []
    if calibration.row_mm is not None and calibration.column_mm is not None:
        found.append(CalibrationOption(calibration.row_mm, calibration.column_mm, calibration.grade, calibration.rule))
    for each in others:
        if each is not None and not any(each.equals(known) for known in found):
            found.append(each)
    return tuple(found)


def is_spacing(value: float) -> bool:
    """Tell whether a number can be a spacing: finite and above zero."""
    return math.isfinite(value) and value > 0


def _close(one: float, other: float, tolerance: float) -> bool:
    return abs(one - other) <= tolerance * max(one, other)
