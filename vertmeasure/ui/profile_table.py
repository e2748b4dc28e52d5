"""What the techniques can do in general, side by side: a trait a row, a technique a column; never ranked."""

from collections.abc import Sequence

from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from vertmeasure.report.profiles import ProfileLine
from vertmeasure.ui.labels import column, safe_text, set_text, text_label, title_label


class ProfileTable(QWidget):
    """Shows profiles with their source and the claims beside them."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("The techniques in general")
        self.told = text_label(role="small")
        self.cells: dict[tuple[int, int], QLabel] = {}
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(10)
        self._grid.setVerticalSpacing(3)
        layout = column(self, 0, 4)
        layout.addWidget(title_label("The techniques in general"))
        layout.addLayout(self._grid)
        layout.addWidget(self.told)

    def show_profiles(self, profiles: Sequence[ProfileLine], claims: Sequence[str]) -> None:
        """Show profiles in the given order; without any the table gives up its place."""
        self.setVisible(bool(profiles))
        for place, profile in enumerate(profiles, 1):
            self._put(0, place, profile.technique, "title")
            for row, trait in enumerate(profile.traits, 1):
                self._put(row, 0, trait.label, "small")
                self._put(row, place, trait.value, "small")
        sources = ", ".join(dict.fromkeys(each.source for each in profiles))
        told = [f"Source: {sources}.", *(f"Claimed, not judged: {each}." for each in claims)] if profiles else []
        set_text(self.told, safe_text(" ".join(told)))

    def _put(self, row: int, place: int, words: str, role: str) -> None:
        label = self.cells.get((row, place))
        if label is None:
            label = self.cells[row, place] = text_label(role=role)
            self._grid.addWidget(label, row, place)
            self._grid.setColumnStretch(place, 2 if place else 3)
        set_text(label, safe_text(words))
