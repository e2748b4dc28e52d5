"""Reads the overlays of a film: groups 60xx, and those that stand in unused bits of its pixels (PS3.3 C.9.2)."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
from pydicom.dataset import Dataset
from pydicom.tag import Tag

from vertmeasure.dicom.attributes import UNREADABLE
from vertmeasure.dicom.decode import Decoded
from vertmeasure.dicom.layout import LARGEST_AREA_PX, LONGEST_SIDE_PX, PixelLayout
from vertmeasure.dicom.overlay_plane import OverlayPlane

_GROUPS = range(0x6000, 0x6020, 2)
_ROWS, _COLUMNS, _FRAMES, _ORIGIN, _FIRST_FRAME = 0x0010, 0x0011, 0x0015, 0x0050, 0x0051
_BIT_POSITION, _DATA = 0x0102, 0x3000
IGNORED = "A malformed overlay was ignored."


@dataclass(frozen=True, slots=True)
class OverlayGroup:
    """One overlay group, checked, its bits not yet taken apart.

    Attributes
    ----------
    frames : int | None
        Overlay frames; None when not stated: the one frame lies over every frame of the film.
    first_frame : int
        Frame of the film, from 1, that the first overlay frame belongs to.
    data : bytes
        All frames, the lowest bit of a byte first; empty when the overlay stands in the pixels.
    bit : int
        Bit of each pixel that is the overlay; -1 unless it stands there.
    """

    rows: int
    columns: int
    top: int
    left: int
    frames: int | None
    first_frame: int
    data: bytes
    bit: int


def overlay_groups(dataset: Dataset, layout: PixelLayout) -> tuple[tuple[OverlayGroup, ...], tuple[str, ...]]:
    """The sound overlays of a file and sentences on those that had to be ignored; never raises."""
    found: list[OverlayGroup] = []
    notes: list[str] = []
    for group in _GROUPS:
        if not (_is_there(dataset, group, _ROWS) or _is_there(dataset, group, _DATA)):
            continue
        try:
            found.append(_group(dataset, group, layout))
        except UNREADABLE:
            notes = [IGNORED]
    return tuple(found), tuple(notes)


def _is_there(dataset: Dataset, group: int, element: int) -> bool:
    return Tag(group, element) in dataset


def _group(dataset: Dataset, group: int, layout: PixelLayout) -> OverlayGroup:
    """One overlay group; ValueError, or whatever a malformed value raises, when it is not sound."""
    rows, columns = (int(_value(dataset, group, element)) for element in (_ROWS, _COLUMNS))
    frames = _number(dataset, group, _FRAMES)
    row, column = (int(each) for each in _value(dataset, group, _ORIGIN, (1, 1)))
    _check(rows, columns, frames or 1)
    data = _little_endian(dataset, group)
    bit = -1 if data else int(_value(dataset, group, _BIT_POSITION))
    if data and len(data) * 8 < rows * columns * (frames or 1):
        raise ValueError("an overlay that is cut off")
    if not data and not _is_unused(bit, layout, (rows, columns)):
        raise ValueError("an overlay in bits that belong to the image")
    first_frame = _number(dataset, group, _FIRST_FRAME) or 1
    return OverlayGroup(rows, columns, row - 1, column - 1, frames, first_frame, data, bit)


def _value(dataset: Dataset, group: int, element: int, default: object = None) -> Any:
    found = dataset.get(Tag(group, element))
    return default if found is None or found.value in (None, "") else found.value


def _number(dataset: Dataset, group: int, element: int) -> int | None:
    stated = _value(dataset, group, element)
    return None if stated is None else int(stated)


def _check(rows: int, columns: int, frames: int) -> None:
    sane = 1 <= rows <= LONGEST_SIDE_PX and 1 <= columns <= LONGEST_SIDE_PX and rows * columns <= LARGEST_AREA_PX
    if not sane or frames < 1:
        raise ValueError("an overlay of impossible size")


def _little_endian(dataset: Dataset, group: int) -> bytes:
    """Overlay data with the first pixel in the lowest bit of the first byte, whatever the order of the file."""
    element = dataset.get(Tag(group, _DATA))
    if element is None or element.value in (None, b""):
        return b""
    data = element.value
    if not isinstance(data, bytes):
        raise ValueError("overlay data that are no bytes")
    is_swapped = dataset.original_encoding[1] is False and element.VR != "OB"
    return np.frombuffer(data, ">u2", len(data) // 2).astype("<u2").tobytes() if is_swapped else data


def _is_unused(bit: int, layout: PixelLayout, size: tuple[int, int]) -> bool:
    """Whether a bit of the pixels can be an overlay: it holds no part of the image, and the sizes agree."""
    lowest = layout.high_bit + 1 - layout.bits_stored
    is_free = layout.high_bit < bit < layout.bits_allocated or 0 <= bit < lowest
    return is_free and size == (layout.rows, layout.columns) and not layout.is_colour


def overlay_planes(groups: Iterable[OverlayGroup], decoded: Decoded, frame: int) -> tuple[OverlayPlane, ...]:
    """The overlays that lie over one frame of the film, counted from 1; those without a mark are left out.

    Parameters
    ----------
    decoded : Decoded
        The pixels of that frame before they are masked, for overlays that stand in them.
    """
    planes = (_plane(group, decoded, frame) for group in groups)
    return tuple(each for each in planes if each is not None and each.bits.strip(b"\0"))


def _plane(group: OverlayGroup, decoded: Decoded, frame: int) -> OverlayPlane | None:
    place = 0 if group.frames is None else frame - group.first_frame
    if not 0 <= place < (group.frames or 1):
        return None
    bits = _of_frame(group, place) if group.data else _in_pixels(group.bit, decoded)
    return OverlayPlane(group.rows, group.columns, group.top, group.left, bits)


def _of_frame(group: OverlayGroup, place: int) -> bytes:
    """The bits of one frame; frames follow one another without a gap, so one may begin inside a byte."""
    size = group.rows * group.columns
    start, skipped = divmod(place * size, 8)
    if not skipped:
        return group.data[start : start + (size + 7) // 8]
    spread = np.unpackbits(np.frombuffer(group.data, np.uint8, offset=start), bitorder="little", count=skipped + size)
    return np.packbits(spread[skipped:], bitorder="little").tobytes()


def _in_pixels(bit: int, decoded: Decoded) -> bytes:
    """The overlay in one bit of the pixels; empty when a codec has not kept that bit."""
    if decoded.is_lossy or decoded.precision <= bit or decoded.samples.dtype.itemsize * 8 <= bit:
        return b""
    words = decoded.samples.view(np.uint16) if decoded.samples.dtype == np.int16 else decoded.samples
    return np.packbits((words >> bit & 1).astype(np.bool_), bitorder="little").tobytes()
