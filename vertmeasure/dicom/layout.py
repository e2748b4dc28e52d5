"""How the pixels of a film are laid out according to its header, checked before anything is decoded."""

from dataclasses import dataclass

from pydicom.dataset import Dataset

from vertmeasure.core.errors import FilmError
from vertmeasure.dicom.attributes import integer, text
from vertmeasure.dicom.guard import damaged

LONGEST_SIDE_PX = 20_000
LARGEST_AREA_PX = 100_000_000
GREY = ("MONOCHROME1", "MONOCHROME2")
PALETTE = "PALETTE COLOR"
COLOUR = ("RGB", "YBR_FULL", "YBR_FULL_422", "YBR_ICT", "YBR_RCT")


@dataclass(frozen=True, slots=True)
class PixelLayout:
    """Size and number format of the stored pixels; sane once constructed by `pixel_layout`.

    Attributes
    ----------
    rows, columns : int
        In pixels, of one frame.
    samples : int
        1 for grey, 3 for colour.
    is_planar : bool
        Whether colour planes follow one another instead of being interleaved.
    """

    rows: int
    columns: int
    frames: int
    samples: int
    bits_allocated: int
    bits_stored: int
    high_bit: int
    is_signed: bool
    is_planar: bool
    photometric: str

    @property
    def is_colour(self) -> bool:
        """Whether a pixel has three samples."""
        return self.samples == 3

    @property
    def has_palette(self) -> bool:
        """Whether a pixel is the number of a colour in a palette."""
        return self.photometric == PALETTE

    @property
    def mask(self) -> int:
        """The largest unsigned number of BitsStored bits."""
        return (1 << self.bits_stored) - 1

    @property
    def frame_bytes(self) -> int:
        """Bytes of one frame when it is not compressed."""
        per_pixel = 2 if self.photometric == "YBR_FULL_422" else self.samples * self.bits_allocated // 8
        return self.rows * self.columns * per_pixel


def pixel_layout(dataset: Dataset) -> PixelLayout:
    """Read and check the layout; FilmError when the header holds no image or an impossible one."""
    rows, columns = integer(dataset, "Rows") or 0, integer(dataset, "Columns") or 0
    check_size(rows, columns)
    photometric = text(dataset, "PhotometricInterpretation").upper() or "MONOCHROME2"
    samples = integer(dataset, "SamplesPerPixel") or (3 if photometric in COLOUR else 1)
    _check_colour(photometric, samples)
    allocated = integer(dataset, "BitsAllocated") or 0
    stored = _or(integer(dataset, "BitsStored"), allocated)
    high_bit = _or(integer(dataset, "HighBit"), stored - 1)
    _check_bits(allocated, stored, high_bit)
    if samples == 3 and (allocated, stored, high_bit) != (8, 8, 7):
        raise FilmError("This colour film has more than 8 bits a colour.", "Export it as a greyscale film.")
    return PixelLayout(
        rows=rows,
        columns=columns,
        frames=max(1, integer(dataset, "NumberOfFrames") or 1),
        samples=samples,
        bits_allocated=allocated,
        bits_stored=stored,
        high_bit=high_bit,
        is_signed=integer(dataset, "PixelRepresentation") == 1,
        is_planar=integer(dataset, "PlanarConfiguration") == 1,
        photometric=photometric,
    )


def _or(number: int | None, otherwise: int) -> int:
    return otherwise if number is None else number


def check_size(rows: int, columns: int) -> None:
    """Raise FilmError unless a film can be of this size."""
    if not rows or not columns:
        raise FilmError("This file holds no image.", "Choose the file of the film itself.")
    if not (1 <= rows <= LONGEST_SIDE_PX and 1 <= columns <= LONGEST_SIDE_PX and rows * columns <= LARGEST_AREA_PX):
        raise damaged(f"The film claims {rows} x {columns} pixels, more than any radiograph has.")


def _check_colour(photometric: str, samples: int) -> None:
    if photometric not in (*GREY, PALETTE, *COLOUR):
        raise FilmError("The colour model of this film is not supported.", "Export it as a greyscale film.")
    if samples != (3 if photometric in COLOUR else 1):
        raise damaged("The header of this film contradicts itself about its colours.")


def _check_bits(allocated: int, stored: int, high_bit: int) -> None:
    if allocated not in (8, 16):
        raise FilmError("Films of 8 or 16 bits a pixel are supported, not this one.", "Export it with 16 bits a pixel.")
    if not 1 <= stored <= allocated or not stored - 1 <= high_bit < allocated:
        raise damaged("The header of this film contradicts itself about its bits.")
