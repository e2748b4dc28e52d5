"""What a height is compared with: the bodies that count as intact, and the height they suggest."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from vertmeasure.core.anatomy import BODIES, Column, rank
from vertmeasure.core.measurement import NO_FLAGS, Flag, Status
from vertmeasure.core.plane import FilmPlane
from vertmeasure.core.study import Film, HeightReference, Study, Timepoint
from vertmeasure.core.uncertainty import Estimate, Lack, Quantity, derive, exactly, mean

NOTABLE_SCALE = 0.05
"""A difference in magnification above this share is told (measurement dictionary, Two films)."""

NO_INTACT = Lack(Status.NO_REFERENCE, "no intact body with this height to compare with")
NO_PRIOR = Lack(Status.NO_REFERENCE, "no earlier baseline film with this height")


@dataclass(frozen=True, slots=True)
class Reference:
    """The height a body is thought to have had, the bodies it was read from and what to know about it."""

    height: Quantity
    levels: tuple[str, ...] = ()
    flags: frozenset[Flag] = NO_FLAGS


@dataclass(frozen=True, slots=True)
class Magnification:
    """How much larger the earlier film shows the same spine.

    Attributes
    ----------
    k : Estimate
        Factor from the later film to the earlier; exactly 1 where no common intact body tells.
    levels : tuple[str, ...]
        The bodies it was read from; empty when it could not be read.
    same_unit : bool
        Whether both films are in mm or both in pixels; otherwise k turns one unit into the other.
    """

    k: Estimate
    levels: tuple[str, ...]
    same_unit: bool = True

    @property
    def flags(self) -> frozenset[Flag]:
        """`normalised` or `not_normalised`, and `scale_differs` above 5 %."""
        known = frozenset({Flag.NORMALISED if self.levels else Flag.NOT_NORMALISED})
        differs = abs(self.k.value - 1) > NOTABLE_SCALE
        return known | {Flag.SCALE_DIFFERS} if differs else known


def intact_bodies(study: Study, film: Film) -> frozenset[str]:
    """Bodies that may serve as reference on a film: not fractured by then, not treated, not excluded."""
    barred = {*study.fractured_on(film), *study.procedure.levels, *study.excluded_references, *film.excluded_references}
    return frozenset(BODIES) - barred


def magnification(study: Study, earlier: FilmPlane, later: FilmPlane) -> Magnification:
    """Scale k: mean over the common intact bodies of (Ha+Hp on the earlier) / (Ha+Hp on the later film)."""
    known = scales_by_body(study, earlier, later)
    same_unit = earlier.film.calibration.is_known is later.film.calibration.is_known
    return Magnification(mean(list(known.values())) if known else exactly(1.0), tuple(known), same_unit)


def scales_by_body(study: Study, earlier: FilmPlane, later: FilmPlane) -> dict[str, Estimate]:
    """What each common intact body says of the scale, from head to foot: Ha+Hp on the earlier over the later film."""
    common = intact_bodies(study, earlier.film) & intact_bodies(study, later.film)
    ratios = {
        level: derive(Estimate.__truediv__, _wall_sum(earlier, level), _wall_sum(later, level))
        for level in BODIES
        if level in common
    }
    return {level: ratio for level, ratio in ratios.items() if isinstance(ratio, Estimate)}


def _wall_sum(plane: FilmPlane, level: str) -> Quantity:
    return derive(Estimate.__add__, plane.height(level, Column.ANTERIOR), plane.height(level, Column.POSTERIOR))


ReferenceFinder = Callable[[str, Column], Reference]


def reference_finder(study: Study, plane: FilmPlane, planes: Iterable[FilmPlane]) -> ReferenceFinder:
    """The study's way of finding a reference height on one film, as a function of level and column."""
    if study.height_reference is HeightReference.PRIOR_FILM:
        return _prior_film_finder(study, plane, planes)
    intact = intact_bodies(study, plane.film)
    sides = {
        HeightReference.ADJACENT_MEAN: (-1, +1),
        HeightReference.ABOVE: (-1,),
        HeightReference.BELOW: (+1,),
    }[study.height_reference]

    def adjacent(level: str, column: Column) -> Reference:
        found = [_nearest(plane, intact, (level, step), column) for step in sides]
        return _joined(level, [each for each in found if each is not None], len(sides))

    return adjacent


def _nearest(
    plane: FilmPlane, intact: frozenset[str], start: tuple[str, int], column: Column
) -> tuple[str, Estimate] | None:
    level, step = start
    place = rank(level) + step
    while 0 <= place < len(BODIES):
        height = plane.height(BODIES[place], column) if BODIES[place] in intact else NO_INTACT
        if isinstance(height, Estimate):
            return BODIES[place], height
        place += step
    return None


def _joined(level: str, found: list[tuple[str, Estimate]], wanted: int) -> Reference:
    if not found:
        return Reference(NO_INTACT)
    flags = set()
    if len(found) < wanted:
        flags.add(Flag.ONE_SIDED)
    if any(abs(rank(each) - rank(level)) > 1 for each, _ in found):
        flags.add(Flag.DISTANT)
    return Reference(mean([height for _, height in found]), tuple(each for each, _ in found), frozenset(flags))


def _no_prior(_level: str, _column: Column) -> Reference:
    return Reference(NO_PRIOR)


def _prior_film_finder(study: Study, plane: FilmPlane, planes: Iterable[FilmPlane]) -> ReferenceFinder:
    baselines = [each for each in planes if each.film.timepoint is Timepoint.BASELINE]
    if not baselines or baselines[0].film.id == plane.film.id:
        # A film is never its own reference, as a body never is.
        return _no_prior
    prior = baselines[0]
    scale = magnification(study, prior, plane)

    def from_prior(level: str, column: Column) -> Reference:
        if not scale.levels and not scale.same_unit:
            return Reference(NO_PRIOR)
        height = prior.height(level, column)
        if isinstance(height, Lack):
            return Reference(NO_PRIOR)
        return Reference(height / scale.k, (level,))

    return from_prior
