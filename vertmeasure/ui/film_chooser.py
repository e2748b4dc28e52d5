"""Asks which of many found films are to be opened."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QHBoxLayout, QPushButton, QWidget

from vertmeasure.core.study import Patient
from vertmeasure.dicom.film_groups import FoundPatient, by_patient, is_named, same_patient
from vertmeasure.dicom.label import FilmLabel
from vertmeasure.dicom.scan import Scan
from vertmeasure.ui.film_chooser_tree import FilmTree
from vertmeasure.ui.labels import column, set_text, text_label

SIZE = (880, 560)


class FilmChooser(QDialog):
    """The found films, to be ticked.

    Attributes
    ----------
    tree : FilmTree
    """

    def __init__(self, found: Scan, known: Patient, most: int, parent: QWidget | None = None) -> None:
        """`known` is the patient of the study, empty in a new one; `most` films may be ticked."""
        super().__init__(parent)
        self.setWindowTitle("Choose the films")
        self._most = most
        self._patients = by_patient(label for label in found.labels if label.may_be_film)
        self.tree = FilmTree(self._patients)
        self.words = text_label()
        self.left_out = text_label(_left_out_words(found.left_out), "small")
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.open_button = self.buttons.addButton("Open", QDialogButtonBox.ButtonRole.AcceptRole)
        self.spines, self.none = QPushButton("Lateral spine"), QPushButton("None")
        self._first = first_patient(self._patients, known)
        self._arrange()
        self._connect()
        self.tree.fold([self._first] if len(self._patients) > 3 else self._patients)
        self._tick_spines()

    def _arrange(self) -> None:
        layout = column(self, 16, 8)
        layout.addWidget(text_label("Films of one patient make a study; different patients are not opened together."))
        layout.addWidget(self.tree, 1)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(text_label("Tick"))
        for button in (self.spines, self.none):
            button.setAutoDefault(False)
            row.addWidget(button)
        row.addWidget(self.words, 1)
        row.addWidget(self.buttons)
        layout.addLayout(row)
        layout.addWidget(self.left_out)
        self.left_out.setVisible(bool(self.left_out.text()))
        self.open_button.setProperty("primary", "true")
        self.open_button.setDefault(True)
        self.resize(*SIZE)

    def _connect(self) -> None:
        self.tree.ticks_changed.connect(self._refresh)
        self.spines.clicked.connect(self._tick_spines)
        self.none.clicked.connect(lambda: self.tree.tick(()))
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)

    def _tick_spines(self) -> None:
        self.tree.tick([film for film in self._first.films if film.speaks_of_lateral_spine][: self._most])

    def _refresh(self) -> None:
        count = len(self.chosen())
        words = f"{count} of {self._most} at the most" if count else "Nothing is ticked"
        set_text(self.words, words)
        self.open_button.setText(f"Open {count} film{'s' if count != 1 else ''}" if count else "Open")
        self.open_button.setEnabled(1 <= count <= self._most)

    def chosen(self) -> tuple[FilmLabel, ...]:
        """The ticked films."""
        return self.tree.ticked()


def first_patient(patients: Sequence[FoundPatient], known: Patient) -> FoundPatient:
    """Whose films are offered first: those of the study's patient, else of who has the most lateral spines."""
    same = (each for each in patients if is_named(known) and same_patient(each.patient, known))
    return next(same, patients[0])


def _left_out_words(count: int) -> str:
    if not count:
        return ""
    return "One other file was left out." if count == 1 else f"{count:,} other files were left out."


def ask_films(found: Scan, known: Patient, most: int, parent: QWidget) -> tuple[FilmLabel, ...]:
    """Ask which films to open; none when the reader thinks better of it."""
    dialog = FilmChooser(found, known, most, parent)
    dialog.setWindowModality(Qt.WindowModality.WindowModal)
    chosen = dialog.chosen() if dialog.exec() == QDialog.DialogCode.Accepted else ()
    dialog.deleteLater()
    return chosen
