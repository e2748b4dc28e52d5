"""Carry-over from one film of a patient to the next: how far off, how often refused, and no level ever mistaken.

`python -m benchmarks.bench_carry 40` scores so many generated pairs of each kind instead of a few.
"""

import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

import numpy as np

from benchmarks.spine_films import distance_mm
from benchmarks.spine_pairs import KINDS, spine_pair
from benchmarks.timing import Row, best_ms
from vertmeasure.core.anatomy import Mark
from vertmeasure.core.errors import VertmeasureError
from vertmeasure.core.geometry import ImagePoint, Scale
from vertmeasure.vision.carry import Carried, CarrySource, carry
from vertmeasure.vision.register_field import BASE_MM

SAMPLE = Path(__file__).resolve().parent.parent / "sample_dicom"
SAMPLE_PAIRS = (("pre", "post"), ("post", "follow_up"), ("pre", "follow_up"))
PAIRS_OF_A_KIND = 2
NEIGHBOURHOOD = 3
_ANOTHER_LEVEL_MM = 10.0

Truth = Mapping[str, Mapping[Mark, ImagePoint]]


@dataclass
class Score:
    """What was carried over several pairs, in mm of the later film's true spacing."""

    untreated_mm: list[float] = field(default_factory=list)
    treated_mm: list[float] = field(default_factory=list)
    pairs: int = 0
    refused: int = 0
    bodies: int = 0
    left_out: int = 0
    mistaken: int = 0

    def add(self, source: CarrySource, target: CarrySource, truth: Truth, scale: Scale) -> None:
        """Carry one pair and compare it with the truth."""
        self.pairs += 1
        wanted = [level for level in source.film.vertebrae if level in truth]
        self.bodies += len(wanted)
        try:
            carried = carry(source, target)
        except VertmeasureError:
            self.refused += 1
            return
        self.left_out += sum(level not in carried.bodies for level in wanted)
        for level in carried.bodies:
            self._compare(carried, level, truth, scale, level in source.broken)

    def _compare(self, carried: Carried, level: str, truth: Truth, scale: Scale, is_treated: bool) -> None:
        if level not in truth:
            return
        off_mm = [distance_mm(at, truth[level][mark], scale) for mark, at in carried.bodies[level].items()]
        (self.treated_mm if is_treated else self.untreated_mm).extend(off_mm)
        self.mistaken += float(np.mean(off_mm)) > _ANOTHER_LEVEL_MM

    @property
    def words(self) -> str:
        """The score in one line."""
        return (
            f"untreated {_spread(self.untreated_mm)}, treated {_spread(self.treated_mm)}, "
            f"refused {self.refused} of {self.pairs}, left out {self.left_out} of {self.bodies}, "
            f"levels mistaken {self.mistaken}"
        )


def _spread(values: Sequence[float]) -> str:
    return f"{np.median(values):.2f}/{np.percentile(values, 95):.2f} mm" if values else "none"


def rows(count: int = PAIRS_OF_A_KIND) -> Iterator[Row]:
    """The sample patient, then generated pairs with all bodies placed and with three; median/95th percentile."""
    yield _row("sample", _sample_pairs())
    for kind in KINDS:
        pairs = [spine_pair(kind, number) for number in range(count)]
        whole = [(pair.source(), pair.target, pair.after.truth, pair.after.scale) for pair in pairs]
        yield _row(kind, whole)
        yield _row(
            f"{kind}, {NEIGHBOURHOOD} bodies", [(_few(each[0], place), *each[1:]) for place, each in enumerate(whole)]
        )


Case = tuple[CarrySource, CarrySource, Truth, Scale]


def _row(name: str, cases: Iterable[Case]) -> Row:
    cases, score = list(cases), Score()
    for case in cases:
        score.add(*case)
    source, target, *_ = cases[0]
    ours_ms = best_ms(partial(_carried_or_refused, source, target), runs=3)
    plain_ms = best_ms(lambda: [each.image.patch(each.image.extent, BASE_MM) for each in (source, target)], runs=3)
    what = f"carry, {name}: {score.words}"
    return Row(what, ours_ms, "averaging both films", plain_ms, "median <= 1 mm, 0 mistaken, <= 1 s")


def _carried_or_refused(source: CarrySource, target: CarrySource) -> Carried | None:
    try:
        return carry(source, target)
    except VertmeasureError:
        return None


def _few(source: CarrySource, place: int) -> CarrySource:
    """The film with three neighbouring bodies placed, others each time."""
    levels = list(source.film.vertebrae)
    first = (place * 2) % (len(levels) - NEIGHBOURHOOD + 1)
    kept = {level: source.film.vertebrae[level] for level in levels[first : first + NEIGHBOURHOOD]}
    return replace(source, film=replace(source.film, vertebrae=kept))


def _sample_pairs() -> Iterator[Case]:
    from vertmeasure.cli.study_images import image_of
    from vertmeasure.storage.study_file import read_study

    path = SAMPLE / "sample.vert.json"
    study = read_study(path)
    sights = {film.id: CarrySource(film, image_of(path, film), frozenset({"L1"})) for film in study.films}
    for earlier, later in SAMPLE_PAIRS:
        target = sights[later]
        truth = {
            level: {mark: point.at for mark, point in body.marks.items()}
            for level, body in target.film.vertebrae.items()
        }
        empty = replace(target, film=replace(target.film, vertebrae={}))
        yield sights[earlier], empty, truth, target.film.calibration.scale


if __name__ == "__main__":
    for row in rows(int(sys.argv[1]) if len(sys.argv) > 1 else PAIRS_OF_A_KIND):
        print(f"{row.what}  ({row.ours:.0f} ms)")
