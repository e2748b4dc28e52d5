"""What is recorded of the study beside points and facts: patient, reader, counting of levels, procedure, outcomes."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from vertmeasure.core.study import Film
from vertmeasure.ui.desk import Desk
from vertmeasure.ui.form_fields import ChoiceBox, Form, FormField, NoteField, TextField
from vertmeasure.ui.labels import column, make_panel, safe_text, scrolled, set_shown, set_text, text_label, title_label
from vertmeasure.ui.study_fields import SECTIONS, FieldSpec, film_fields
from vertmeasure.ui.study_words import film_words
from vertmeasure.ui.typing import discard_typing


class FilmPart(QWidget):
    """The fields of one film under its name."""

    def __init__(self, title: QLabel, form: Form, keys: Sequence[str]) -> None:
        super().__init__()
        self.title = title
        self.keys = tuple(keys)
        layout = column(self, 0, 4)
        layout.addWidget(title)
        layout.addWidget(form)


class StudyPanel(QWidget):
    """A form; each field is one undoable step, taken when editing is finished.

    Attributes
    ----------
    fields : dict[str, FormField]
        By the key of the table: `label`, `patient.name`, `procedure.date`, `film.pre.pain_nrs` ...
    """

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._specs: dict[str, FieldSpec] = {}
        self.fields: dict[str, FormField] = {}
        self._film_parts: dict[str, FilmPart] = {}
        self._films = QVBoxLayout()
        self._films_title = title_label("Film by film")
        make_panel(self, "Study")
        self._arrange()
        desk.settled.connect(self.refresh)
        desk.laid_out.connect(lambda: discard_typing(self))
        self.refresh()

    def _arrange(self) -> None:
        content = QWidget()
        layout = column(content, 12, 8)
        for title, specs in SECTIONS.items():
            layout.addWidget(title_label(title))
            layout.addWidget(self._form(specs))
            layout.addSpacing(6)
        layout.addWidget(self._films_title)
        self._films.setSpacing(10)
        layout.addLayout(self._films)
        layout.addStretch()
        column(self).addWidget(scrolled(content))

    def _form(self, specs: Sequence[FieldSpec]) -> Form:
        form = Form()
        for spec in specs:
            field = made(spec)
            field.entered.connect(partial(self._enter, spec))
            form.add(spec.words, field)
            self._specs[spec.key] = spec
            self.fields[spec.key] = field
        return form

    # ---- showing

    def refresh(self) -> None:
        """Show the study as it is recorded; films get their fields when they come."""
        films = self._desk.study.films_in_order
        if [film.id for film in films] != list(self._film_parts):
            self._rebuild(films)
        for film in films:
            set_text(self._film_parts[film.id].title, safe_text(film_words(film)))
        for key, field in self.fields.items():
            field.show_value(self._specs[key].read(self._desk.study))

    def _rebuild(self, films: Sequence[Film]) -> None:
        for part in self._film_parts.values():
            for key in part.keys:
                del self.fields[key], self._specs[key]
            part.hide()
            part.deleteLater()
        self._film_parts = {film.id: self._film_part(film.id) for film in films}
        for part in self._film_parts.values():
            self._films.addWidget(part)
        set_shown(self._films_title, bool(films))

    def _film_part(self, film_id: str) -> FilmPart:
        specs = film_fields(film_id)
        return FilmPart(text_label(role="strong"), self._form(specs), [spec.key for spec in specs])

    # ---- what a reader does

    def _enter(self, spec: FieldSpec, value: object) -> None:
        """Record a value; what the study refuses is told, and the field shows again what is recorded."""
        if not self._desk.apply(f"Set {spec.words}", lambda study: spec.write(study, value)):
            self.refresh()


def made(spec: FieldSpec) -> FormField:
    """The field of a specification."""
    if spec.choices:
        return ChoiceBox(spec.words, spec.choices)
    if spec.is_note:
        return NoteField(spec.words, spec.hint)
    return TextField(spec.words, spec.check, spec.hint)
