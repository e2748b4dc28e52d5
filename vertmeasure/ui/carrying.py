"""The points of an earlier film carried over to the active one, off the window's thread; they arrive as proposed."""

from functools import partial

from PySide6.QtCore import QObject, Signal

from vertmeasure.core.guide import whole
from vertmeasure.core.study import Film
from vertmeasure.ui.background import Background
from vertmeasure.ui.desk import Desk
from vertmeasure.ui.failures import failed_on
from vertmeasure.ui.film_images import film_image
from vertmeasure.ui.followers import Followers
from vertmeasure.ui.late_edits import LateEdits
from vertmeasure.vision.carry import Carried
from vertmeasure.vision.carry_study import carried_points, with_carried


class Carrying(QObject):
    """Carries points from film to film, one pair at a time, as one undoable step.

    Signals
    -------
    changed()
        Carrying began or ended.
    told(str)
        A word in passing: what was left out.
    """

    changed = Signal()
    told = Signal(str)

    def __init__(self, desk: Desk, background: Background, followers: Followers) -> None:
        super().__init__(desk)
        self._desk = desk
        self._background = background
        self._followers = followers
        self._late = LateEdits(desk)
        self._pair: tuple[str, str] | None = None
        self._round = 0
        desk.laid_out.connect(self.cancel)

    @property
    def pair(self) -> tuple[str, str] | None:
        """The films, from and to, that are worked on."""
        return self._pair

    def source_of(self, film_id: str) -> str:
        """The last earlier film with a whole body; else the other film on view, if it has one; else empty."""
        desk = self._desk
        order = [film.id for film in desk.study.films_in_order]
        if film_id not in order:
            return ""
        earlier = order[: order.index(film_id)][::-1]
        others = [each for each in desk.look.shown if each != film_id]
        return next((each for each in (*earlier, *others) if whole_levels(desk.study.film(each))), "")

    def begin(self, film_id: str) -> None:
        """Carry the points of the earlier film over to this one."""
        desk, source = self._desk, self.source_of(film_id)
        if desk.is_blind or self._pair is not None:
            return
        if not source:
            desk.told.emit("No other film has a whole body to carry over.", "Place one body on an earlier film first.")
            return
        images = {each: film_image(desk.images, desk.study.film(each)) for each in (source, film_id)}
        is_open = {each: image for each, image in images.items() if image is not None}
        if len(is_open) < len(images):
            desk.told.emit("The images of both films must lie open to carry points over.", "Open them first.")
            return
        self._pair, self._round = (source, film_id), self._round + 1
        work = partial(carried_points, desk.study, is_open, source, film_id)
        self._background.run(work, partial(self._arrived, self._round), partial(self._failed, self._round))
        self.changed.emit()

    def cancel(self) -> None:
        """Do not wait for what is under way: it will change nothing."""
        if self._pair is not None:
            self._pair = None
            self.changed.emit()

    def _arrived(self, number: int, carried: Carried) -> None:
        if self._pair is None or number != self._round:
            return
        source, film_id = self._pair
        self._late.bring(partial(self._lay, source, film_id, carried))
        self.cancel()

    def _lay(self, source: str, film_id: str, carried: Carried) -> None:
        desk = self._desk
        if desk.is_blind or film_id not in {film.id for film in desk.study.films}:
            return
        self._followers.forget()
        count = len(carried.bodies)
        label = f"Carry {bodies_words(count)} from {source}"
        desk.apply(label, lambda study: with_carried(study, film_id, carried))
        self.told.emit("; ".join(f"{level} left out: {why}" for level, why in carried.left_out.items()))

    def _failed(self, number: int, error: BaseException) -> None:
        if self._pair is not None and number == self._round:
            self.cancel()
            failed_on(self._desk)(error)


def whole_levels(film: Film) -> tuple[str, ...]:
    """The levels with all their corners on a film."""
    return tuple(level for level, body in film.vertebrae.items() if whole(body) and level != "S1")


def bodies_words(count: int) -> str:
    """ "1 body", "3 bodies"."""
    return f"{count} {'body' if count == 1 else 'bodies'}"
