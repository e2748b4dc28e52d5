"""The calibrating tool: points on known lengths or on the rim of a disc, as plain code without a screen."""

from collections.abc import Callable, Sequence
from enum import StrEnum
from math import hypot

from vertmeasure.core.anatomy import Mark
from vertmeasure.core.geometry import ImagePoint
from vertmeasure.core.study import Film
from vertmeasure.ui.tools import Bench, Pointer, on_film


class Way(StrEnum):
    """How the reader tells what a pixel measures."""

    LENGTH = "length"
    LENGTHS = "lengths"
    DISC = "disc"
    MAGNIFICATION = "magnification"
    SPACING = "spacing"
    HEADER = "header"


POINT_HINTS: dict[Way, tuple[str, ...]] = {
    Way.LENGTH: ("one end of the known length", "its other end"),
    Way.LENGTHS: (
        "one end of the length across the film",
        "its other end",
        "one end of the length along the film",
        "its other end",
    ),
    Way.DISC: ("a point on the rim", "a second point on the rim", "a third point on the rim"),
}
"""What is asked for, point by point; the other ways need none."""


class Calibrator:
    """Puts points down, and lets each be moved until the spacing is applied.

    A press near a point takes hold of it; elsewhere it puts the next one down, and starts anew when all are there or
    another film is meant. A line can be drawn in one drag or with two clicks. Nothing of it is in the study.

    Attributes
    ----------
    points : tuple[ImagePoint, ...]
        What is put down, in pixels of the stored image.
    film_id : str
        The film they stand on.
    """

    def __init__(self, bench: Bench) -> None:
        self._bench = bench
        self._way = Way.LENGTH
        self.points: tuple[ImagePoint, ...] = ()
        self.film_id = ""
        self._touched: int | None = None
        self._before: tuple[ImagePoint, ...] | None = None
        self._offset = (0.0, 0.0)
        self._drawn_from: ImagePoint | None = None
        self._listeners: list[Callable[[], None]] = []

    def subscribe(self, listener: Callable[[], None]) -> None:
        """Call a function after every change of the points."""
        self._listeners.append(listener)

    @property
    def way(self) -> Way:
        """How the reader calibrates now."""
        return self._way

    def choose(self, way: Way) -> None:
        """Calibrate in another way; points are kept only for the same one."""
        if way is not self._way:
            self._way = way
            self.clear()

    @property
    def lines(self) -> tuple[tuple[ImagePoint, ImagePoint], ...]:
        """The lengths that are drawn whole; none of a disc."""
        if self._way is Way.DISC:
            return ()
        return tuple(zip(self.points[0::2], self.points[1::2], strict=False))

    @property
    def is_complete(self) -> bool:
        """Whether every point that the way needs is put down."""
        return len(self.points) == len(POINT_HINTS.get(self._way, ()))

    @property
    def touched(self) -> int | None:
        """The place, among the points, of the one touched last."""
        return self._touched

    @property
    def is_dragging(self) -> bool:
        """Whether a point is held."""
        return self._before is not None

    # ---- gestures

    def press(self, pointer: Pointer) -> None:
        """Take hold of the point under the pointer, or put the next one down."""
        if self._way not in POINT_HINTS:
            return
        near = self._near(pointer)
        self._before = self.points
        if near is not None:
            at = self.points[near]
            self._offset = (at.column - pointer.at.column, at.row - pointer.at.row)
            self._touched, self._drawn_from = near, None
            return
        if self.is_complete or pointer.film != self.film_id:
            self.points, self.film_id = (), pointer.film
        self._put(pointer)

    def _put(self, pointer: Pointer) -> None:
        at = self._on_film(pointer.at)
        starts_a_line = self._way is not Way.DISC and len(self.points) % 2 == 0
        self.points = (*self.points, at)
        self._touched, self._offset = len(self.points) - 1, (0.0, 0.0)
        self._drawn_from = at if starts_a_line else None
        self._tell()

    def move(self, pointer: Pointer) -> None:
        """Let the held point follow; a line that was just begun is drawn out."""
        if self._before is None or self._touched is None:
            return
        start = self._drawn_from
        if start is not None:
            if _distance(start, pointer) <= 1.0:
                return
            self._drawn_from = None
            self.points = (*self.points, start)
            self._touched = len(self.points) - 1
        column, row = self._offset
        self._set(self._touched, ImagePoint(pointer.at.column + column, pointer.at.row + row))

    def release(self, is_exact: bool = False) -> None:
        """Let go; a point of a scale stays where it is anyhow."""
        del is_exact
        self._before, self._drawn_from = None, None
        self._tell()

    def cancel(self) -> None:
        """Let go, with the points as they were before."""
        if self._before is not None:
            self.points = self._before
        self._before, self._drawn_from, self._touched = None, None, None
        self._tell()

    def nudge(self, film_id: str, columns: float, rows: float) -> None:
        """Move the point touched last by so many pixels."""
        if self._touched is not None and film_id == self.film_id and self._touched < len(self.points):
            at = self.points[self._touched]
            self._set(self._touched, ImagePoint(at.column + columns, at.row + rows))

    def take_back(self, film_id: str) -> None:
        """Remove the point that was put down last."""
        if self.points and film_id == self.film_id:
            self.points, self._touched = self.points[:-1], None
            self._tell()

    def point_at(self, _film: Film, _pointer: Pointer) -> tuple[str, Mark] | None:
        """No landmark: while the film is calibrated none can be moved."""
        return None

    def hint(self, film_id: str) -> str:
        """Which point is asked for next."""
        hints = POINT_HINTS.get(self._way, ())
        placed = len(self.points) if film_id == self.film_id else 0
        if placed >= len(hints):
            return ""
        return f"Calibrate · {hints[placed]} {placed + 1}/{len(hints)}"

    def clear(self) -> None:
        """Take everything off the film."""
        self.points, self.film_id = (), ""
        self._touched, self._before, self._drawn_from = None, None, None
        self._tell()

    # ---- inside

    def _near(self, pointer: Pointer) -> int | None:
        if pointer.film != self.film_id:
            return None
        distances: Sequence[float] = [_distance(at, pointer) for at in self.points]
        near = [place for place, distance in enumerate(distances) if distance <= 1.0]
        return min(near, key=lambda place: distances[place], default=None)

    def _set(self, place: int, at: ImagePoint) -> None:
        self.points = (*self.points[:place], self._on_film(at), *self.points[place + 1 :])
        self._tell()

    def _on_film(self, at: ImagePoint) -> ImagePoint:
        films = {film.id: film for film in self._bench.study.films}
        return on_film(films[self.film_id], at) if self.film_id in films else at

    def _tell(self) -> None:
        for listener in tuple(self._listeners):
            listener()


def _distance(at: ImagePoint, pointer: Pointer) -> float:
    """From a point to the pointer, in reaches."""
    across = (at.column - pointer.at.column) / pointer.reach[0]
    return hypot(across, (at.row - pointer.at.row) / pointer.reach[1])
