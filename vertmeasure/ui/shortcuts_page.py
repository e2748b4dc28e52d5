"""The shortcuts page of help: every action with its real key, and what the film view does by itself."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from itertools import groupby

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLineEdit, QTextBrowser, QWidget

from vertmeasure.paint.palette import Palette
from vertmeasure.ui.gestures import GESTURES
from vertmeasure.ui.key_map import shortcut_rows
from vertmeasure.ui.labels import column

FILM = "On the film"
NO_KEY = "menu only"
NOTHING_FOUND = "<p>No action like this. Try a part of its name or its key: open, level, Ctrl.</p>"


@dataclass(frozen=True, slots=True)
class ShortcutLine:
    """One line of the page: where it belongs, what it does, what is pressed."""

    section: str
    words: str
    key: str


def shortcut_lines(chosen: Mapping[str, str]) -> Iterator[ShortcutLine]:
    """All lines of the page; `chosen` holds the reader's own keys."""
    for gesture in GESTURES:
        yield ShortcutLine(FILM, gesture.words, gesture.shown)
    for menu, words, key in shortcut_rows(chosen):
        yield ShortcutLine(menu, words.removesuffix("…"), key or NO_KEY)


def shortcuts_html(lines: Sequence[ShortcutLine], colours: Palette) -> str:
    """The lines under their headings, for a text view."""
    parts = []
    for section, group in groupby(lines, lambda line: line.section):
        rows = "".join(_row(line, colours) for line in group)
        parts.append(f'<h3>{escape(section)}</h3><table width="100%" cellspacing="0" cellpadding="3">{rows}</table>')
    return "".join(parts)


def _row(line: ShortcutLine, colours: Palette) -> str:
    ink = colours.quiet if line.key == NO_KEY else colours.strong
    key = f'<span style="color: {ink}">{escape(line.key)}</span>'
    return f'<tr><td width="56%">{escape(line.words)}</td><td width="44%">{key}</td></tr>'


class ShortcutsPage(QDialog):
    """Shows the actions and keys that hold what was typed; all of them at first."""

    def __init__(self, chosen: Mapping[str, str], colours: Palette, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines = tuple(shortcut_lines(chosen))
        self._colours = colours
        self.setWindowTitle("Shortcuts")
        self.sought = QLineEdit()
        self.sought.setPlaceholderText("Look for an action or a key")
        self.sought.setAccessibleName("Look for")
        self.sought.setClearButtonEnabled(True)
        self.page = QTextBrowser()
        self.page.setAccessibleName("Shortcuts")
        self._arrange()
        self.sought.textChanged.connect(self.refresh)
        self.refresh()
        self.resize(680, 640)

    def _arrange(self) -> None:
        layout = column(self, 16, 12)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        for each in (self.sought, self.page, buttons):
            layout.addWidget(each)

    def refresh(self) -> None:
        """Show what holds every word that was typed."""
        words = self.sought.text().casefold().split()
        found = [line for line in self._lines if all(word in _text_of(line) for word in words)]
        self.page.setHtml(shortcuts_html(found, self._colours) if found else NOTHING_FOUND)


def _text_of(line: ShortcutLine) -> str:
    return f"{line.section} {line.words} {line.key}".casefold()
