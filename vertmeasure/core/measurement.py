"""The shape of a number: its value with the reading error, or the reason why there is none."""

from dataclasses import dataclass, field
from enum import StrEnum


class Status(StrEnum):
    """Whether a number could be made; the first that applies, in this order, is given."""

    NOT_APPLICABLE = "not_applicable"
    MISSING_LANDMARKS = "missing_landmarks"
    DEGENERATE = "degenerate"
    INCONSISTENT_FACING = "inconsistent_facing"
    NO_REFERENCE = "no_reference"
    UNCALIBRATED = "uncalibrated"
    OK = "ok"


class Flag(StrEnum):
    """What a reader should know about a number that could be made."""

    ONE_SIDED = "one_sided"
    DISTANT = "distant"
    NORMALISED = "normalised"
    NOT_NORMALISED = "not_normalised"
    UNSTABLE = "unstable"
    PROPOSED = "proposed"
    POSTURE_DIFFERS = "posture_differs"
    SCALE_DIFFERS = "scale_differs"
    PARTIAL = "partial"
    OVERRIDE = "override"
    UNVERIFIED_CONSTANT = "unverified_constant"
    BORDERLINE = "borderline"


NO_FLAGS: frozenset[Flag] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What a measurement and a change have in common.

    Attributes
    ----------
    level : str
        The body it is about; "" for a whole film or a pair of films.
    id : str
        Its name in the measurement dictionary.
    value : float | str | None
        In `unit`; None unless `status` is OK. A string for a shape.
    sd : float | None
        Standard deviation from landmark error, in `unit`; None where the value has none.
    interval : tuple[float, float] | None
        95 % interval of the reading error, in `unit`.
    reason : str
        Why there is no value; empty when there is one.
    """

    level: str
    id: str
    unit: str
    value: float | str | None = None
    sd: float | None = None
    interval: tuple[float, float] | None = None
    status: Status = Status.OK
    reason: str = ""
    flags: frozenset[Flag] = field(default=NO_FLAGS)

    @property
    def number(self) -> float | None:
        """The value where it is a number."""
        return self.value if isinstance(self.value, int | float) else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Measurement(Result):
    """A number read off one film, or the reason why it could not be read.

    Attributes
    ----------
    film : str
        Id of the film.
    reference : tuple[str, ...]
        The bodies a height was compared with.
    lines : str
        The lines an angle lies between ("sup T12 - inf L2"), or the points of a height.
    override_value : float | str | None
        What the reader put beside the computed value.
    """

    film: str
    timepoint: str
    reference: tuple[str, ...] = ()
    lines: str = ""
    override_value: float | str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Change(Result):
    """A number that compares two films of a study, earlier and later.

    Attributes
    ----------
    earlier, later : str
        Ids of the films.
    within_error : bool | None
        Whether the interval contains no change at all; None without an interval.
    """

    earlier: str
    later: str
    within_error: bool | None = None
