"""One film in its plane: the lines and heights of its bodies, and which way it faces."""

import math
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from vertmeasure.core.anatomy import BODIES, COLUMN_MARKS, CORNERS, EDGE_MARKS, MARK_WORDS, Column, Edge, Mark
from vertmeasure.core.geometry import (
    FilmPoint,
    Line,
    cross,
    segments_cross,
    signed_angle_deg,
    to_film_plane,
)
from vertmeasure.core.measurement import Status
from vertmeasure.core.study import Film, Vertebra
from vertmeasure.core.uncertainty import Estimate, Lack, LineId, Quantity, first_lack

TYPICAL_ENDPLATE_MM = 34.0
"""Length that stands for an endplate where millimetres are unknown (measurement dictionary, Intervals)."""

SQRT_2 = math.sqrt(2.0)

NO_LENGTH = 1e-9
"""Below this two points count as one: their direction would be rounding noise."""

TOO_FAR = 1e100
"""Beyond this the products of two lengths overflow, and an angle made from them would be wrong."""

NO_SPACING = Lack(Status.UNCALIBRATED, "no pixel spacing: millimetres are not known")
BEYOND_T1 = Lack(Status.NOT_APPLICABLE, "there is no level beyond T1")


@dataclass(frozen=True, slots=True)
class PlacedLine:
    """A directed line between two placed points of one body, in the film plane."""

    line: Line
    length: float
    proposed: bool


MarkPair = tuple[Mark, Mark]

LINES: tuple[MarkPair, ...] = tuple(dict.fromkeys((*COLUMN_MARKS.values(), *EDGE_MARKS.values())))
"""The ends of every line that a number is made from; a wall and a height share theirs."""


@dataclass(frozen=True)
class FilmPlane:
    """The points of a film in its plane, in mm or, without calibration, in columns.

    Attributes
    ----------
    lines : Mapping[tuple[str, MarkPair], PlacedLine | Lack]
        Heights, endplates and walls of every body with points, each worked out once.
    heights : Mapping[tuple[str, Column], Quantity]
        By level and column, in units of the plane.
    sigma : float
        Standard deviation of one coordinate, in units of the plane; NaN where it cannot be known.
    facings : Mapping[str, int]
        By level, for bodies with four corners: +1 anterior to the right, -1 to the left, 0 when the corners cross.
    facing : int | None
        The majority; 0 for a tie, None without a body with four corners.
    """

    film: Film
    points: Mapping[tuple[str, Mark], FilmPoint]
    lines: "Mapping[tuple[str, MarkPair], PlacedLine | Lack]"
    heights: Mapping[tuple[str, Column], Quantity]
    sigma: float
    facings: Mapping[str, int]
    facing: int | None

    @classmethod
    def of(cls, film: Film, landmark_sd_mm: float) -> "FilmPlane":
        """Take a film to its plane."""
        scale = film.calibration.scale
        points = {
            (level, mark): to_film_plane(point.at, scale)
            for level, body in film.vertebrae.items()
            for mark, point in body.marks.items()
        }
        lines = {
            (level, marks): _placed_line(points, body, marks)
            for level, body in film.vertebrae.items()
            for marks in LINES
        }
        facings = {level: _facing(points, level) for level in film.vertebrae if _has_four_corners(points, level)}
        sigma = _sigma(film, lines, landmark_sd_mm)
        heights = {
            (level, column): _length((film.id, level, column.value), lines[level, marks], sigma)
            for level in film.vertebrae
            for column, marks in COLUMN_MARKS.items()
        }
        return cls(film, points, lines, heights, sigma, facings, _majority(facings))

    @property
    def bodies(self) -> tuple[str, ...]:
        """Levels above S1 with at least one point, from head to foot."""
        return tuple(level for level in BODIES if level in self.film.vertebrae and self.film.vertebrae[level].marks)

    def height(self, level: str, column: Column) -> Quantity:
        """Distance between the two endplates at one column of the body, in units of the plane."""
        return self.heights.get((level, column)) or _not_placed(level, COLUMN_MARKS[column])

    def endplate_length(self, level: str, edge: Edge) -> Quantity:
        """Length of an endplate, in units of the plane."""
        return _length((self.film.id, level, edge.value), self._line(level, EDGE_MARKS[edge]), self.sigma)

    def in_mm(self, quantity: Quantity) -> Quantity:
        """The quantity where the plane is in millimetres, else why not."""
        if isinstance(quantity, Lack) or self.film.calibration.is_known:
            return quantity
        return NO_SPACING

    def angle(self, upper: tuple[str, Edge], lower: tuple[str, Edge]) -> Quantity:
        """Signed angle in degrees from the upper to the lower line; kyphosis is positive."""
        u, v = self.edge(*upper), self.edge(*lower)
        lack = first_lack(u, v, self._facing_lack(upper[0]), self._facing_lack(lower[0]))
        if lack is not None or isinstance(u, Lack) or isinstance(v, Lack) or not self.facing:
            return lack or _UNKNOWN_SIDE
        per_sd = math.degrees(math.sqrt(2.0) * self.sigma) * self.facing
        errors = {self._line_id(*upper): per_sd / u.length, self._line_id(*lower): -per_sd / v.length}
        return Estimate(signed_angle_deg(u.line, v.line, self.facing), errors, u.proposed or v.proposed)

    def edge(self, level: str, edge: Edge) -> PlacedLine | Lack:
        """A border of a body as a directed line, or why there is none."""
        return self._line(level, EDGE_MARKS[edge])

    def _line_id(self, level: str, edge: Edge) -> tuple[str, str, str]:
        return (self.film.id, level, edge.value)

    def _line(self, level: str, marks: MarkPair) -> PlacedLine | Lack:
        return self.lines.get((level, marks)) or _not_placed(level, marks)

    def _facing_lack(self, level: str) -> Lack | None:
        if self.facing is None:
            return _UNKNOWN_SIDE
        if self.facing == 0:
            return Lack(Status.INCONSISTENT_FACING, "the bodies disagree on which side is anterior")
        facing = self.facings.get(level, self.facing)
        if facing == 0:
            return Lack(Status.INCONSISTENT_FACING, f"{level}: its corners cross")
        if facing != self.facing:
            return Lack(Status.INCONSISTENT_FACING, f"{level} faces the other way than the rest of the film")
        return None


