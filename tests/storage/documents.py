"""Small study files to start from."""

from typing import Any

from vertmeasure.core.anatomy import Mark
from vertmeasure.core.geometry import ImagePoint
from vertmeasure.core.study import Film, FilmSource, Landmark, Patient, Study, Vertebra


def document(**keys: Any) -> dict[str, Any]:
    """The object of a study file without films, with the given keys."""
    return {"format": "vertmeasure.study", "version": 1, "films": [], **keys}


def film_document(**keys: Any) -> dict[str, Any]:
    """The object of a study file with one film that has the given keys."""
    return document(films=[{"id": "pre", **keys}])


def landmarks_document(level: str, marks: object) -> dict[str, Any]:
    """The object of a study file with one film on which one level is placed."""
    return film_document(vertebrae={level: marks})


def small_study(label: str = "", path: str = "films/pre.dcm", sha256: str = "") -> Study:
    """One film with one point."""
    body = Vertebra("L1", {Mark.SP: Landmark(ImagePoint(203.9, 59.0))})
    film = Film("pre", source=FilmSource(path=path, sha256=sha256), vertebrae={"L1": body})
    return Study(id="s-1", label=label, patient=Patient(name="Grüße^李"), films=(film,))
