"""Verdicts, findings and scores of a study as text for a terminal."""

from collections.abc import Collection, Iterator

from vertmeasure.cli.columns import in_columns, visible
from vertmeasure.core.assess import Assessment
from vertmeasure.report.matrix import LevelMatrix, MatrixCell, level_matrices
from vertmeasure.report.method import DISCLAIMER
from vertmeasure.report.profiles import implant_hint
from vertmeasure.report.scores import ScoreBlock, ScoreLine, score_block
from vertmeasure.report.verdicts import VerdictBlock, other_contraindication_words, verdict_block


def criteria_table(assessment: Assessment, sets: Collection[str]) -> str:
    """The verdicts of the chosen sets, then the scores.

    Absolute contraindications of any other set stand on top; with several sets their matrix follows.
    """
    others = other_contraindication_words(assessment.criteria, tuple(sets))
    told = [each for each in assessment.criteria if each.set in sets]
    matrices = level_matrices(told, leading="") if len(sets) > 1 else ()
    parts = [
        *(f"! {visible(each)}\n" for each in others),
        *map(_matrix, matrices),
        *(_block(verdict_block(each)) for each in told if each.findings or not matrices),
        *_implant_sizes(assessment),
        *(_score(score_block(each)) for each in assessment.scores),
    ]
    if not assessment.study.judged_levels:
        parts.append("No level is marked as fractured or treated: there is nothing to judge.\n")
    return "\n".join([*parts, f"{DISCLAIMER}\n"])


def _matrix(matrix: LevelMatrix) -> str:
    """Every chosen set and technique of one level."""
    rows = [[row.set_words, *map(_cell, row.cells), row.hash] for row in matrix.rows]
    return in_columns([f"{matrix.level}, criteria set", *matrix.techniques, "file"], rows)


def _cell(cell: MatrixCell) -> str:
    verdict = f"{cell.sign} {cell.words}"
    return f"{verdict}, {cell.note}" if cell.note else verdict


def _implant_sizes(assessment: Assessment) -> Iterator[str]:
    hints = ((level, implant_hint(assessment.criteria, level)) for level in assessment.study.judged_levels)
    yield from (f"{visible(f'{level}  {hint}')}\n" for level, hint in hints if hint)


def _score(block: ScoreBlock) -> str:
    """One score with its items and cut-offs."""
    head = f"{block.level}  {block.title}: {block.total}  [{block.band if block.is_meant else 'not for this cause'}]"
    if not block.is_meant:
        return f"{visible(head)}\n  {visible(block.caution)}\n"
    items = in_columns(["  item", "points", "scale", "known"], [_item(each) for each in block.lines])
    told = [f"  missing: {', '.join(block.missing)}"] if block.missing else []
    told += [f"  {each}" for each in (block.caution, f"cut-offs: {block.cut_offs}", block.note) if each]
    lines = "".join(f"{visible(each)}\n" for each in [*told, f"  source: {block.source}"])
    return f"{visible(head)}\n{items}{lines}"


def _item(line: ScoreLine) -> list[str]:
    return [f"  {line.label}", line.points, line.scale, line.known]


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
