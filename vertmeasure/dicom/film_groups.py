"""Puts films that were found in order: patients, their studies by date, the films of each."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from vertmeasure.core.study import Patient
from vertmeasure.dicom.label import FileKind, FilmLabel


@dataclass(frozen=True, slots=True)
class FoundStudy:
    """The films of one study of a patient, in the order of series and instance."""

    date: str
    description: str
    films: tuple[FilmLabel, ...]


@dataclass(frozen=True, slots=True)
class FoundPatient:
    """The studies of one patient, earlier first; a `patient` without id and name is nobody in particular."""

    patient: Patient
    studies: tuple[FoundStudy, ...]

    @property
    def is_named(self) -> bool:
        """Whether the films say whom they show."""
        return is_named(self.patient)

    @property
    def films(self) -> tuple[FilmLabel, ...]:
        """All films of the patient, in order."""
        return tuple(film for study in self.studies for film in study.films)


def is_named(patient: Patient) -> bool:
    """Whether a patient has an id or a name."""
    return bool(patient.id or patient.name)


def same_patient(first: Patient, second: Patient) -> bool:
    """Whether two patients are one person: by their ids where both have one, else by their names."""
    if first.id and second.id:
        return first.id == second.id
    return first.name.casefold() == second.name.casefold()


def by_patient(labels: Iterable[FilmLabel]) -> tuple[FoundPatient, ...]:
    """The films by patient, the one with the most films of a lateral spine first; who is not named comes last."""
    groups: dict[tuple[str, ...], list[FilmLabel]] = {}
    for label in labels:
        groups.setdefault(_who(label.patient), []).append(label)
    found = [FoundPatient(films[0].patient, _by_study(films)) for films in groups.values()]
    return tuple(sorted(found, key=_rank))


def _who(patient: Patient) -> tuple[str, ...]:
    """What tells one patient from another: the id, or where there is none, name and date of birth."""
    return (patient.id,) if patient.id else ("", patient.name.casefold(), patient.birth_date)


def _rank(found: FoundPatient) -> tuple[bool, int, str]:
    spines = sum(film.speaks_of_lateral_spine for film in found.films)
    return not found.is_named, -spines, found.patient.name.casefold()


def _by_study(films: Sequence[FilmLabel]) -> tuple[FoundStudy, ...]:
    studies: dict[tuple[str, str], list[FilmLabel]] = {}
    for film in films:
        studies.setdefault((film.study_date, film.study_uid), []).append(film)
    return tuple(
        FoundStudy(
            date, next((film.study_description for film in found if film.study_description), ""), _in_order(found)
        )
        for (date, _), found in sorted(studies.items())
    )


def _in_order(films: Sequence[FilmLabel]) -> tuple[FilmLabel, ...]:
    return tuple(sorted(films, key=lambda film: (film.series_number, film.instance_number, film.path)))


def needs_no_choice(films: Sequence[FilmLabel], most: int) -> bool:
    """Whether these films can be opened as they are: not too many, of one patient, not photographs among films."""
    one_kind = len({film.kind is FileKind.PHOTOGRAPH for film in films}) == 1
    return 1 <= len(films) <= most and one_kind and len({_who(film.patient) for film in films}) == 1
