"""One film -> its readings: heights, losses and angles of every body, and whole-film angles, as estimates."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from vertmeasure.core.anatomy import COLUMN_MARKS, Column, Edge, above, below, rank
from vertmeasure.core.measurement import NO_FLAGS, Flag, Status
from vertmeasure.core.plane import BEYOND_T1, FilmPlane
from vertmeasure.core.reference import Reference, ReferenceFinder, reference_finder
from vertmeasure.core.study import Study
from vertmeasure.core.uncertainty import Estimate, Lack, Quantity, derive, first_lack, weighted

NO_S1_WALLS = Lack(Status.NOT_APPLICABLE, "S1 has no heights and no posterior wall here")

WHOLE_FILM_ANGLES: dict[str, tuple[tuple[str, Edge], tuple[str, Edge]]] = {
    "kyphosis_T4_T12": (("T4", Edge.SUPERIOR), ("T12", Edge.INFERIOR)),
    "kyphosis_T5_T12": (("T5", Edge.SUPERIOR), ("T12", Edge.INFERIOR)),
    "junction_T10_L2": (("T10", Edge.SUPERIOR), ("L2", Edge.INFERIOR)),
    "lordosis_L1_S1": (("L1", Edge.SUPERIOR), ("S1", Edge.SUPERIOR)),
}

_EDGE_WORDS = {Edge.SUPERIOR: "sup", Edge.INFERIOR: "inf", Edge.POSTERIOR_WALL: "wall"}


@dataclass(frozen=True, slots=True)
class Reading:
    """A number with what stands beside it; a length is in units of the film plane, mm only where calibrated."""

    quantity: Quantity
    flags: frozenset[Flag] = NO_FLAGS
    reference: tuple[str, ...] = ()
    lines: str = ""


Readings = dict[str, Reading]


@dataclass(frozen=True, slots=True)
class FilmReadings:
    """All readings of one film, by level and id; what changes are made from.

    Attributes
    ----------
    by_level : Mapping[str, Readings]
        Of every body with landmarks, and "" for the whole film: what has rows of its own.
    unplaced : Mapping[str, Readings]
        Of fractured and treated bodies that are hidden on this film: some of their angles need only the neighbours.
    """

    plane: FilmPlane
    by_level: Mapping[str, Readings]
    unplaced: Mapping[str, Readings]

    def quantity(self, level: str, measurement_id: str) -> Quantity:
        """A number of a placed or judged body, or why there is none."""
        readings = self.by_level.get(level) or self.unplaced[level]
        return readings[measurement_id].quantity


def read_film(study: Study, plane: FilmPlane, planes: Iterable[FilmPlane]) -> FilmReadings:
    """Read everything the dictionary names off one film of a study; `planes` are all films in order."""
    find = reference_finder(study, plane, planes)
    by_level = {level: _body(plane, level, find) for level in plane.bodies}
    unplaced = {level: _body(plane, level, find) for level in study.judged_levels if level not in by_level}
    return FilmReadings(plane, {**by_level, "": _whole_film(study, plane)}, unplaced)


def _body(plane: FilmPlane, level: str, find: ReferenceFinder) -> Readings:
    heights = {column: plane.height(level, column) for column in Column}
    references = {column: find(level, column) for column in Column}
    losses = {column: _loss(heights[column], references[column]) for column in Column}
    return {
        **{f"height_{x}": Reading(heights[x], lines=_height_line(x)) for x in Column},
        "depth": Reading(_depth(plane, level)),
        **_ratios(plane, level, heights),
        **{f"reference_{x}": _reference(references[x]) for x in Column},
        **{f"loss_adjacent_{x}": losses[x] for x in Column},
        "loss_adjacent_max": _largest(losses),
        "loss_own_posterior": Reading(derive(percent_lost, heights[Column.ANTERIOR], heights[Column.POSTERIOR])),
        **_angles(plane, level),
    }


def _height_line(column: Column) -> str:
    return " - ".join(COLUMN_MARKS[column])


def _depth(plane: FilmPlane, level: str) -> Quantity:
    superior, inferior = (plane.endplate_length(level, edge) for edge in (Edge.SUPERIOR, Edge.INFERIOR))
    return derive(lambda s, i: (s + i).scaled(0.5), superior, inferior)


def _ratios(plane: FilmPlane, level: str, heights: Mapping[Column, Quantity]) -> Readings:
    posterior = heights[Column.POSTERIOR]
    return {
        "ratio_wedge": Reading(_ratio(heights[Column.ANTERIOR], posterior)),
        "ratio_biconcavity": Reading(_ratio(heights[Column.MIDDLE], posterior)),
        "ratio_crush_above": Reading(_ratio(posterior, _neighbour_wall(plane, above(level)))),
        "ratio_crush_below": Reading(_ratio(posterior, _neighbour_wall(plane, below(level)))),
    }


def _ratio(numerator: Quantity, denominator: Quantity) -> Quantity:
    return derive(Estimate.__truediv__, numerator, denominator)


def _neighbour_wall(plane: FilmPlane, level: str | None) -> Quantity:
    if level is None:
        return BEYOND_T1
    return NO_S1_WALLS if level == "S1" else plane.height(level, Column.POSTERIOR)


def _reference(reference: Reference) -> Reading:
    return Reading(reference.height, reference.flags, reference.levels)


def percent_lost(height: Estimate, reference: Estimate) -> Estimate:
    """100 * (1 - height / reference)."""
    share = 100.0 / reference.value
    loss = 100.0 - share * height.value
    return weighted(loss, (height, -share), (reference, share * height.value / reference.value))


def _loss(height: Quantity, reference: Reference) -> Reading:
    quantity = derive(percent_lost, height, reference.height)
    return Reading(quantity, reference.flags, reference.levels)


def _largest(losses: Mapping[Column, Reading]) -> Reading:
    """The largest loss; its derivative is that of the largest branch."""
    known = [(each.quantity, each) for each in losses.values() if isinstance(each.quantity, Estimate)]
    if not known:
        lack = first_lack(*(each.quantity for each in losses.values()))
        return Reading(lack or Lack(Status.NO_REFERENCE, "no loss could be read"))
    largest, reading = max(known, key=lambda pair: pair[0].value)
    proposed = any(quantity.proposed for quantity, _ in known)
    partial = {Flag.PARTIAL} if proposed or len(known) < len(losses) else set()
    quantity = Estimate(largest.value, largest.errors, proposed)
    return Reading(quantity, reading.flags | partial, reading.reference)


def _angles(plane: FilmPlane, level: str) -> Readings:
    angles = {name: _angle(plane, upper, lower) for name, (upper, lower) in angle_borders(level).items()}
    return {**angles, "sagittal_index": _sagittal_index(level, angles["gardner_angle"])}


Border = tuple[str, Edge]


def angle_borders(level: str) -> dict[str, tuple[Border | Lack, Border | Lack]]:
    """The upper and the lower line of each angle of a body, or why anatomy has none."""
    upper, lower = above(level), below(level)
    own = (level, Edge.INFERIOR)
    lower_end = ("S1", Edge.SUPERIOR) if lower == "S1" else _at(lower, Edge.INFERIOR)
    wall_below = NO_S1_WALLS if lower == "S1" else _at(lower, Edge.POSTERIOR_WALL)
    return {
        "wedge_angle": ((level, Edge.SUPERIOR), own),
        "gardner_angle": (_at(upper, Edge.SUPERIOR), own),
        "segmental_angle": (_at(upper, Edge.SUPERIOR), lower_end),
        "adjacent_endplates_angle": (_at(upper, Edge.INFERIOR), _at(lower, Edge.SUPERIOR)),
        "posterior_wall_angle": (_at(upper, Edge.POSTERIOR_WALL), wall_below),
    }


def _at(level: str | None, edge: Edge) -> Border | Lack:
    return BEYOND_T1 if level is None else (level, edge)


def _angle(plane: FilmPlane, upper: Border | Lack, lower: Border | Lack) -> Reading:
    if isinstance(upper, Lack):
        return Reading(upper)
    if isinstance(lower, Lack):
        return Reading(lower)
    lines = " - ".join(f"{_EDGE_WORDS[edge]} {level}" for level, edge in (upper, lower))
    return Reading(plane.angle(upper, lower), lines=lines)


def _sagittal_index(level: str, gardner: Reading) -> Reading:
    normal_deg = _normal_gardner_deg(level)
    quantity = derive(lambda angle: angle.scaled(1.0, -normal_deg), gardner.quantity)
    return Reading(quantity, frozenset({Flag.UNVERIFIED_CONSTANT}), lines=gardner.lines)


def _normal_gardner_deg(level: str) -> float:
    """Normal angle of a segment after Farcy; the constants are to be verified."""
    if rank(level) <= rank("T10"):
        return 5.0
    return 0.0 if rank(level) <= rank("L1") else -10.0


def _whole_film(study: Study, plane: FilmPlane) -> Readings:
    readings = {name: _angle(plane, upper, lower) for name, (upper, lower) in WHOLE_FILM_ANGLES.items()}
    for upper, lower in study.angles:
        readings[f"cobb_{upper}_{lower}"] = _picked_pair(plane, upper, lower)
    return readings


def _picked_pair(plane: FilmPlane, upper: str, lower: str) -> Reading:
    if lower == "S1":
        return Reading(Lack(Status.NOT_APPLICABLE, "S1 has no inferior endplate here"))
    if rank(upper) > rank(lower):
        return Reading(Lack(Status.NOT_APPLICABLE, f"{upper} does not lie above {lower}"))
    return _angle(plane, (upper, Edge.SUPERIOR), (lower, Edge.INFERIOR))
