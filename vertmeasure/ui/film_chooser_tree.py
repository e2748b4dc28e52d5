"""The tree of found films: patients, their studies by date, the films of each with a tick."""

from collections.abc import Iterator, Sequence

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTreeWidget, QTreeWidgetItem, QWidget

from vertmeasure.core.study import Patient
from vertmeasure.dicom.film_groups import FoundPatient, FoundStudy
from vertmeasure.dicom.label import FileKind, FilmLabel
from vertmeasure.report.person_name import readable_name
from vertmeasure.ui.labels import safe_text

_HEADINGS = ("Film", "View", "Body part", "Description", "Size", "Frames", "File")
_LABEL_ROLE = Qt.ItemDataRole.UserRole
_TICKED, _UNTICKED = Qt.CheckState.Checked, Qt.CheckState.Unchecked


class FilmTree(QTreeWidget):
    """Films to be ticked; those of one patient only, and with them those that name nobody.

    Signals
    -------
    ticks_changed()
        Another choice of films.
    """

    ticks_changed = Signal()

    def __init__(self, patients: Sequence[FoundPatient], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Found films")
        self.setHeaderLabels(_HEADINGS)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setUniformRowHeights(True)
        self.setAllColumnsShowFocus(True)
        self._patients = [(self._patient_item(found), found) for found in patients]
        self._fit()
        self.itemChanged.connect(self._on_tick)

    def _patient_item(self, found: FoundPatient) -> QTreeWidgetItem:
        item = QTreeWidgetItem(self, [patient_words(found.patient)])
        item.setFirstColumnSpanned(True)
        font = item.font(0)
        font.setBold(True)
        item.setFont(0, font)
        for study in found.studies:
            item.addChild(_study_item(study))
        return item

    def _fit(self) -> None:
        self.expandAll()
        for item in self._study_items():
            item.setFirstColumnSpanned(True)
        for place in range(len(_HEADINGS)):
            self.resizeColumnToContents(place)
        self.header().setSectionResizeMode(3, QHeaderView.ResizeMode.Stretch)
        self.header().setStretchLastSection(False)

    # ---- ticks

    def ticked(self) -> tuple[FilmLabel, ...]:
        """The chosen films, from top to bottom."""
        return tuple(item.data(0, _LABEL_ROLE) for item in self._film_items() if item.checkState(0) is _TICKED)

    def tick(self, films: Sequence[FilmLabel]) -> None:
        """Tick these films and no others."""
        with QSignalBlocker(self):
            for item in self._film_items():
                item.setCheckState(0, _TICKED if item.data(0, _LABEL_ROLE) in films else _UNTICKED)
        self.ticks_changed.emit()

    def fold(self, found: Sequence[FoundPatient]) -> None:
        """Show the films of these patients, and of the others only who they are."""
        for item, patient in self._patients:
            item.setExpanded(patient in found)

    def _on_tick(self, item: QTreeWidgetItem) -> None:
        top = item
        while (above := top.parent()) is not None:
            top = above
        is_named = next(found.is_named for each, found in self._patients if each is top)
        if item.checkState(0) is not _UNTICKED and is_named:
            self._untick_other_patients(top)
        self.ticks_changed.emit()

    def _untick_other_patients(self, kept: QTreeWidgetItem) -> None:
        """Two patients do not fit into one study."""
        others = [item for item, found in self._patients if item is not kept and found.is_named]
        with QSignalBlocker(self):
            for film in (film for item in others for study in _children(item) for film in _children(study)):
                film.setCheckState(0, _UNTICKED)
        self.viewport().update()

    def _study_items(self) -> Iterator[QTreeWidgetItem]:
        for item, _ in self._patients:
            yield from _children(item)

    def _film_items(self) -> Iterator[QTreeWidgetItem]:
        for study in self._study_items():
            yield from _children(study)


def _study_item(study: FoundStudy) -> QTreeWidgetItem:
    words = "  ".join(filter(None, (study.date or "no date", safe_text(study.description))))
    count = f"{len(study.films)} film{'s' if len(study.films) != 1 else ''}"
    item = QTreeWidgetItem([f"{words}  ({count})"])
    item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable | Qt.ItemFlag.ItemIsAutoTristate)
    for film in study.films:
        item.addChild(_film_item(film))
    return item


def _film_item(label: FilmLabel) -> QTreeWidgetItem:
    item = QTreeWidgetItem(list(film_cells(label)))
    item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsUserCheckable)
    item.setCheckState(0, _UNTICKED)
    item.setData(0, _LABEL_ROLE, label)
    item.setToolTip(6, safe_text(str(label.path)))
    return item


def _children(item: QTreeWidgetItem) -> Iterator[QTreeWidgetItem]:
    children = map(item.child, range(item.childCount()))
    return (child for child in children if child is not None)


def patient_words(patient: Patient) -> str:
    """Who a patient is, on one line."""
    parts = (readable_name(patient.name), patient.id and f"id {patient.id}", patient.birth_date)
    return safe_text("  ·  ".join(filter(None, parts))) or "No patient is named"


def film_cells(label: FilmLabel) -> tuple[str, ...]:
    """A film in the words of its row."""
    is_photograph = label.kind is FileKind.PHOTOGRAPH
    cells = (
        "Photograph" if is_photograph else label.modality or "Film",
        label.view_position,
        label.body_part,
        label.series_description,
        f"{label.columns} x {label.rows}" if label.rows and label.columns else "",
        str(label.frames) if label.frames > 1 else "",
        label.path.name,
    )
    return tuple(map(safe_text, cells))
