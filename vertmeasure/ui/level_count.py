"""How the levels were counted: asked once, on the film, when the first body of a study stands."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QPushButton

from vertmeasure.core import edits
from vertmeasure.core.guide import is_proposal, whole
from vertmeasure.core.study import CountedFrom, Film, Study
from vertmeasure.ui.desk import Desk
from vertmeasure.ui.film_sheet import FilmSheet
from vertmeasure.ui.labels import set_shown, text_label
from vertmeasure.ui.seen_sides import ABOVE_THE_SCALE_PX, MARGIN_PX, ON_FILM

_OFFERED = {
    CountedFrom.S1: "S1",
    CountedFrom.RIB: "Last rib",
    CountedFrom.OTHER_IMAGING: "Other imaging",
    CountedFrom.NOT_VERIFIED: "Not verified",
}


class LevelCount(QObject):
    """Knows whether the question is open, and takes the answer; the Study panel changes it later.

    Signals
    -------
    changed()
        The question was asked or is settled.
    """

    changed = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._desk = desk
        self._had_body = True
        self._was_asked = False
        self.is_open = False
        desk.laid_out.connect(self._begin_anew)
        desk.settled.connect(self._look)
        self._look()

    def _begin_anew(self) -> None:
        self._had_body, self._was_asked, self.is_open = True, False, False
        self.changed.emit()

    def _look(self) -> None:
        study, had = self._desk.study, self._had_body
        self._had_body = _has_body(study)
        is_told = study.levels_counted_from is not CountedFrom.NOT_VERIFIED
        if self._had_body and not had and not (self._was_asked or is_told or self._desk.is_blind):
            self._was_asked = self.is_open = True
        elif self.is_open and is_told:
            self.is_open = False
        self.changed.emit()

    def answer(self, counted: CountedFrom) -> None:
        """Record how the levels were counted, as one step."""
        self.is_open = False
        words = _OFFERED[counted].lower() if counted is not CountedFrom.S1 else "S1"
        self._desk.apply(
            f"Levels counted: {words}", lambda study: edits.describe_study(study, levels_counted_from=counted)
        )
        self.changed.emit()


def _has_body(study: Study) -> bool:
    return any(map(_bears_body, study.films))


def _bears_body(film: Film) -> bool:
    return any(whole(body) and not is_proposal(body) for body in film.vertebrae.values())


def _asked_on(desk: Desk) -> str:
    """The film on view that bears a body, the active one first; empty where none does."""
    shown = sorted(desk.look.shown, key=lambda film_id: film_id != desk.look.active)
    return next((film_id for film_id in shown if _bears_body(desk.study.film(film_id))), "")


class LevelCountQuestion(QFrame):
    """The question on one view, shown on that of the active film."""

    def __init__(self, desk: Desk, count: LevelCount, view: FilmSheet) -> None:
        super().__init__(view)
        self._desk = desk
        self._count = count
        self._view = view
        self.setObjectName("anterior_question")
        self.setStyleSheet(ON_FILM)
        self.setCursor(Qt.CursorShape.ArrowCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_NoMousePropagation)
        self.setAccessibleName("How were the levels counted?")
        self.buttons = {each: QPushButton(text) for each, text in _OFFERED.items()}
        self._arrange()
        for each, button in self.buttons.items():
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.setToolTip("Printed on every report; the Study panel changes it")
            button.clicked.connect(lambda _checked, each=each: count.answer(each))
        view.installEventFilter(self)
        count.changed.connect(self.refresh)
        desk.looked.connect(self.refresh)
        self.refresh()

    def _arrange(self) -> None:
        """Two by two: there is room for that in a narrow view, too."""
        layout = QGridLayout(self)
        layout.setContentsMargins(8, 4, 8, 8)
        layout.setSpacing(4)
        words = text_label("How were the levels counted?")
        words.setWordWrap(False)
        layout.addWidget(words, 0, 0, 1, 2)
        for place, button in enumerate(self.buttons.values()):
            layout.addWidget(button, 1 + place // 2, place % 2)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: N802  Qt's name
        """Stay in place at every size."""
        if event.type() is QEvent.Type.Resize:
            self._place()
        return False

    def refresh(self) -> None:
        """Ask, or do not."""
        film = self._view.film
        is_here = film is not None and film.id == _asked_on(self._desk)
        set_shown(self, self._count.is_open and is_here)
        self._place()

    def _place(self) -> None:
        self.adjustSize()
        self.move(MARGIN_PX, self._view.height() - self.height() - ABOVE_THE_SCALE_PX)
        self.raise_()
