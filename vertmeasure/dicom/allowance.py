"""How long a step of reading a film may take and how much memory: what an honest film needs, several times over."""

from collections.abc import Callable
from dataclasses import dataclass

_BASE_BYTES = 400_000_000
_BYTES_A_SAMPLE = 16  # OpenJPEG works in 32 bits and keeps two copies of a tile; the rest is ours
_STEP_SECONDS = 2.0
_SLOWEST_DISK_BYTES_A_SECOND = 500_000
_SLOWEST_HEADER_BYTES_A_SECOND = 50_000_000
_SLOWEST_CODEC_SAMPLES_A_SECOND = 1_250_000


@dataclass(frozen=True, slots=True)
class Allowance:
    """What the next step may take.

    Attributes
    ----------
    seconds : float
        From now on.
    memory_bytes : int
        Of the whole process: its own data, not what it shares with others.
    """

    seconds: float
    memory_bytes: int


Told = Callable[[Allowance], object]
"""Is told before each step what that step may take."""


def nobody(_allowance: Allowance) -> None:
    """Where nobody limits the steps."""


def to_begin() -> Allowance:
    """For a step of which nothing is known."""
    return Allowance(2 * _STEP_SECONDS, _BASE_BYTES)


def to_fetch(file_bytes: int) -> Allowance:
    """For reading a file of this size from a disk, or over a slow network."""
    return Allowance(_STEP_SECONDS + file_bytes / _SLOWEST_DISK_BYTES_A_SECOND, _BASE_BYTES + 2 * file_bytes)


def to_take_apart(file_bytes: int) -> Allowance:
    """For unpacking, checking and reading the header of a file of this size."""
    return Allowance(_STEP_SECONDS + file_bytes / _SLOWEST_HEADER_BYTES_A_SECOND, _BASE_BYTES + 2 * file_bytes)


def to_decode(samples: int, file_bytes: int) -> Allowance:
    """For decoding a frame of so many samples (pixels, times three in colour) out of a file of this size."""
    seconds = _STEP_SECONDS + samples / _SLOWEST_CODEC_SAMPLES_A_SECOND
    return Allowance(seconds, _BASE_BYTES + 2 * file_bytes + _BYTES_A_SAMPLE * samples)
