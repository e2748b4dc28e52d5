"""Finds the bytes of one frame among the fragments of an encapsulated pixel element (PS3.5 A.4)."""

from dataclasses import dataclass

from vertmeasure.core.errors import FilmError
from vertmeasure.dicom.guard import damaged
from vertmeasure.dicom.part10 import UNDEFINED, PixelElement

_ITEM, _END = b"\xfe\xff\x00\xe0", b"\xfe\xff\xdd\xe0"
_FRAME_STARTS = (b"\xff\xd8", b"\xff\x4f")
_HEAD_BYTES = 8


@dataclass(frozen=True, slots=True)
class Fragment:
    """One piece of a compressed frame; `offset` counts from the first fragment, as offset tables do."""

    offset: int
    data: memoryview


def frame_bytes(element: PixelElement, frames: int, frame: int) -> bytes:
    """The compressed stream of one frame; FilmError when it is not there in full.

    Parameters
    ----------
    frames : int
        How many the film claims to have.
    frame : int
        The wanted one, counted from 1.
    """
    table, found = fragments(element)
    starts = _starts(table, found, frames)
    if frame > len(starts):
        raise damaged("This film is cut off: the wanted frame is missing.")
    first = starts[frame - 1]
    last = starts[frame] if frame < len(starts) else len(found)
    return b"".join(fragment.data for fragment in found[first:last])


def fragments(element: PixelElement) -> tuple[list[int], list[Fragment]]:
    """The basic offset table and all fragments; FilmError unless each has its full length."""
    data, pieces = element.value, _items(element)
    if not pieces:
        raise damaged("This film is cut off: it has no compressed pixels.")
    table = bytes(pieces[0].data)
    offsets = [int.from_bytes(table[at : at + 4], "little") for at in range(0, len(table) - 3, 4)]
    base = pieces[1].offset if len(pieces) > 1 else len(data)
    found = [Fragment(piece.offset - base, piece.data) for piece in pieces[1:]]
    if not any(len(fragment.data) for fragment in found):
        raise damaged("This film is cut off: it has no compressed pixels.")
    return offsets, found


def _items(element: PixelElement) -> list[Fragment]:
    data, at, found = element.value, 0, []
    while bytes(data[at : at + 4]) == _ITEM:
        length = int.from_bytes(data[at + 4 : at + _HEAD_BYTES], "little")
        start = at + _HEAD_BYTES
        if start > len(data) or length > len(data) - start:
            raise damaged("This film is cut off: a piece of its compressed pixels is missing.")
        found.append(Fragment(at, data[start : start + length]))
        at = start + length
    ends = bytes(data[at : at + 4]) == _END or at == len(data)
    if element.declared == UNDEFINED and not ends:
        raise damaged("The compressed pixels of this film are damaged.")
    return found


def _starts(table: list[int], found: list[Fragment], frames: int) -> list[int]:
    """At which fragment each frame starts: by the table where it is sound, else by what the fragments say."""
    if frames == 1:
        return [0]
    places = {fragment.offset: place for place, fragment in enumerate(found)}
    if len(table) == frames and table == sorted(set(table)) and all(offset in places for offset in table):
        return [places[offset] for offset in table]
    if len(found) == frames:
        return list(range(frames))
    marked = [place for place, each in enumerate(found) if bytes(each.data[:2]) in _FRAME_STARTS]
    if len(marked) == frames:
        return marked
    raise FilmError("The frames of this film cannot be told apart.", "Export the single frame you want to measure.")
