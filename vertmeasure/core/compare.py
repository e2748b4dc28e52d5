"""Two films -> changes: height won, angles corrected and correction lost again."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from vertmeasure.core.anatomy import Column
from vertmeasure.core.dictionary import entry
from vertmeasure.core.measure import outcome
from vertmeasure.core.measurement import NO_FLAGS, Change, Flag, Status
from vertmeasure.core.readings import FilmReadings
from vertmeasure.core.reference import Magnification, magnification
from vertmeasure.core.study import Posture, Study, Timepoint
from vertmeasure.core.uncertainty import Estimate, Lack, Quantity, derive

CORRECTED_ANGLES = ("wedge", "gardner", "segmental")
SMALL_LOSS_PERCENT = 20.0
"""Below this loss a gain in percent of the lost height says little."""
SMALL_ANGLE_DEG = 10.0
"""Below this angle a correction in percent says little; lordotic angles count as small."""


_OF_A_NUMBER = frozenset({Flag.UNSTABLE})
"""Flags that say something only where there is a number; the others concern the two films."""


@dataclass(frozen=True, slots=True)
class FilmPair:
    """An earlier and a later film of a study with what was read off them."""

    earlier: FilmReadings
    later: FilmReadings
    scale: Magnification

    @property
    def k(self) -> Quantity:
        """The scale from the later to the earlier film, or why their lengths cannot be compared."""
        if not self.scale.levels and not self.scale.same_unit:
            return Lack(Status.UNCALIBRATED, "only one film is calibrated and no intact body is on both")
        return self.scale.k

    @property
    def flags(self) -> frozenset[Flag]:
        """`posture_differs` when both postures are known and not the same."""
        postures = {self.earlier.plane.film.posture, self.later.plane.film.posture}
        differs = len(postures) > 1 and Posture.UNKNOWN not in postures
        return frozenset({Flag.POSTURE_DIFFERS}) if differs else NO_FLAGS

    def both(self, level: str, measurement_id: str) -> tuple[Quantity, Quantity]:
        """One number of a body on the earlier and on the later film."""
        return self.earlier.quantity(level, measurement_id), self.later.quantity(level, measurement_id)


def study_changes(study: Study, readings: Sequence[FilmReadings]) -> tuple[Change, ...]:
    """All changes of a study; `readings` are its films in order.

    The last pre film is compared with each later film, and the first post film with each follow-up
    for the loss of correction.
    """
    changes: list[Change] = []
    for earlier, later in _after_last(readings, Timepoint.PRE):
        pair = FilmPair(earlier, later, magnification(study, earlier.plane, later.plane))
        changes += _treatment_changes(study, pair)
    for earlier, later in _after_first_post(readings):
        pair = FilmPair(earlier, later, magnification(study, earlier.plane, later.plane))
        changes += [change for level in study.judged_levels for change in _lost_corrections(pair, level)]
    return tuple(changes)


def _after_last(readings: Sequence[FilmReadings], timepoint: Timepoint) -> Iterator[tuple[FilmReadings, FilmReadings]]:
    places = [place for place, each in enumerate(readings) if each.plane.film.timepoint is timepoint]
    if places:
        yield from ((readings[places[-1]], later) for later in readings[places[-1] + 1 :])


def _after_first_post(readings: Sequence[FilmReadings]) -> Iterator[tuple[FilmReadings, FilmReadings]]:
    post = next((each for each in readings if each.plane.film.timepoint is Timepoint.POST), None)
    if post is not None:
        follow_ups = (each for each in readings if each.plane.film.timepoint is Timepoint.FOLLOW_UP)
        yield from ((post, later) for later in follow_ups)


def _treatment_changes(study: Study, pair: FilmPair) -> Iterator[Change]:
    yield _change(pair, "", "scale_k", pair.scale.k, pair.scale.flags)
    for level in study.judged_levels:
        for column in Column:
            yield from _gains(pair, level, column)
        for angle in CORRECTED_ANGLES:
            yield from _corrections(pair, level, angle)


def _gains(pair: FilmPair, level: str, column: Column) -> Iterator[Change]:
    earlier, later = pair.both(level, f"height_{column}")
    loss_earlier, loss_later = pair.both(level, f"loss_adjacent_{column}")
    reference = pair.earlier.quantity(level, f"reference_{column}")
    gain = derive(lambda e, l, k: l * k - e, earlier, later, pair.k)  # noqa: E741
    small = isinstance(loss_earlier, Estimate) and loss_earlier.value < SMALL_LOSS_PERCENT
    unstable = frozenset({Flag.UNSTABLE}) if small else NO_FLAGS
    shares = {
        "percent_of_initial": (earlier, NO_FLAGS),
        "percent_of_lost": (derive(Estimate.__sub__, reference, earlier), unstable),
        "percent_of_reference": (reference, NO_FLAGS),
    }
    yield _change(pair, level, f"gain_{column}", gain, pair.scale.flags)
    for name, (denominator, flags) in shares.items():
        yield _change(pair, level, f"gain_{column}_{name}", _share(gain, denominator), pair.scale.flags | flags)
    yield _change(pair, level, f"loss_change_{column}", derive(Estimate.__sub__, loss_earlier, loss_later))


def _share(part: Quantity, whole: Quantity) -> Quantity:
    return derive(lambda p, w: (p / w).scaled(100.0), part, whole)


def _corrections(pair: FilmPair, level: str, angle: str) -> Iterator[Change]:
    earlier, later = pair.both(level, f"{angle}_angle")
    correction = derive(Estimate.__sub__, earlier, later)
    small = isinstance(earlier, Estimate) and earlier.value < SMALL_ANGLE_DEG
    yield _change(pair, level, f"correction_{angle}", correction)
    unstable = frozenset({Flag.UNSTABLE}) if small else NO_FLAGS
    yield _change(pair, level, f"correction_{angle}_percent", _share(correction, earlier), unstable)


def _lost_corrections(pair: FilmPair, level: str) -> Iterator[Change]:
    for angle in CORRECTED_ANGLES:
        post, follow_up = pair.both(level, f"{angle}_angle")
        yield _change(pair, level, f"loss_of_correction_{angle}", derive(Estimate.__sub__, follow_up, post))


def _change(pair: FilmPair, level: str, name: str, quantity: Quantity, flags: frozenset[Flag] = NO_FLAGS) -> Change:
    unit = entry(name).unit
    number = outcome(pair.earlier.plane.in_mm(quantity) if unit == "mm" else quantity)
    return Change(
        earlier=pair.earlier.plane.film.id,
        later=pair.later.plane.film.id,
        level=level,
        id=name,
        unit=unit,
        value=number.value,
        sd=number.sd,
        interval=number.interval,
        within_error=number.interval[0] <= 0.0 <= number.interval[1] if number.interval else None,
        status=number.status,
        reason=number.reason,
        flags=number.flags | (flags if number.value is not None else flags - _OF_A_NUMBER) | pair.flags,
    )
