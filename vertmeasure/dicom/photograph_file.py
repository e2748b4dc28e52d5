"""Looks into PNG and JPEG files before a decoder does: their size, and whether they are there to the end.

Chunks are those of the PNG specification (W3C, third edition), markers those of ITU-T T.81.
"""

import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

from vertmeasure.core.errors import FilmError
from vertmeasure.dicom.guard import PNG_START, damaged

_TAKE_AGAIN = "Save the photograph again as a plain PNG or JPEG."
_PNG_CHANNELS = {0: 1, 2: 3, 3: 3, 4: 2, 6: 4}
_ESSENTIAL = (b"IHDR", b"PLTE", b"IDAT", b"IEND")
_BASELINE, _EXTENDED, _PROGRESSIVE = 0xC0, 0xC1, 0xC2
_NO_FRAME_HEADERS = (0xC4, 0xC8, 0xCC)
_WITHOUT_LENGTH = (0x01, *range(0xD0, 0xD8))
_SCAN_ENDS = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")  # FF 00 is a value, FF D0 to D7 are restarts, FF fills
_ORIENTATION = 0x0112


@dataclass(frozen=True, slots=True)
class PhotographShape:
    """What a photograph says about itself.

    Attributes
    ----------
    channels : int
        As they leave the decoder: 1 grey, 2 grey and alpha, 3 colour, 4 colour and alpha.
    bits : int
        Of a sample as it leaves the decoder, 8 or 16.
    orientation : int
        By EXIF: 1 when the pixels lie as they are to be looked at, 0 when nothing is said.
    pictures : int
        More than 1 for an animation.
    """

    rows: int
    columns: int
    channels: int
    bits: int
    orientation: int = 0
    pictures: int = 1


def photograph_size(head: bytes) -> tuple[int, int]:
    """Rows and columns as far as the first bytes tell, else 0 and 0; for lists, nothing is checked."""
    if head.startswith(PNG_START):
        return int.from_bytes(head[20:24], "big"), int.from_bytes(head[16:20], "big")
    try:
        shape = _jpeg_frame(head)
    except FilmError:
        return 0, 0
    return shape.rows, shape.columns


def photograph_shape(data: bytes) -> PhotographShape:
    """Read what a whole file says about itself; FilmError when it is damaged, cut off or of an unusual kind."""
    return _png_shape(data) if data.startswith(PNG_START) else _jpeg_shape(data)


# ---- PNG


def _png_shape(data: bytes) -> PhotographShape:
    chunks = list(_chunks(data))
    kinds = [kind for kind, _ in chunks]
    if kinds[:1] != [b"IHDR"] or kinds[-1:] != [b"IEND"] or b"IDAT" not in kinds or len(chunks[0][1]) != 13:
        raise damaged("This photograph is damaged or cut off.")
    head = chunks[0][1]
    if head[9] not in _PNG_CHANNELS:
        raise damaged("This photograph is damaged: it names no known kind of colour.")
    exif = next((bytes(value) for kind, value in chunks if kind == b"eXIf"), b"")
    frames = next((int.from_bytes(value[:4], "big") for kind, value in chunks if kind == b"acTL"), 1)
    return PhotographShape(
        rows=int.from_bytes(head[4:8], "big"),
        columns=int.from_bytes(head[0:4], "big"),
        channels=_PNG_CHANNELS[head[9]],
        bits=16 if head[8] == 16 else 8,
        orientation=_orientation(exif),
        pictures=max(1, frames),
    )


def _chunks(data: bytes) -> Iterator[tuple[bytes, memoryview]]:
    """Kind and value of each chunk up to IEND; FilmError where one is cut off or its checksum is wrong."""
    view, at = memoryview(data), len(PNG_START)
    while at + 12 <= len(data):
        length = int.from_bytes(data[at : at + 4], "big")
        end = at + 8 + length
        if end + 4 > len(data):
            break
        kind = data[at + 4 : at + 8]
        if zlib.crc32(view[at + 4 : end]) != int.from_bytes(data[end : end + 4], "big"):
            raise damaged("This photograph is damaged: a checksum in it is wrong.")
        yield kind, view[at + 8 : end]
        if kind == b"IEND":
            return
        at = end + 4
    raise damaged("This photograph is cut off: the file ends before its picture does.")


