"""Logic for a clinic: a condition may be met, not met, too close to call, or not known.

Kleene's three values with the undecided one in two: `borderline` (a measured value cannot tell)
and `unknown` (an input is missing). Unknown is never read as "no".
"""

from collections.abc import Iterable
from enum import StrEnum


class Outcome(StrEnum):
    """What came of a condition."""

    MET = "met"
    NOT_MET = "not_met"
    BORDERLINE = "borderline"
    UNKNOWN = "unknown"

    @property
    def is_decided(self) -> bool:
        """Whether the condition is settled either way."""
        return self in (Outcome.MET, Outcome.NOT_MET)


def at_least(needed: int, outcomes: Iterable[Outcome]) -> Outcome:
    """The outcome of "at least `needed` of these": 1 is `any`, their number is `all`.

    Settled as soon as no value of the undecided ones could change it; an undecided group is
    unknown when one of its parts is, else borderline.
    """
    parts = tuple(outcomes)
    met = parts.count(Outcome.MET)
    if met >= needed:
        return Outcome.MET
    if len(parts) - parts.count(Outcome.NOT_MET) < needed:
        return Outcome.NOT_MET
    return Outcome.UNKNOWN if Outcome.UNKNOWN in parts else Outcome.BORDERLINE
