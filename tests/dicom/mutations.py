"""Films damaged on purpose: the same damage for the same seed, whatever the machine."""

import random
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import imagecodecs
import numpy as np
import pydicom

from tests.conftest import SHARED
from tests.dicom.made_films import EXPLICIT_BIG, compressed, film, gradient, write
from tests.dicom.test_decode import LOSSLESS, RLE, byte_planes, rle_frame

PIXELS = b"\xe0\x7f\x10\x00"
EDGES = (0, 1, 2, 3, 7, 8, 0x7F, 0x80, 0xFF, 0x7FFF, 0x8000, 0xFFFF, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFE, 0xFFFFFFFF)
SIZES_AND_BITS = ("Rows", "Columns", "BitsAllocated", "BitsStored", "HighBit", "SamplesPerPixel", "PixelRepresentation")
VRS = (b"UN", b"SQ", b"OB", b"DS", b"IS", b"US", b"UI", b"PN", b"AT", b"FD", b"LT", b"ZZ")


def real_films() -> list[Path]:
    """The real films beside the repository that hold pixels, in order of their names."""
    found = [path for folder in ("films", "real-dicom") for path in sorted((SHARED / folder).glob("*.dcm"))]
    return [path for path in found if PIXELS in path.read_bytes()]


def made_films(folder: Path) -> list[Path]:
    """A small film of each way of storing pixels, so that each decoder meets much damage in little time."""
    grey, rgb = gradient(96, 80), np.stack([gradient(96, 80, np.uint8)] * 3, axis=-1)
    made = {
        "grey": write(folder / "grey.dcm", film(grey)),
        "big": write(folder / "big.dcm", film(grey), EXPLICIT_BIG),
        "implicit": write(folder / "implicit.dcm", film(grey), "1.2.840.10008.1.2"),
        "deflated": write(folder / "deflated.dcm", film(grey), "1.2.840.10008.1.2.1.99"),
        "rle": write(folder / "rle.dcm", compressed(grey, [rle_frame(byte_planes(grey))]), RLE),
        "rgb": write(folder / "rgb.dcm", film(rgb)),
        "rgb_jpeg": write(
            folder / "rgb_jpeg.dcm", compressed(rgb, [bytes(imagecodecs.jpeg8_encode(rgb))]), "1.2.840.10008.1.2.4.50"
        ),
    }
    for name, encode in (("photograph.png", imagecodecs.png_encode), ("photograph.jpg", imagecodecs.jpeg8_encode)):
        made[name] = folder / name
        made[name].write_bytes(encode(rgb))
    for syntax, encode in LOSSLESS.items():
        made[syntax] = write(folder / f"{syntax}.dcm", compressed(grey, [bytes(encode(grey))]), syntax)
    return list(made.values())


class Mutator:
    """Damages one film in as many ways as there are seeds."""

    def __init__(self, path: Path) -> None:
        self.whole = path.read_bytes()
        is_dicom = self.whole[128:132] == b"DICM"
        self.pixels_at = self.whole.rfind(PIXELS) if PIXELS in self.whole else 40
        self.elements = element_starts(self.whole) if is_dicom else []

    def mutated(self, seed: int) -> bytes:
        """The film with one to three kinds of damage."""
        chance = random.Random(seed)
        data = bytearray(self.whole)
        for _ in range(chance.choice((1, 1, 1, 2, 3))):
            chance.choice(KINDS)(self, data, chance)
        return bytes(data)


def element_starts(whole: bytes) -> list[int]:
    """Where elements of the header start, as far as they can be told."""
    dataset = pydicom.dcmread(BytesIO(whole), stop_before_pixels=True, force=True)
    elements: list[Any] = [dataset.get_item(tag) for tag in dataset.keys()]  # noqa: SIM118 a data set is no mapping
    starts = [element.value_tell - 8 for element in elements if element.is_raw]
    return [at for at in starts if 0 < at < len(whole) - 16]


def flip_in_header(film: Mutator, data: bytearray, chance: random.Random) -> None:
    for _ in range(chance.choice((1, 2, 8, 32))):
        at = chance.randrange(min(film.pixels_at, len(data)))
        data[at] ^= 1 << chance.randrange(8)


