"""Asks what to write, where, and whether without the patient's name."""

from dataclasses import dataclass, replace
from pathlib import Path

from PySide6.QtCore import QSize, QStandardPaths, Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from vertmeasure.ui.desk import Desk
from vertmeasure.ui.labels import column, safe_text, set_text, text_label, tight, title_label

STUDY_SUFFIX = ".vert.json"
_FORBIDDEN = set('/\\:*?"<>|')


@dataclass(frozen=True, slots=True)
class ExportChoice:
    """What to write.

    Attributes
    ----------
    base_name : str
        Name of every file without its suffix.
    excel : bool
        The CSV begins with a byte order mark, by which Excel knows UTF-8.
    """

    folder: Path
    base_name: str = "report"
    pdf: bool = True
    csv: bool = False
    json: bool = False
    deidentify: bool = False
    excel: bool = False

    @property
    def pdf_path(self) -> Path | None:
        """Where the PDF goes; None where none is wanted."""
        return self._path(".pdf") if self.pdf else None

    @property
    def csv_path(self) -> Path | None:
        """Where the CSV goes; None where none is wanted."""
        return self._path(".csv") if self.csv else None

    @property
    def json_path(self) -> Path | None:
        """Where the JSON goes; None where none is wanted."""
        return self._path(".json") if self.json else None

    @property
    def paths(self) -> tuple[Path, ...]:
        """Every file that would be written."""
        return tuple(path for path in (self.pdf_path, self.csv_path, self.json_path) if path is not None)

    def _path(self, suffix: str) -> Path:
        return self.folder / f"{self.base_name}{suffix}"


class ExportDialog(QDialog):
    """Shows a choice and lets the reader change it; says what would be replaced."""

    def __init__(self, before: ExportChoice, drafts: tuple[str, ...] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._before = before
        self.setWindowTitle("Write the report")
        self.pdf = _check("Report to read and print (PDF)", before.pdf)
        self.csv = _check("All numbers for a spreadsheet (CSV)", before.csv)
        self.excel = _check("Mark it as UTF-8 for Excel", before.excel)
        self.json = _check("Everything for other programs (JSON)", before.json)
        self.deidentify = _check("Leave out name, dates, reader and origin of the films", before.deidentify)
        self.folder = _line("Folder", str(before.folder))
        self.base_name = _line("File name", before.base_name)
        self.choose = QPushButton("Choose…")
        self.choose.setAutoDefault(False)
        self.outcome = text_label(role="small")
        self.drafts = text_label("\n".join(safe_text(f"⚠ {each}") for each in drafts), "open")
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.write = self.buttons.addButton("Write", QDialogButtonBox.ButtonRole.AcceptRole)
        self._arrange(bool(drafts))
        self._connect()
        self._refresh()
        self.resize(self.sizeHint().expandedTo(QSize(460, 0)))

    def _arrange(self, has_drafts: bool) -> None:
        layout: QVBoxLayout = column(self, 16, 8)
        layout.addWidget(title_label("What"))
        for each in (self.pdf, self.csv):
            layout.addWidget(each, 0, Qt.AlignmentFlag.AlignLeft)
        inset = QHBoxLayout()
        inset.setContentsMargins(24, 0, 0, 0)
        inset.addWidget(self.excel)
        inset.addStretch()
        layout.addLayout(inset)
        layout.addWidget(self.json, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addSpacing(6)
        layout.addWidget(title_label("Where"))
        layout.addLayout(self._places())
        layout.addSpacing(6)
        layout.addWidget(title_label("Privacy"))
        layout.addWidget(self.deidentify, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(self.outcome)
        if has_drafts:
            layout.addWidget(self.drafts)
        layout.addStretch()
        self.write.setProperty("primary", "true")
        self.write.setDefault(True)
        layout.addWidget(self.buttons)

    def _places(self) -> QGridLayout:
        grid = QGridLayout()
        tight(grid, 8)
        for row, (words, line) in enumerate((("Folder", self.folder), ("File name", self.base_name))):
            label = text_label(words, "quiet")
            label.setBuddy(line)
            grid.addWidget(label, row, 0)
            grid.addWidget(line, row, 1)
        grid.addWidget(self.choose, 0, 2)
        grid.setColumnStretch(1, 1)
        return grid

    def _connect(self) -> None:
        for box in (self.pdf, self.csv, self.json, self.excel, self.deidentify):
            box.toggled.connect(self._refresh)
        for line in (self.folder, self.base_name):
            line.textChanged.connect(self._refresh)
        self.choose.clicked.connect(self._choose_folder)
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)

    def choice(self) -> ExportChoice:
        """What the reader has chosen."""
        return replace(
            self._before,
            folder=Path(self.folder.text().strip()),
            base_name=self.base_name.text().strip(),
            pdf=self.pdf.isChecked(),
            csv=self.csv.isChecked(),
            json=self.json.isChecked(),
            deidentify=self.deidentify.isChecked(),
            excel=self.excel.isChecked(),
        )

    def _refresh(self) -> None:
        choice = self.choice()
        fault = fault_of(choice)
        self.excel.setEnabled(choice.csv)
        self.write.setEnabled(not fault)
        set_text(self.outcome, safe_text(fault or _outcome_words(choice)), hide_empty=False)

    def _choose_folder(self) -> None:
        folder = QFileDialog.getExistingDirectory(self, "Folder for the report", self.folder.text())
        if folder:
            self.folder.setText(folder)


def fault_of(choice: ExportChoice) -> str:
    """Why nothing can be written yet, as one sentence; empty when it can."""
    if not choice.paths:
        return "Choose at least one kind of file."
    if not choice.base_name or set(choice.base_name) & _FORBIDDEN or choice.base_name.startswith("."):
        return 'Give a file name without / \\ : * ? " < > |.'
    return "" if choice.folder.is_dir() else "This folder does not exist."


def _outcome_words(choice: ExportChoice) -> str:
    replaced = [path.name for path in choice.paths if path.exists()]
    words = f"Writes {', '.join(path.name for path in choice.paths)}."
    return f"{words} Replaces {', '.join(replaced)}." if replaced else words


def _check(words: str, checked: bool) -> QCheckBox:
    box = QCheckBox(words)
    box.setChecked(checked)
    return box


def _line(name: str, text: str) -> QLineEdit:
    line = QLineEdit(text)
    line.setAccessibleName(name)
    return line


def proposed_export(desk: Desk) -> ExportChoice:
    """A PDF in the folder for reports, else beside the study, named as the study file is; never after the patient."""
    reports = desk.settings.report_folder
    chosen = Path(reports) if reports and Path(reports).is_dir() else None
    if desk.path is not None:
        name = desk.path.name.removesuffix(STUDY_SUFFIX).removesuffix(".json") or "report"
        return ExportChoice(chosen or desk.path.parent, name)
    if chosen is not None:
        return ExportChoice(chosen)
    documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    return ExportChoice(Path(documents) if documents and Path(documents).is_dir() else Path.home())


def ask_export(desk: Desk, parent: QWidget | None = None, before: ExportChoice | None = None) -> ExportChoice | None:
    """Ask what to write; None when the reader thinks better of it."""
    drafts = tuple(
        f"{film.id} is a draft: {', '.join(film.draft_reasons)}." for film in desk.study.films if film.draft_reasons
    )
    dialog = ExportDialog(before or proposed_export(desk), drafts, parent)
    dialog.setWindowModality(Qt.WindowModality.WindowModal)
    is_wanted = dialog.exec() == QDialog.DialogCode.Accepted
    choice = dialog.choice() if is_wanted else None
    dialog.deleteLater()
    return choice
