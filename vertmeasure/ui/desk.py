"""The desk: the study under edit, its numbers, the films that lie open and what is looked at.

Panels read from the desk and hold no truth of their own.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from uuid import uuid4

from PySide6.QtCore import QObject, Signal

from vertmeasure.core.assess import Assessment, assess
from vertmeasure.core.errors import VertmeasureError
from vertmeasure.core.rules import RuleSet
from vertmeasure.core.session import Session
from vertmeasure.core.study import Film, Study, Timepoint, last_pre_film
from vertmeasure.dicom.film import OpenedFilm
from vertmeasure.storage.settings import Settings
from vertmeasure.ui.film_looks import FilmLooks
from vertmeasure.ui.lightbox import Lightbox


@dataclass(frozen=True, slots=True)
class Look:
    """What is looked at; no part of the study, so never undone.

    Attributes
    ----------
    level : str
        The body whose numbers are shown and which is placed next.
    shown : tuple[str, ...]
        Ids of the films on view, left to right; one or two.
    active : str
        The film that the next point goes to.
    measurement : str
        The number the pointer rests on.
    six_points : bool
        Whether the reader places the middle points too, instead of accepting proposals.
    """

    level: str = ""
    shown: tuple[str, ...] = ()
    active: str = ""
    measurement: str = ""
    six_points: bool = False
    numbers_hidden: bool = False


@dataclass(frozen=True, slots=True)
class Aside:
    """A reading that was put away while its films are read again, blind.

    Attributes
    ----------
    films : tuple[str, ...]
        Ids of the films that are read again.
    """

    session: Session
    path: Path | None
    look: Look
    films: tuple[str, ...]


class Desk(QObject):
    """Holds the session and says when something on it has changed.

    Signals
    -------
    changed()
        The study changed: the only such signal.
    laid_out()
        Another study lies on the desk: what was meant for the one before is void.
    settled()
        The study changed and no drag is under way: for what is out of sight while a point moves.
    looked()
        Something else is looked at; the study is the same.
    told(str, str)
        Something could not be done: message and remedy.
    noted(str, str)
        Something was done: message and detail.
    """

    changed = Signal()
    laid_out = Signal()
    settled = Signal()
    looked = Signal()
    told = Signal(str, str)
    noted = Signal(str, str)

    def __init__(self, settings: Settings, rule_sets: Sequence[RuleSet], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.settings = settings
        self.rule_sets = tuple(rule_sets)
        self.path: Path | None = None
        self.session = Session(new_study(settings))
        self.images = Lightbox()
        self.film_looks = FilmLooks()
        self.generation = 0
        self._look = Look(six_points=settings.six_points)
        self._assessment: Assessment | None = None
        self._aside: Aside | None = None
        self.session.subscribe(self._on_change)

    # ---- the study

    @property
    def study(self) -> Study:
        """The study as it is shown, an unfinished drag included."""
        return self.session.study

    @property
    def assessment(self) -> Assessment:
        """Every number and verdict of the study as it is shown."""
        if self._assessment is None or self._assessment.study is not self.study:
            self._assessment = assess(self.study, self.rule_sets, before=self._assessment)
        return self._assessment

    @property
    def chosen_set(self) -> str:
        """Name of the criteria set the reader works with; the first one where that cannot be found."""
        names = [each.name for each in self.rule_sets]
        return self.settings.default_set if self.settings.default_set in names else (names[0] if names else "")

    def apply(self, label: str, edit: Callable[[Study], Study]) -> bool:
        """Make one undoable step; False, and a word to the reader, when the edit is refused."""
        try:
            self.session.apply(label, edit(self.session.committed))
        except VertmeasureError as error:
            self.told.emit(error.message, error.remedy)
            return False
        return True

    def preview(self, edit: Callable[[Study], Study]) -> bool:
        """Show an edit of the committed study without making it a step."""
        try:
            self.session.preview(edit(self.session.committed))
        except VertmeasureError:
            # A drag beyond the edge of the film stays at the last legal place.
            return False
        return True

    def commit_preview(self, label: str) -> None:
        """Make the shown edit one step."""
        self.session.commit(label)

    def cancel_preview(self) -> None:
        """Drop the shown edit."""
        self.session.cancel()

    def lay_out(self, study: Study, path: Path | None, saved: bool = True) -> None:
        """Put another study on the desk; open films are taken off.

        Work that was begun for the study before knows by `generation` that it comes too late.
        """
        self.generation += 1
        self.path = path
        self.images.clear()
        self._look = first_look(study, self._look)
        self.laid_out.emit()
        self.session.replace_with(study, saved)
        self.looked.emit()

    @property
    def opened(self) -> dict[str, OpenedFilm]:
        """The images that lie open, by the ids the films of the study have now."""
        return self.images.by_id(self.study.films)

    def put_image(self, film: Film, image: OpenedFilm) -> None:
        """Lay the image of a film down, and put the film on view where there is room."""
        self.images.put(film, image)
        if film.id not in self._look.shown and len(self._look.shown) < 2:
            self._look = _still_there(replace(self._look, shown=(*self._look.shown, film.id)), self.study)
        self.looked.emit()

    # ---- a blind repeat reading

    @property
    def is_blind(self) -> bool:
        """Whether a first reading lies aside: numbers stay hidden, and nothing may be proposed or snapped."""
        return self._aside is not None

    @property
    def blind_films(self) -> tuple[str, ...]:
        """Ids of the films that are read again."""
        return self._aside.films if self._aside else ()

    @property
    def put_away_study(self) -> Study:
        """The first reading while it lies aside, else the study itself."""
        return self._aside.session.committed if self._aside else self.session.committed

    @property
    def put_away_path(self) -> Path | None:
        """Where the first reading is saved while it lies aside."""
        return self._aside.path if self._aside else None

    def put_aside(self, repeat: Study, path: Path | None, films: tuple[str, ...]) -> None:
        """Put the reading away, history and all, and lay a repeat of it out; `path` is where that will be saved."""
        self.session.cancel()
        self._aside = Aside(self.session, self.path, self._look, films)
        shown = tuple(film_id for film_id in self._look.shown if film_id in films) or films[:1]
        self._swap(Session(repeat), path, replace(self._look, shown=shown, active=shown[0], measurement=""))
        self.session.subscribe(self._on_change)

    def bring_back(self) -> None:
        """Take the repeat reading off and put the first one back, exactly as it was."""
        if self._aside is not None:
            aside, self._aside = self._aside, None
            self._swap(aside.session, aside.path, aside.look)

    def _swap(self, session: Session, path: Path | None, look: Look) -> None:
        self.session, self.path = session, path
        self._look = self._blinded(look)
        self.laid_out.emit()
        self._on_change()
        self.looked.emit()

    def _blinded(self, look: Look) -> Look:
        """While a first reading lies aside no number is shown, and middle points are placed, not proposed."""
        return replace(look, numbers_hidden=True, six_points=True) if self.is_blind else look

    def _on_change(self) -> None:
        self._look = _still_there(self._look, self.study)
        self.changed.emit()
        if not self.session.is_previewing:
            self.settled.emit()

    # ---- what is looked at

    @property
    def look(self) -> Look:
        """What is looked at."""
        return self._look

    def look_at(self, **changes: object) -> None:
        """Change what is looked at (fields of Look)."""
        look = _still_there(self._blinded(replace(self._look, **changes)), self.study)  # type: ignore[arg-type]
        if look != self._look:
            self._look = look
            self.looked.emit()

    @property
    def pairs(self) -> tuple[tuple[str, str], ...]:
        """The pairs of films whose changes are shown: those the shown films allow, earlier first."""
        order = self.study.films_in_order
        shown = [film.id for film in order if film.id in self._look.shown]
        return ((shown[0], shown[1]),) if len(shown) == 2 else ()


def new_study(settings: Settings) -> Study:
    """An empty study with the reader's own settings."""
    return Study(
        id=str(uuid4()),
        reader=settings.reader,
        landmark_sd_mm=settings.landmark_sd_mm,
        landmark_sd_source=settings.landmark_sd_source,
    )


