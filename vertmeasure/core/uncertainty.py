"""From the error of a landmark to the interval of any number made from landmarks.

Every coordinate of every point carries an independent error sigma. To first order a distance between
two points then errs by sigma * sqrt(2) and a direction by sigma * sqrt(2) / length, and distances or
directions of lines that share no point err independently. All numbers of the dictionary are made
from such lines. An Estimate therefore keeps, for each line it was made from, what one standard
deviation of that line contributes; sums, products and ratios combine these contributions, so that a
line that enters a formula twice (a height and its own reference) is counted with its sign.
"""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from vertmeasure.core.measurement import Status

COVERAGE = 1.96
"""Half width of a 95 % interval in standard deviations."""

LineId = tuple[str, str, str]
"""Film, level and name of the line an error comes from."""


@dataclass(frozen=True, slots=True)
class Estimate:
    """A number with the errors it inherited.

    Attributes
    ----------
    errors : Mapping[LineId, float]
        Signed contribution of one standard deviation of each line, in the unit of the value.
    proposed : bool
        Whether a point that nobody accepted yet took part.
    """

    value: float
    errors: Mapping[LineId, float]
    proposed: bool = False

    @property
    def sd(self) -> float:
        """Standard deviation of the reading error."""
        return math.hypot(*self.errors.values())

    def scaled(self, factor: float, offset: float = 0.0) -> "Estimate":
        """The number times a constant, plus a constant."""
        return weighted(self.value * factor + offset, (self, factor))

    def __add__(self, other: "Estimate") -> "Estimate":
        return weighted(self.value + other.value, (self, 1.0), (other, 1.0))

    def __sub__(self, other: "Estimate") -> "Estimate":
        return weighted(self.value - other.value, (self, 1.0), (other, -1.0))

    def __mul__(self, other: "Estimate") -> "Estimate":
        return weighted(self.value * other.value, (self, other.value), (other, self.value))

    def __truediv__(self, other: "Estimate") -> "Estimate":
        ratio = self.value / other.value
        return weighted(ratio, (self, 1.0 / other.value), (other, -ratio / other.value))


def weighted(value: float, *parts: tuple[Estimate, float]) -> Estimate:
    """An estimate of a known value from parts and the partial derivative with respect to each."""
    errors: dict[LineId, float] = {}
    proposed = False
    for part, derivative in parts:
        proposed = proposed or part.proposed
        for line, error in part.errors.items():
            errors[line] = errors.get(line, 0.0) + derivative * error
    return Estimate(value, errors, proposed)


def exactly(value: float) -> Estimate:
    """A number without error."""
    return Estimate(value, {})


def mean(parts: list[Estimate]) -> Estimate:
    """The mean of one or more estimates."""
    share = 1.0 / len(parts)
    return weighted(sum(part.value for part in parts) * share, *((part, share) for part in parts))


def interval_of(value: float, sd: float) -> tuple[float, float]:
    """The 95 % interval of the reading error."""
    return (value - COVERAGE * sd, value + COVERAGE * sd)


@dataclass(frozen=True, slots=True)
class Lack:
    """Why a number cannot be made."""

    status: Status
    reason: str


T = TypeVar("T")
Quantity = Estimate | Lack

_PRIORITY = {status: place for place, status in enumerate(Status)}


def first_lack(*parts: object) -> Lack | None:
    """The lack that is told when several apply: the first in the order of Status."""
    first = None
    for part in parts:
        if isinstance(part, Lack) and (first is None or _PRIORITY[part.status] < _PRIORITY[first.status]):
            first = part
    return first


def derive(formula: Callable[..., Estimate], *parts: Quantity) -> Quantity:
    """Apply a formula to quantities; a part that is lacking, or a zero denominator, makes the result lack."""
    lack = first_lack(*parts)
    if lack is not None:
        return lack
    try:
        return formula(*parts)
    except ZeroDivisionError:
        return Lack(Status.DEGENERATE, "a denominator is zero")
