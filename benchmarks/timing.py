"""One line of the table, and how its times are taken."""

import gc
import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Row:
    """Our time beside that of a baseline.

    Attributes
    ----------
    what : str
        What was done.
    ours_ms, baseline_ms : float
        Best of several runs of each, in milliseconds.
    baseline : str
        What ours is compared with.
    goal : str
        What we want, in words; nothing fails where it is missed.
    """

    what: str
    ours_ms: float
    baseline: str
    baseline_ms: float
    goal: str

    @property
    def ratio(self) -> float:
        """Ours over the baseline."""
        return self.ours_ms / self.baseline_ms


def best_ms(work: Callable[[], object], runs: int = 30) -> float:
    """The shortest of several runs in milliseconds: what the work costs when nothing disturbs it."""
    work()
    gc.collect()
    return min(_once_ms(work) for _ in range(runs))


def _once_ms(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return (time.perf_counter() - start) * 1e3
