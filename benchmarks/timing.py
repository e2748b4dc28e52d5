"""One line of the table, and how its times are taken."""

import gc
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Row:
    """Ours beside that of a baseline.

    Attributes
    ----------
    what : str
        What was done.
    ours, theirs : float
        In `unit`; times are in milliseconds, the best of several runs unless `what` says otherwise.
    baseline : str
        What ours is compared with.
    goal : str
        What we want, in words; nothing fails where it is missed.
    """

    what: str
    ours: float
    baseline: str
    theirs: float
    goal: str
    unit: str = "ms"

    @property
    def ratio(self) -> float:
        """Ours over the baseline."""
        return self.ours / self.theirs


def best_ms(work: Callable[[], object], runs: int = 30) -> float:
    """The shortest of several runs in milliseconds: what the work costs when nothing disturbs it."""
    work()
    gc.collect()
    return min(_once_ms(work) for _ in range(runs))


def best_in_turns_ms(*works: Callable[[], object], runs: int = 30) -> tuple[float, ...]:
    """The shortest of several runs of each work, which are run in turns."""
    return tuple(min(times) for times in _in_turns(works, runs))


def p95_in_turns_ms(*works: Callable[[], object], runs: int = 100) -> tuple[float, ...]:
    """What 95 of 100 runs of each work stay under: how a frame feels.

    They are run in turns, so that whatever else the machine does troubles all of them alike.
    """
    return tuple(sorted(times)[int(runs * 0.95)] for times in _in_turns(works, runs))


def _in_turns(works: Sequence[Callable[[], object]], runs: int) -> Iterator[tuple[float, ...]]:
    for work in works:
        work()
    gc.collect()
    rounds = [[_once_ms(work) for work in works] for _ in range(runs)]
    return zip(*rounds, strict=True)


def _once_ms(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return (time.perf_counter() - start) * 1e3
