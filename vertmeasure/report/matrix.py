"""All criteria sets beside each other: for each level sets by techniques, each verdict a word with a sign."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from vertmeasure.core.criteria import CriteriaResult, Verdict
from vertmeasure.core.study import Technique
from vertmeasure.report.known_words import source_words
from vertmeasure.report.verdicts import VERDICT_LABELS
from vertmeasure.report.wording import TECHNIQUE_WORDS, short_hash

VERDICT_SIGNS: dict[Verdict, str] = {
    Verdict.FITS: "+",
    Verdict.DOES_NOT_FIT: "\N{MINUS SIGN}",
    Verdict.UNDETERMINED: "?",
    Verdict.CONTRAINDICATED: "!",
    Verdict.NOT_COVERED: "\N{MIDDLE DOT}",
}
"""Beside the word and its tint, so that no verdict is told by colour alone."""

SHORT_WORDS: dict[Verdict, str] = {
    Verdict.FITS: "fits",
    Verdict.DOES_NOT_FIT: "no fit",
    Verdict.UNDETERMINED: "open",
    Verdict.CONTRAINDICATED: "contraind.",
    Verdict.NOT_COVERED: "n/a",
}
"""Where there is no room for the whole words; the legend gives them."""

LEGEND = "; ".join(f"{VERDICT_SIGNS[each]} {words}" for each, words in VERDICT_LABELS.items())


@dataclass(frozen=True, slots=True)
class MatrixCell:
    """What one set says about one technique.

    Attributes
    ----------
    words, short, sign : str
        The verdict: in full, where there is little room, and as a sign.
    note : str
        How many relative contraindications and cautions apply; empty for none.
    """

    technique: str
    verdict: Verdict
    note: str

    @property
    def words(self) -> str:
        """The verdict in full."""
        return VERDICT_LABELS[self.verdict]

    @property
    def sign(self) -> str:
        """The sign of the verdict."""
        return VERDICT_SIGNS[self.verdict]

    @property
    def short(self) -> str:
        """Sign and word where there is little room: "+ fits"."""
        return f"{self.sign} {SHORT_WORDS[self.verdict]}"


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """One set; `set_words` has title and version, and says so where the source was not read."""

    set: str
    title: str
    set_words: str
    hash: str
    is_leading: bool
    cells: tuple[MatrixCell, ...]


@dataclass(frozen=True, slots=True)
class LevelMatrix:
    """Every set and technique for one level."""

    level: str
    techniques: tuple[str, ...]
    rows: tuple[MatrixRow, ...]


def level_matrices(results: Sequence[CriteriaResult], leading: str) -> tuple[LevelMatrix, ...]:
    """One table for each judged level, sets in their order; `leading` is the set the reader chose."""
    levels = dict.fromkeys(each.level for each in results)
    return tuple(level_matrix([each for each in results if each.level == level], level, leading) for level in levels)


def level_matrix(
    results: Sequence[CriteriaResult], level: str, leading: str, order: Sequence[Technique] = tuple(Technique)
) -> LevelMatrix:
    """The table of one level; `results` are those of that level, `order` that of the techniques."""
    judged = {each.technique for each in results}
    techniques = tuple(technique for technique in order if technique in judged)
    by_set: dict[str, list[CriteriaResult]] = {}
    for each in results:
        by_set.setdefault(each.set, []).append(each)
    rows = tuple(_row(own, techniques, name == leading) for name, own in by_set.items())
    return LevelMatrix(level, tuple(TECHNIQUE_WORDS[each] for each in techniques), rows)


def _row(results: Sequence[CriteriaResult], techniques: Iterable[Technique], is_leading: bool) -> MatrixRow:
    first = results[0]
    by_technique = {each.technique: each for each in results}
    return MatrixRow(
        set=first.set,
        title=first.title,
        set_words=source_words(f"{first.title} {first.version}", first.verified),
        hash=short_hash(first.hash),
        is_leading=is_leading,
        cells=tuple(_cell(by_technique[each]) for each in techniques),
    )


def _cell(result: CriteriaResult) -> MatrixCell:
    return MatrixCell(TECHNIQUE_WORDS[result.technique], result.verdict, _note(len(result.warnings)))


def _note(count: int) -> str:
    if not count:
        return ""
    return "1 caution applies" if count == 1 else f"{count} cautions apply"
