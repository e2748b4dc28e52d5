"""What the left button does on a film: gestures as plain code, tested with plain events and no screen."""

from collections.abc import Callable
from dataclasses import dataclass
from math import hypot
from typing import Protocol

from vertmeasure.core import edits
from vertmeasure.core.anatomy import MARK_WORDS, Mark
from vertmeasure.core.geometry import ImagePoint
from vertmeasure.core.guide import NextPoint, last_placed, next_point, proposed_level
from vertmeasure.core.study import Film, Study
from vertmeasure.ui.followers import Followers

Where = tuple[str, str, Mark]
"""Film, level and mark of a point."""


@dataclass(frozen=True, slots=True)
class Pointer:
    """A pointer event on a film.

    Attributes
    ----------
    film : str
        Id of the film under the pointer.
    at : ImagePoint
        Position in pixels of the stored image.
    reach : tuple[float, float]
        How near counts as on a point: columns and rows that ten screen pixels cover.
    """

    film: str
    at: ImagePoint
    reach: tuple[float, float]


class Choices(Protocol):
    """What a tool needs to know of what is looked at."""

    @property
    def level(self) -> str:
        """The body that is placed next."""

    @property
    def six_points(self) -> bool:
        """Whether the middle points are placed by hand."""


class Bench(Protocol):
    """What a tool works on; the desk is one."""

    @property
    def study(self) -> Study:
        """The study as it is shown."""

    @property
    def look(self) -> Choices:
        """What is looked at."""

    def apply(self, label: str, edit: Callable[[Study], Study]) -> bool:
        """Make one undoable step."""

    def preview(self, edit: Callable[[Study], Study]) -> bool:
        """Show an edit without making it a step."""

    def commit_preview(self, label: str) -> None:
        """Make the shown edit one step."""

    def cancel_preview(self) -> None:
        """Drop the shown edit."""

    def look_at(self, **changes: object) -> None:
        """Look at something else."""


class Edges(Protocol):
    """What becomes of a point that was let go: it may move to the edge of the bone."""

    def let_go(self, where: Where, is_new: bool) -> None:
        """A point was put down, or moved, and is part of the study now."""

    def keep(self, where: Where) -> None:
        """The reader wants a point to stay where it is now."""

    def reset(self) -> None:
        """Another study lies on the bench."""


class Middles(Protocol):
    """What a click in the middle of a body leads to."""

    def click(self, film_id: str, at: ImagePoint) -> None:
        """The middle of the armed body is here."""

    def hint(self, film_id: str) -> str:
        """Which middle is asked for; empty when there is none left."""


class Tool(Protocol):
    """What the left button does on a film, and what keys do to the point touched last."""

    @property
    def is_dragging(self) -> bool:
        """Whether something is held."""

    def press(self, pointer: Pointer) -> None:
        """The button went down on a film."""

    def move(self, pointer: Pointer) -> None:
        """The pointer moved with the button down."""

    def release(self, is_exact: bool = False) -> None:
        """The button went up; `is_exact`: what was held stays exactly where it is."""

    def cancel(self) -> None:
        """Let go and leave everything as it was."""

    def nudge(self, film_id: str, columns: float, rows: float) -> None:
        """Move the point touched last by so many pixels."""

    def take_back(self, film_id: str) -> None:
        """Remove the point that was put down last."""

    def point_at(self, film: Film, pointer: Pointer) -> tuple[str, Mark] | None:
        """The landmark that a press would take hold of."""

    def hint(self, film_id: str) -> str:
        """What stands at the pointer: what is held, or what a press would put down."""


