"""Look-up tables of the Modality LUT and VOI LUT sequences (PS3.3 C.11.1.1 and C.11.2.1.1)."""

from typing import Any

import numpy as np
import numpy.typing as npt
from pydicom.dataset import Dataset

from vertmeasure.dicom.attributes import UNREADABLE, items, text, value, values
from vertmeasure.dicom.table import Real, Table

_FULL_TABLE = 65_536  # written as 0 entries


def tables(dataset: Dataset, sequence: str, inputs_are_signed: bool) -> tuple[Table, ...]:
    """The sound tables of a LUT sequence, in order; a malformed one is left out."""
    found = (_table(item, inputs_are_signed) for item in items(dataset, sequence))
    return tuple(each for each in found if each is not None)


def _table(item: Dataset, inputs_are_signed: bool) -> Table | None:
    try:
        descriptor = _words(value(item, "LUTDescriptor"), item)
        count, first, bits = (int(each) for each in descriptor)
        entries = _entries(item, count or _FULL_TABLE, bits)
    except UNREADABLE:
        return None
    if entries is None:
        return None
    first = _signed(first) if inputs_are_signed else first
    widest = max(int(entries.max()).bit_length(), 1)
    sound_bits = bits if 8 <= bits <= 16 and bits >= widest else widest
    return Table(first, entries, sound_bits, text(item, "LUTExplanation"))


def _entries(item: Dataset, count: int, bits: int) -> Real | None:
    """The entries of a table, or None when there are fewer than the descriptor says."""
    data = value(item, "LUTData")
    if isinstance(data, bytes) and bits <= 8 and len(data) in (count, count + count % 2):
        entries = np.frombuffer(data, np.uint8).astype(np.float64)
    else:
        entries = (_words(data, item) & 0xFFFF).astype(np.float64)
    if len(entries) < count or not 1 <= count <= _FULL_TABLE:
        return None
    entries = entries[:count]
    entries.flags.writeable = False
    return entries


def _words(raw: Any, item: Dataset) -> npt.NDArray[np.int64]:
    """16 bit words from what pydicom makes of "US or SS or OW": bytes, one number or a list of them."""
    if isinstance(raw, bytes):
        is_little = item.original_encoding[1] is not False
        return np.frombuffer(raw, "<u2" if is_little else ">u2", len(raw) // 2).astype(np.int64)
    return np.array([int(each) for each in (raw if hasattr(raw, "__iter__") else [raw])], np.int64)


def padding_range(dataset: Dataset, is_signed: bool) -> tuple[int, int] | None:
    """Lowest and highest stored value that mean "no image here" (PS3.3 C.7.5.1.1.2), or None."""
    one, other = (_stored_value(dataset, f"PixelPadding{end}", is_signed) for end in ("Value", "RangeLimit"))
    if one is None:
        return None
    other = one if other is None else other
    return min(one, other), max(one, other)


def _stored_value(dataset: Dataset, keyword: str, is_signed: bool) -> int | None:
    try:
        stated = int(_words(value(dataset, keyword), dataset)[0])
    except UNREADABLE:
        return None
    return _signed(stated) if is_signed else stated


def _signed(word: int) -> int:
    """A 16 bit word as the signed number it stands for; what is negative already stays."""
    return word - (1 << 16) if word >= 1 << 15 else word


def has_table(dataset: Dataset, sequence: str) -> bool:
    """Whether a LUT sequence is there at all, sound or not."""
    return bool(values(dataset, sequence))
