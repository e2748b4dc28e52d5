"""Bodies that the program proposes from those that are placed: asked for by a key, or for the last one needed."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal

from vertmeasure.core.guide import is_proposal, missing_levels, whole
from vertmeasure.core.study import Film, Study, Vertebra
from vertmeasure.ui.background import Background
from vertmeasure.ui.desk import Desk
from vertmeasure.ui.failures import failed_on
from vertmeasure.ui.film_images import film_image
from vertmeasure.ui.followers import Followers
from vertmeasure.ui.late_edits import LateEdits
from vertmeasure.vision.film_image import FilmImage
from vertmeasure.vision.propose import ProposedBody, propose_next
from vertmeasure.vision.proposed_study import with_proposed

ENOUGH_BODIES = 2
"""So many bodies tell the curve of a spine."""

Search = Callable[[FilmImage, Film], tuple[ProposedBody, ...]]


class Proposing(QObject):
    """Looks for bodies off the window's thread and lays them on the desk as proposals, one step each time.

    Signals
    -------
    told(str)
        A word in passing: what was not found.
    """

    told = Signal(str)

    def __init__(self, desk: Desk, background: Background, followers: Followers) -> None:
        super().__init__(desk)
        self._desk = desk
        self._background = background
        self._followers = followers
        self._late = LateEdits(desk)
        self._offered: set[tuple[str, str]] = set()
        self._placed: dict[str, int] = {}
        desk.laid_out.connect(self._begin_anew)
        desk.settled.connect(self._look_at_placed)

    def _begin_anew(self) -> None:
        self._offered.clear()
        self._placed.clear()

    # ---- asked for

    def propose_next(self, film_id: str) -> None:
        """Propose the bodies above and below those that are placed, and any missing between them."""
        film = self._desk.study.film(film_id)
        if sum(map(_has_corners, film.vertebrae.values())) < ENOUGH_BODIES:
            self._desk.told.emit("The next bodies follow from two that are placed.", "Place two bodies first.")
            return
        self.search(film_id, propose_next, "No further body was found.")

    def search(self, film_id: str, search: Search, none_found: str, then: Callable[[], None] | None = None) -> bool:
        """Search a film for bodies and propose those that are not placed by then; False where it cannot be begun."""
        film = self._desk.study.film(film_id)
        image = film_image(self._desk.images, film)
        if image is None:
            self._desk.told.emit(f"The image of film {film_id} is not open.", "Proposals are read off the image.")
            return False
        if self._desk.is_blind:
            return False

        def found(bodies: tuple[ProposedBody, ...]) -> None:
            self._late.bring(partial(self._propose, film_id, bodies, none_found))
            if then is not None:
                then()

        generation = self._desk.generation
        current = self._late.only_for(generation, found)
        self._background.run(lambda: search(image, film), current, failed_on(self._desk))
        return True

    def _propose(self, film_id: str, bodies: Sequence[ProposedBody], none_found: str) -> None:
        films = {film.id: film for film in self._desk.study.films}
        film = films.get(film_id)
        if film is None:
            return
        if not bodies:
            self.told.emit(none_found)
        new = [body for body in bodies if body.level not in film.vertebrae]
        if not new:
            return
        self._followers.forget()
        words = ", ".join(body.level for body in new)
        self._desk.apply(f"Propose {words}", lambda study: _with_proposals(study, film_id, new))

    # ---- not asked for: the last body a reading needs

    def _look_at_placed(self) -> None:
        """Where the reader has just placed another body and one is left to place, look for that."""
        desk = self._desk
        before, self._placed = self._placed, {film.id: len(_by_hand(film)) for film in desk.study.films}
        active = desk.look.active
        if active in before and self._placed.get(active, 0) > before[active] and desk.settings.propose:
            # After the snap, which is a step of its own.
            QTimer.singleShot(0, self, partial(self._offer, active, desk.generation))

    def _offer(self, film_id: str, generation: int) -> None:
        desk = self._desk
        film = next((film for film in desk.study.films if film.id == film_id), None)
        if film is None or generation != desk.generation or desk.is_blind or desk.look.six_points:
            return
        missing = missing_levels(film, desk.look.level)
        is_asked = len(missing) == 1 and missing[0] != "S1" and (film_id, *missing) not in self._offered
        if is_asked and len(_by_hand(film)) >= ENOUGH_BODIES and film_image(desk.images, film) is not None:
            self._offered.add((film_id, missing[0]))
            self.search(film_id, partial(_only, missing[0]), f"{missing[0]} was not found: place its corners.")


def _only(level: str, image: FilmImage, film: Film) -> tuple[ProposedBody, ...]:
    return tuple(body for body in propose_next(image, film) if body.level == level)


def _has_corners(body: Vertebra) -> bool:
    return whole(body) and body.level != "S1"


def _by_hand(film: Film) -> list[Vertebra]:
    """The bodies with all corners that are more than proposals."""
    return [body for body in film.vertebrae.values() if _has_corners(body) and not is_proposal(body)]


def _with_proposals(study: Study, film_id: str, bodies: Iterable[ProposedBody]) -> Study:
    film = with_proposed(study.film(film_id), bodies)
    return replace(study, films=tuple(film if each.id == film_id else each for each in study.films))
