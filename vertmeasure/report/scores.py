"""OF score and SINS in words: every item with what is known, its points and its scale; the cut-offs; reference only."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from vertmeasure.core.fact_table import FACTS
from vertmeasure.core.kleene import Outcome
from vertmeasure.core.score_table import Band, Points, ScoreDefinition
from vertmeasure.core.scores import Score, ScoredItem
from vertmeasure.report.known_words import input_label, known_words
from vertmeasure.report.numbers import DASH, MINUS

REFERENCE_ONLY = "reference only"


@dataclass(frozen=True, slots=True)
class ScoreLine:
    """One item of a score.

    Attributes
    ----------
    known : str
        What is known of its inputs.
    points : str
        As a signed number, or from the least to the most.
    scale : str
        Its points as printed by the authors.
    is_open : bool
        Whether something is missing.
    """

    label: str
    known: str
    points: str
    scale: str
    is_open: bool


@dataclass(frozen=True, slots=True)
class ScoreBlock:
    """One score of one level.

    Attributes
    ----------
    total : str
        "7 points", or "at least 4, at most 16 points".
    band : str
        What the authors' cut-offs call it, and that it is a reference only.
    missing : tuple[str, ...]
        In clinical words, what would settle the open items.
    cut_offs : str
        All ranges of the authors.
    caution : str
        That the score was not made for this cause, or what is odd about a recorded total; may be empty.
    is_meant : bool
        Whether the score was made for a fracture of the recorded cause, or none is recorded.
    """

    id: str
    level: str
    title: str
    total: str
    band: str
    lines: tuple[ScoreLine, ...]
    missing: tuple[str, ...]
    cut_offs: str
    caution: str
    note: str
    source: str
    is_meant: bool


def score_blocks(scores: Iterable[Score]) -> tuple[ScoreBlock, ...]:
    """Scores in words."""
    return tuple(map(score_block, scores))


def score_block(score: Score) -> ScoreBlock:
    """One score in words."""
    definition = score.definition
    return ScoreBlock(
        id=definition.id,
        level=score.level,
        title=definition.title,
        total=total_words(score),
        band=f"{' or '.join(band.words for band in score.bands)}: {REFERENCE_ONLY}",
        lines=tuple(map(_line, score.items)),
        missing=tuple(input_label(each) for each in score.missing),
        cut_offs="; ".join(map(_band_words, definition.bands)),
        caution=" ".join(_cautions(score)),
        note=definition.note,
        source=definition.source,
        is_meant=score.concerns is not Outcome.NOT_MET,
    )


def total_words(score: Score) -> str:
    """The total, or the least and the most it can be."""
    if score.total is not None:
        return f"{_signed(score.total)} {'point' if abs(score.total) == 1 else 'points'}"
    return f"at least {_signed(score.low)}, at most {_signed(score.high)} points"


def _line(scored: ScoredItem) -> ScoreLine:
    item = scored.item
    known = [pair for pair in scored.known if pair[1].is_known] or scored.known[:1]
    told = [f"{_named(name, scored)}{known_words(name, value)}" for name, value in known]
    return ScoreLine(item.label, "; ".join(told), _points(scored.points), item.scale, bool(scored.points.missing))


def _named(name: str, scored: ScoredItem) -> str:
    """The name of an input where an item has several."""
    return f"{input_label(name)}: " if len(scored.known) > 1 else ""


def _points(points: Points) -> str:
    if points.low == points.high:
        return _signed(points.low)
    return f"{_signed(points.low)} to {_signed(points.high)}"


def _signed(number: int) -> str:
    return str(number).replace("-", MINUS)


def _band_words(band: Band) -> str:
    return f"{_range_words(band)} {band.words}"


def _range_words(band: Band) -> str:
    if band.low == band.high:
        return str(band.low)
    if band.is_open_below:
        return f"up to {band.high}"
    return f"{band.low} or more" if band.is_open_above else f"{band.low}{DASH}{band.high}"


def _cautions(score: Score) -> Iterator[str]:
    yield from _cause_words(score.definition, score.concerns)
    if score.entered.is_known:
        recorded = known_words(score.definition.id, score.entered)
        yield f"Recorded total: {recorded}, {_recorded_use(score)}."


def _cause_words(definition: ScoreDefinition, concerns: Outcome) -> Iterator[str]:
    made_for = f"Made for fractures whose cause is {_listed(definition.meant_for)}"
    if concerns is Outcome.NOT_MET:
        yield f"{made_for}: another one is recorded."
    elif not concerns.is_decided:
        yield f"{made_for}: none is recorded."


def _listed(causes: Sequence[str]) -> str:
    words = FACTS["aetiology"].choices or {}
    return " or ".join(words.get(each, each) for each in causes)


def _recorded_use(score: Score) -> str:
    if score.contradicts_entered:
        return "which the known items contradict"
    return "used while items are open" if score.total is None else "replaced by the sum of the items"
