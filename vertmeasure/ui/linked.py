"""Linked zoom: two films side by side that are zoomed and panned together, on request."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QObject, QPointF, QRectF

from vertmeasure.core.geometry import ImagePoint
from vertmeasure.core.study import Film
from vertmeasure.ui.desk import Desk
from vertmeasure.ui.film_view import FilmView


class LinkedViews(QObject):
    """While it is on, the view that the reader moves drives the other.

    Both show as many millimetres to a screen pixel where both films are calibrated, else they are enlarged alike
    from the fitted film. What stays side by side is the body that is looked at, or the common body nearest to the
    middle, else the middles of the films.

    Attributes
    ----------
    is_on : bool
        Off until the reader asks for it.
    """

    def __init__(self, desk: Desk, views: Sequence[FilmView]) -> None:
        super().__init__(desk)
        self._desk = desk
        self._views = tuple(views)
        self.is_on = False
        for view in views:
            view.steered.connect(partial(self._follow, view))

    def switch(self) -> None:
        """On or off; switched on, the film that is not active joins the active one."""
        self.is_on = not self.is_on
        active = self._desk.look.active
        for view in self._views:
            if view.film_id == active:
                self._follow(view)

    def _follow(self, driver: FilmView) -> None:
        for follower in self._views if self.is_on else ():
            if follower is not driver and follower.film_id:
                self._join(driver, follower)

    def _join(self, driver: FilmView, follower: FilmView) -> None:
        first, second = driver.film, follower.film
        if first is None or second is None or driver.size_px is None or follower.size_px is None:
            return
        here, there = self._anchors(driver, first, second) or (_middle_of(driver), _middle_of(follower))
        off = driver.to_widget(here) - _centre(driver)
        follower.show_at(there, _centre(follower) + off, _zoom(driver, follower))

    def _anchors(self, driver: FilmView, first: Film, second: Film) -> tuple[ImagePoint, ImagePoint] | None:
        """The same body on both films."""
        common = {level for level in first.vertebrae if level in second.vertebrae}
        found = {level: (_body_centre(first, level), _body_centre(second, level)) for level in common}
        pairs = {level: (one, other) for level, (one, other) in found.items() if one and other}
        if self._desk.look.level in pairs:
            return pairs[self._desk.look.level]
        middle = _centre(driver)
        near = sorted(pairs.values(), key=lambda pair: (driver.to_widget(pair[0]) - middle).manhattanLength())
        return near[0] if near else None


def _zoom(driver: FilmView, follower: FilmView) -> float:
    """Screen pixels to a column of the follower's film."""
    zoom = driver.screen_px_per_pixel()[0]
    first, second = driver.film, follower.film
    here = first.calibration.column_mm if first else None
    there = second.calibration.column_mm if second else None
    if here and there:
        return zoom * there / here
    return zoom * follower.fitted_zoom() / driver.fitted_zoom()


def _centre(view: FilmView) -> QPointF:
    return QRectF(view.rect()).center()


def _middle_of(view: FilmView) -> ImagePoint:
    columns, rows = view.size_px or (0.0, 0.0)
    return ImagePoint(columns / 2, rows / 2)


def _body_centre(film: Film, level: str) -> ImagePoint | None:
    """The middle of the points of a body that has at least two."""
    marks = film.vertebrae[level].marks
    if len(marks) < 2:
        return None
    places = [landmark.at for landmark in marks.values()]
    return ImagePoint(sum(at.column for at in places) / len(places), sum(at.row for at in places) / len(places))
