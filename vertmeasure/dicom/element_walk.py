"""Steps over the elements of a DICOM file without building a data set: quick, bounded, never raising.

It serves where a file is only looked at (a folder full of them, the table of contents of a disc). What
it cannot make out it leaves to `part10`, which reads a file in full.
"""

import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

IMPLICIT_LITTLE, EXPLICIT_BIG, DEFLATED = "1.2.840.10008.1.2", "1.2.840.10008.1.2.2", "1.2.840.10008.1.2.1.99"
TRANSFER_SYNTAX, MEDIA_CLASS = 0x00020010, 0x00020002
ITEM, _ENDS = 0xFFFEE000, frozenset({0xFFFEE00D, 0xFFFEE0DD})  # PS3.5 7.5
UNDEFINED = 0xFFFFFFFF

_INFLATED_BYTES = 1 << 16
_SHORT_VRS = frozenset(
    b"AE AS AT CS DA DS DT FD FL IS LO LT PN SH SL SS ST TM UI UL US".split()  # PS3.5 7.1.2: 16 bit lengths
)
_LONG_VRS = frozenset(b"OB OD OF OL OV OW SQ SV UC UN UR UT UV".split())
_ANY_VRS = _SHORT_VRS | _LONG_VRS


@dataclass(frozen=True, slots=True)
class DataSet:
    """Where the data set of a file starts, and how its elements are written.

    Attributes
    ----------
    meta : dict[int, bytes]
        File meta information by tag.
    """

    data: bytes
    start: int
    is_implicit: bool
    is_big_endian: bool
    meta: dict[int, bytes]


class Step(NamedTuple):
    """One element met on the way.

    Attributes
    ----------
    tag : int
        Group in the upper 16 bits; ITEM comes too.
    value_at, length : int
        In bytes; the length may be UNDEFINED or reach beyond the data.
    depth : int
        0 for elements of the data set itself, more within sequences of undefined length.
    """

    tag: int
    value_at: int
    length: int
    depth: int = 0


def data_set(head: bytes) -> DataSet:
    """Find the data set of a file from its first bytes, behind preamble and meta information, if any."""
    at = 132 if head[128:132] == b"DICM" else 0
    meta: dict[int, bytes] = {}
    while head[at : at + 2] == b"\x02\x00":
        step = _step(head, at, False, _LITTLE)
        if step is None or step.value_at + step.length > len(head):
            break
        meta[step.tag] = head[step.value_at : step.value_at + step.length]
        at = step.value_at + step.length
    syntax = meta.get(TRANSFER_SYNTAX, b"").strip(b" \0").decode("ascii", "replace")
    if syntax == DEFLATED:
        return DataSet(_inflated(head[at:]), 0, False, False, meta)
    is_explicit = head[at + 4 : at + 6] in _ANY_VRS
    is_big = syntax == EXPLICIT_BIG or (not syntax and is_explicit and head[at : at + 1] == b"\0")
    return DataSet(head, at, syntax == IMPLICIT_LITTLE or not (syntax or is_explicit), is_big, meta)


def _inflated(deflated: bytes) -> bytes:
    try:
        return zlib.decompressobj(-zlib.MAX_WBITS).decompress(deflated, _INFLATED_BYTES)
    except zlib.error:
        return b""


def steps(within: DataSet, into: frozenset[int] = frozenset()) -> Iterator[Step]:
    """Each element and item in the order of the file, up to the one whose value reaches beyond the data.

    Sequences and items of undefined length are stepped into, others stepped over unless `into` names them.
    """
    data, at, depth = within.data, within.start, 0
    words = _BIG if within.is_big_endian else _LITTLE
    while (step := _step(data, at, within.is_implicit, words)) is not None:
        tag, value_at, length, _ = step
        if tag in _ENDS:
            depth = max(0, depth - 1)
        else:
            yield Step(tag, value_at, length, depth) if depth else step
        is_open = length == UNDEFINED
        depth += is_open
        at = value_at if is_open or tag in into else value_at + length


_LITTLE = (struct.Struct("<HH2sH"), struct.Struct("<L"))
_BIG = (struct.Struct(">HH2sH"), struct.Struct(">L"))


def _step(data: bytes, at: int, is_implicit: bool, words: tuple[struct.Struct, struct.Struct]) -> Step | None:
    """The element that starts at a place, or None when its head is not there in full."""
    if at + 8 > len(data):
        return None
    group, element, vr, length = words[0].unpack_from(data, at)
    tag = group << 16 | element
    if is_implicit or group == 0xFFFE or vr not in _ANY_VRS:
        return Step(tag, at + 8, words[1].unpack_from(data, at + 4)[0])
    if vr in _SHORT_VRS:
        return Step(tag, at + 8, length)
    return Step(tag, at + 12, words[1].unpack_from(data, at + 8)[0]) if at + 12 <= len(data) else None