def _placed_line(points: Mapping[tuple[str, Mark], FilmPoint], body: Vertebra, marks: MarkPair) -> PlacedLine | Lack:
    start, end = (points.get((body.level, mark)) for mark in marks)
    if start is None or end is None:
        absent = " and ".join(MARK_WORDS[mark] for mark in marks if mark not in body.marks)
        return Lack(Status.MISSING_LANDMARKS, f"{body.level}: {absent} not placed")
    line = Line(start, end)
    length = line.length
    if length < NO_LENGTH:
        return Lack(Status.DEGENERATE, f"{body.level}: {marks[0]} and {marks[1]} lie on one spot")
    if length > TOO_FAR:
        return Lack(Status.DEGENERATE, f"{body.level}: {marks[0]} and {marks[1]} lie too far apart for any film")
    return PlacedLine(line, length, any(body.marks[mark].proposed for mark in marks))


def _length(source: LineId, placed: PlacedLine | Lack, sigma: float) -> Quantity:
    if isinstance(placed, Lack):
        return placed
    return Estimate(placed.length, {source: SQRT_2 * sigma}, placed.proposed)


def _not_placed(level: str, marks: MarkPair) -> Lack:
    return Lack(Status.MISSING_LANDMARKS, f"{level}: {' and '.join(MARK_WORDS[mark] for mark in marks)} not placed")


_UNKNOWN_SIDE = Lack(Status.MISSING_LANDMARKS, "no body has all four corners, so the anterior side is unknown")


def _has_four_corners(points: Mapping[tuple[str, Mark], FilmPoint], level: str) -> bool:
    return all((level, mark) in points for mark in CORNERS)


def _facing(points: Mapping[tuple[str, Mark], FilmPoint], level: str) -> int:
    sp, sa, ia, ip = (points[level, mark] for mark in CORNERS)
    if segments_cross(Line(sp, sa), Line(ip, ia)) or segments_cross(Line(sp, ip), Line(sa, ia)):
        return 0
    anterior = FilmPoint(sa.x - sp.x + ia.x - ip.x, sa.y - sp.y + ia.y - ip.y)
    caudal = FilmPoint(ia.x + ip.x - sa.x - sp.x, ia.y + ip.y - sa.y - sp.y)
    turn = cross(anterior, caudal)
    return (turn > 0) - (turn < 0)


def _majority(facings: Mapping[str, int]) -> int | None:
    if not facings:
        return None
    votes = Counter(facings.values())
    return (votes[1] > votes[-1]) - (votes[1] < votes[-1])


def _sigma(film: Film, lines: Mapping[tuple[str, MarkPair], PlacedLine | Lack], landmark_sd_mm: float) -> float:
    if film.calibration.is_known:
        return landmark_sd_mm
    endplates = (EDGE_MARKS[Edge.SUPERIOR], EDGE_MARKS[Edge.INFERIOR])
    # An endplate without length counts: it was placed, so it belongs to the mean.
    lengths = [
        0.0 if isinstance(line, Lack) else line.length
        for (_, marks), line in lines.items()
        if marks in endplates and not (isinstance(line, Lack) and line.status is Status.MISSING_LANDMARKS)
    ]
    typical = sum(lengths) / len(lengths) if lengths else 0.0
    return landmark_sd_mm / TYPICAL_ENDPLATE_MM * typical if typical else math.nan
