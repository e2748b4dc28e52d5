"""Lines that say what to look at again, each with a sign."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from vertmeasure.ui.labels import safe_text, set_property, set_shown, set_text, text_label

WARNING_SIGN = "⚠"
NOTE_SIGN = "·"


class NoticeLines(QWidget):
    """Warnings first, then notes; labels are kept and only their words change."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Notices")
        self.lines: list[tuple[QLabel, QLabel]] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 4, 0, 0)
        self._grid.setHorizontalSpacing(6)
        self._grid.setVerticalSpacing(3)
        self._grid.setColumnStretch(1, 1)
        self.hide()

    def show_lines(self, warnings: Sequence[str], notes: Sequence[str]) -> None:
        """Show warnings and notes."""
        told = [*((WARNING_SIGN, text) for text in warnings), *((NOTE_SIGN, text) for text in notes)]
        while len(self.lines) < len(told):
            self._add_line()
        for place, (sign, text) in enumerate(self.lines):
            is_used = place < len(told)
            set_shown(sign, is_used)
            set_shown(text, is_used)
            if is_used:
                self._fill(sign, text, *told[place])
        set_shown(self, bool(told))

    def _add_line(self) -> None:
        sign, text = text_label(role="open"), text_label(role="small")
        sign.setWordWrap(False)
        row = len(self.lines)
        self._grid.addWidget(sign, row, 0, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignHCenter)
        self._grid.addWidget(text, row, 1)
        self.lines.append((sign, text))

    def _fill(self, sign: QLabel, text: QLabel, mark: str, words: str) -> None:
        set_text(sign, mark)
        set_property(sign, "role", "open" if mark == WARNING_SIGN else "small")
        set_text(text, safe_text(words))