def first_look(study: Study, before: Look) -> Look:
    """What to show of a study that was just opened: the last pre and the first later film, and the fracture."""
    films = study.films_in_order
    pre = last_pre_film(films) or (films[0] if films else None)
    later = [film for film in films if film.timepoint in (Timepoint.POST, Timepoint.FOLLOW_UP)]
    shown = tuple(dict.fromkeys(film.id for film in (pre, *later[:1]) if film is not None))
    level = study.judged_levels[0] if study.judged_levels else ""
    return Look(level=level, shown=shown, active=shown[0] if shown else "", six_points=before.six_points)


def _still_there(look: Look, study: Study) -> Look:
    """The look without films that left the study; an active film that is on view."""
    ids = {film.id for film in study.films}
    shown = tuple(film_id for film_id in look.shown if film_id in ids)
    if not shown and study.films:
        shown = (study.films[0].id,)
    active = look.active if look.active in shown else (shown[0] if shown else "")
    return replace(look, shown=shown, active=active)


def free_film_id(study: Study, timepoint: Timepoint) -> str:
    """An id for a new film, named after its time point: pre, post, follow_up_1 …"""
    taken = {film.id for film in study.films}
    if timepoint is not Timepoint.FOLLOW_UP and timepoint.value not in taken:
        return timepoint.value
    number = 1
    while f"{timepoint.value}_{number}" in taken:
        number += 1
    return f"{timepoint.value}_{number}"


def proposed_timepoint(study: Study, date: str) -> Timepoint:
    """When a new film was probably taken: seen from the procedure's date, else from the films already there."""
    points = [film.timepoint for film in study.films]
    if study.procedure.date and date:
        if date < study.procedure.date:
            return Timepoint.PRE
        return Timepoint.FOLLOW_UP if Timepoint.POST in points else Timepoint.POST
    later = [film.date for film in study.films if film.timepoint is not Timepoint.BASELINE and film.date]
    if Timepoint.PRE not in points or (date and later and date < min(later)):
        return Timepoint.PRE
    return Timepoint.FOLLOW_UP if Timepoint.POST in points else Timepoint.POST
