"""What a reader has recorded about one patient: films, points, fractures, procedure and facts.

A Study is immutable and holds neither pixels nor derived numbers. Every object checks on
construction what would make it contradict itself and raises StudyError. `extras` keeps the keys of
a study file that this version does not know, so that they survive being saved again.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from vertmeasure.core.anatomy import Mark, in_order, is_level, marks_of
from vertmeasure.core.calibration import Calibration, is_spacing
from vertmeasure.core.errors import StudyError
from vertmeasure.core.frozen import frozen, nothing
from vertmeasure.core.geometry import ImagePoint


class Timepoint(StrEnum):
    """When a film was taken, as seen from the procedure; in the order of time."""

    BASELINE = "baseline"
    PRE = "pre"
    POST = "post"
    FOLLOW_UP = "follow_up"


class Posture(StrEnum):
    """How the patient was placed; angles and heights depend on it."""

    STANDING = "standing"
    SITTING = "sitting"
    SUPINE = "supine"
    PRONE = "prone"
    LATERAL_DECUBITUS = "lateral_decubitus"
    UNKNOWN = "unknown"


class Side(StrEnum):
    """A side of the stored image, as it is looked at: not of the patient, and not of a turned view."""

    LEFT = "left"
    RIGHT = "right"


class Technique(StrEnum):
    """How the vertebra was, or may be, augmented."""

    VERTEBROPLASTY = "vertebroplasty"
    BALLOON_KYPHOPLASTY = "balloon_kyphoplasty"
    SPINEJACK = "spinejack"


class HeightReference(StrEnum):
    """What a height is compared with."""

    ADJACENT_MEAN = "adjacent_mean"
    ABOVE = "above"
    BELOW = "below"
    PRIOR_FILM = "prior_film"


class CountedFrom(StrEnum):
    """How the reader told one level from the next."""

    S1 = "S1"
    RIB = "rib"
    OTHER_IMAGING = "other_imaging"
    NOT_VERIFIED = "not_verified"


@dataclass(frozen=True, slots=True)
class Landmark:
    """A placed point of a body.

    Attributes
    ----------
    at : ImagePoint
        Where it stands, in pixels.
    proposed : bool
        True until the reader has accepted or moved what the program proposed.
    raw : ImagePoint | None
        Where it was clicked before it was snapped to the edge of the bone; None when it was not.
    """

    at: ImagePoint
    proposed: bool = False
    extras: Mapping[str, Any] = field(default_factory=nothing)
    raw: ImagePoint | None = None

    def __post_init__(self) -> None:
        if not all(math.isfinite(value) for value in (*self.at, *(self.raw or ()))):
            raise StudyError("A landmark must lie at finite pixel coordinates.")


@dataclass(frozen=True, slots=True)
class Vertebra:
    """The placed points of one level on one film; what was not seen is absent."""

    level: str
    marks: Mapping[Mark, Landmark] = field(default_factory=nothing)
    extras: Mapping[str, Any] = field(default_factory=nothing)

    def __post_init__(self) -> None:
        check_level(self.level)
        if any(mark not in marks_of(self.level) for mark in self.marks):
            raise StudyError(f"{self.level} does not have all of these landmarks.", "S1 has SP and SA only.")
        object.__setattr__(self, "marks", frozen(self.marks))


@dataclass(frozen=True, slots=True)
class FilmSource:
    """Where a film came from and what it was when it was read; a path is relative to the study file."""

    path: str = ""
    sop_instance_uid: str = ""
    sha256: str = ""
    pixels_sha256: str = ""
    frame: int = 1
    extras: Mapping[str, Any] = field(default_factory=nothing)

    def __post_init__(self) -> None:
        if self.frame < 1:
            raise StudyError("Frames of a film are counted from 1.")


@dataclass(frozen=True, slots=True)
class Film:
    """One lateral radiograph with what was placed on it.

    Attributes
    ----------
    id : str
        Its name within the study.
    date : str
        ISO date (YYYY-MM-DD) or empty.
    rows, columns : int
        Size of the stored image in pixels; 0 where unknown.
    vertebrae : Mapping[str, Vertebra]
        By level.
    anterior : Side | None
        The side of the stored image that is the front of the patient, as header or reader say; None where nobody did.
    outcomes : Mapping[str, Any]
        Recorded with this film (pain_nrs, odi); never judged.
    """

    id: str
    timepoint: Timepoint = Timepoint.PRE
    date: str = ""
    posture: Posture = Posture.UNKNOWN
    source: FilmSource = field(default_factory=FilmSource)
    rows: int = 0
    columns: int = 0
    calibration: Calibration = field(default_factory=Calibration)
    vertebrae: Mapping[str, Vertebra] = field(default_factory=nothing)
    excluded_references: tuple[str, ...] = ()
    outcomes: Mapping[str, Any] = field(default_factory=nothing)
    notes: str = ""
    anterior: Side | None = None
    extras: Mapping[str, Any] = field(default_factory=nothing)

    def __post_init__(self) -> None:
        if not self.id:
            raise StudyError("Every film of a study needs an id.")
        if min(self.rows, self.columns) < 0:
            raise StudyError("A film cannot have fewer than no pixels.")
        for level, vertebra in self.vertebrae.items():
            if level != vertebra.level:
                raise StudyError(f"The body filed under {level} calls itself {vertebra.level}.")
        for level in self.excluded_references:
            check_level(level)
        object.__setattr__(self, "vertebrae", frozen(self.vertebrae))
        object.__setattr__(self, "outcomes", frozen(self.outcomes))

    def landmark(self, level: str, mark: Mark) -> Landmark | None:
        """The point placed for a mark of a level, or None."""
        vertebra = self.vertebrae.get(level)
        return None if vertebra is None else vertebra.marks.get(mark)

    @property
    def draft_reasons(self) -> tuple[str, ...]:
        """Why the film is still a draft; empty when every point is accepted and the posture is known."""
        reasons = []
        if any(point.proposed for body in self.vertebrae.values() for point in body.marks.values()):
            reasons.append("points not accepted")
        if self.posture is Posture.UNKNOWN:
            reasons.append("posture unknown")
        return tuple(reasons)


@dataclass(frozen=True, slots=True)
class Fact:
    """Something the film cannot show, entered by a clinician.

    Attributes
    ----------
    value : bool | int | float | str
    by, at : str
        Who entered it (initials) and when (ISO time, UTC).
    source : str
        What it was read from ("MRI 2026-03-01").
    """

    value: Any
    by: str = ""
    at: str = ""
    source: str = ""
    extras: Mapping[str, Any] = field(default_factory=nothing)


@dataclass(frozen=True, slots=True)
class Fracture:
    """A fractured level; `since` names the film from which it counts, empty for all films."""

    level: str
    since: str = ""
    extras: Mapping[str, Any] = field(default_factory=nothing)

    def __post_init__(self) -> None:
        check_level(self.level)


@dataclass(frozen=True, slots=True)
class Procedure:
    """The augmentation that was done, as recorded."""

    technique: Technique | None = None
    levels: tuple[str, ...] = ()
    date: str = ""
    cement_ml: float | None = None
    leakage: str = ""
    implant: str = ""
    extras: Mapping[str, Any] = field(default_factory=nothing)

    def __post_init__(self) -> None:
        for level in self.levels:
            check_level(level)


@dataclass(frozen=True, slots=True)
class Patient:
    """Who the films show."""

    id: str = ""
    name: str = ""
    birth_date: str = ""
    sex: str = ""
    extras: Mapping[str, Any] = field(default_factory=nothing)


@dataclass(frozen=True, slots=True)
class Study:
    """Everything recorded about one patient's fractures; the value that is saved, undone and assessed.

    Attributes
    ----------
    angles : tuple[tuple[str, str], ...]
        Pairs of levels the reader wants a Cobb angle for, upper first.
    landmark_sd_mm : float
        Standard deviation of one coordinate of one placed point, in mm.
    landmark_sd_source : str
        How that is known ("own repeat readings ..."), as a report says it; empty where nobody said.
    level_facts : Mapping[str, Mapping[str, Fact]]
        By level, then by fact; they win over study-wide `facts`.
    overrides : Mapping[str, Mapping[str, Mapping[str, Any]]]
        The reader's own grade or shape: by film id, level and measurement id.
    """

    id: str = ""
    label: str = ""
    reader: str = ""
    patient: Patient = field(default_factory=Patient)
    films: tuple[Film, ...] = ()
    fractures: tuple[Fracture, ...] = ()
    excluded_references: tuple[str, ...] = ()
    angles: tuple[tuple[str, str], ...] = ()
    levels_counted_from: CountedFrom = CountedFrom.NOT_VERIFIED
    levels_note: str = ""
    procedure: Procedure = field(default_factory=Procedure)
    height_reference: HeightReference = HeightReference.ADJACENT_MEAN
    landmark_sd_mm: float = 0.75
    landmark_sd_source: str = ""
    facts: Mapping[str, Fact] = field(default_factory=nothing)
    level_facts: Mapping[str, Mapping[str, Fact]] = field(default_factory=nothing)
    overrides: Mapping[str, Mapping[str, Mapping[str, Any]]] = field(default_factory=nothing)
    extras: Mapping[str, Any] = field(default_factory=nothing)

    def __post_init__(self) -> None:
        ids = [film.id for film in self.films]
        if len(set(ids)) != len(ids):
            raise StudyError("Two films of this study share one id.", "Give each film an id of its own.")
        overridden = (level for levels in self.overrides.values() for level in levels)
        picked = (end for pair in self.angles for end in pair)
        for level in (*self.excluded_references, *self.level_facts, *picked, *overridden):
            check_level(level)
        if not is_spacing(self.landmark_sd_mm):
            raise StudyError("The landmark error must be a positive number of millimetres.")
        object.__setattr__(self, "facts", frozen(self.facts))
        object.__setattr__(self, "level_facts", frozen(self.level_facts))
        object.__setattr__(self, "overrides", frozen(self.overrides))

    def film(self, film_id: str) -> Film:
        """The film with this id; StudyError when there is none."""
        for film in self.films:
            if film.id == film_id:
                return film
        raise StudyError(f"The study has no film {film_id!r}.")

    @property
    def films_in_order(self) -> tuple[Film, ...]:
        """Films by time point, then date (undated first), then place in the file."""
        order = list(Timepoint)
        return tuple(sorted(self.films, key=lambda film: (order.index(film.timepoint), film.date)))

    @property
    def judged_levels(self) -> tuple[str, ...]:
        """Fractured and treated bodies from head to foot: those that changes and criteria are about."""
        levels = [fracture.level for fracture in self.fractures] + list(self.procedure.levels)
        return tuple(level for level in in_order(levels) if level != "S1")

    def fractured_on(self, film: Film) -> frozenset[str]:
        """The levels that count as fractured on a film: a later fracture counts from its own film on."""
        order = [each.id for each in self.films_in_order]
        place = order.index(film.id)
        return frozenset(
            fracture.level
            for fracture in self.fractures
            if fracture.since not in order or order.index(fracture.since) <= place
        )


def last_pre_film(films: Sequence[Film]) -> Film | None:
    """The film on which a fracture is judged; `films` are in order."""
    return next((film for film in reversed(films) if film.timepoint is Timepoint.PRE), None)


def check_level(level: str) -> None:
    """Raise StudyError for a word that names no level."""
    if not is_level(level):
        raise StudyError(f"{level!r} is not a level of the spine.", "Levels are T1 to T12, L1 to L5 and S1.")
