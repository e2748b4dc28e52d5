"""The image of a film as the finding of edges takes it."""

from vertmeasure.core.study import Film
from vertmeasure.ui.lightbox import Lightbox
from vertmeasure.vision.film_image import FilmImage


def film_image(images: Lightbox, film: Film) -> FilmImage | None:
    """The image of a film in the film's calibration as it is now; None while it does not lie open."""
    opened = images.image_of(film)
    if opened is None:
        return None
    grey = opened.pixels.greyscale
    return FilmImage.of(opened.pixels.stored, grey.values, grey.is_inverted, film.calibration.scale)
