"""Reads attributes of a data set that cannot be trusted: what is absent or unreadable is absent, nothing raises."""

import struct
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from pydicom.dataset import Dataset
from pydicom.errors import BytesLengthException, InvalidDicomError

from vertmeasure.dicom.plain_text import clean

# pydicom raises whatever the malformed value makes Python raise; these are all it was seen to raise on hostile files.
UNREADABLE: tuple[type[Exception], ...] = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    BytesLengthException,
    EOFError,
    InvalidDicomError,
    LookupError,
    MemoryError,
    OSError,
    RuntimeError,
    TypeError,
    ValueError,
    struct.error,
)


def value(dataset: Dataset, keyword: str) -> Any:
    """The value of an attribute as pydicom gives it, or None when absent, empty or unreadable."""
    try:
        found = dataset.get(keyword)
    except UNREADABLE:
        return None
    return None if found is None or (isinstance(found, str | Sequence) and len(found) == 0) else found


def values(dataset: Dataset, keyword: str) -> tuple[Any, ...]:
    """All values of an attribute in order; empty when absent or unreadable."""
    found = value(dataset, keyword)
    if found is None:
        return ()
    several = isinstance(found, Iterable) and isinstance(found, Sequence) and not isinstance(found, str | bytes)
    return tuple(found) if several else (found,)


def texts(dataset: Dataset, keyword: str) -> tuple[str, ...]:
    """All values of an attribute as clean text, in order."""
    try:
        return tuple(clean(str(each)) for each in values(dataset, keyword))
    except UNREADABLE:
        return ()


def text(dataset: Dataset, keyword: str) -> str:
    """The first value of an attribute as clean text; empty when there is none."""
    return next(iter(texts(dataset, keyword)), "")


def numbers(dataset: Dataset, keyword: str) -> tuple[float, ...]:
    """All values of an attribute as numbers, possibly not finite; empty when one of them is no number."""
    try:
        return tuple(float(each) for each in values(dataset, keyword))
    except UNREADABLE:
        return ()


def integer(dataset: Dataset, keyword: str) -> int | None:
    """The first value of an attribute when it is a whole number, else None."""
    try:
        return int(values(dataset, keyword)[0])
    except UNREADABLE:
        return None


def items(dataset: Dataset, keyword: str) -> tuple[Dataset, ...]:
    """The items of a sequence; empty when absent or unreadable."""
    try:
        return tuple(each for each in values(dataset, keyword) if isinstance(each, Dataset))
    except UNREADABLE:
        return ()


def iso_date(dataset: Dataset, keyword: str) -> str:
    """A date as YYYY-MM-DD; empty when absent or no date."""
    try:
        digits = text(dataset, keyword).replace(".", "").replace("-", "")
        return date(int(digits[:4]), int(digits[4:6]), int(digits[6:8])).isoformat()
    except ValueError:
        return ""
