"""The images that lie open, each under the film it belongs to, whatever that film is called."""

from collections.abc import Iterable
from enum import StrEnum
from pathlib import PurePath

from vertmeasure.core.study import Film, FilmSource
from vertmeasure.dicom.film import OpenedFilm

ImageKey = tuple[str, str, str, int]


class ImageState(StrEnum):
    """How far the image of a film has come."""

    OPENING = "opening…"
    MISSING = "film not found"
    REFUSED = "film refused"
    OPEN = ""


class Lightbox:
    """Images by what they are: ids of films come back after undo and in the next study, for other images."""

    def __init__(self) -> None:
        self._images: dict[ImageKey, OpenedFilm] = {}
        self._states: dict[ImageKey, ImageState] = {}

    def clear(self) -> None:
        """Take everything off."""
        self._images.clear()
        self._states.clear()

    def put(self, film: Film, image: OpenedFilm) -> None:
        """Lay the image of a film down."""
        self._images[_key(film.source)] = image
        self._states[_key(film.source)] = ImageState.OPEN

    def mark(self, film: Film, state: ImageState) -> None:
        """Note why the image of a film does not lie here."""
        self._states[_key(film.source)] = state

    def image_of(self, film: Film) -> OpenedFilm | None:
        """The image of a film; None while it is not open."""
        return self._images.get(_key(film.source))

    def state_of(self, film: Film) -> ImageState:
        """How far the image of a film has come."""
        return self._states.get(_key(film.source), ImageState.OPENING)

    def by_id(self, films: Iterable[Film]) -> dict[str, OpenedFilm]:
        """The open images of some films, by their ids."""
        found = {film.id: self.image_of(film) for film in films}
        return {film_id: image for film_id, image in found.items() if image is not None}


def _key(source: FilmSource) -> ImageKey:
    """What tells one image from another; the name of its file only where nothing better is recorded."""
    digest = source.sha256 or source.pixels_sha256
    name = "" if digest or source.sop_instance_uid else PurePath(source.path).name
    return (source.sop_instance_uid, digest, name, source.frame)