def essential_png(data: bytes) -> bytes:
    """The picture of a sound PNG file alone: what else is packed into the file is never unpacked."""
    kept = ((kind, value) for kind, value in _chunks(data) if kind in _ESSENTIAL)
    return PNG_START + b"".join(
        b"".join((len(value).to_bytes(4, "big"), kind, value, zlib.crc32(value, zlib.crc32(kind)).to_bytes(4, "big")))
        for kind, value in kept
    )


# ---- JPEG


def _jpeg_shape(data: bytes) -> PhotographShape:
    shape = _jpeg_frame(data)
    if not _has_end(data):
        raise damaged("This photograph is cut off: its picture has no end.")
    return shape


def _jpeg_frame(data: bytes) -> PhotographShape:
    """The frame header of a JPEG file; FilmError when there is none that a photograph has."""
    orientation = 0
    for marker, value in _segments(data):
        if marker == 0xE1 and value.startswith(b"Exif\0\0"):
            orientation = orientation or _orientation(value[6:])
        if 0xC0 <= marker <= 0xCF and marker not in _NO_FRAME_HEADERS:
            return _frame(marker, value, orientation)
    raise damaged("This photograph is damaged or cut off.")


def _frame(marker: int, value: bytes, orientation: int) -> PhotographShape:
    if len(value) < 6:
        raise damaged("This photograph is damaged or cut off.")
    precision, channels = value[0], value[5]
    if channels == 4:
        raise FilmError("This photograph is in the colours of print (CMYK).", _TAKE_AGAIN)
    if marker not in (_BASELINE, _EXTENDED, _PROGRESSIVE) or precision != 8 or channels not in (1, 3):
        raise FilmError("This photograph is stored in an unusual way.", _TAKE_AGAIN)
    rows, columns = int.from_bytes(value[1:3], "big"), int.from_bytes(value[3:5], "big")
    return PhotographShape(rows, columns, channels, 8, orientation)


def _segments(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Marker and value of each segment before the first scan."""
    at = 2
    while at + 4 <= len(data) and data[at] == 0xFF:
        marker = data[at + 1]
        if marker == 0xFF or marker in _WITHOUT_LENGTH:
            at += 1 if marker == 0xFF else 2
            continue
        length = int.from_bytes(data[at + 2 : at + 4], "big")
        yield marker, data[at + 4 : at + 2 + max(length, 2)]
        if marker == 0xDA:
            return
        at += 2 + max(length, 2)


def _has_end(data: bytes) -> bool:
    """Whether the picture runs to its end marker; cameras put other data behind it."""
    at = 2
    while at >= 0 and at + 2 <= len(data):
        marker = data[at + 1]
        if marker == 0xD9:
            return True
        at = _next_marker(data, at, marker)
    return False


def _next_marker(data: bytes, at: int, marker: int) -> int:
    """Where the marker after the one at a place is; -1 when there is none."""
    if data[at] != 0xFF:
        return -1
    if marker == 0xFF:
        return at + 1
    if marker in _WITHOUT_LENGTH:
        return at + 2
    behind = at + 2 + max(2, int.from_bytes(data[at + 2 : at + 4], "big"))
    if marker != 0xDA:
        return behind
    found = _SCAN_ENDS.search(data, behind)
    return found.start() if found else -1


# ---- EXIF


def _orientation(exif: bytes) -> int:
    """The Orientation of an EXIF block (EXIF 3.0, 4.6.2): 1 to 8, or 0 when nothing is said."""
    order = {b"II*\0": "little", b"MM\0*": "big"}.get(exif[:4])
    if order is None:
        return 0

    def number(at: int, size: int) -> int:
        return int.from_bytes(exif[at : at + size], "little" if order == "little" else "big")

    start = number(4, 4)
    for at in range(start + 2, min(start + 2 + 12 * number(start, 2), len(exif) - 11), 12):
        if number(at, 2) == _ORIENTATION:
            stated = number(at + 8, 2)
            return stated if 1 <= stated <= 8 else 0
    return 0
