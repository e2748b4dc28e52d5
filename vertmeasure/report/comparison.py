"""Which films stand side by side in a report: the last before the procedure, the first after it, the follow-ups."""

from collections.abc import Sequence
from dataclasses import dataclass

from vertmeasure.core.assess import Assessment
from vertmeasure.core.study import Film, Timepoint
from vertmeasure.report.wording import TIMEPOINT_WORDS


@dataclass(frozen=True, slots=True)
class Comparison:
    """Ids of the films and pairs compared, with the headings of their columns."""

    films: tuple[str, ...]
    film_headings: tuple[str, ...]
    pairs: tuple[tuple[str, str], ...]
    pair_headings: tuple[str, ...]


def comparison(assessment: Assessment) -> Comparison:
    """The films and pairs of a report; without a film before the procedure the last baseline stands for it."""
    films = _compared(assessment.study.films_in_order)
    headings = dict(zip((film.id for film in films), numbered_timepoints(films), strict=True))
    made = dict.fromkeys((each.earlier, each.later) for each in assessment.changes)
    pairs = tuple(pair for pair in made if set(pair) <= set(headings))
    words = tuple(f"{headings[earlier]} to {headings[later].lower()}" for earlier, later in pairs)
    return Comparison(tuple(headings), tuple(headings.values()), pairs, words)


def _compared(films: Sequence[Film]) -> tuple[Film, ...]:
    by_timepoint = {each: [film for film in films if film.timepoint is each] for each in Timepoint}
    before = by_timepoint[Timepoint.PRE] or by_timepoint[Timepoint.BASELINE]
    return (*before[-1:], *by_timepoint[Timepoint.POST][:1], *by_timepoint[Timepoint.FOLLOW_UP])


def numbered_timepoints(films: Sequence[Film]) -> list[str]:
    """The time point of each film, numbered where several share it."""
    words = [TIMEPOINT_WORDS[film.timepoint] for film in films]
    return [
        f"{word} {words[: place + 1].count(word)}" if words.count(word) > 1 else word
        for place, word in enumerate(words)
    ]
