"""Run every bench_*.py beside this file, or those named, and print one table."""

import importlib
import math
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

from benchmarks.timing import Row

HEADINGS = ("what", "ours", "baseline", "", "ratio", "goal")


def main(names: Sequence[str]) -> None:
    """Print the table of the named benchmarks ("assess"), or of all."""
    found = sorted(path.stem for path in Path(__file__).parent.glob("bench_*.py"))
    chosen = [stem for stem in found if not names or stem.removeprefix("bench_") in names]
    if not chosen:
        sys.exit("No such benchmark. There are: " + ", ".join(stem.removeprefix("bench_") for stem in found))
    rows = [row for stem in chosen for row in importlib.import_module(f"benchmarks.{stem}").rows()]
    print(as_table(rows))
    print("Times are the best of several runs where nothing else is said; only the ratios hold on another machine.")


def as_table(rows: Iterable[Row]) -> str:
    """The rows under their headings, in columns."""
    lines = [HEADINGS, *(_cells(row) for row in rows)]
    widths = [max(len(line[place]) for line in lines) for place in range(len(HEADINGS))]
    return "\n".join("  ".join(map(str.ljust, line, widths)).rstrip() for line in lines)


def _cells(row: Row) -> tuple[str, ...]:
    return (
        row.what,
        _number(row.ours, row.unit),
        row.baseline,
        _number(row.theirs, row.unit),
        _number(row.ratio),
        row.goal,
    )


def _number(value: float, unit: str = "") -> str:
    """A number with its unit; a dash where there is none, as for a baseline that is not installed."""
    return "-" if math.isnan(value) else f"{value:.2f} {unit}".rstrip()


if __name__ == "__main__":
    main(sys.argv[1:])
