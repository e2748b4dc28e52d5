"""Which part of a film a picture shows, and how large: geometry in the film plane, no pixels."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSizeF
from PySide6.QtGui import QTransform

from vertmeasure.core.anatomy import above, below
from vertmeasure.core.geometry import FilmPoint, to_film_plane
from vertmeasure.core.study import Film

EDGE_PT = 18.0
"""Room around the bodies for their names."""

SMALLEST_SHARE = 0.15
"""Of the film: a level with one or two points is not magnified beyond this."""

_SMALLEST = 1e-6


@dataclass(frozen=True, slots=True)
class Crop:
    """A part of the film plane laid into a picture.

    Attributes
    ----------
    middle : FilmPoint
        What stands in the middle of the picture, in mm or relative units.
    pt_per_unit : float
        Points of paper for one unit of the film plane.
    """

    film: Film
    middle: FilmPoint
    pt_per_unit: float

    def to_paper(self, frame: QRectF) -> QTransform:
        """From pixels of the stored image to the paper; pixels that are not square are shown as they are."""
        scale = self.film.calibration.scale
        columns, rows = self.pt_per_unit * scale.column, self.pt_per_unit * scale.row
        centre = frame.center()
        left = centre.x() - self.middle.x * self.pt_per_unit
        top = centre.y() - self.middle.y * self.pt_per_unit
        return QTransform(columns, 0.0, 0.0, rows, left, top)


def level_crops(films: Sequence[Film], level: str, size_pt: QSizeF) -> tuple[Crop, ...]:
    """The body and its neighbours on each film; calibrated films are shown at one scale."""
    areas = [_level_area(film, level) for film in films]
    fits = [_fit(area, size_pt) for area in areas]
    known = [fit for film, fit in zip(films, fits, strict=True) if film.calibration.is_known]
    return tuple(
        _crop(film, area, min(known) if film.calibration.is_known else fit)
        for film, area, fit in zip(films, areas, fits, strict=True)
    )


def whole_crop(film: Film, size_pt: QSizeF) -> Crop:
    """The whole film."""
    area = _area(_corners(film))
    return _crop(film, area, min(size_pt.width() / area.width(), size_pt.height() / area.height()))


def whole_shape(film: Film) -> float:
    """Width of the film over its height, as it lies in the film plane."""
    area = _area(_corners(film))
    return area.width() / area.height()


def _level_area(film: Film, level: str) -> QRectF:
    whole = _area(_corners(film))
    area = _area(_level_points(film, level) or _corners(film))
    least = SMALLEST_SHARE * max(whole.width(), whole.height())
    across, down = (max(0.0, least - side) / 2 for side in (area.width(), area.height()))
    return area.adjusted(-across, -down, across, down)


def _level_points(film: Film, level: str) -> list[FilmPoint]:
    shown = {level, above(level), below(level)} if level in film.vertebrae else set(film.vertebrae)
    return _points(film, (each for each in film.vertebrae if each in shown))


def _points(film: Film, levels: Iterable[str]) -> list[FilmPoint]:
    scale = film.calibration.scale
    return [to_film_plane(mark.at, scale) for level in levels for mark in film.vertebrae[level].marks.values()]


def _corners(film: Film) -> list[FilmPoint]:
    """Of the whole image; of all points where its size is not known."""
    scale = film.calibration.scale
    if film.rows and film.columns:
        return [FilmPoint(0.0, 0.0), FilmPoint(film.columns * scale.column, film.rows * scale.row)]
    return _points(film, film.vertebrae) or [FilmPoint(0.0, 0.0), FilmPoint(1.0, 1.0)]


def _area(points: Sequence[FilmPoint]) -> QRectF:
    xs, ys = [each.x for each in points], [each.y for each in points]
    width, height = max(max(xs) - min(xs), _SMALLEST), max(max(ys) - min(ys), _SMALLEST)
    return QRectF(QPointF(min(xs), min(ys)), QSizeF(width, height))


def _fit(area: QRectF, size_pt: QSizeF) -> float:
    width, height = size_pt.width() - 2 * EDGE_PT, size_pt.height() - 2 * EDGE_PT
    return min(width / area.width(), height / area.height())


def _crop(film: Film, area: QRectF, pt_per_unit: float) -> Crop:
    centre = area.center()
    return Crop(film, FilmPoint(centre.x(), centre.y()), pt_per_unit)
