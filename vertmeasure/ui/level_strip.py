"""The levels from T1 to S1: what is placed, fractured, treated or serves as reference, and which is looked at."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QGridLayout, QMenu, QWidget

from vertmeasure.core import edits
from vertmeasure.core.anatomy import LEVELS, above, below, shifted
from vertmeasure.core.study import Film, Study
from vertmeasure.paint.palette import Palette, palette
from vertmeasure.ui.desk import Desk
from vertmeasure.ui.labels import make_panel, safe_text
from vertmeasure.ui.level_chip import LevelChip
from vertmeasure.ui.level_state import Placed, level_states
from vertmeasure.ui.study_words import film_words

IN_A_ROW = 9


class LevelStrip(QWidget):
    """One chip per level; a click looks at it, its menu changes what is recorded of it."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.chips = {level: LevelChip(level, self._colours) for level in LEVELS}
        make_panel(self, "Levels")
        grid = QGridLayout(self)
        grid.setContentsMargins(12, 8, 12, 8)
        grid.setSpacing(2)
        for index, (level, chip) in enumerate(self.chips.items()):
            chip.clicked.connect(partial(self._look_at, level))
            chip.stepped.connect(partial(self._step, level))
            chip.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
            chip.customContextMenuRequested.connect(partial(self._open_menu, level))
            grid.addWidget(chip, index // IN_A_ROW, index % IN_A_ROW)
        desk.changed.connect(self.refresh)
        desk.looked.connect(self.refresh)
        self.refresh()

    def _colours(self) -> Palette:
        return palette(self._desk.settings.palette)

    def refresh(self) -> None:
        """Show every level as it is; the tab key stops at one chip only, the arrow keys lead on."""
        look = self._desk.look
        stop = look.level or "L1"
        for state in level_states(self._desk.assessment, look):
            chip = self.chips[state.level]
            chip.show_state(state)
            policy = Qt.FocusPolicy.StrongFocus if state.level == stop else Qt.FocusPolicy.ClickFocus
            if chip.focusPolicy() != policy:
                chip.setFocusPolicy(policy)

    def _look_at(self, level: str) -> None:
        self._desk.look_at(level=level)

    def _step(self, level: str, steps: int) -> None:
        to = shifted(level, steps)
        if to is not None:
            self._look_at(to)
            self.chips[to].setFocus(Qt.FocusReason.TabFocusReason)

    # ---- the menu of a level

    def _open_menu(self, level: str, at: QPoint) -> None:
        menu = self.menu_of(level)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.chips[level].mapToGlobal(at))

    def menu_of(self, level: str) -> QMenu:
        """What can be recorded of a level."""
        menu = QMenu(level, self)
        if level != "S1":
            self._add_fracture(menu, level)
            menu.addSeparator()
            self._add_exclusion(menu, level)
            menu.addSeparator()
        self._add_points(menu, level)
        menu.addSeparator()
        for words, steps in (("Shift all labels one up", -1), ("Shift all labels one down", +1)):
            self._add(menu, words, partial(edits.shift_levels, steps=steps))
        return menu

    def _add(self, menu: QMenu, words: str, edit: Callable[[Study], Study], label: str = "") -> None:
        menu.addAction(words).triggered.connect(lambda _checked: self._desk.apply(label or words, edit))

    def _active_film(self) -> Film | None:
        return next((film for film in self._desk.study.films if film.id == self._desk.look.active), None)

    def _add_fracture(self, menu: QMenu, level: str) -> None:
        if any(fracture.level == level for fracture in self._desk.study.fractures):
            edit = partial(edits.set_fractured, level=level, fractured=False)
            self._add(menu, "Not fractured", edit, f"{level} not fractured")
            return
        marked = partial(edits.set_fractured, level=level, fractured=True)
        self._add(menu, "Fractured", marked, f"{level} fractured")
        film = self._active_film()
        if film and film.id != self._desk.study.films_in_order[0].id:
            since = partial(edits.set_fractured, level=level, fractured=True, since=film.id)
            self._add(
                menu,
                f"Fractured from this film on ({safe_text(film_words(film)).replace('&', '&&')})",
                since,
                f"{level} fractured",
            )

    def _add_exclusion(self, menu: QMenu, level: str) -> None:
        is_excluded = level in self._desk.study.excluded_references
        everywhere = partial(edits.set_excluded_reference, level=level, excluded=not is_excluded)
        words = "Allow as reference on all films" if is_excluded else "Exclude as reference on all films"
        self._add(menu, words, everywhere, f"{level}: {words.lower()}")
        film = self._active_film()
        if film and not is_excluded:
            is_excluded_here = level in film.excluded_references
            here = partial(edits.set_excluded_reference, level=level, excluded=not is_excluded_here, film_id=film.id)
            words = "Allow as reference on this film" if is_excluded_here else "Exclude as reference on this film"
            self._add(menu, words, here, f"{level}: {words.lower()}")

    def _add_points(self, menu: QMenu, level: str) -> None:
        film = self._active_film()
        if film is None or self.chips[level].state.placed is Placed.NOTHING:
            menu.addAction("No points on this film").setEnabled(False)
            return
        if self.chips[level].state.is_proposed:
            accept = partial(edits.accept_body, film_id=film.id, level=level)
            self._add(menu, "Accept its proposed points", accept, f"Accept {level}")
        for to in (above(level), below(level)):
            if to is not None and "S1" not in (level, to):
                relabel = partial(edits.relabel_body, film_id=film.id, level=level, to=to)
                self._add(menu, f"Relabel to {to} on this film", relabel, f"Relabel {level} to {to}")
        remove = partial(edits.remove_body, film_id=film.id, level=level)
        self._add(menu, "Remove its points on this film", remove, f"Remove {level}")
