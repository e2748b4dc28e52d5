"""The bar above the films while the reader calibrates: how, with which figures, for which films."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QToolButton, QVBoxLayout, QWidget

from vertmeasure.core import edits
from vertmeasure.core.calibration import Calibration
from vertmeasure.core.errors import VertmeasureError
from vertmeasure.core.study import Film
from vertmeasure.dicom.film import FilmHeader
from vertmeasure.report.numbers import with_sign
from vertmeasure.ui.calibration_choice import CalibrationChoice
from vertmeasure.ui.calibration_fields import CalibrationFields
from vertmeasure.ui.calibration_plan import Entry, Plan, calibration_of, offers, plan_all, plan_one
from vertmeasure.ui.calibrator import POINT_HINTS, Calibrator, Way
from vertmeasure.ui.desk import Desk
from vertmeasure.ui.labels import safe_text, set_property, set_shown, set_text, text_label, tight
from vertmeasure.ui.study_words import spacing_badge

IN_ITS_PLANE = "A length is true only in the plane it was measured in: use an object that lies as deep as the spine."
_NOT_OPEN = "The image of this film is not open, so its header cannot be asked."
_NO_OFFER = "The header of this film offers no spacing."


class CalibrationBar(QFrame):
    """Makes a calibration out of what is drawn, typed or chosen, and applies it in one step.

    Signals
    -------
    left()
        The reader is done, or gives up.
    """

    left = Signal()

    def __init__(self, desk: Desk, calibrator: Calibrator, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._calibrator = calibrator
        self.setProperty("card", "tool")
        self.setAccessibleName("Calibrate")
        self.fields = CalibrationFields()
        self.choice = CalibrationChoice()
        self.readout = text_label(role="strong")
        self.apply_one = _button("Apply", "Give this film the spacing (Return)", primary=True)
        self.apply_all = _button("Apply to all films", "Give it to every film of the study that it holds for")
        self.header = _button("As the header says", "Put back the spacing that the film came with")
        self.close_button = QToolButton()
        self._arrange()
        self._connect()
        self.hide()

    def _arrange(self) -> None:
        rows = QVBoxLayout(self)
        rows.setContentsMargins(12, 6, 8, 6)
        rows.setSpacing(4)
        first = QHBoxLayout()
        tight(first, 8)
        first.addWidget(self.fields)
        first.addWidget(self.readout, 1)
        self.close_button.setText("✕")
        self.close_button.setAccessibleName("Leave calibrating")
        self.close_button.setToolTip("Leave without a change (Esc)")
        for button in (self.apply_one, self.apply_all, self.header, self.close_button):
            first.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)
        rows.addLayout(first)
        rows.addWidget(self.choice)

    def _connect(self) -> None:
        self.fields.way_chosen.connect(self.choose)
        self.fields.edited.connect(self.refresh)
        self.fields.entered.connect(self._apply_entered)
        self.choice.chosen.connect(lambda _option: self.refresh())
        self.apply_one.clicked.connect(self._apply_one)
        self.apply_all.clicked.connect(self._apply_all)
        self.header.clicked.connect(self._reset)
        self.close_button.clicked.connect(self.left)
        self._calibrator.subscribe(self._on_points)
        self._desk.changed.connect(self.refresh)
        self._desk.looked.connect(self.refresh)

    # ---- showing

    def choose(self, way: Way) -> None:
        """Calibrate in this way."""
        self._calibrator.choose(way)
        self.choice.forget()
        self.fields.show_way(way)
        self.fields.focus_first()
        self.refresh()

    def refresh(self) -> None:
        """Show what the entry would make of the film."""
        if self.isHidden():
            return
        film = self._film()
        if film is None:
            self.left.emit()
            return
        header = self._header(film)
        is_choice = self._calibrator.way is Way.HEADER
        set_shown(self.choice, is_choice)
        if is_choice:
            self.choice.show_options(film, offers(header) if header else (), self._no_offer(header))
        self._show_draft(film, header)
        is_one_of_many = len(self._desk.study.films) > 1
        set_shown(self.apply_all, is_one_of_many)
        named = f"Apply to {safe_text(film.id)}" if is_one_of_many else "Apply"
        self.apply_one.setText(named.replace("&", "&&"))
        self.header.setEnabled(header is not None and header.calibration != film.calibration)
        self.header.setToolTip(self._reset_words(header))

    def _show_draft(self, film: Film, header: FilmHeader | None) -> None:
        words, is_ready, fault = self._asked(film), False, False
        entry = self._entry()
        if entry is not None:
            try:
                words, is_ready = f"= {draft_words(calibration_of(entry, film, header))}", True
            except VertmeasureError as error:
                words, fault = str(error), True
        set_property(self.readout, "role", "open" if fault else "strong" if is_ready else "quiet")
        set_text(self.readout, safe_text(words), hide_empty=False)
        self.readout.setToolTip(IN_ITS_PLANE if self._calibrator.way in POINT_HINTS else "")
        self.apply_one.setEnabled(is_ready)
        self.apply_all.setEnabled(is_ready)

    def _asked(self, film: Film) -> str:
        """What is still missing."""
        way = self._calibrator.way
        if way is Way.HEADER:
            return f"{film.id}: choose the spacing that holds"
        if not self._calibrator.is_complete:
            placed = len(self._calibrator.points)
            return f"Click {POINT_HINTS[way][placed]}"
        return "Type the millimetres" if way is not Way.MAGNIFICATION else "Type the magnification, above 1 and up to 2"

    def _on_points(self) -> None:
        self.refresh()
        if self._calibrator.is_complete and not self._calibrator.is_dragging and self.fields.values is None:
            self.fields.focus_first()

    # ---- the entry

    def _film(self) -> Film | None:
        """The film that is drawn on, else the one the reader works on."""
        films = {film.id: film for film in self._desk.study.films}
        if self._calibrator.film_id and self._calibrator.film_id not in films:
            self._calibrator.clear()
        return films.get(self._calibrator.film_id) or films.get(self._desk.look.active)

    def _header(self, film: Film) -> FilmHeader | None:
        opened = self._desk.images.image_of(film)
        return opened.header if opened else None

    def _entry(self) -> Entry | None:
        """What was entered; None while something is missing."""
        film, values, option = self._film(), self.fields.values, self.choice.option
        way = self._calibrator.way
        is_missing = not self._calibrator.is_complete or (way is Way.HEADER and option is None)
        if film is None or values is None or is_missing:
            return None
        by = self._desk.study.reader or self._desk.settings.reader
        return Entry(way, film.id, self._calibrator.points, values, option, by)

    def _no_offer(self, header: FilmHeader | None) -> str:
        return _NO_OFFER if header else _NOT_OPEN

    def _reset_words(self, header: FilmHeader | None) -> str:
        return f"Put back {spacing_badge(header.calibration)}" if header else _NOT_OPEN

    # ---- doing it

    def _apply_entered(self) -> None:
        if self.apply_one.isEnabled():
            self._apply_one()

    def _apply_one(self) -> None:
        entry = self._entry()
        if entry is not None:
            verb = "Choose spacing of" if entry.way is Way.HEADER else "Calibrate"
            self._carry_out(f"{verb} {entry.film_id}", plan_one(entry, self._desk.study, self._headers()))

    def _apply_all(self) -> None:
        entry = self._entry()
        if entry is not None:
            self._carry_out("Calibrate all films", plan_all(entry, self._desk.study, self._headers()))

    def _reset(self) -> None:
        film = self._film()
        header = self._header(film) if film else None
        if film is not None and header is not None:
            self._carry_out(f"Header's spacing for {film.id}", Plan({film.id: header.calibration}))

    def _headers(self) -> dict[str, FilmHeader]:
        return {film_id: opened.header for film_id, opened in self._desk.opened.items()}

    def _carry_out(self, label: str, plan: Plan) -> None:
        before = self._desk.study
        if self._desk.apply(label, lambda study: edits.calibrate_films(study, plan.calibrations)):
            changes = [change_words(before.film(each), now) for each, now in plan.calibrations.items()]
            left_out = [f"{each}: {reason}" for each, reason in plan.left_out.items()]
            self._desk.noted.emit(
                "; ".join(changes) + ".", f"Left as it was: {'; '.join(left_out)}." if left_out else ""
            )
            self.left.emit()


def draft_words(calibration: Calibration) -> str:
    """A spacing that is not applied yet, to a tenth of a micrometre: "0.1432 mm/px · user"."""
    row, column = f"{calibration.row_mm:.4f}", f"{calibration.column_mm:.4f}"
    return f"{with_sign(row if row == column else f'{row} × {column}', 'mm/px')} · {calibration.grade}"


def change_words(film: Film, now: Calibration) -> str:
    """Old and new spacing of a film."""
    return f"{film.id}: {spacing_badge(film.calibration)} → {spacing_badge(now)}"


def _button(words: str, tip: str, primary: bool = False) -> QPushButton:
    button = QPushButton(words)
    button.setToolTip(tip)
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    if primary:
        button.setProperty("primary", "true")
    return button
