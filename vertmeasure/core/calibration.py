"""What a pixel of a film measures, and how that is known."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from vertmeasure.core.errors import StudyError
from vertmeasure.core.frozen import nothing
from vertmeasure.core.geometry import Scale


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
    def scale(self) -> Scale:
        """From pixels to the film plane: in mm, or in columns where millimetres are unknown."""
        if self.row_mm is None or self.column_mm is None:
            return Scale(column=1.0, row=self.aspect)
        return Scale(column=self.column_mm, row=self.row_mm)


def is_spacing(value: float) -> bool:
    """Tell whether a number can be a spacing: finite and above zero."""
    return math.isfinite(value) and value > 0