def flip_in_stream(film: Mutator, data: bytearray, chance: random.Random) -> None:
    start = min(film.pixels_at, len(data) - 1)
    reach = chance.choice((64, 512, len(data)))
    for _ in range(chance.choice((1, 2, 8, 32))):
        at = chance.randrange(start, min(len(data), start + reach))
        data[at] = chance.choice((data[at] ^ 1 << chance.randrange(8), 0, 0xFF, chance.randrange(256)))


def cut(_film: Mutator, data: bytearray, chance: random.Random) -> None:
    del data[chance.randrange(len(data)) :]


def cut_out(film: Mutator, data: bytearray, chance: random.Random) -> None:
    at = chance.randrange(len(data)) if chance.random() < 0.5 else chance.randrange(min(film.pixels_at, len(data)))
    del data[at : at + chance.choice((1, 2, 4, 8, 100, 5000))]


def insert(film: Mutator, data: bytearray, chance: random.Random) -> None:
    at = chance.choice(film.elements) if film.elements and chance.random() < 0.5 else chance.randrange(len(data))
    what = chance.choice((chance.randbytes(8), bytes(16), b"\xfe\xff\x00\xe0" + b"\xff" * 4, b"\xff\xd8", b"\xff\xd9"))
    data[at:at] = what * chance.choice((1, 1, 2, 500))


def change_length(film: Mutator, data: bytearray, chance: random.Random) -> None:
    at = chance.choice(film.elements or [film.pixels_at])
    place, size = chance.choice(((4, 4), (6, 2), (8, 4)))
    if at + place + size <= len(data):
        data[at + place : at + place + size] = (chance.choice(EDGES) & ((1 << 8 * size) - 1)).to_bytes(size, "little")


def change_pixel_length(film: Mutator, data: bytearray, chance: random.Random) -> None:
    at = film.pixels_at + chance.choice((4, 8, 12, 16, 20, 28))
    if at + 4 <= len(data):
        data[at : at + 4] = chance.choice((*EDGES, chance.randrange(1 << 32))).to_bytes(4, "little")


def swap_tags(film: Mutator, data: bytearray, chance: random.Random) -> None:
    if len(film.elements) < 2:
        return
    one, other = chance.sample(film.elements, 2)
    data[one : one + 4], data[other : other + 4] = data[other : other + 4], data[one : one + 4]


def change_vr(film: Mutator, data: bytearray, chance: random.Random) -> None:
    if film.elements:
        at = chance.choice(film.elements)
        data[at + 4 : at + 6] = chance.choice(VRS)


def change_number(_film: Mutator, data: bytearray, chance: random.Random) -> None:
    tag = pydicom.tag.Tag(chance.choice(SIZES_AND_BITS))
    at = data.find(tag.group.to_bytes(2, "little") + tag.element.to_bytes(2, "little"))
    if 0 < at < len(data) - 10:
        data[at + 8 : at + 10] = (chance.choice(EDGES) & 0xFFFF).to_bytes(2, "little")


def nest(film: Mutator, data: bytearray, chance: random.Random) -> None:
    """Sequences in sequences, as deep as a stack overflows."""
    at = chance.choice(film.elements or [film.pixels_at])
    sequence = data[at : at + 4] + b"SQ\0\0" + b"\xff" * 4 + b"\xfe\xff\x00\xe0" + b"\xff" * 4
    data[at:at] = sequence * chance.choice((3, 100, 2000))


def repeat(_film: Mutator, data: bytearray, chance: random.Random) -> None:
    at = chance.randrange(len(data))
    data[at:at] = data[at : at + chance.choice((16, 1000, 20_000))] * chance.choice((1, 5))


KINDS: tuple[Callable[[Mutator, bytearray, random.Random], None], ...] = (
    flip_in_header,
    flip_in_header,
    flip_in_stream,
    flip_in_stream,
    flip_in_stream,
    cut,
    cut_out,
    insert,
    change_length,
    change_pixel_length,
    swap_tags,
    change_vr,
    change_number,
    nest,
    repeat,
)
