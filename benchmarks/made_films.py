"""Films as detectors make them, made here: smooth bodies with the noise of few photons."""

from dataclasses import dataclass
from pathlib import Path

import imagecodecs
import numpy as np
from numpy.typing import NDArray
from pydicom.dataset import Dataset, FileMetaDataset
from pydicom.encaps import encapsulate
from pydicom.uid import UID, generate_uid

RAW = "1.2.840.10008.1.2.1"
JPEG_LOSSLESS = "1.2.840.10008.1.2.4.70"
JPEG_2000 = "1.2.840.10008.1.2.4.90"
HTJ2K = "1.2.840.10008.1.2.4.201"
NOISE_SHARE = 0.004
"""Standard deviation of the noise, as a share of the full range: about one grey level of 255."""


@dataclass(frozen=True, slots=True, eq=False)
class MadeFilm:
    """A film and the bits its values take."""

    stored: NDArray[np.uint16]
    bits: int

    @property
    def words(self) -> str:
        """Its size, for the table."""
        rows, columns = self.stored.shape
        return f"{rows} x {columns}"

    def goal(self, words: str) -> str:
        """A goal that is set for the large film; none for others."""
        return words if self.stored.size > 10_000_000 else ""

    def write(self, path: Path, transfer_syntax: str = RAW) -> Path:
        """Write it as a lateral film of the spine."""
        dataset = _header(self)
        stream = _stream(self, transfer_syntax)
        dataset.PixelData = encapsulate([stream]) if stream else self.stored.tobytes()
        dataset["PixelData"].VR = "OB" if stream else "OW"
        dataset["PixelData"].is_undefined_length = bool(stream)
        dataset.file_meta = FileMetaDataset()
        dataset.file_meta.TransferSyntaxUID = UID(transfer_syntax)
        dataset.save_as(path, enforce_file_format=True)
        return path


def small_film() -> MadeFilm:
    """2022 x 2022 of 12 bits: a cassette of 40 x 40 cm."""
    return _made(2022, 2022, 12)


def large_film() -> MadeFilm:
    """4280 x 3520 of 14 bits: a detector of 43 x 35 cm."""
    return _made(4280, 3520, 14)


def _made(rows: int, columns: int, bits: int) -> MadeFilm:
    full = 1 << bits
    y, x = np.arange(rows, dtype=np.float32)[:, None], np.arange(columns, dtype=np.float32)
    body = 0.5 + 0.25 * np.sin(x / 310) * np.cos(y / 170) + 0.1 * np.sin(y / 41)
    noise = np.random.default_rng(bits).normal(0.0, NOISE_SHARE, (rows, columns)).astype(np.float32)
    return MadeFilm(np.clip((body + noise) * full, 0, full - 1).astype(np.uint16), bits)


def _header(film: MadeFilm) -> Dataset:
    dataset = Dataset()
    dataset.SOPClassUID = "1.2.840.10008.5.1.4.1.1.1.1"
    dataset.SOPInstanceUID = generate_uid()
    dataset.Modality, dataset.ViewPosition, dataset.BodyPartExamined = "DX", "LL", "LSPINE"
    dataset.PatientID, dataset.StudyDate = "BENCH", "20260302"
    dataset.Rows, dataset.Columns = film.stored.shape
    dataset.SamplesPerPixel, dataset.PhotometricInterpretation = 1, "MONOCHROME2"
    dataset.BitsAllocated, dataset.BitsStored, dataset.HighBit = 16, film.bits, film.bits - 1
    dataset.PixelRepresentation = 0
    dataset.ImagerPixelSpacing = [0.1, 0.1]
    return dataset


def _stream(film: MadeFilm, transfer_syntax: str) -> bytes:
    """The compressed pixels; empty for a film that is not compressed."""
    if transfer_syntax == JPEG_LOSSLESS:
        return bytes(imagecodecs.jpeg8_encode(film.stored, lossless=True, bitspersample=film.bits))
    if transfer_syntax == JPEG_2000:
        coded = imagecodecs.jpeg2k_encode(
            film.stored, level=0, codecformat="j2k", bitspersample=film.bits, reversible=True
        )
        return bytes(coded)
    if transfer_syntax == HTJ2K:
        return bytes(imagecodecs.htj2k_encode(film.stored, reversible=True))
    return b""
