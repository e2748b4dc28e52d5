"""Films that were opened together, and how a study takes a film in."""

from dataclasses import dataclass, field, replace

from vertmeasure.core import edits
from vertmeasure.core.errors import VertmeasureError
from vertmeasure.core.study import Film, Patient, Study
from vertmeasure.dicom.film import FilmHeader, OpenedFilm


@dataclass(slots=True)
class Batch:
    """Files that were opened together: their films are added in the order of their dates."""

    waiting: int
    opened: list[OpenedFilm] = field(default_factory=list)
    refused: list[tuple[str, VertmeasureError]] = field(default_factory=list)


def refusal_words(batch: Batch) -> tuple[str, str]:
    """What to tell of the files of a batch that were refused: message and remedy."""
    (name, error), *others = batch.refused
    if not others:
        return f"{name}: {error.message}", error.remedy
    total = len(batch.refused) + len(batch.opened)
    names = ", ".join(name for name, _ in batch.refused[:4])
    more = f" and {len(batch.refused) - 4} more" if len(batch.refused) > 4 else ""
    return f"{len(batch.refused)} of {total} files were refused: {names}{more}.", f"{name}: {error}"


def with_film(study: Study, film: Film, patient: Patient) -> Study:
    """The study with a new film; the first film names the patient as far as nobody typed who it is."""
    if not study.films:
        known = study.patient
        named = replace(
            patient,
            id=known.id or patient.id,
            name=known.name or patient.name,
            birth_date=known.birth_date or patient.birth_date,
            sex=known.sex or patient.sex,
        )
        study = edits.describe_study(study, patient=named)
    return edits.add_film(study, film)


def known_film(study: Study, header: FilmHeader, frame: int) -> Film | None:
    """The film of the study that this frame of a file is; a photograph is known by its content."""
    for film in study.films:
        source = film.source
        same = source.sha256 == header.sha256
        if header.sop_instance_uid or source.sop_instance_uid:
            same = source.sop_instance_uid == header.sop_instance_uid
        if same and source.frame == frame:
            return film
    return None