class Hand:
    """Moves points, and in placing mode sets the next one.

    A press near a point takes hold of it; elsewhere, in placing mode, it puts down the armed point.
    The point follows the pointer until the button is released; one drag is one step, Esc leaves none. Whether it then
    moves to the edge of the bone is the business of `edges`, as a step of its own.

    Attributes
    ----------
    placing : bool
        Whether a press on the free film puts down the armed point.
    middles : Middles | None
        Where given, a press on the free film points out the middle of a body instead.
    grip : Where | None
        The point touched last; arrow keys nudge it.
    edges : Edges | None
        None where points stay where they are let go.
    followers : Followers
        Proposed bodies that come along.
    """

    def __init__(self, bench: Bench) -> None:
        self._bench = bench
        self.placing = True
        self.middles: Middles | None = None
        self.grip: Where | None = None
        self.edges: Edges | None = None
        self.followers = Followers()
        self._drag: _Drag | None = None

    @property
    def is_dragging(self) -> bool:
        """Whether a point is held."""
        return self._drag is not None

    def armed(self, film_id: str) -> NextPoint | None:
        """The point that a click on this film would put down."""
        if not self.placing or self.middles is not None or self._bench.look.level == "":
            return None
        return next_point(self._bench.study.film(film_id), self._bench.look.level, self._bench.look.six_points)

    def point_at(self, film: Film, pointer: Pointer) -> tuple[str, Mark] | None:
        """The level and mark of the point under the pointer, or None."""
        return nearest_point(film, pointer)

    def hint(self, film_id: str) -> str:
        """The point that is held, or what is asked for."""
        if self._drag is not None and self.grip is not None:
            return f"{self.grip[1]} · {MARK_WORDS[self.grip[2]]}"
        return self.asked(film_id)

    def asked(self, film_id: str) -> str:
        """What is asked for next on a film: a point, the middle of a body, or a word on what is proposed."""
        if self.middles is not None:
            return self.middles.hint(film_id) or self._proposal(film_id)
        armed = self.armed(film_id)
        return armed.words if armed else self._proposal(film_id)

    def _proposal(self, film_id: str) -> str:
        """What is to be said of a body that is only proposed."""
        film = self._bench.study.film(film_id)
        level = proposed_level(film, self._bench.look.level) if self.placing else ""
        return f"{level} is proposed · A accepts it" if level else ""

    def press(self, pointer: Pointer) -> None:
        """Take hold of the point under the pointer, or put down the armed one."""
        film = self._bench.study.film(pointer.film)
        near = nearest_point(film, pointer)
        if near is not None:
            level, mark = near
            at = film.vertebrae[level].marks[mark].at
            offset = ImagePoint(at.column - pointer.at.column, at.row - pointer.at.row)
            self._take((film.id, level, mark), _Drag(f"Move {level} {MARK_WORDS[mark]}", offset))
            return
        if self.middles is not None:
            self.middles.click(film.id, pointer.at)
            return
        armed = self.armed(pointer.film)
        if armed is not None:
            self._take((film.id, armed.level, armed.mark), _Drag(f"Place {armed.level} {MARK_WORDS[armed.mark]}"))
            self._follow(pointer)

    def move(self, pointer: Pointer) -> None:
        """Let the held point follow."""
        if self._drag is not None:
            self._drag.moved = True
            self._follow(pointer)

    def release(self, is_exact: bool = False) -> None:
        """Let go: what was moved is one step, and its way to the edge of the bone another one unless `is_exact`."""
        drag, self._drag = self._drag, None
        if drag is None or not (drag.moved or drag.is_new):
            return
        self._bench.commit_preview(drag.label)
        if self.edges is not None and self.grip is not None and self._gripped() is not None:
            if is_exact:
                self.edges.keep(self.grip)
            else:
                self.edges.let_go(self.grip, drag.is_new)

    def cancel(self) -> None:
        """Let go and leave everything as it was."""
        self._drag = None
        self._bench.cancel_preview()

    def reset(self) -> None:
        """Forget what was held and touched: another study lies on the bench."""
        self._drag = None
        self.grip = None
        self.followers.forget()
        if self.edges is not None:
            self.edges.reset()

    def nudge(self, film_id: str, columns: float, rows: float) -> None:
        """Move the point touched last by so many pixels, as one step; only on the film it was touched on."""
        landmark = self._gripped()
        if self.grip is None or landmark is None or self.grip[0] != film_id:
            return
        _, level, mark = self.grip
        at = ImagePoint(landmark.column + columns, landmark.row + rows)
        grip = self.grip
        self.followers.begin(self._bench.study.film(film_id), level)
        self._bench.apply(f"Nudge {level} {MARK_WORDS[mark]}", lambda study: self._placed(study, grip, at))
        if self.edges is not None:
            self.edges.keep(grip)

    def take_back(self, film_id: str) -> None:
        """Remove a body that is only proposed, else the point that was placed last in the order of guiding."""
        look = self._bench.look
        proposed = proposed_level(self._bench.study.film(film_id), look.level)
        if proposed:
            self._bench.apply(f"Take back {proposed}", lambda study: edits.remove_body(study, film_id, proposed))
            return
        last = last_placed(self._bench.study.film(film_id), look.level, look.six_points)
        if last is not None:
            level, mark = last
            label = f"Take back {level} {MARK_WORDS[mark]}"
            self._bench.apply(label, lambda study: _without(study, (film_id, level, mark)))

    def _take(self, where: Where, drag: "_Drag") -> None:
        self.grip = where
        self._drag = drag
        self.followers.begin(self._bench.study.film(where[0]), where[1])

    def _follow(self, pointer: Pointer) -> None:
        if self._drag is None or self.grip is None:
            return
        where, offset = self.grip, self._drag.offset or ImagePoint(0.0, 0.0)
        at = ImagePoint(pointer.at.column + offset.column, pointer.at.row + offset.row)
        self._bench.preview(lambda study: self._placed(study, where, at))

    def _placed(self, study: Study, where: Where, at: ImagePoint) -> Study:
        """The study with one point at a place; what is proposed of its body follows."""
        film_id, level, _ = where
        study = edits.place(study, where, on_film(study.film(film_id), at))
        if self.followers.know(film_id, level):
            return self.followers.follow(study, film_id, level)
        return study if self._bench.look.six_points else edits.propose_middles(study, film_id, level)

    def _gripped(self) -> ImagePoint | None:
        if self.grip is None:
            return None
        film_id, level, mark = self.grip
        films = {film.id: film for film in self._bench.study.films}
        landmark = films[film_id].landmark(level, mark) if film_id in films else None
        return landmark.at if landmark else None


