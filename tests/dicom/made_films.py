"""Films made for the tests: small, whole and as odd as a test needs them."""

from pathlib import Path
from typing import Any

import numpy as np
from pydicom.datadict import dictionary_VR
from pydicom.dataelem import RawDataElement
from pydicom.dataset import Dataset, FileMetaDataset
from pydicom.encaps import encapsulate
from pydicom.tag import Tag
from pydicom.uid import UID

EXPLICIT_LITTLE = "1.2.840.10008.1.2.1"
EXPLICIT_BIG = "1.2.840.10008.1.2.2"
DX = "1.2.840.10008.5.1.4.1.1.1.1"


def header(**attributes: Any) -> Dataset:
    """A data set with these attributes and nothing else."""
    dataset = Dataset()
    dataset.set_original_encoding(False, True, "iso8859")
    for keyword, value in attributes.items():
        if dictionary_VR(keyword).startswith("US or "):
            dataset.add_new(keyword, "US", value)
        else:
            setattr(dataset, keyword, value)
    return dataset


def with_raw(dataset: Dataset, keyword: str, vr: str, value: bytes) -> Dataset:
    """The data set with an attribute whose bytes no library would write."""
    tag = Tag(keyword)
    dataset[tag] = RawDataElement(tag, vr, len(value), value, 0, False, True)
    return dataset


def film(pixels: np.ndarray, **attributes: Any) -> Dataset:
    """A lateral film of 12 bits (bytes: 8) with these pixels: [row, column] or frames of them, RGB bytes at the end."""
    colour = pixels.shape[-1] == 3 and pixels.dtype == np.uint8
    frames = pixels if pixels.ndim == (4 if colour else 3) else pixels[np.newaxis]
    bits = 8 * pixels.dtype.itemsize
    dataset = header(
        SOPClassUID=DX,
        SOPInstanceUID="1.2.3.4",
        Modality="DX",
        Rows=frames.shape[1],
        Columns=frames.shape[2],
        SamplesPerPixel=3 if colour else 1,
        PhotometricInterpretation="RGB" if colour else "MONOCHROME2",
        BitsAllocated=bits,
        BitsStored=min(bits, 12),
        HighBit=min(bits, 12) - 1,
        PixelRepresentation=0,
    )
    if colour:
        dataset.PlanarConfiguration = 0
    if len(frames) > 1:
        dataset.NumberOfFrames = len(frames)
    dataset.PixelData = frames.tobytes()
    dataset["PixelData"].VR = "OW" if bits == 16 else "OB"
    dataset.update(header(**attributes))
    return dataset


def compressed(pixels: np.ndarray, streams: list[bytes], **attributes: Any) -> Dataset:
    """A film whose frames are stored as these streams."""
    dataset = film(pixels, **attributes)
    dataset.PixelData = encapsulate(streams)
    dataset["PixelData"].VR = "OB"
    dataset["PixelData"].is_undefined_length = True
    return dataset


def write(path: Path, dataset: Dataset, transfer_syntax: str = EXPLICIT_LITTLE) -> Path:
    """Write a Part 10 file."""
    dataset.file_meta = FileMetaDataset()
    dataset.file_meta.TransferSyntaxUID = UID(transfer_syntax)
    if transfer_syntax == EXPLICIT_BIG:
        dataset.set_original_encoding(False, False, "iso8859")
    dataset.save_as(path, enforce_file_format=True)
    return path


def gradient(rows: int = 24, columns: int = 32, dtype: type = np.uint16) -> np.ndarray:
    """Pixels that differ everywhere and keep within 12 bits (8 for bytes)."""
    values = (np.arange(rows)[:, None] * 61 + np.arange(columns) * 7) % (4096 if dtype is not np.uint8 else 256)
    return values.astype(dtype)
