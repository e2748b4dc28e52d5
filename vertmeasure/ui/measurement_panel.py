"""The numbers of the chosen level, film beside film, and the angles of the whole film."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QMenu, QVBoxLayout, QWidget

from vertmeasure.core import edits
from vertmeasure.core.dictionary import INTERVAL_WORDS, entry
from vertmeasure.core.study import Film, HeightReference
from vertmeasure.paint.palette import Palette, palette
from vertmeasure.report.film_tables import film_angles_table
from vertmeasure.report.notices import notice_words
from vertmeasure.report.tables import LevelTable, level_table
from vertmeasure.report.wording import TIMEPOINT_WORDS
from vertmeasure.ui.angle_picker import AnglePicker
from vertmeasure.ui.calibration_badge import CalibrationBadges
from vertmeasure.ui.desk import Desk
from vertmeasure.ui.key_map import how_to, in_brackets
from vertmeasure.ui.labels import column, make_panel, safe_text, scrolled, set_shown, set_text, text_label, title_label
from vertmeasure.ui.notice_lines import NoticeLines
from vertmeasure.ui.number_model import NumberTable, film_headings
from vertmeasure.ui.number_table import NumberTableView
from vertmeasure.ui.study_words import REFERENCE_CHOICES

NOTHING_PLACED = "Pick the fractured level above, then click its corners."
BLIND = "Numbers are hidden until the repeat reading is finished."
_OWN_VALUES: dict[str, tuple[float | str, ...]] = {
    "genant_grade": (0, 0.5, 1, 2, 3),
    "deformity": ("none", "wedge", "biconcave", "crush"),
}
"""What a reader may record beside the computed value."""


class MeasurementPanel(QWidget):
    """Heights, losses, grade and angles of the chosen level; a row lights its lines on the film."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._shown: object = None
        self.empty = text_label(role="empty")
        self.heading = text_label(role="strong")
        self.badges = CalibrationBadges()
        self.caution = text_label(role="open")
        self.reference = _reference_box()
        self.table = NumberTableView(self._colours, "Numbers of the chosen level")
        self.angles_title = title_label("Whole film")
        self.angles = NumberTableView(self._colours, "Angles of the whole film")
        self.picker = AnglePicker()
        self.notices = NoticeLines()
        self.explanation = text_label(f"{INTERVAL_WORDS}.", "small")
        make_panel(self, "Measurements")
        self._arrange()
        self._connect()
        self.refresh()

    def _colours(self) -> Palette:
        return palette(self._desk.settings.palette)

    def _arrange(self) -> None:
        content = QWidget()
        layout: QVBoxLayout = column(content, 12, 8)
        layout.setContentsMargins(12, 10, 8, 12)
        layout.addWidget(self.empty)
        self._level_part = QWidget()
        part = column(self._level_part, 0, 4)
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(self.heading, 1)
        top.addWidget(self.reference)
        part.addLayout(top)
        part.addWidget(self.badges)
        part.addWidget(self.caution)
        part.addWidget(self.table)
        layout.addWidget(self._level_part)
        layout.addWidget(self.notices)
        layout.addWidget(self.angles_title)
        layout.addWidget(self.angles)
        layout.addWidget(self.picker)
        layout.addWidget(self.explanation)
        layout.addStretch()
        column(self).addWidget(scrolled(content))

    def _connect(self) -> None:
        self._desk.changed.connect(self.refresh)
        self._desk.looked.connect(self._on_look)
        self.reference.activated.connect(self._set_reference)
        for table in (self.table, self.angles):
            table.pointed.connect(lambda measurement_id: self._desk.look_at(measurement=measurement_id))
        for table in (self.table, self.angles):
            table.row_menu_asked.connect(self._open_menu)
        self.picker.picked.connect(self._add_angle)

    # ---- showing

    def _on_look(self) -> None:
        """A pointer that moves from row to row changes the marked row alone."""
        self._highlight()
        if self._seen() != self._shown:
            self.refresh()

    def _seen(self) -> object:
        look = self._desk.look
        return look.level, look.shown, look.numbers_hidden, self._desk.settings, tuple(self._desk.opened)

    def refresh(self) -> None:
        """Show the numbers as they are."""
        self._shown = self._seen()
        is_hidden = self._desk.look.numbers_hidden
        films = self._films()
        level = self._level_table(films) if not is_hidden else None
        self._show_level(level, films)
        self._show_angles(films if not is_hidden else ())
        self._show_notices(level)
        set_text(self.empty, "" if level else self._hidden_words() if is_hidden else self._empty_words())
        set_shown(self.explanation, not is_hidden and bool(level or not self.angles.isHidden()))
        self._highlight()

    def _films(self) -> tuple[Film, ...]:
        """The films on view, in the order of time."""
        return tuple(film for film in self._desk.study.films_in_order if film.id in self._desk.look.shown)

    def _level_table(self, films: Sequence[Film]) -> LevelTable | None:
        level = self._desk.look.level
        if level in ("", "S1") or not any(level in film.vertebrae for film in films):
            return None
        return level_table(self._desk.assessment, level, [film.id for film in films], self._desk.pairs)

    def _show_level(self, level: LevelTable | None, films: Sequence[Film]) -> None:
        set_shown(self._level_part, level is not None)
        if level is None:
            return
        set_text(self.heading, safe_text(level.heading))
        self.badges.show_films(self._desk, tuple(films))
        set_text(self.caution, safe_text(" ".join(level.cautions)))
        chosen = self.reference.findData(self._desk.study.height_reference)
        if self.reference.currentIndex() != chosen:
            self.reference.setCurrentIndex(chosen)
        self.table.show_table(NumberTable(level.rows, _headings(films), bool(self._desk.pairs)))

    def _show_angles(self, films: Sequence[Film]) -> None:
        placed = [film for film in films if film.vertebrae]
        found = film_angles_table(self._desk.assessment, [film.id for film in placed])
        set_shown(self.angles_title, bool(found.rows))
        set_shown(self.angles, bool(found.rows))
        set_shown(self.picker, bool(found.rows))
        if found.rows:
            self.angles.show_table(NumberTable(found.rows, _headings(placed)))

    def _show_notices(self, level: LevelTable | None) -> None:
        is_hidden = self._desk.look.numbers_hidden
        told = [] if is_hidden else notice_words(self._desk.assessment.notices)
        self.notices.show_lines(told, level.notes if level else ())

    def _hidden_words(self) -> str:
        if self._desk.is_blind:
            return BLIND
        return f"Numbers are hidden. {how_to(self._desk.settings.keys, 'hide_numbers')} to show them."

    def _empty_words(self) -> str:
        level = self._desk.look.level
        if not self._desk.study.films:
            return f"Open a film first{in_brackets(self._desk.settings.keys, 'open_files')}."
        if level == "S1":
            return "S1 has no heights: it serves the angles below."
        is_anything_placed = any(film.vertebrae for film in self._films())
        return (
            f"{level} has no points on the films shown. Click its corners."
            if level and is_anything_placed
            else (NOTHING_PLACED)
        )

    def _highlight(self) -> None:
        for table in (self.table, self.angles):
            table.highlight(self._desk.look.measurement)

    # ---- what a reader does

    def _set_reference(self, place: int) -> None:
        chosen = HeightReference(self.reference.itemData(place))
        label = f"Height reference: {REFERENCE_CHOICES[chosen].lower()}"
        self._desk.apply(label, lambda study: edits.describe_study(study, height_reference=chosen))

    def _open_menu(self, measurement_id: str, at: QPoint) -> None:
        menu = self.menu_of(measurement_id)
        if menu.isEmpty():
            menu.deleteLater()
            return
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(at)

    def menu_of(self, measurement_id: str) -> QMenu:
        """What can be done with a row: a reading of one's own beside the computed one, or an angle taken away."""
        menu = QMenu(self)
        if measurement_id in _OWN_VALUES:
            self._add_own_values(menu, measurement_id)
        for pair in self._desk.study.angles:
            if measurement_id == "_".join(("cobb", *pair)):
                words = f"Remove {entry(measurement_id).label}"
                menu.addAction(words).triggered.connect(partial(self._set_angle, pair, words, False))
        return menu

    def _add_own_values(self, menu: QMenu, measurement_id: str) -> None:
        """The reader's own grade or shape for each film shown."""
        for film in self._films():
            name = safe_text(f"{TIMEPOINT_WORDS[film.timepoint]} ({film.id})").replace("&", "&&")
            part = menu.addMenu(f"My reading of {name}")
            for value in (*_OWN_VALUES[measurement_id], None):
                words = "As computed" if value is None else f"{value}"
                where = (film.id, self._desk.look.level, measurement_id)
                part.addAction(words).triggered.connect(partial(self._override, where, value))

    def _override(self, where: tuple[str, str, str], value: float | str | None) -> None:
        self._desk.apply(f"Own reading of {where[1]}", lambda study: edits.set_override(study, where, value))

    def _add_angle(self, upper: str, lower: str) -> None:
        """An angle that is there already is pointed out instead."""
        pair = (upper, lower)
        if pair not in self._desk.study.angles:
            self._set_angle(pair, f"Add Cobb {upper}-{lower}", True)
        self._desk.look_at(measurement="_".join(("cobb", *pair)))

    def _set_angle(self, pair: tuple[str, str], label: str, wanted: bool, _checked: bool = False) -> None:
        self._desk.apply(label, lambda study: edits.set_angle(study, *pair, wanted=wanted))


def _reference_box() -> QComboBox:
    box = QComboBox()
    for reference, words in REFERENCE_CHOICES.items():
        box.addItem(words, reference)
    box.setAccessibleName("What heights are compared with")
    box.setToolTip("What heights are compared with")
    return box


def _headings(films: Sequence[Film]) -> tuple[str, ...]:
    return film_headings([TIMEPOINT_WORDS[film.timepoint] for film in films], [safe_text(film.id) for film in films])
