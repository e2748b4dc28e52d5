"""Guided placing: which point the reader is asked for next."""

from dataclasses import dataclass

from vertmeasure.core.anatomy import MARK_WORDS, Mark, is_level, levels_to_place, placing_order
from vertmeasure.core.study import Film


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
