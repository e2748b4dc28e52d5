"""From the values of a view to its picture: the window, then the display filters that are switched on."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QImage

from vertmeasure.paint.contrast import ContrastMap, Grey, contrast_map, overview
from vertmeasure.paint.kept import Kept
from vertmeasure.paint.raster import Raster, Sampling, Stored, grey_image
from vertmeasure.paint.sharpening import mask_width_px, sharpened


@dataclass(frozen=True, slots=True, eq=False)
class Tone:
    """How a film is greyed.

    Attributes
    ----------
    lut : ndarray
        uint8[65536]: the grey of every stored number.
    levels : ndarray | None
        The same in `contrast.LEVELS` steps, for local contrast; None where that is off.
    sharpened : bool
        Whether edges are enhanced.
    """

    lut: NDArray[np.uint8]
    levels: Stored | None = None
    sharpened: bool = False

    @property
    def is_filtered(self) -> bool:
        """Whether anything but the window works on the film."""
        return self.levels is not None or self.sharpened


class Toner:
    """Greys one film.

    Attributes
    ----------
    filtered : int
        How often display filters worked on a picture so far.
    """

    def __init__(self, raster: Raster, rows: int, columns: int) -> None:
        self._raster = raster
        self._size = (rows, columns)
        self._tone = Tone(np.zeros(65_536, np.uint8))
        self._small: Stored | None = None
        self._contrast: ContrastMap | None = None
        self.filtered = 0

    @property
    def kept_bytes(self) -> int:
        """What is kept of the film for local contrast."""
        small = 0 if self._small is None else self._small.nbytes
        return small + (0 if self._contrast is None else self._contrast.pairs.nbytes)

    def set_tone(self, tone: Tone) -> None:
        """Grey the film in another way from now on."""
        self._tone = tone
        self._contrast = None

    def image(self, values: Stored, view: Sampling, before: tuple[QImage, Kept] | None = None) -> QImage:
        """The picture of values that were sampled under a view; without filters it is the window and nothing else.

        `before` is the picture of the values before, in the same tone, and what of it is kept.
        """
        if not self._tone.is_filtered:
            return grey_image(values, self._tone.lut, before)
        self.filtered += 1
        grey = self._windowed(values, view)
        return _picture(sharpened(grey, mask_width_px(view)) if self._tone.sharpened else grey)

    def _windowed(self, values: Stored, view: Sampling) -> Grey:
        levels = self._tone.levels
        if levels is None:
            return self._tone.lut.take(values, mode="clip")
        if self._small is None:
            self._small = overview(self._raster, *self._size)
        if self._contrast is None:
            self._contrast = contrast_map(self._small, *self._size, levels)
        return self._contrast.grey(values, view)


def _picture(grey: Grey) -> QImage:
    """Grey [row, column] as an image that owns its bytes."""
    height, width = grey.shape
    return QImage(np.ascontiguousarray(grey).data, width, height, width, QImage.Format.Format_Grayscale8).copy()
