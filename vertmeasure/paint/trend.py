"""Losses and angles of one body over the time points, as plain data: what the window and the report draw."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum
from itertools import pairwise

from vertmeasure.core.anatomy import Column
from vertmeasure.core.assess import Assessment
from vertmeasure.core.dictionary import INTERVAL_WORDS, UNIT_SIGNS, entry
from vertmeasure.core.measurement import Flag, Measurement
from vertmeasure.core.study import Film, Posture
from vertmeasure.report.cells import measurement_cell
from vertmeasure.report.comparison import numbered_timepoints
from vertmeasure.report.wording import POSTURE_WORDS

LEAST_SHARE = 0.68
"""Two films never lie closer than this share of an even spacing: their labels would cover each other."""


class Shape(Enum):
    """The sign of a line, so that lines are not told apart by colour alone."""

    CIRCLE = "circle"
    SQUARE = "square"
    TRIANGLE = "triangle"


_LINES: tuple[tuple[str, tuple[tuple[str, str, Shape], ...]], ...] = (
    (
        "Loss of height",
        tuple((f"loss_adjacent_{x}", x.value, shape) for x, shape in zip(Column, Shape, strict=True)),
    ),
    ("Kyphosis", (("wedge_angle", "wedge", Shape.CIRCLE), ("gardner_angle", "Gardner", Shape.SQUARE))),
)
"""Title of each plot, and its lines: measurement id, name beside the line, sign."""


@dataclass(frozen=True, slots=True)
class Stop:
    """A film on the time axis.

    Attributes
    ----------
    heading : str
        Its time point, numbered where several share it.
    date : str
        As recorded; may be empty.
    share : float
        Its place, from 0 for the first film to 1 for the last.
    """

    film: str
    heading: str
    date: str
    posture: Posture
    share: float


@dataclass(frozen=True, slots=True)
class TrendPoint:
    """One number at one stop; `words` tell it with its error and film."""

    stop: int
    value: float
    interval: tuple[float, float] | None
    words: str
    is_proposed: bool = False


@dataclass(frozen=True, slots=True)
class TrendLine:
    """One measurement over the stops; a film without it has no point."""

    id: str
    name: str
    shape: Shape
    points: tuple[TrendPoint, ...]


@dataclass(frozen=True, slots=True)
class Plot:
    """Lines of one unit."""

    title: str
    lines: tuple[TrendLine, ...]

    @property
    def values(self) -> tuple[float, ...]:
        """Every value and every end of an interval."""
        points = [point for line in self.lines for point in line.points]
        return tuple(end for point in points for end in (point.value, *(point.interval or ())))


@dataclass(frozen=True, slots=True)
class Trend:
    """What is drawn of one body.

    Attributes
    ----------
    plots : tuple[Plot, ...]
        Empty unless two films hold a number.
    notes : tuple[str, ...]
        How to read the plots, one sentence each.
    """

    level: str
    stops: tuple[Stop, ...] = ()
    plots: tuple[Plot, ...] = ()
    notes: tuple[str, ...] = ()

    def is_comparable(self, start: TrendPoint, end: TrendPoint) -> bool:
        """Whether both postures are known and the same; other points are joined by a dotted line."""
        postures = {self.stops[point.stop].posture for point in (start, end)}
        return len(postures) == 1 and Posture.UNKNOWN not in postures


def nothing_words(level: str) -> str:
    """What to do where there is nothing to plot."""
    return f"Nothing to plot yet: place {level} on two films." if level else "Pick the fractured level above."


def trend_of(assessment: Assessment, level: str) -> Trend:
    """The losses, the wedge and the Gardner angle of one body on every film that has any of them."""
    films = [film for film in assessment.study.films_in_order if _has_any(assessment, film.id, level)]
    if len(films) < 2:
        return Trend(level)
    shares, how = _shares(films)
    headings = numbered_timepoints(films)
    stops = tuple(
        Stop(film.id, heading, film.date, film.posture, share)
        for film, heading, share in zip(films, headings, shares, strict=True)
    )
    trend = Trend(level, stops, tuple(_plots(assessment, level, stops)))
    return Trend(level, stops, trend.plots, (f"Whiskers: {INTERVAL_WORDS}.", *_dotted_words(trend), *how))


def _has_any(assessment: Assessment, film: str, level: str) -> bool:
    found = (assessment.measurement(film, level, name) for _, lines in _LINES for name, _, _ in lines)
    return any(each is not None and each.number is not None for each in found)


def _plots(assessment: Assessment, level: str, stops: Sequence[Stop]) -> Iterator[Plot]:
    for title, named in _LINES:
        lines = tuple(
            TrendLine(name, words, shape, tuple(_points(assessment, (level, name), stops)))
            for name, words, shape in named
        )
        known = tuple(line for line in lines if line.points)
        if known:
            yield Plot(f"{title}, {UNIT_SIGNS[entry(known[0].id).unit]}", known)


def _points(assessment: Assessment, what: tuple[str, str], stops: Sequence[Stop]) -> Iterator[TrendPoint]:
    for place, stop in enumerate(stops):
        measurement = assessment.measurement(stop.film, *what)
        if measurement is not None and measurement.number is not None:
            is_proposed = Flag.PROPOSED in measurement.flags
            words = _point_words(measurement, stop)
            yield TrendPoint(place, measurement.number, measurement.interval, words, is_proposed)


def _point_words(measurement: Measurement, stop: Stop) -> str:
    cell = measurement_cell(measurement)
    where = ", ".join(filter(None, (stop.heading, stop.date, POSTURE_WORDS[stop.posture])))
    return "\n".join((f"{entry(measurement.id).label}: {cell.full_text}", where, *cell.notes))


def _dotted_words(trend: Trend) -> Iterator[str]:
    steps = (step for plot in trend.plots for line in plot.lines for step in pairwise(line.points))
    if not all(trend.is_comparable(*step) for step in steps):
        yield "Dotted: the postures of the two films differ or are not known."


# ---- the time axis


def _shares(films: Sequence[Film]) -> tuple[list[float], tuple[str, ...]]:
    """Where the films lie between 0 and 1, and what to say of that."""
    days = _days(films)
    if not days:
        return _added([1.0] * (len(films) - 1)), ("The films stand in their order, not by date.",)
    days_apart = [later - earlier for earlier, later in pairwise(days)]
    gaps = [each / sum(days_apart) for each in days_apart]
    least = LEAST_SHARE / len(gaps)
    stretched = ("The time axis is stretched where films lie close together.",) if min(gaps) < least else ()
    return _added(_widened(gaps, least)), stretched


def _widened(gaps: Sequence[float], least: float) -> Sequence[float]:
    """Gaps that add up to 1, none of them under the least, the others in proportion."""
    wide = [gap for gap in gaps if gap > least]
    if all(gap >= least for gap in gaps):
        return gaps
    room = 1.0 - least * (len(gaps) - len(wide))
    return _widened([gap * room / sum(wide) if gap > least else least for gap in gaps], least)


def _days(films: Sequence[Film]) -> list[int]:
    """Days of films whose dates are all known and rise in the order of the films; else nothing."""
    try:
        days = [date.fromisoformat(film.date).toordinal() for film in films]
    except ValueError:
        return []
    return days if days == sorted(days) and days[0] < days[-1] else []


def _added(gaps: Sequence[float]) -> list[float]:
    whole = sum(gaps)
    return [sum(gaps[:place]) / whole for place in range(len(gaps) + 1)]
