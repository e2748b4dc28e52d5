"""An opened film, as plain values: its header, its pixels; no pydicom in it, so it can be handed anywhere."""

from dataclasses import dataclass
from pathlib import Path

from vertmeasure.core.calibration import Calibration, CalibrationOption
from vertmeasure.core.study import Patient
from vertmeasure.dicom.greyscale import Greyscale, Stored
from vertmeasure.dicom.overlay_plane import OverlayPlane
from vertmeasure.dicom.shutter import Shutter


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
    detector : CalibrationOption | None
        The spacing at the detector, which a magnification divides; None where the header does not tell it.
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
    detector: CalibrationOption | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Pixels:
    """The stored values of one frame.

    Attributes
    ----------
    stored : ndarray
        Read-only uint16 [row, column], after HighBit shift and mask; true stored value = stored + offset.
    offset : int
        0, or the most negative value of a signed film.
    lowest, highest : int
        Of the true stored values; of all three colours for a colour film.
    sha256 : str
        Of the true stored values, row by row, 16 bit little endian; of a colour film, interleaved RGB bytes.
    greyscale : Greyscale
    overlays : tuple[OverlayPlane, ...]
        Graphics that lie over this frame; those without a mark are left out.
    shutter : Shutter | None
        What the film hides at its edges.
    """

    stored: Stored
    offset: int
    lowest: int
    highest: int
    sha256: str
    greyscale: Greyscale
    overlays: tuple[OverlayPlane, ...] = ()
    shutter: Shutter | None = None


@dataclass(frozen=True, slots=True, eq=False)
class OpenedFilm:
    """A film with the pixels of one of its frames, counted from 1."""

    header: FilmHeader
    pixels: Pixels
    frame: int
