"""The X-ray beam: a point source, a flat detector, and where on the film a point of the patient appears."""

from dataclasses import dataclass

import numpy as np
from chords import chord_lengths
from solid import Array

Window = tuple[slice, slice]


@dataclass(frozen=True)
class Beam:
    """A lateral beam towards the patient's left side; the film's centre lies under the central ray.

    Attributes
    ----------
    source_detector_mm, source_patient_mm : from the focus to the detector and to the mid-sagittal plane of the spine.
    imager_mm : size of a detector element.
    shape : rows and columns of the detector.
    centre_mm : (x, z) where the central ray meets the mid-sagittal plane.
    """

    source_detector_mm: float
    source_patient_mm: float
    imager_mm: float
    shape: tuple[int, int]
    centre_mm: tuple[float, float]

    @property
    def magnification(self) -> float:
        """How many times larger than life the mid-sagittal plane appears."""
        return self.source_detector_mm / self.source_patient_mm

    @property
    def pixel_mm(self) -> float:
        """The size of a pixel in the mid-sagittal plane."""
        return self.imager_mm / self.magnification

    def project(self, points: Array) -> Array:
        """Turn points [..., (x, y, z)] in mm into [..., (column, row)]; (0, 0) is the corner of the first pixel."""
        scale = self.source_detector_mm / (self.source_patient_mm + points[..., 1]) / self.imager_mm
        column = self.shape[1] / 2 + (points[..., 0] - self.centre_mm[0]) * scale
        row = self.shape[0] / 2 - (points[..., 2] - self.centre_mm[1]) * scale
        return np.stack([column, row], axis=-1)

    def plane(self) -> tuple[Array, Array]:
        """Give x [1, columns] and z [rows, 1] in mm of the pixel centres in the mid-sagittal plane."""
        row, column = (np.arange(count, dtype=float) + 0.5 - count / 2 for count in self.shape)
        x, z = self.centre_mm[0] + column * self.pixel_mm, self.centre_mm[1] - row * self.pixel_mm
        return x[None, :], z[:, None]

    def window(self, surface: Array) -> Window:
        """Give the rows and columns of the film that a surface can touch (possibly none)."""
        pixels = self.project(surface).reshape(-1, 2)
        first = np.maximum(np.floor(pixels.min(axis=0)) - 1, 0).astype(int)
        last = np.minimum(np.ceil(pixels.max(axis=0)) + 2, self.shape[::-1]).astype(int)
        left, top = (int(value) for value in first)
        right, bottom = (int(value) for value in np.maximum(first, last))
        return slice(top, bottom), slice(left, right)

    def lengths(self, surface: Array, window: Window) -> Array:
        """Measure how many mm of each ray run inside a closed surface, over the pixels of `window`."""
        rows, columns = window
        shape = (rows.stop - rows.start, columns.stop - columns.start)
        if not all(shape):
            return np.zeros(shape)
        pixels = self.project(surface) - (columns.start, rows.start)
        return chord_lengths(np.concatenate([pixels, surface[..., 1:2]], axis=-1), shape)