@dataclass(slots=True)
class _Drag:
    """What is under way; without an offset from the pointer it is a point that was not there before."""

    label: str
    offset: ImagePoint | None = None
    moved: bool = False

    @property
    def is_new(self) -> bool:
        return self.offset is None


def nearest_point(film: Film, pointer: Pointer) -> tuple[str, Mark] | None:
    """The level and mark of the point under the pointer, or None."""
    best, best_distance = None, 1.0
    for level, body in film.vertebrae.items():
        for mark, landmark in body.marks.items():
            across = (landmark.at.column - pointer.at.column) / pointer.reach[0]
            along = (landmark.at.row - pointer.at.row) / pointer.reach[1]
            if hypot(across, along) <= best_distance:
                best, best_distance = (level, mark), hypot(across, along)
    return best


def on_film(film: Film, at: ImagePoint) -> ImagePoint:
    """The nearest place on the film: a point that is dragged over the edge stays on it."""
    if not (film.rows and film.columns):
        return at
    return ImagePoint(min(max(at.column, 0.0), film.columns), min(max(at.row, 0.0), film.rows))


def _without(study: Study, where: Where) -> Study:
    """The study without a point, and without the proposals that rested on it."""
    film_id, level, _ = where
    study = edits.remove_landmark(study, where)
    body = study.film(film_id).vertebrae.get(level)
    for mark, landmark in tuple(body.marks.items()) if body else ():
        if landmark.proposed and mark in (Mark.SM, Mark.IM):
            study = edits.remove_landmark(study, (film_id, level, mark))
    return study
