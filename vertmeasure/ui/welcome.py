"""What stands where the films will stand: how to begin, and the studies opened last."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from vertmeasure.ui.desk import Desk
from vertmeasure.ui.key_map import in_brackets
from vertmeasure.ui.labels import (
    column,
    make_panel,
    safe_text,
    scrolled,
    set_property,
    set_shown,
    set_text,
    text_label,
    title_label,
    tooltip,
)
from vertmeasure.ui.theme import scaled_px

MOST_SHOWN = 5
WIDTH_PX = 460
FIRST = "Welcome to vertmeasure"
LATER = "Open films to begin"
ABOUT = (
    "Place the corners of a fractured vertebra and its neighbours on a lateral radiograph, and read heights, height "
    "loss and kyphosis, before and after augmentation, each with its reading error."
)
NO_DEVICE = "It supports clinical judgement and does not replace it. It is no medical device."


class WelcomeCard(QFrame):
    """How to begin; blocks nothing, and gives way to the first film.

    Signals
    -------
    open_asked(), tour_asked()
        Open films; open the sample study with the tour.
    study_asked(object)
        Open the study of this path.
    """

    open_asked = Signal()
    tour_asked = Signal()
    study_asked = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._recent: tuple[str, ...] | None = None
        self.setProperty("card", "true")
        self.setAccessibleName("How to begin")
        self.title = text_label(role="welcome")
        self.about = text_label(ABOUT)
        self.open = _button("Open films…", self.open_asked.emit)
        self.tour = _button("Sample study with a tour", self.tour_asked.emit)
        self.tour.setAccessibleName("Open the sample study with a tour")
        self.tour.setToolTip("Open a synthetic patient, and be shown round the window in five steps")
        self.drop = text_label(role="quiet")
        self.recent_title = title_label("Recent studies")
        self.recent: list[QPushButton] = []
        self._places = QVBoxLayout()
        self._arrange()
        self.refresh()

    def _arrange(self) -> None:
        layout = column(self, 24, 12)
        for each in (self.title, self.about):
            layout.addWidget(each)
        for button in (self.open, self.tour):
            layout.addWidget(button)
        layout.addWidget(self.drop)
        layout.addWidget(self.recent_title)
        self._places.setSpacing(4)
        layout.addLayout(self._places)
        layout.addWidget(text_label(NO_DEVICE, "small"))

    @property
    def is_first(self) -> bool:
        """Whether this reader has not begun yet: no study was opened, and the tour was not seen."""
        return not self._desk.settings.tour_seen and not self._desk.settings.recent

    def take_focus(self) -> None:
        """Let the keyboard begin with what is proposed."""
        (self.tour if self.is_first else self.open).setFocus()

    def refresh(self) -> None:
        """Show what suits the first start, or a later one."""
        set_text(self.title, FIRST if self.is_first else LATER)
        set_shown(self.about, self.is_first)
        set_property(self.open, "primary", "false" if self.is_first else "true")
        set_property(self.tour, "primary", "true" if self.is_first else "false")
        keys = self._desk.settings.keys
        self.open.setToolTip(f"Open films or a study{in_brackets(keys, 'open_files')}")
        set_text(self.drop, "Or drop DICOM files, a folder or a study on this window.")
        self.setMaximumWidth(scaled_px(WIDTH_PX, self._desk.settings.font_percent))
        self._show_recent()

    def _show_recent(self) -> None:
        if self._recent == self._desk.settings.recent:
            return
        self._recent = self._desk.settings.recent
        for button in self.recent:
            button.deleteLater()
        there = [Path(each) for each in self._recent if is_there(Path(each))][:MOST_SHOWN]
        self.recent = [self._recent_button(path) for path in there]
        for button in self.recent:
            self._places.addWidget(button)
        set_shown(self.recent_title, bool(there))

    def _recent_button(self, path: Path) -> QPushButton:
        name = safe_text(path.name.removesuffix(".vert.json"))
        button = _button(name.replace("&", "&&"), partial(self.study_asked.emit, path))
        button.setProperty("link", "true")
        button.setAccessibleName(f"Open {name}")
        button.setToolTip(tooltip(str(path)))
        return button


class FilmArea(QStackedWidget):
    """The films, or the welcome card while there are none."""

    def __init__(self, desk: Desk, films: QWidget) -> None:
        super().__init__()
        self._desk = desk
        self.films = films
        self.card = WelcomeCard(desk)
        self._room = self._around(self.card)
        self.addWidget(self._room)
        self.addWidget(films)
        desk.changed.connect(self.refresh)
        desk.looked.connect(self.refresh)
        self.refresh()

    def _around(self, card: WelcomeCard) -> QWidget:
        """A quiet ground with the card in its middle, which scrolls where the type is large."""
        content = self._content = QWidget()
        across = QHBoxLayout(content)
        across.addStretch(1)
        across.addWidget(card, 100, Qt.AlignmentFlag.AlignVCenter)
        across.addStretch(1)
        room = QWidget()
        make_panel(room, "Films on view")
        room.setProperty("ground", "window")
        column(room).addWidget(scrolled(content))
        return room

    def show_films(self) -> None:
        """Show the place of the films though there is none yet: one is seen at a glance."""
        self.setCurrentWidget(self.films)

    def refresh(self) -> None:
        """Show the films as soon as there are any."""
        is_empty = not self._desk.study.films
        if is_empty:
            self.card.refresh()
        self._room.setMinimumWidth(self._content.minimumSizeHint().width() if is_empty else 0)
        shown = self._room if is_empty else self.films
        if self.currentWidget() is not shown:
            self.setCurrentWidget(shown)


def _button(words: str, do: Callable[[], object]) -> QPushButton:
    button = QPushButton(words)
    button.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
    button.setAutoDefault(True)
    button.clicked.connect(lambda: do())
    return button


def is_there(path: Path) -> bool:
    """Whether a file is where it was; one that cannot be looked at is not."""
    try:
        return path.is_file()
    except OSError:
        return False
