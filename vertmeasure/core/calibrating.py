"""How a reader makes a calibration: from a known length, a disc, a magnification, a spacing, or the header's offers.

Places are pixels of the stored image. `aspect` is row over column spacing: where a pixel is oblong a disc is an
ellipse, and a length counts differently along rows and columns. Every function raises StudyError for what cannot
be right, and words the rule with who did it, so that a number can be traced.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from vertmeasure.core.calibration import (
    CONFLICT,
    LARGEST_MAGNIFICATION,
    LARGEST_MM,
    SMALLEST_MM,
    UNCONFIRMED,
    Calibration,
    CalibrationOption,
    Grade,
)
from vertmeasure.core.errors import StudyError
from vertmeasure.core.geometry import FilmPoint, ImagePoint, Line, Scale, cross, to_film_plane

SHORTEST_PX = 10.0
"""A drawn length shorter than this errs by a tenth and more when its ends err by a pixel."""
FLATTEST_DISC = 0.1
"""Least height over longest side of the triangle on a rim: three points on less than an eighth of it are refused."""
LEAST_SPREAD = 0.25
"""Squared sine between the directions of drawn lengths, below which they cannot tell rows from columns."""


@dataclass(frozen=True, slots=True)
class KnownLength:
    """A line drawn on the film between two points whose distance is known, in mm."""

    start: ImagePoint
    end: ImagePoint
    length_mm: float

    @property
    def columns(self) -> float:
        """How many columns the line spans."""
        return abs(self.end.column - self.start.column)

    @property
    def rows(self) -> float:
        """How many rows the line spans."""
        return abs(self.end.row - self.start.row)

    @property
    def length_px(self) -> float:
        """Its length on the stored image, in pixels."""
        return math.hypot(self.columns, self.rows)


def by_length(known: KnownLength, aspect: float, by: str) -> Calibration:
    """A spacing from one line at any angle; rows and columns keep the shape of the film's pixel."""
    _check(known)
    column_mm = known.length_mm / math.hypot(known.columns, known.rows * aspect)
    rule = f"known length {known.length_mm:g} mm drawn by {who(by)} over {known.length_px:.0f} px"
    return _by_reader(column_mm * aspect, column_mm, rule)


def by_lengths(known: Sequence[KnownLength], by: str) -> Calibration:
    """Row and column spacing apart, by least squares from lines that need not lie along rows or columns.

    Each line tells row² * rows² + column² * columns² = length²; the relative errors of these are made least.
    """
    for each in known:
        _check(each)
    column_mm, row_mm = _solved(
        [((each.columns / each.length_mm) ** 2, (each.rows / each.length_mm) ** 2) for each in known]
    )
    lengths = " and ".join(f"{each.length_mm:g} mm over {each.length_px:.0f} px" for each in known)
    return _by_reader(row_mm, column_mm, f"known lengths {lengths}, drawn by {who(by)}")


def by_disc(rim: Sequence[ImagePoint], diameter_mm: float, aspect: float, by: str) -> Calibration:
    """A spacing from three points on the rim of a sphere or coin of known diameter."""
    _check_mm(diameter_mm)
    circle = circle_through(rim, aspect)
    if 2 * circle.radius < SHORTEST_PX:
        raise StudyError("The disc is too small to calibrate by.", f"Zoom in; it needs {SHORTEST_PX:g} px at least.")
    column_mm = diameter_mm / (2 * circle.radius)
    rule = f"disc of {diameter_mm:g} mm marked by {who(by)}, {2 * circle.radius:.0f} px across"
    return _by_reader(column_mm * aspect, column_mm, rule)


def by_magnification(detector: CalibrationOption | None, magnification: float, by: str) -> Calibration:
    """The spacing at the detector divided by a magnification above 1 and up to 2."""
    if detector is None:
        raise StudyError(
            "The header does not tell the spacing at the detector, so that a magnification cannot be applied.",
            "Draw a known length, or type the spacing.",
        )
    if not 1.0 < magnification <= LARGEST_MAGNIFICATION:
        raise StudyError(
            "A magnification must lie above 1, up to 2.",
            "It is the distance from source to detector over that from source to patient.",
        )
    rule = f"{detector.rule} / magnification {magnification:g} typed by {who(by)}"
    return _by_reader(detector.row_mm / magnification, detector.column_mm / magnification, rule)


def by_spacing(row_mm: float, column_mm: float, by: str) -> Calibration:
    """A spacing as the reader types it, in mm from row to row and from column to column."""
    return _by_reader(row_mm, column_mm, f"typed by {who(by)}")


