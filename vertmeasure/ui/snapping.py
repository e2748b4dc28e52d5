"""A point that was let go moves to the edge of the bone, as a step of its own; no Qt."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from vertmeasure.core import edits
from vertmeasure.core.anatomy import CORNERS, MARK_WORDS, Mark
from vertmeasure.core.geometry import ImagePoint
from vertmeasure.core.guide import whole
from vertmeasure.core.study import Film, Study, Vertebra
from vertmeasure.ui.film_images import film_image
from vertmeasure.ui.followers import Followers
from vertmeasure.ui.tools import Bench, Where
from vertmeasure.vision.film_image import FilmImage
from vertmeasure.vision.snap import ALONE, SnappedBody, SnappedPoint, snap_body
from vertmeasure.vision.snapped_study import as_clicked, with_snapped

if TYPE_CHECKING:
    from vertmeasure.ui.desk import Desk

MIDDLES = (Mark.SM, Mark.IM)

ImageOf = Callable[[Film], FilmImage | None]


class Snapping:
    """Snaps what the hand lets go: a single point, or the whole body with its last corner.

    A point whose snap was undone, that was nudged, or that was let go with Shift stays where it is until it is moved
    again.

    Attributes
    ----------
    told : Callable[[str], None]
        Told in a few words of a point that was not moved, and why; of one that was, with empty words.
    """

    def __init__(self, bench: Bench, followers: Followers, image_of: ImageOf, is_on: Callable[[], bool]) -> None:
        self._bench = bench
        self._followers = followers
        self._image_of = image_of
        self._is_on = is_on
        self._kept: dict[Where, ImagePoint] = {}
        self.told: Callable[[str], None] = lambda _words: None

    def keep(self, where: Where) -> None:
        """Let a point stay where it is now."""
        film_id, level, mark = where
        landmark = self._bench.study.film(film_id).landmark(level, mark)
        if landmark is not None:
            self._kept[where] = landmark.at

    def reset(self) -> None:
        """Forget what should stay: another study lies on the bench."""
        self._kept.clear()

    def let_go(self, where: Where, is_new: bool) -> None:
        """Snap a point that is now part of the study; with the last corner of its body the whole body."""
        film_id, level, mark = where
        film = self._bench.study.film(film_id)
        image = self._image_of(film) if self._is_on() else None
        if image is None:
            return
        body = film.vertebrae[level]
        is_last = is_new and whole(body) and mark not in MIDDLES
        asked = self._asked(film_id, body, (mark,) if not is_last else tuple(body.marks))
        found = snap_body(image, as_clicked(body) if is_last else _without_proposed_middles(body))
        points = {each: point for each, point in found.points.items() if each in asked}
        self._apply(film_id, with_snapped(body, SnappedBody(level, points)), "" if is_last else MARK_WORDS[mark])
        self._note(film_id, level, points)

    def _asked(self, film_id: str, body: Vertebra, marks: Iterable[Mark]) -> frozenset[Mark]:
        """The points that may move: those of `marks` that need not stay, and middle points that only are proposed."""
        free = {mark for mark in marks if not self._stays((film_id, body.level, mark), body)}
        follows = self._followers.know(film_id, body.level) or self._bench.look.six_points
        middles = MIDDLES if whole(body) and not follows else ()
        return frozenset(free) | {mark for mark in middles if mark not in body.marks or body.marks[mark].proposed}

    def _stays(self, where: Where, body: Vertebra) -> bool:
        landmark = body.marks[where[2]]
        return landmark.raw is None and self._kept.get(where) == landmark.at

    def _apply(self, film_id: str, body: Vertebra, mark_words: str) -> None:
        """Make the snap one step; a proposed body follows its snapped point."""
        if body == self._bench.study.film(film_id).vertebrae[body.level]:
            return

        def edit(study: Study) -> Study:
            study = edits.put_body(study, film_id, body)
            follows = self._followers.know(film_id, body.level)
            return self._followers.follow(study, film_id, body.level) if follows else study

        self._bench.apply(f"Snap {body.level} {mark_words}".rstrip(), edit)

    def _note(self, film_id: str, level: str, points: Mapping[Mark, SnappedPoint]) -> None:
        """Remember the clicks, so that a snap which is undone is not done again, and tell what was not taken."""
        for mark, point in points.items():
            if point.raw is not None and point.at is not None:
                self._kept[film_id, level, mark] = point.raw
        self.told(refused_words(level, points))


def snapping_at(desk: "Desk", followers: Followers) -> Snapping:
    """Snapping on a desk: on as the settings say, but never in a blind repeat reading."""
    return Snapping(
        desk, followers, lambda film: film_image(desk.images, film), lambda: desk.settings.snap and not desk.is_blind
    )


def _without_proposed_middles(body: Vertebra) -> Vertebra:
    marks = {mark: point for mark, point in body.marks.items() if not (point.proposed and mark in MIDDLES)}
    return replace(body, marks=marks)


def refused_words(level: str, points: Mapping[Mark, SnappedPoint]) -> str:
    """What was not taken, by reason: "L1 SA not moved: weak edge"; a point that had nothing to go by is not told."""
    refused: dict[str, list[str]] = {}
    for mark in (*CORNERS, *MIDDLES):
        point = points.get(mark)
        if point is not None and point.raw is not None and point.at is None and point.reason != ALONE:
            refused.setdefault(point.reason, []).append(mark)
    told = [f"{', '.join(marks)} not moved: {reason}" for reason, marks in refused.items()]
    return f"{level} {'; '.join(told)}" if told else ""
