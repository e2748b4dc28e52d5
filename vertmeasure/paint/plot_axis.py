"""The numbers along the side of a plot: round ones, and where they lie."""

import math
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Axis:
    """A range of values laid along a stretch of the paper.

    Attributes
    ----------
    low, high : float
        The values at its ends, low below high.
    start, end : float
        Where these ends lie, in units of the painter; the end may lie before the start.
    """

    low: float
    high: float
    start: float
    end: float

    def place(self, value: float) -> float:
        """Where a value lies."""
        return self.start + (value - self.low) / (self.high - self.low) * (self.end - self.start)

    def ticks(self, about: int = 5) -> tuple[float, ...]:
        """Round values within the range, roughly so many."""
        step = round_step((self.high - self.low) / about)
        first, last = math.ceil(self.low / step), math.floor(self.high / step)
        # Rounded, so that 3 * 0.1 is written 0.3.
        return tuple(round(number * step, 12) for number in range(first, last + 1))


def round_step(step: float) -> float:
    """The smallest of 1, 2 and 5 times a power of ten that is no smaller than a step above 0."""
    power = 10.0 ** math.floor(math.log10(step))
    return next(factor * power for factor in (1, 2, 5, 10) if factor * power >= step * (1 - 1e-9))


def padded(values: tuple[float, ...], share: float = 0.06) -> tuple[float, float]:
    """The range of values with some room at both ends; a single value gets room of its own size, or one."""
    low, high = min(values), max(values)
    room = (high - low) * share or abs(low) * share or 1.0
    return low - room, high + room
