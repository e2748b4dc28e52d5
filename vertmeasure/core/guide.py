"""Guided placing: which point the reader is asked for next."""

from dataclasses import dataclass

from vertmeasure.core.anatomy import MARK_WORDS, Mark, in_order, is_level, levels_to_place, placing_order
from vertmeasure.core.study import Film, Vertebra


@dataclass(frozen=True, slots=True)
class NextPoint:
    """The armed point: level, mark, and its place among the points of the body."""

    level: str
    mark: Mark
    number: int
    of: int

    @property
    def words(self) -> str:
        """As shown at the cursor: "T12 · superior posterior 1/4"."""
        return f"{self.level} · {MARK_WORDS[self.mark]} {self.number}/{self.of}"


def next_point(film: Film, level: str, six: bool) -> NextPoint | None:
    """The first point not placed yet: of the chosen level, then of the neighbours its numbers need.

    None without a chosen level, or when all of them are placed.
    """
    if not is_level(level):
        return None
    for each in levels_to_place(level):
        order = placing_order(each, six)
        placed = film.vertebrae[each].marks if each in film.vertebrae else {}
        for number, mark in enumerate(order, start=1):
            if mark not in placed or (six and placed[mark].proposed):
                return NextPoint(each, mark, number, len(order))
    return None


def last_placed(film: Film, level: str, six: bool) -> tuple[str, Mark] | None:
    """The point that Backspace takes away: the last one placed in the order of guiding; proposals do not count."""
    if not is_level(level):
        return None
    for each in reversed(levels_to_place(level)):
        placed = film.vertebrae[each].marks if each in film.vertebrae else {}
        for mark in reversed(placing_order(each, six)):
            if mark in placed and not placed[mark].proposed:
                return each, mark
    return None


def whole(body: Vertebra | None) -> bool:
    """Whether all corners of a body are placed (of S1: both ends of its endplate), by the reader or as proposals."""
    return body is not None and all(mark in body.marks for mark in placing_order(body.level, six=False))


def is_proposal(body: Vertebra | None) -> bool:
    """Whether a body is nothing but a proposal: the reader has touched none of its points."""
    return body is not None and bool(body.marks) and all(point.proposed for point in body.marks.values())


def proposed_level(film: Film, level: str) -> str:
    """The first of the bodies a reading needs that is nothing but a proposal; empty when none is."""
    needed = levels_to_place(level) if is_level(level) else ()
    return next((each for each in needed if is_proposal(film.vertebrae.get(each))), "")


def missing_levels(film: Film, level: str) -> tuple[str, ...]:
    """The bodies a reading needs of which no point stands on the film, in the order of guiding."""
    return tuple(each for each in levels_to_place(level) if each not in film.vertebrae) if is_level(level) else ()


def level_to_accept(film: Film, level: str) -> str:
    """The body to accept next: one that is nothing but a proposal first, then by guiding, then from head to foot."""
    needed = levels_to_place(level) if is_level(level) else ()
    open_levels = [
        each for each, body in film.vertebrae.items() if any(point.proposed for point in body.marks.values())
    ]
    order = (proposed_level(film, level), *needed, *in_order(open_levels))
    return next((each for each in order if each in open_levels), "")
