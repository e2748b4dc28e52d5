"""Studies for tests: spines built body by body in millimetres, and films that show them in any way."""

import math
import random
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from vertmeasure.core.anatomy import BODIES, SACRAL_POINTS, Mark
from vertmeasure.core.assess import assess
from vertmeasure.core.calibration import Calibration, Grade
from vertmeasure.core.geometry import FilmPoint, ImagePoint
from vertmeasure.core.measurement import Change, Measurement
from vertmeasure.core.study import Film, Fracture, Landmark, Study, Timepoint, Vertebra

Points = dict[str, dict[Mark, FilmPoint]]
"""By level and mark, in mm; x to the right, y downwards, anterior to the right, head up."""


ORIGIN = FilmPoint(0.0, 0.0)


@dataclass(frozen=True)
class Shape:
    """Three heights and the depth of a body, in mm."""

    anterior_mm: float
    middle_mm: float
    posterior_mm: float
    depth_mm: float = 34.0


GOLDEN_SHAPES = {
    "T12": Shape(25.0, 24.5, 26.5),
    "L1": Shape(18.0, 19.0, 28.0),
    "L2": Shape(27.0, 26.5, 28.0),
}
"""Heights of the golden case: L1 is wedged between two intact bodies; references 26.0, 25.5 and 27.25 mm."""


def body_points(shape: Shape, centre: FilmPoint = ORIGIN, tilt_deg: float = 0.0) -> dict[Mark, FilmPoint]:
    """A body whose endplates lean towards each other by the same angle; its wedge is 2 atan((Hp - Ha) / 2 depth)."""
    half = shape.depth_mm / 2
    columns = [(-half, shape.posterior_mm), (0.0, shape.middle_mm), (half, shape.anterior_mm)]
    superior = [FilmPoint(x, -height / 2) for x, height in columns]
    inferior = [FilmPoint(x, height / 2) for x, height in reversed(columns)]
    marks = (Mark.SP, Mark.SM, Mark.SA, Mark.IA, Mark.IM, Mark.IP)
    around = zip(marks, (*superior, *inferior), strict=True)
    return {mark: _plus(turned(point, tilt_deg), centre) for mark, point in around}


def stacked(shapes: Mapping[str, Shape], disc_mm: float = 8.0) -> Points:
    """Bodies one below the other, none of them tilted."""
    points: Points = {}
    y = 100.0
    for level, shape in shapes.items():
        tallest = max(shape.anterior_mm, shape.middle_mm, shape.posterior_mm)
        points[level] = body_points(shape, FilmPoint(80.0, y + tallest / 2))
        y += tallest + disc_mm
    return points


def leaning(**slopes_deg: float) -> Points:
    """Bodies of parallel endplates 40 mm apart, each leaning by its own angle; positive leans down to anterior."""
    shape = Shape(25.0, 25.0, 25.0)
    return {
        level: body_points(shape, FilmPoint(100.0, 40.0 * place), slope_deg)
        for place, (level, slope_deg) in enumerate(slopes_deg.items(), start=1)
    }


def turned(point: FilmPoint, degrees: float) -> FilmPoint:
    """A point turned about the origin; positive turns clockwise as seen on the film."""
    cosine, sine = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
    return FilmPoint(point.x * cosine - point.y * sine, point.x * sine + point.y * cosine)


def _plus(point: FilmPoint, step: FilmPoint) -> FilmPoint:
    return FilmPoint(point.x + step.x, point.y + step.y)


def random_points(rng: random.Random, levels: tuple[str, ...] = BODIES[10:], sacrum: bool = False) -> Points:
    """A plausible curved spine of these levels, every point a little off its place."""
    points: Points = {}
    centre, tilt_deg = FilmPoint(120.0, 60.0), rng.uniform(-15, 15)
    for level in levels:
        shape = Shape(rng.uniform(19, 31), rng.uniform(19, 31), rng.uniform(19, 31), rng.uniform(28, 38))
        points[level] = {mark: _off(rng, at) for mark, at in body_points(shape, centre, tilt_deg).items()}
        tilt_deg += rng.uniform(-9, 9)
        centre = _plus(centre, turned(FilmPoint(rng.uniform(-3, 3), 36.0), tilt_deg))
    if sacrum:
        points["S1"] = {Mark.SP: _plus(centre, FilmPoint(-16.0, -9.0)), Mark.SA: _plus(centre, FilmPoint(16.0, 12.0))}
    return points


