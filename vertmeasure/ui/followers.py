"""Bodies that were proposed as a whole and come along while the reader moves points of them; no Qt."""

from collections.abc import Mapping

from vertmeasure.core import edits
from vertmeasure.core.anatomy import Mark
from vertmeasure.core.following import followed
from vertmeasure.core.geometry import ImagePoint
from vertmeasure.core.guide import is_proposal
from vertmeasure.core.study import Film, Study


class Followers:
    """Remembers where a body was proposed as long as some of its points are neither moved nor accepted."""

    def __init__(self) -> None:
        self._proposals: dict[tuple[str, str], Mapping[Mark, ImagePoint]] = {}

    def begin(self, film: Film, level: str) -> None:
        """A point of a body is about to move."""
        body = film.vertebrae.get(level)
        if body is not None and is_proposal(body):
            self._proposals[film.id, level] = {mark: point.at for mark, point in body.marks.items()}
        elif body is None or not any(point.proposed for point in body.marks.values()):
            self._proposals.pop((film.id, level), None)

    def know(self, film_id: str, level: str) -> bool:
        """Whether a body is one of these."""
        return (film_id, level) in self._proposals

    def follow(self, study: Study, film_id: str, level: str) -> Study:
        """The study with the points of a body that nobody touched where the touched ones take them."""
        film = study.film(film_id)
        body = followed(film.vertebrae[level], self._proposals[film_id, level], film.calibration.scale)
        return edits.put_body(study, film_id, body)

    def forget(self) -> None:
        """Other proposals are made, or another study lies on the desk."""
        self._proposals.clear()
