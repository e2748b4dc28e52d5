"""Readings of the same films against each other: how far a reader, or several, repeat their own numbers.

A subject is one body on one film (for whole-film angles the film). Readings stand in the order in
which the studies were given.
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import combinations

from vertmeasure.core.assess import Assessment
from vertmeasure.core.bland_altman import BlandAltman, bland_altman
from vertmeasure.core.errors import StudyError
from vertmeasure.core.icc import Coefficient, icc_agreement, icc_consistency, variance_table
from vertmeasure.core.measurement import Flag
from vertmeasure.core.point_error import PointError, point_error
from vertmeasure.core.same_film import FilmReading, SameFilm, same_films
from vertmeasure.core.uncertainty import COVERAGE

LEAST_SUBJECTS = 2
COUNTED_UNITS = frozenset({"mm", "%", "deg", "ratio"})
"""Grades and shapes are no numbers that could be averaged."""

Row = Sequence[float | None]


class AgreementStatus(StrEnum):
    """Whether readings could be compared."""

    OK = "ok"
    TOO_FEW_SUBJECTS = "too_few_subjects"


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """How far readings of one measurement agree.

    Attributes
    ----------
    id, unit : str
        The measurement, as in the dictionary.
    subjects, readings : int
        n subjects with all of k readings.
    left_out : int
        Subjects that at least one reading lacks, or rests on a point that was proposed and not accepted.
    mean : float | None
        Of all readings; this and what follows None unless `status` is OK.
    sem : float | None
        Standard error of measurement: the standard deviation within subjects, sqrt(WMS).
    sdc : float | None
        Smallest detectable change of one subject: 1.96 * sqrt(2) * sem.
    cv_percent : float | None
        Within-subject coefficient of variation, 100 * sem / mean (Quan and Shih 1996, Biometrics
        52:1195); None where a reading is zero or negative, as then the mean says nothing.
    icc_2_1, icc_3_1 : Coefficient | None
        None where the readings do not vary at all.
    bland_altman : tuple[BlandAltman, ...]
        Each pair of readings; one where there are two.
    """

    id: str
    unit: str
    subjects: int
    readings: int
    left_out: int = 0
    mean: float | None = None
    sem: float | None = None
    sdc: float | None = None
    cv_percent: float | None = None
    icc_2_1: Coefficient | None = None
    icc_3_1: Coefficient | None = None
    bland_altman: tuple[BlandAltman, ...] = ()
    status: AgreementStatus = AgreementStatus.OK
    reason: str = ""


@dataclass(frozen=True, slots=True)
class ReadingComparison:
    """What readings of the same films have in common.

    Attributes
    ----------
    readers : tuple[str, ...]
        Of the studies, as recorded in them.
    films, readings : int
        How many films were read at least twice, and how often at most.
    agreements : tuple[Agreement, ...]
        In the order of the measurements.
    """

    readers: tuple[str, ...]
    films: int
    readings: int
    agreements: tuple[Agreement, ...]
    point_error: PointError

    @property
    def is_one_reader(self) -> bool:
        """Whether one named reader made all readings."""
        return len(set(self.readers)) == 1 and bool(self.readers[0])


def compare_readings(assessments: Sequence[Assessment]) -> ReadingComparison:
    """Compare two or more studies of the same films; StudyError where there are fewer, or no film is in two."""
    if len(assessments) < 2:
        raise StudyError("A comparison needs at least two readings.", "Name two or more studies of the same films.")
    films = [readings for readings in same_films(assessments) if len(readings) > 1]
    if not films:
        raise StudyError("No film was read in more than one of these studies.", "Choose studies of the same films.")
    most = max(map(len, films))
    tables = _tables(films)
    is_one_set = len({tuple(each.study for each in readings) for readings in films if len(readings) == most}) == 1
    return ReadingComparison(
        readers=tuple(each.study.reader for each in assessments),
        films=len(films),
        readings=most,
        agreements=tuple(
            agreement_of(*name, rows, most) if is_one_set else _without_columns(agreement_of(*name, rows, most))
            for name, rows in tables.items()
        ),
        point_error=point_error(films),
    )


MIXED = "the films were read in different studies: a first and a second reader cannot be told apart"


def _without_columns(found: Agreement) -> Agreement:
    """The spread within bodies, without what compares one reader, or one occasion, with another."""
    if found.status is not AgreementStatus.OK:
        return found
    return replace(found, icc_2_1=None, icc_3_1=None, bland_altman=(), reason=MIXED)


def agreement_of(measurement_id: str, unit: str, rows: Sequence[Row], readings: int) -> Agreement:
    """The agreement of a table of readings: a row for each subject, None for a reading that is missing."""
    whole = list(_complete(rows, readings))
    found = Agreement(
        id=measurement_id, unit=unit, subjects=len(whole), readings=readings, left_out=len(rows) - len(whole)
    )
    if len(whole) < LEAST_SUBJECTS:
        reason = "fewer than two bodies or films have all readings"
        return replace(found, status=AgreementStatus.TOO_FEW_SUBJECTS, reason=reason)
    spread = variance_table(whole)
    sem = math.sqrt(spread.within_subjects)
    return replace(
        found,
        mean=spread.mean,
        sem=sem,
        sdc=COVERAGE * math.sqrt(2.0) * sem,
        cv_percent=100.0 * sem / spread.mean if min(map(min, whole)) > 0 else None,
        icc_2_1=icc_agreement(spread),
        icc_3_1=icc_consistency(spread),
        bland_altman=tuple(_pairs(whole, readings)),
    )


def _complete(rows: Sequence[Row], readings: int) -> Iterator[tuple[float, ...]]:
    for row in rows:
        numbers = tuple(each for each in row if each is not None)
        if len(numbers) == readings:
            yield numbers


def _pairs(rows: Sequence[tuple[float, ...]], readings: int) -> Iterator[BlandAltman]:
    for first, second in combinations(range(readings), 2):
        yield bland_altman([(row[first], row[second]) for row in rows], (first + 1, second + 1))


def _tables(films: Sequence[SameFilm]) -> dict[tuple[str, str], list[Row]]:
    """By measurement id and unit: a row for each body or film that at least one reading has a number of."""
    tables: dict[tuple[str, str], list[Row]] = {}
    for readings in films:
        found = [_numbers(each) for each in readings]
        for level, measurement_id, unit in dict.fromkeys(key for numbers in found for key in numbers):
            rows = tables.setdefault((measurement_id, unit), [])
            row = [numbers.get((level, measurement_id, unit)) for numbers in found]
            if any(each is not None for each in row):
                rows.append(row)
    return {name: rows for name, rows in tables.items() if rows}


def _numbers(reading: FilmReading) -> dict[tuple[str, str, str], float | None]:
    """By level, id and unit: the numbers that rest on nothing but the reader's own points."""
    return {
        (each.level, each.id, each.unit): None if Flag.PROPOSED in each.flags else each.number
        for each in reading.assessment.measurements
        if each.film == reading.film.id and each.unit in COUNTED_UNITS
    }
