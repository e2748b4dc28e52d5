"""How each film is looked at: its greys and its turn; no part of the study, and the same in every view."""

from vertmeasure.dicom.film import Pixels
from vertmeasure.ui.shading import Shade
from vertmeasure.ui.turning import Turn


class FilmLooks:
    """Remembers by their pixels how films were greyed and turned, while the window is open."""

    def __init__(self) -> None:
        self._shades: dict[str, Shade] = {}
        self._turns: dict[str, Turn] = {}

    def shade_of(self, pixels: Pixels) -> Shade:
        """The greys of a film: those it asks for, until the reader changes them."""
        if not pixels.sha256:  # a glimpse, shown as the film asks
            return Shade.of(pixels.greyscale)
        return self._shades.setdefault(pixels.sha256, Shade.of(pixels.greyscale))

    def set_shade(self, pixels: Pixels, shade: Shade) -> None:
        """Remember other greys."""
        if pixels.sha256:
            self._shades[pixels.sha256] = shade

    def turn_of(self, pixels: Pixels) -> Turn:
        """How a film is turned: as it is stored, until the reader turns it."""
        return self._turns.get(pixels.sha256, Turn())

    def set_turn(self, pixels: Pixels, turn: Turn) -> None:
        """Remember another turn."""
        if pixels.sha256:
            self._turns[pixels.sha256] = turn
