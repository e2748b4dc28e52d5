"""What words mean, as text for a terminal."""

from collections.abc import Iterator, Sequence

from vertmeasure.cli.columns import visible
from vertmeasure.core.explanations import Explanation
from vertmeasure.report.reference_page import OPENING, details, sections


def explain_table(told: Sequence[Explanation]) -> str:
    """One block a word, an empty line between them."""
    return "\n".join(map(_block, told))


def reference_table(told: Sequence[Explanation]) -> str:
    """The whole reference page, with its headings."""
    parts = [f"{each}\n" for each in OPENING]
    for heading, part in sections(told):
        parts += [f"{heading.upper()}\n", explain_table(part)]
    return "\n".join(parts)


def _block(told: Explanation) -> str:
    return "".join(f"{visible(line)}\n" for line in _lines(told))


def _lines(told: Explanation) -> Iterator[str]:
    yield f"{told.id}  ({told.kind})"
    yield f"  {told.label}: {told.words}"
    yield from (f"  {line.label + ':':11} {line.value}" for line in details(told))
