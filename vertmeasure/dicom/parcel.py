"""Hands values from one process to another; what is large in them, such as pixels, goes through shared memory.

The memory is not left behind, whoever dies, and the arrays that arrive keep it alive.
"""

import copyreg
import mmap
import os
import pickle
import secrets
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from itertools import accumulate
from multiprocessing.connection import Connection
from tempfile import TemporaryFile
from types import MappingProxyType
from typing import Any, BinaryIO

from vertmeasure.core.frozen import frozen

_ALIGNMENT = 64
_SEAL_BYTES = 16

# Mappings that nobody can change are nothing pickle knows of itself.
_TABLE = {**copyreg.dispatch_table, MappingProxyType: lambda mapping: (frozen, (dict(mapping),))}

_Parts = Sequence[tuple[int, memoryview]]


@dataclass(frozen=True, slots=True)
class Parcel:
    """A value on its way.

    Attributes
    ----------
    body : bytes
        The value without its large parts.
    places : tuple[tuple[int, int], ...]
        Where these lie in the shared memory, from and to.
    seal : bytes
        Stands behind them: memory that does not end in it is not the memory that was filled.
    """

    body: bytes
    places: tuple[tuple[int, int], ...]
    seal: bytes


def send(link: Connection, value: object, wrapped: "Callable[[Parcel], object] | None" = None) -> None:
    """Send a value, its Parcel wrapped if wanted; what can fail of it fails before the other side has heard of it."""
    large: list[pickle.PickleBuffer] = []
    body = BytesIO()
    pickler = pickle.Pickler(body, protocol=5, buffer_callback=large.append)
    pickler.dispatch_table = _TABLE
    pickler.dump(value)
    parts = [buffer.raw() for buffer in large]
    places = tuple(_places([part.nbytes for part in parts]))
    seal = secrets.token_bytes(_SEAL_BYTES)
    starts = [*(start for start, _ in places), _size(places)]
    with _filled(list(zip(starts, [*parts, memoryview(seal)], strict=True))) as memory:
        parcel = Parcel(body.getvalue(), places, seal)
        link.send(wrapped(parcel) if wrapped else parcel)
        _give(link, memory)


def unpacked(link: Connection, parcel: Parcel) -> Any:
    """The value in a parcel, its arrays read-only; EOFError when the sender ended before it was all there."""
    size = _size(parcel.places)
    memory = memoryview(_take(link, size + _SEAL_BYTES)).toreadonly()
    if memory[size:] != parcel.seal:
        raise EOFError
    return pickle.loads(parcel.body, buffers=[memory[start:end] for start, end in parcel.places])  # noqa: S301 ours


def _places(sizes: Sequence[int]) -> Iterator[tuple[int, int]]:
    """From where to where each part lies, each from a boundary that suits any number."""
    rounded = (-(-size // _ALIGNMENT) * _ALIGNMENT for size in sizes)
    for start, size in zip(accumulate(rounded, initial=0), sizes, strict=False):
        yield start, start + size


def _size(places: Sequence[tuple[int, int]]) -> int:
    return places[-1][1] if places else 0


if sys.platform == "win32":  # a mapping with a name, which goes with the last process that has it

    @contextmanager
    def _filled(parts: _Parts) -> Iterator[str]:
        name = f"vertmeasure-{secrets.token_hex(16)}"
        with mmap.mmap(-1, parts[-1][0] + _SEAL_BYTES, tagname=name) as memory:
            for start, part in parts:
                memory[start : start + part.nbytes] = part
            yield name

    def _give(link: Connection, name: str) -> None:
        link.send(name)
        link.recv()  # the other side has it now

    def _take(link: Connection, size: int) -> mmap.mmap:
        memory = mmap.mmap(-1, size, tagname=link.recv())
        link.send(True)
        return memory

else:  # a file without a name
    from multiprocessing.reduction import recv_handle, send_handle

    @contextmanager
    def _filled(parts: _Parts) -> Iterator[BinaryIO]:
        with _nameless_file() as file:
            for start, part in parts:  # written, not mapped: lack of memory is then an error, not a deadly signal
                file.seek(start)
                file.write(part)
            file.flush()
            yield file

    def _nameless_file() -> BinaryIO:
        create = getattr(os, "memfd_create", None)  # Linux; elsewhere a file on disk that lost its name at once
        return os.fdopen(create("film"), "r+b") if create else TemporaryFile()

    def _give(link: Connection, file: BinaryIO) -> None:
        send_handle(link, file.fileno(), os.getppid())

    def _take(link: Connection, size: int) -> mmap.mmap:
        handle = recv_handle(link)
        try:
            return mmap.mmap(handle, size, access=mmap.ACCESS_READ)
        finally:
            os.close(handle)
