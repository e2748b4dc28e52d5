"""Agreement of readings as a table for a terminal."""

from vertmeasure.cli.columns import in_columns, visible
from vertmeasure.core.agreement import ReadingComparison
from vertmeasure.report.agreement_words import (
    AGREEMENT_COLUMNS,
    AGREEMENT_WORDS,
    agreement_rows,
    comparison_words,
    point_error_words,
)

_RIGHT = frozenset({2, 3, 4, 5, 6, 9})


def agreement_table(comparison: ReadingComparison) -> str:
    """Every measurement as a row, the error of a point below, and what the columns mean."""
    rows = [(*each.cells, each.note) for each in agreement_rows(comparison)]
    table = in_columns((*AGREEMENT_COLUMNS, "Note"), rows, _RIGHT)
    words = (point_error_words(comparison.point_error), AGREEMENT_WORDS)
    return "\n".join([f"{visible(comparison_words(comparison))}\n", table, *(f"{each}\n" for each in words)])
