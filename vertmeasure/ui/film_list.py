"""The films of the study, in the order of time."""

from functools import partial
from itertools import pairwise

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QImage, QKeyEvent, QMouseEvent, QPixmap
from PySide6.QtWidgets import QFrame, QMenu, QWidget

from vertmeasure.core import edits
from vertmeasure.core.study import Film, Posture, Side, Timepoint
from vertmeasure.dicom.film import Pixels
from vertmeasure.report.wording import POSTURE_WORDS, TIMEPOINT_WORDS
from vertmeasure.ui.background import Background
from vertmeasure.ui.calibration_badge import header_of
from vertmeasure.ui.desk import Desk
from vertmeasure.ui.film_card import FilmCard, picture_of
from vertmeasure.ui.key_map import in_brackets
from vertmeasure.ui.labels import column, make_panel, scrolled, set_text, text_label, title_label

WIDTH_PX = 200
"""As narrow as it may become, at 100 percent type."""


_SIDES = (
    ("Left side of the image", Side.LEFT),
    ("Right side of the image", Side.RIGHT),
    ("As the points tell", None),
)


class DropArea(QFrame):
    """Where films may be dropped; a click asks for the dialog instead."""

    clicked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("card", "drop")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName("Open films")
        self.words = text_label(role="quiet")
        self.words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column(self, 12).addWidget(self.words)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802  Qt's name
        """A click asks to open films."""
        if event.button() is Qt.MouseButton.LeftButton:
            self.clicked.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  Qt's name
        """Enter and Space ask to open films."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.clicked.emit()
        else:
            super().keyPressEvent(event)


class FilmList(QWidget):
    """One card per film, and a place to drop more.

    Signals
    -------
    open_asked()
        The reader wants to open films.
    """

    open_asked = Signal()

    def __init__(self, desk: Desk, background: Background, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._background = background
        self._asked: dict[str, Pixels] = {}
        self._pictures: dict[str, tuple[Pixels, QPixmap]] = {}
        self.cards: dict[str, FilmCard] = {}
        self.drop_area = DropArea()
        self.drop_area.clicked.connect(self.open_asked)
        make_panel(self, "Films")
        self._arrange()
        desk.changed.connect(self.refresh)
        desk.looked.connect(self.refresh)
        self.refresh()

    def _arrange(self) -> None:
        content = QWidget()
        self._cards = column(content, 12, 8)
        self._cards.addWidget(title_label("Films"))
        self._cards.addWidget(self.drop_area)
        self._cards.addStretch()
        column(self).addWidget(scrolled(content))

    def refresh(self) -> None:
        """Show the study as it is; cards are made anew only when films come, go or change places."""
        set_text(self.drop_area.words, f"Drop films here, or Open{in_brackets(self._desk.settings.keys, 'open_files')}")
        films = self._desk.study.films_in_order
        if list(self.cards) != [film.id for film in films]:
            self._rebuild(films)
        for film in films:
            place, is_active = self._place(film.id)
            self.cards[film.id].show_film(film, place, is_active, header_of(self._desk, film))
            self._show_picture(film.id)

    def _rebuild(self, films: tuple[Film, ...]) -> None:
        for card in self.cards.values():
            card.hide()
            card.deleteLater()
        self._pictures = {film.id: self._pictures[film.id] for film in films if film.id in self._pictures}
        self.cards = {film.id: self._card(film.id) for film in films}
        for index, card in enumerate(self.cards.values(), start=1):
            self._cards.insertWidget(index, card)
        self._order_tabs()

    def _order_tabs(self) -> None:
        """The tab key leads from card to card, then to the drop area; new cards would come last of all."""
        pieces = [piece for card in self.cards.values() for piece in (card, card.timepoint, card.posture)]
        for before, after in pairwise((self.drop_area, *pieces)):
            self.setTabOrder(before, after)
        if pieces:
            self.setTabOrder(pieces[-1], self.drop_area)

    def _card(self, film_id: str) -> FilmCard:
        card = FilmCard()
        card.chosen.connect(partial(self._choose, film_id))
        card.timepoint_chosen.connect(partial(self._set_timepoint, film_id))
        card.posture_chosen.connect(partial(self._set_posture, film_id))
        card.menu_asked.connect(partial(self._open_menu, film_id))
        return card

    def _place(self, film_id: str) -> tuple[str, bool]:
        look = self._desk.look
        if film_id not in look.shown:
            return "", False
        places = ("shown",) if len(look.shown) == 1 else ("shown left", "shown right")
        return places[look.shown.index(film_id)], film_id == look.active

    def _show_picture(self, film_id: str) -> None:
        film = self._desk.study.film(film_id)
        opened = self._desk.images.image_of(film)
        if opened is None:
            self._pictures.pop(film_id, None)
            self.cards[film_id].show_picture(None, self._desk.images.state_of(film))
            return
        known = self._pictures.get(film_id)
        if known is None or known[0] is not opened.pixels:
            self._ask_picture(film_id, opened.pixels)
        elif not self.cards[film_id].shows(known[1]):
            self.cards[film_id].show_picture(known[1], "")

    def _ask_picture(self, film_id: str, pixels: Pixels) -> None:
        """Have the picture made off this thread, once."""
        if self._asked.get(film_id) is not pixels:
            self._asked[film_id] = pixels
            arrived = partial(self._picture_arrived, film_id, pixels)
            self._background.run(partial(picture_of, pixels), arrived, _raise)

    def _picture_arrived(self, film_id: str, pixels: Pixels, picture: QImage) -> None:
        """Show a picture, unless its film has gone meanwhile."""
        if self._asked.get(film_id) is pixels:
            del self._asked[film_id]
            self._pictures[film_id] = (pixels, QPixmap.fromImage(picture))
            if film_id in self.cards:
                self._show_picture(film_id)

    # ---- what a reader does

    def _choose(self, film_id: str) -> None:
        look = self._desk.look
        if film_id in look.shown:
            self._desk.look_at(active=film_id)
            return
        shown = tuple(film_id if each == look.active else each for each in look.shown) or (film_id,)
        self._desk.look_at(shown=shown, active=film_id)

    def _show_beside(self, film_id: str, place: int) -> None:
        others = [each for each in self._desk.look.shown if each != film_id]
        beside = others[0] if len(others) == 1 or place == 1 else others[-1]
        shown = (film_id, beside) if place == 0 else (beside, film_id)
        self._desk.look_at(shown=shown, active=film_id)

    def _set_timepoint(self, film_id: str, timepoint: Timepoint) -> None:
        label = f"Mark {film_id} as {TIMEPOINT_WORDS[timepoint].lower()}"
        self._desk.apply(label, lambda study: edits.set_timepoint(study, film_id, timepoint))

    def _set_posture(self, film_id: str, posture: Posture) -> None:
        label = f"Posture of {film_id}: {POSTURE_WORDS[posture]}"
        self._desk.apply(label, lambda study: edits.set_posture(study, film_id, posture))

    def _remove(self, film_id: str) -> None:
        self._desk.apply(f"Remove film {film_id}", lambda study: edits.remove_film(study, film_id))

    def menu_of(self, film_id: str) -> QMenu:
        """What can be done with a film."""
        menu = QMenu(self)
        can_pair = any(each != film_id for each in self._desk.look.shown)
        for words, place in (("Show on the left", 0), ("Show on the right", 1)):
            action = menu.addAction(words)
            action.setEnabled(can_pair)
            action.triggered.connect(partial(self._show_beside, film_id, place))
        self._add_front(menu, film_id)
        menu.addSeparator()
        remove = menu.addAction("Remove from the study")
        remove.setEnabled(not self._desk.is_blind)
        remove.triggered.connect(partial(self._remove, film_id))
        return menu

    def _add_front(self, menu: QMenu, film_id: str) -> None:
        """Which side of the stored image is the front of the patient."""
        part = menu.addMenu("Front of the patient")
        part.setEnabled(not self._desk.is_blind)
        said = self._desk.study.film(film_id).anterior
        for words, side in _SIDES:
            action = part.addAction(words)
            action.setCheckable(True)
            action.setChecked(said is side)
            action.triggered.connect(partial(self._set_anterior, film_id, side))

    def _set_anterior(self, film_id: str, side: Side | None, _checked: bool = False) -> None:
        label = f"Front of {film_id}: {side or 'not said'}"
        self._desk.apply(label, lambda study: edits.set_anterior(study, film_id, side))

    def _open_menu(self, film_id: str, at: QPoint) -> None:
        menu = self.menu_of(film_id)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(at)


def _raise(error: BaseException) -> None:
    """A picture that cannot be made of an opened film is a bug."""
    raise error
