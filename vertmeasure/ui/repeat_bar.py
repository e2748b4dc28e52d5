"""The bar that stands above the films during a blind repeat reading."""

from collections.abc import Iterator

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from vertmeasure.core.anatomy import in_order
from vertmeasure.core.study import Film
from vertmeasure.ui.desk import Desk
from vertmeasure.ui.key_map import in_brackets
from vertmeasure.ui.labels import safe_text, set_shown, set_text, text_label, tight


class RepeatBar(QFrame):
    """Says what is read again, what is still to be read, and how to end.

    Signals
    -------
    finish_asked(), give_up_asked()
        The reader has read enough, or wants the first reading back.
    """

    finish_asked = Signal()
    give_up_asked = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.setProperty("card", "banner")
        self.setAccessibleName("Blind repeat reading")
        self.title = text_label(role="strong")
        self.rest = text_label()
        self.finish = QPushButton("Finish")
        self.finish.setProperty("primary", "true")
        self.give_up = QPushButton("Give up")
        self.give_up.setToolTip("Drop the repeat reading and bring the first one back")
        self._arrange()
        self.finish.clicked.connect(self.finish_asked)
        self.give_up.clicked.connect(self.give_up_asked)
        desk.changed.connect(self.refresh)
        desk.looked.connect(self.refresh)
        self.refresh()

    def _arrange(self) -> None:
        layout = QHBoxLayout(self)
        layout.setContentsMargins(12, 6, 8, 6)
        layout.setSpacing(10)
        words = QVBoxLayout()
        tight(words, 2)
        words.addWidget(self.title)
        words.addWidget(self.rest)
        layout.addLayout(words, 1)
        for button in (self.finish, self.give_up):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            layout.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)

    def refresh(self) -> None:
        """Show what is still to be read; nothing outside a repeat reading."""
        set_shown(self, self._desk.is_blind)
        if self._desk.is_blind:
            films = ", ".join(self._desk.blind_films)
            key = in_brackets(self._desk.settings.keys, "finish_repeat")
            self.finish.setToolTip(f"Save the repeat reading and bring the first one back{key}")
            set_text(self.title, safe_text(f"Blind repeat reading of {films}: points and numbers are put away."))
            rest = "; ".join(self._still_to_read())
            set_text(self.rest, safe_text(f"Still to read: {rest}." if rest else "All bodies are read again."))
            self.setAccessibleDescription(f"{self.title.text()} {self.rest.text()}")

    def _still_to_read(self) -> Iterator[str]:
        present = {film.id: film for film in self._desk.study.films}
        for film_id in (each for each in self._desk.blind_films if each in present):
            levels = unread_levels(self._desk.put_away_study.film(film_id), present[film_id])
            if levels:
                yield f"{film_id}: {', '.join(levels)}"


def unread_levels(first: Film, again: Film) -> tuple[str, ...]:
    """The levels of which a point of the first reading has no fellow in the second."""
    return in_order(
        level
        for level, body in first.vertebrae.items()
        if any(again.landmark(level, mark) is None for mark in body.marks)
    )
