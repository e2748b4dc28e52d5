"""The page that compares readings of the same films: own repeats, or several readers."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QHBoxLayout,
    QListWidget,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from vertmeasure.core.agreement import Agreement, ReadingComparison, compare_readings
from vertmeasure.core.assess import assess
from vertmeasure.core.errors import VertmeasureError
from vertmeasure.core.study import Study
from vertmeasure.paint.agreement_pdf import write_agreement_pdf
from vertmeasure.paint.palette import Palette
from vertmeasure.report.agreement_files import agreement_csv
from vertmeasure.report.agreement_words import (
    AGREEMENT_WORDS,
    agreement_rows,
    bland_altman_words,
    comparison_words,
    point_error_words,
    source_words,
)
from vertmeasure.report.files import write_text
from vertmeasure.report.numbers import fine_plain
from vertmeasure.storage.study_file import read_study
from vertmeasure.ui.agreement_table import AgreementTable
from vertmeasure.ui.labels import column, safe_text, set_shown, set_text, text_label, tight, title_label
from vertmeasure.ui.plot_view import PlotView

STUDIES = "Studies (*.vert.json)"
FILES = "To read and print (*.pdf);;For a spreadsheet (*.csv)"
LEAST_SD_MM = 0.01


@dataclass(frozen=True, slots=True)
class NamedReading:
    """A reading to compare, with the name of its file."""

    name: str
    study: Study


class AgreementPage(QDialog):
    """Shows how far readings agree; the reader chooses which.

    Signals
    -------
    error_chosen(float, str)
        The landmark error, in mm, that shall serve this reader from now on, and where it comes from.
    """

    error_chosen = Signal(float, str)

    def __init__(self, readings: Sequence[NamedReading], colours: Palette, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.readings = list(readings)
        self.comparison: ReadingComparison | None = None
        self.setWindowTitle("Agreement of readings")
        self.names = QListWidget()
        self.names.setAccessibleName("Readings")
        self.names.setMaximumHeight(96)
        self.add = _button("Add study files…")
        self.remove = _button("Remove")
        self.summary = text_label(role="strong")
        self.point_error = text_label()
        self.fault = text_label(role="bad")
        self.table = AgreementTable()
        self.pairs = QComboBox()
        self.pairs.setAccessibleName("Which two readings the plot compares")
        self.plot_words = text_label()
        self.plot = PlotView(colours)
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        self.use = self._action("Use this error for my readings")
        self.save = self._action("Save as PDF or CSV…")
        self._arrange()
        self._connect()
        self.resize(1200, 840)
        self.compare()

    def _action(self, words: str) -> QPushButton:
        button = self.buttons.addButton(words, QDialogButtonBox.ButtonRole.ActionRole)
        button.setAutoDefault(False)
        return button

    def _arrange(self) -> None:
        layout: QVBoxLayout = column(self, 16, 8)
        layout.addWidget(title_label("Readings, in this order"))
        top = QHBoxLayout()
        tight(top, 8)
        top.addWidget(self.names, 1)
        beside = QVBoxLayout()
        tight(beside, 6)
        beside.addWidget(self.add)
        beside.addWidget(self.remove)
        beside.addStretch()
        top.addLayout(beside)
        layout.addLayout(top)
        for each in (self.fault, self.summary, self.point_error):
            layout.addWidget(each)
        layout.addWidget(self.table, 3)
        layout.addWidget(self.pairs)
        layout.addWidget(self.plot_words)
        layout.addWidget(self.plot, 3)
        layout.addWidget(text_label(AGREEMENT_WORDS, "small"))
        layout.addWidget(self.buttons)

    def _connect(self) -> None:
        self.add.clicked.connect(self._ask_files)
        self.remove.clicked.connect(self._remove)
        self.table.chosen.connect(self._show_measurement)
        self.pairs.currentIndexChanged.connect(self._show_pair)
        self.buttons.rejected.connect(self.reject)
        self.use.clicked.connect(self._use)
        self.save.clicked.connect(self._ask_file)

    # ---- which readings

    def add_files(self, paths: Sequence[Path]) -> None:
        """Add readings from study files; one that cannot be read is told and leaves the others."""
        faults = []
        for path in paths:
            try:
                self.readings.append(NamedReading(path.name, read_study(path)))
            except VertmeasureError as error:
                faults.append(error)
        self.compare()
        for fault in faults:
            self._refuse(fault)

    def _ask_files(self) -> None:
        names, _ = QFileDialog.getOpenFileNames(self, "Add readings of the same films", "", STUDIES)
        if names:
            self.add_files([Path(name) for name in names])

    def _remove(self) -> None:
        if self.names.currentRow() >= 0:
            del self.readings[self.names.currentRow()]
            self.compare()

    # ---- what is shown

    def compare(self) -> None:
        """Compare the readings as they are listed."""
        self.names.clear()
        self.names.addItems([_name_words(each) for each in self.readings])
        try:
            self._show(compare_readings([assess(each.study) for each in self.readings]))
        except VertmeasureError as error:
            self._show(None)
            self._refuse(error)

    def _show(self, comparison: ReadingComparison | None) -> None:
        self.comparison = comparison
        set_text(self.fault, "")
        set_text(self.summary, safe_text(comparison_words(comparison)) if comparison else "")
        set_text(self.point_error, point_error_words(comparison.point_error) if comparison else "")
        self.use.setEnabled(comparison is not None and comparison.point_error.sd_mm is not None)
        self.save.setEnabled(comparison is not None)
        self.table.show_rows(agreement_rows(comparison) if comparison else ())
        self._show_measurement(self.table.currentRow())

    def _refuse(self, error: VertmeasureError) -> None:
        set_text(self.fault, safe_text(str(error)))

    def _shown_agreement(self) -> Agreement | None:
        row = self.table.currentRow()
        return self.comparison.agreements[row] if self.comparison and row >= 0 else None

    def _show_measurement(self, _row: int) -> None:
        found = self._shown_agreement()
        pairs = found.bland_altman if found else ()
        self.pairs.clear()
        self.pairs.addItems(["Readings {} and {}".format(*pair.readings) for pair in pairs])
        set_shown(self.pairs, len(pairs) > 1)
        self._show_pair(self.pairs.currentIndex())

    def _show_pair(self, place: int) -> None:
        found = self._shown_agreement()
        if found is None or not 0 <= place < len(found.bland_altman):
            self.plot.show_plot(None)
            set_text(self.plot_words, "")
            return
        pair = found.bland_altman[place]
        self.plot.show_plot(pair, found.unit)
        set_text(self.plot_words, bland_altman_words(pair, found.unit))

    # ---- what comes of it

    def _use(self) -> None:
        sd_mm = self.comparison.point_error.sd_mm if self.comparison else None
        if self.comparison is not None and sd_mm is not None:
            source = source_words(self.comparison, date.today().isoformat())
            # As precise as it can be typed, so that reports and the study form show the number that is used.
            self.error_chosen.emit(max(float(fine_plain(sd_mm, "mm")), LEAST_SD_MM), source)
            self.use.setEnabled(False)

    def _ask_file(self) -> None:
        name, _ = QFileDialog.getSaveFileName(self, "Save the agreement", "agreement.pdf", FILES)
        if name:
            self.save_file(Path(name))

    def save_file(self, path: Path) -> None:
        """Write the table for a spreadsheet (*.csv), or table and plots to read and print; a refusal is told."""
        if self.comparison is None:
            return
        try:
            if path.suffix.lower() == ".csv":
                write_text(path, agreement_csv(self.comparison))
            else:
                write_agreement_pdf(self.comparison, path)
        except VertmeasureError as error:
            self._refuse(error)


def _name_words(reading: NamedReading) -> str:
    reader = f"reader {reading.study.reader}" if reading.study.reader else "reader not named"
    return safe_text(f"{reading.name} ({reader})")


def _button(words: str) -> QPushButton:
    button = QPushButton(words)
    button.setAutoDefault(False)
    return button