def _off(rng: random.Random, point: FilmPoint, by_mm: float = 1.5) -> FilmPoint:
    return FilmPoint(point.x + rng.uniform(-by_mm, by_mm), point.y + rng.uniform(-by_mm, by_mm))


@dataclass(frozen=True)
class View:
    """How a film shows a spine: mirrored first, then turned, magnified, shifted (mm), then cut into pixels."""

    mirrored: bool = False
    rotation_deg: float = 0.0
    magnification: float = 1.0
    shift: FilmPoint = ORIGIN
    row_mm: float = 1.0
    column_mm: float = 1.0
    calibrated: bool = True

    def pixel(self, point: FilmPoint) -> ImagePoint:
        """Where a point of the spine lies on the image."""
        x, y = turned(FilmPoint(-point.x if self.mirrored else point.x, point.y), self.rotation_deg)
        x, y = x * self.magnification + self.shift.x, y * self.magnification + self.shift.y
        return ImagePoint(x / self.column_mm, y / self.row_mm)

    @property
    def calibration(self) -> Calibration:
        """What the film says about its pixels; an uncalibrated one still knows their shape."""
        if self.calibrated:
            return Calibration(self.row_mm, self.column_mm, Grade.GEOMETRY, "PixelSpacing")
        return Calibration(aspect=self.row_mm / self.column_mm)


PLAIN = View()


def film_of(points: Mapping[str, Mapping[Mark, FilmPoint]], view: View = PLAIN, **fields: Any) -> Film:
    """A film of a spine; `fields` are those of Film, a pre film of no known size without them."""
    vertebrae = {
        level: Vertebra(level, {mark: Landmark(view.pixel(at)) for mark, at in marks.items()})
        for level, marks in points.items()
    }
    return Film(**{"id": "pre", "calibration": view.calibration, "vertebrae": vertebrae, **fields})


def study_of(*films: Film, fractures: tuple[str, ...] = ("L1",), **fields: Any) -> Study:
    """A study of these films and fractures; `fields` are those of Study."""
    return Study(films=films, fractures=tuple(map(Fracture, fractures)), **fields)


def three_bodies(view: View = PLAIN, **fields: Any) -> Study:
    """T12, the fractured L1 and L2 with the heights of the golden case, on one film."""
    return study_of(film_of(stacked(GOLDEN_SHAPES), view), **fields)


def before_and_after(post_view: View = PLAIN, anterior_mm: float = 21.0, **fields: Any) -> Study:
    """The three bodies before and after L1 was raised to an anterior height."""
    raised = {**GOLDEN_SHAPES, "L1": Shape(anterior_mm, 22.0, 28.0)}
    post = film_of(stacked(raised), post_view, id="post", timepoint=Timepoint.POST)
    return study_of(film_of(stacked(GOLDEN_SHAPES)), post, **fields)


def only(points: Points, level: str, *marks: Mark) -> Points:
    """The spine with no other than these marks of one level."""
    return {**points, level: {mark: points[level][mark] for mark in marks}}


def without(points: Points, level: str, *marks: Mark) -> Points:
    """The spine without these marks of one level."""
    return only(points, level, *(mark for mark in points[level] if mark not in marks))


def sacrum_points(centre: FilmPoint, slope_deg: float = 40.0) -> dict[Mark, FilmPoint]:
    """The endplate of S1, 34 mm long, sloping down to anterior."""
    ends = (FilmPoint(-17.0, 0.0), FilmPoint(17.0, 0.0))
    return {mark: _plus(turned(end, slope_deg), centre) for mark, end in zip(SACRAL_POINTS, ends, strict=True)}


def measured(study: Study, level: str, measurement_id: str, film: str = "pre") -> Measurement:
    """One measurement of a study that has it."""
    found = assess(study).measurement(film, level, measurement_id)
    assert found is not None, f"{film} {level} {measurement_id} is not among the measurements"
    return found


def changed(study: Study, level: str, change_id: str, pair: tuple[str, str] = ("pre", "post")) -> Change:
    """One change of a study that has it."""
    found = assess(study).change(pair, level, change_id)
    assert found is not None, f"{pair} {level} {change_id} is not among the changes"
    return found


def number(result: Measurement | Change) -> float:
    """The value of a result that is a number."""
    assert result.number is not None, f"{result.id} of {result.level} is {result.status}: {result.reason}"
    return result.number
