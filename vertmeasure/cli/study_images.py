"""The images of a study's films, found by their source path, for what reads edges in them."""

from pathlib import Path

from vertmeasure.cli.printing import tell
from vertmeasure.core.errors import FilmError, VertmeasureError
from vertmeasure.core.study import Film
from vertmeasure.dicom.film import OpenedFilm
from vertmeasure.dicom.reading import open_film
from vertmeasure.storage.study_file import film_path
from vertmeasure.vision.film_image import FilmImage


def image_of(study_path: Path, film: Film) -> FilmImage:
    """The image of a film in the film's own calibration.

    FilmError names the film where its image cannot be read or has another size than the study says; an image that has
    changed otherwise is told on stderr and used.
    """
    try:
        read = open_film(film_path(study_path, film), film.source.frame)
    except VertmeasureError as error:
        raise FilmError(f"Film {film.id}: {error.message}", error.remedy) from error
    _check(film, read)
    grey = read.pixels.greyscale
    return FilmImage.of(read.pixels.stored, grey.values, grey.is_inverted, film.calibration.scale)


def _check(film: Film, read: OpenedFilm) -> None:
    rows, columns = read.pixels.stored.shape
    if (film.rows and film.rows != rows) or (film.columns and film.columns != columns):
        raise FilmError(
            f"Film {film.id} has {film.columns} x {film.rows} pixels in the study, its image {columns} x {rows}.",
            "Look whether the study names the right image.",
        )
    if _has_changed(film, read):
        tell(f"The image of film {film.id} has changed since it was read. Compare every point with it.")


def _has_changed(film: Film, read: OpenedFilm) -> bool:
    """Whether the pixels are others; a header that changed alone moves no point."""
    source = film.source
    if source.pixels_sha256:
        return source.pixels_sha256.lower() != read.pixels.sha256
    return bool(source.sha256) and source.sha256.lower() != read.header.sha256
