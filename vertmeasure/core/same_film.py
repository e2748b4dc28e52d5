"""Which films of several studies are one and the same film, read again or by another reader."""

from collections.abc import Sequence
from dataclasses import dataclass

from vertmeasure.core.assess import Assessment
from vertmeasure.core.study import Film, Patient


@dataclass(frozen=True, slots=True)
class FilmReading:
    """One film as one study reads it; `study` is the place of the study among those given."""

    assessment: Assessment
    film: Film
    study: int = 0


SameFilm = tuple[FilmReading, ...]
"""The readings of one film, in the order in which their studies were given."""


def same_films(assessments: Sequence[Assessment]) -> tuple[SameFilm, ...]:
    """Every film with all its readings; a study gives at most one reading of a film, and none without points."""
    found: list[list[FilmReading]] = []
    for study, assessment in enumerate(assessments):
        taken: set[int] = set()
        for film in assessment.study.films_in_order:
            if not any(body.marks for body in film.vertebrae.values()):
                continue
            reading = FilmReading(assessment, film, study)
            place = _place_of(reading, found, taken)
            if place is None:
                place = len(found)
                found.append([])
            found[place].append(reading)
            taken.add(place)
    return tuple(map(tuple, found))


def _place_of(reading: FilmReading, found: Sequence[Sequence[FilmReading]], taken: set[int]) -> int | None:
    """Where the film was met before, one of the same id first."""
    same = [
        place
        for place, readings in enumerate(found)
        if place not in taken and any(is_same_film(reading, each) for each in readings)
    ]
    named = [place for place in same if found[place][0].film.id == reading.film.id]
    return next(iter((*named, *same)), None)


def is_same_film(one: FilmReading, other: FilmReading) -> bool:
    """Whether two readings are of one film: by UID, else by the hash of its pixels, else by its id in the study.

    Ids serve only where nothing else is known, and never for two patients.
    """
    images = is_same_image(one.film, other.film)
    if images is not None:
        return images
    patients = one.assessment.study.patient, other.assessment.study.patient
    return one.film.id == other.film.id and not _are_two_people(*patients)


def is_same_image(one: Film, other: Film) -> bool | None:
    """Whether two films are one image, so that their pixels are the same; None where that cannot be known."""
    if one.source.frame != other.source.frame:
        return False
    pairs = [
        (one.source.sop_instance_uid, other.source.sop_instance_uid),
        (one.source.pixels_sha256.lower(), other.source.pixels_sha256.lower()),
    ]
    known = [first == second for first, second in pairs if first and second]
    return any(known) if known else None


def _are_two_people(one: Patient, other: Patient) -> bool:
    if one.id and other.id:
        return one.id != other.id
    return bool(one.name and other.name) and one.name.casefold() != other.name.casefold()
