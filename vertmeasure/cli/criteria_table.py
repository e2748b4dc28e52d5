"""Verdicts and findings of a study as text for a terminal."""

from collections.abc import Collection, Iterator

from vertmeasure.cli.columns import visible
from vertmeasure.core.assess import Assessment
from vertmeasure.report.method import DISCLAIMER
from vertmeasure.report.verdicts import VerdictBlock, other_contraindication_words, verdict_block


def criteria_table(assessment: Assessment, sets: Collection[str]) -> str:
    """The verdicts of the chosen sets; absolute contraindications of any other set stand on top."""
    others = other_contraindication_words(assessment.criteria, tuple(sets))
    blocks = (verdict_block(each) for each in assessment.criteria if each.set in sets)
    parts = [*(f"! {visible(each)}\n" for each in others), *map(_block, blocks)]
    if not assessment.study.judged_levels:
        parts.append("No level is marked as fractured or treated: there is nothing to judge.\n")
    return "\n".join([*parts, f"{DISCLAIMER}\n"])


def _block(block: VerdictBlock) -> str:
    film = f"film {block.film}" if block.film else "no film before the procedure: measured inputs are unknown"
    head = f"{block.level}  {block.technique}: {block.words}  [{block.set_words}, {block.hash}; {film}]"
    return "".join(f"{visible(line)}\n" for line in (head, *_lines(block)))


def _lines(block: VerdictBlock) -> Iterator[str]:
    if block.missing:
        yield f"  missing: {', '.join(block.missing)}"
    leading = (*block.reasons, *block.warnings, *block.open_warnings, *block.information)
    for each in dict.fromkeys((*leading, *block.findings)):
        yield f"  {each.outcome_words:11} {each.kind}: {each.text}"
        yield f"{'':14}{each.because} [{each.source}]"
    if block.not_asked:
        yield f"  not asked by this set: {'; '.join(block.not_asked)}"
