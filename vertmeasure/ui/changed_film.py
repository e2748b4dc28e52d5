"""Whether the image of a film of a study is still the one its points were placed on, in words."""

from dataclasses import dataclass

from vertmeasure.core.study import Film
from vertmeasure.dicom.film import OpenedFilm


@dataclass(frozen=True, slots=True)
class Change:
    """What is to be told of an image that is not quite the one that was read.

    Attributes
    ----------
    is_harmless : bool
        The pixels are the same.
    is_usable : bool
        The points of the film have a place on the image.
    """

    message: str
    remedy: str
    is_harmless: bool = False
    is_usable: bool = True


def change_of(film: Film, image: OpenedFilm) -> Change | None:
    """Compare an opened image with what the study keeps of it; None when it is the same file, or nothing is kept."""
    header, source = image.header, film.source
    if (header.rows, header.columns) != (film.rows, film.columns):
        size = f"{film.columns} x {film.rows} pixels then, {header.columns} x {header.rows} now"
        message = f"The image of film {film.id} has another size than when it was read: {size}."
        return Change(message, "It is not shown. Put the right file in its place.", is_usable=False)
    if source.pixels_sha256 and source.pixels_sha256.lower() != image.pixels.sha256:
        message = f"The pixels of film {film.id} are not those that were read."
        return Change(message, "Compare every point with the image before you use the numbers.")
    if source.pixels_sha256 and source.sha256 and source.sha256.lower() != header.sha256:
        message = f"The pixels of film {film.id} are those that were read; the rest of its file has changed."
        return Change(message, "Look whether patient, date and spacing are still right.", is_harmless=True)
    return None