def by_choice(option: CalibrationOption, flags: Iterable[str], by: str) -> Calibration:
    """One of the spacings a header offers, with that option's own grade; the doubt about it is settled.

    `flags` are those of the header's calibration; what does not concern the choice stays.
    """
    kept = tuple(flag for flag in flags if flag not in (CONFLICT, UNCONFIRMED))
    rule = f"{option.rule}, chosen by {who(by)}"
    return Calibration(option.row_mm, option.column_mm, option.grade, rule, option.row_mm / option.column_mm, kept)


def who(reader: str) -> str:
    """The reader in a rule: initials, or "the reader" where none are recorded."""
    return reader.strip() or "the reader"


# ---- the disc


@dataclass(frozen=True, slots=True)
class Circle:
    """A circle on the film, in widths of a column; `at` is its centre in pixels of the stored image."""

    at: ImagePoint
    radius: float
    aspect: float

    def rim(self, steps: int) -> list[ImagePoint]:
        """Points around it on the stored image, the first again at the end; an ellipse where pixels are oblong."""
        turns = (math.tau * step / steps for step in range(steps + 1))
        return [
            ImagePoint(
                self.at.column + self.radius * math.cos(turn),
                self.at.row + self.radius * math.sin(turn) / self.aspect,
            )
            for turn in turns
        ]


def circle_through(rim: Sequence[ImagePoint], aspect: float) -> Circle:
    """The circle through three points; StudyError where they lie almost on a line or on one spot."""
    a, b, c = (to_film_plane(point, Scale(column=1.0, row=aspect)) for point in rim)
    u, v = Line(a, b).vector, Line(a, c).vector
    longest = max(Line(a, b).length, Line(a, c).length, Line(b, c).length)
    area = cross(u, v)
    if longest == 0 or abs(area) < FLATTEST_DISC * longest**2:
        raise StudyError("The three points lie almost on a line.", "Spread them around the rim of the disc.")
    centre = _centre(u, v, area)
    return Circle(
        ImagePoint(a.x + centre.x, (a.y + centre.y) / aspect),
        math.hypot(*centre),
        aspect,
    )


def _centre(u: FilmPoint, v: FilmPoint, area: float) -> FilmPoint:
    """The centre of the circle through the origin, u and v."""
    uu, vv = u.x**2 + u.y**2, v.x**2 + v.y**2
    return FilmPoint((v.y * uu - u.y * vv) / (2 * area), (u.x * vv - v.x * uu) / (2 * area))


# ---- checks


def _check(known: KnownLength) -> None:
    _check_mm(known.length_mm)
    if known.length_px < SHORTEST_PX:
        raise StudyError(
            "The drawn length is too short to calibrate by.",
            f"Draw it along the whole object; it needs {SHORTEST_PX:g} px at least.",
        )


def _check_mm(length_mm: float) -> None:
    if not (math.isfinite(length_mm) and length_mm > 0):
        raise StudyError("A known length must be a positive number of millimetres.", "Type what the object measures.")


def _solved(rows: Sequence[tuple[float, float]]) -> tuple[float, float]:
    """The roots of x and y where every row (p, q) asks for p*x + q*y = 1, by least squares."""
    units = [(p / math.hypot(p, q), q / math.hypot(p, q)) for p, q in rows]
    spread = 4 * _determinant(units) / max(len(units), 1) ** 2
    if spread < LEAST_SPREAD:
        raise StudyError(
            "These lengths cannot tell rows from columns.",
            "Draw one length across the film and another along it.",
        )
    det = _determinant(rows)
    p_sum, q_sum = sum(p for p, _ in rows), sum(q for _, q in rows)
    pp, qq, pq = sum(p * p for p, _ in rows), sum(q * q for _, q in rows), sum(p * q for p, q in rows)
    x, y = (qq * p_sum - pq * q_sum) / det, (pp * q_sum - pq * p_sum) / det
    if min(x, y) <= 0:
        raise StudyError("These lengths contradict each other.", "Check both values and the ends of the lines.")
    return math.sqrt(x), math.sqrt(y)


def _determinant(rows: Sequence[tuple[float, float]]) -> float:
    """Of the normal equations."""
    return sum(p * p for p, _ in rows) * sum(q * q for _, q in rows) - sum(p * q for p, q in rows) ** 2


def _by_reader(row_mm: float, column_mm: float, rule: str) -> Calibration:
    if not all(SMALLEST_MM <= each <= LARGEST_MM for each in (row_mm, column_mm)):
        raise StudyError(
            f"A pixel would measure {column_mm:.3g} mm, which no film has.",
            f"A spacing lies between {SMALLEST_MM:g} and {LARGEST_MM:g} mm: check the value and its unit.",
        )
    return Calibration(row_mm, column_mm, Grade.USER, rule, row_mm / column_mm)
