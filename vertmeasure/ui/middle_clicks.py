"""One click in the middle of each body: its points are proposed, and the next body is asked for."""

from collections.abc import Mapping
from functools import partial

from vertmeasure.core.geometry import ImagePoint
from vertmeasure.core.guide import missing_levels
from vertmeasure.core.study import Film
from vertmeasure.ui.desk import Desk
from vertmeasure.ui.proposing import Proposing
from vertmeasure.vision.film_image import FilmImage
from vertmeasure.vision.propose import ProposedBody, propose_at


class MiddleClicks:
    """Takes clicks for the bodies that a reading of the chosen level needs, in the order of guiding.

    A click whose body is not found is kept: it helps to find the others, and they it.
    """

    def __init__(self, desk: Desk, proposing: Proposing) -> None:
        self._desk = desk
        self._proposing = proposing
        self._clicks: dict[str, dict[str, ImagePoint]] = {}
        self._under_way: set[tuple[str, str]] = set()
        desk.laid_out.connect(self._begin_anew)

    def _begin_anew(self) -> None:
        self._clicks.clear()
        self._under_way.clear()

    def armed(self, film_id: str) -> str:
        """The body whose middle is asked for; empty when all have points."""
        missing = missing_levels(self._desk.study.film(film_id), self._desk.look.level)
        return next((each for each in missing if each != "S1" and (film_id, each) not in self._under_way), "")

    def hint(self, film_id: str) -> str:
        """Which middle is asked for; empty when there is none left."""
        level = self.armed(film_id)
        return f"{level} · middle of the body" if level else ""

    def click(self, film_id: str, at: ImagePoint) -> None:
        """The middle of the armed body is here."""
        level = self.armed(film_id)
        if not level:
            return
        film = self._desk.study.film(film_id)
        clicks = self._clicks.setdefault(film_id, {})
        clicks[level] = at
        open_clicks = {each: place for each, place in clicks.items() if each not in film.vertebrae}
        none_found = f"{level} was not found around the click: click again, or place its corners."
        search, then = partial(_at, open_clicks), partial(self._under_way.discard, (film_id, level))
        if self._proposing.search(film_id, search, none_found, then):
            self._under_way.add((film_id, level))
        self._desk.looked.emit()


def _at(centres: Mapping[str, ImagePoint], image: FilmImage, film: Film) -> tuple[ProposedBody, ...]:
    return propose_at(image, film, centres)
