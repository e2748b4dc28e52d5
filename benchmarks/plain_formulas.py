"""The formulas of the dictionary as plain arithmetic: no intervals, no statuses, no reasons.

What `assess` costs is told against this. It knows a spine in which every body from T1 to L5 has its
six points and S1 its two, one fracture, and films with square pixels and anterior to the right.
"""

import math
from collections.abc import Mapping

from vertmeasure.core.anatomy import BODIES
from vertmeasure.core.study import Film

Point = tuple[float, float]
Points = Mapping[tuple[str, str], Point]
Numbers = dict[tuple[str, str], float]
"""Values by level and measurement id; lengths in mm, angles in degrees."""

COLUMNS = {"anterior": ("SA", "IA"), "middle": ("SM", "IM"), "posterior": ("SP", "IP")}
SUPERIOR, INFERIOR, WALL = ("SP", "SA"), ("IP", "IA"), ("SP", "IP")


def points_mm(film: Film) -> Points:
    """All points of a calibrated film in mm."""
    row_mm, column_mm = film.calibration.row_mm or 1.0, film.calibration.column_mm or 1.0
    return {
        (level, str(mark)): (placed.at.column * column_mm, placed.at.row * row_mm)
        for level, body in film.vertebrae.items()
        for mark, placed in body.marks.items()
    }


def film_numbers(points: Points, fractured: str) -> Numbers:
    """Every measurement of every body, and the whole-film angles."""
    numbers: Numbers = {}
    for level in BODIES:
        _heights(points, level, numbers)
    for level in BODIES:
        _losses(level, fractured, numbers)
        _ratios(level, numbers)
        _angles(points, level, numbers)
    numbers["", "kyphosis_T4_T12"] = _angle(points, ("T4", SUPERIOR), ("T12", INFERIOR))
    numbers["", "kyphosis_T5_T12"] = _angle(points, ("T5", SUPERIOR), ("T12", INFERIOR))
    numbers["", "junction_T10_L2"] = _angle(points, ("T10", SUPERIOR), ("L2", INFERIOR))
    numbers["", "lordosis_L1_S1"] = _angle(points, ("L1", SUPERIOR), ("S1", SUPERIOR))
    return numbers


def change_numbers(earlier: Numbers, later: Numbers, fractured: str) -> Numbers:
    """Every change of the fractured body from one film to another."""
    k = _scale(earlier, later, fractured)
    numbers = {("", "scale_k"): k}
    for column in COLUMNS:
        before, after = (film[fractured, f"height_{column}"] for film in (earlier, later))
        reference = earlier[fractured, f"reference_{column}"]
        gain = k * after - before
        numbers[fractured, f"gain_{column}"] = gain
        numbers[fractured, f"gain_{column}_percent_of_initial"] = 100 * gain / before
        numbers[fractured, f"gain_{column}_percent_of_lost"] = 100 * gain / (reference - before)
        numbers[fractured, f"gain_{column}_percent_of_reference"] = 100 * gain / reference
        loss = f"loss_adjacent_{column}"
        numbers[fractured, f"loss_change_{column}"] = earlier[fractured, loss] - later[fractured, loss]
    for angle in ("wedge", "gardner", "segmental"):
        before, after = (film[fractured, f"{angle}_angle"] for film in (earlier, later))
        numbers[fractured, f"correction_{angle}"] = before - after
        numbers[fractured, f"correction_{angle}_percent"] = 100 * (before - after) / before
    return numbers


def _scale(earlier: Numbers, later: Numbers, fractured: str) -> float:
    ratios = [_walls(earlier, level) / _walls(later, level) for level in BODIES if level != fractured]
    return sum(ratios) / len(ratios)


def _walls(film: Numbers, level: str) -> float:
    return film[level, "height_anterior"] + film[level, "height_posterior"]


def _heights(points: Points, level: str, numbers: Numbers) -> None:
    for column, (upper, lower) in COLUMNS.items():
        numbers[level, f"height_{column}"] = _length(points, level, (upper, lower))
    endplates = _length(points, level, SUPERIOR) + _length(points, level, INFERIOR)
    numbers[level, "depth"] = endplates / 2


def _losses(level: str, fractured: str, numbers: Numbers) -> None:
    place = BODIES.index(level)
    upper = [each for each in BODIES[:place] if each != fractured][-1:]
    lower = [each for each in BODIES[place + 1 :] if each != fractured][:1]
    for column in COLUMNS:
        heights = [numbers[each, f"height_{column}"] for each in (*upper, *lower)]
        reference = sum(heights) / len(heights)
        numbers[level, f"reference_{column}"] = reference
        numbers[level, f"loss_adjacent_{column}"] = 100 * (1 - numbers[level, f"height_{column}"] / reference)
    numbers[level, "loss_adjacent_max"] = max(numbers[level, f"loss_adjacent_{column}"] for column in COLUMNS)


def _ratios(level: str, numbers: Numbers) -> None:
    anterior, middle, posterior = (numbers[level, f"height_{column}"] for column in COLUMNS)
    numbers[level, "loss_own_posterior"] = 100 * (1 - anterior / posterior)
    numbers[level, "ratio_wedge"] = anterior / posterior
    numbers[level, "ratio_biconcavity"] = middle / posterior
    for name, step in (("ratio_crush_above", -1), ("ratio_crush_below", 1)):
        neighbour = _neighbour(level, step)
        if neighbour in BODIES:
            numbers[level, name] = posterior / numbers[neighbour, "height_posterior"]


def _neighbour(level: str, step: int) -> str:
    place = BODIES.index(level) + step
    return "" if place < 0 else (*BODIES, "S1")[place]


def _angles(points: Points, level: str, numbers: Numbers) -> None:
    upper, lower, own = _neighbour(level, -1), _neighbour(level, 1), (level, INFERIOR)
    numbers[level, "wedge_angle"] = _angle(points, (level, SUPERIOR), own)
    if not upper:
        return
    gardner = _angle(points, (upper, SUPERIOR), own)
    numbers[level, "gardner_angle"] = gardner
    place = BODIES.index(level)
    normal_deg = 5 if place <= BODIES.index("T10") else (0 if place <= BODIES.index("L1") else -10)
    numbers[level, "sagittal_index"] = gardner - normal_deg
    end = (lower, SUPERIOR if lower == "S1" else INFERIOR)
    numbers[level, "segmental_angle"] = _angle(points, (upper, SUPERIOR), end)
    numbers[level, "adjacent_endplates_angle"] = _angle(points, (upper, INFERIOR), (lower, SUPERIOR))
    if lower != "S1":
        numbers[level, "posterior_wall_angle"] = _angle(points, (upper, WALL), (lower, WALL))


def _length(points: Points, level: str, marks: tuple[str, str]) -> float:
    return math.dist(points[level, marks[0]], points[level, marks[1]])


def _angle(points: Points, upper: tuple[str, tuple[str, str]], lower: tuple[str, tuple[str, str]]) -> float:
    (ux, uy), (vx, vy) = _vector(points, *upper), _vector(points, *lower)
    return -math.degrees(math.atan2(ux * vy - uy * vx, ux * vx + uy * vy))


def _vector(points: Points, level: str, marks: tuple[str, str]) -> Point:
    (ax, ay), (bx, by) = points[level, marks[0]], points[level, marks[1]]
    return bx - ax, by - ay
