"""OF score and SINS: a total, what the authors' cut-offs call it, and every item with its points; reference only."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from vertmeasure.report.scores import ScoreBlock, ScoreLine
from vertmeasure.ui.fold_card import FoldCard
from vertmeasure.ui.labels import column, safe_text, set_property, set_shown, set_text, text_label, title_label

ItemLabels = tuple[QLabel, QLabel, QLabel]
"""Name, points and details of one item."""


class ScoreCard(FoldCard):
    """One score; a click, Enter or Space opens its items."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.band = text_label(role="quiet")
        self.caution = text_label(role="small")
        self.items = ScoreItems()
        self.told = text_label(role="small")
        self.arrange(self.band, self.caution, self.items, self.told)

    def show_score(self, block: ScoreBlock, is_open: bool) -> None:
        """Show a score; with its items when it is open."""
        set_text(self.title, block.title)
        set_text(self.chip, block.total)
        set_property(self.chip, "chip", "quiet")
        set_text(self.band, safe_text(_band_words(block)))
        set_text(self.caution, safe_text(block.caution))
        set_shown(self.items, is_open)
        if is_open:
            self.items.show_items(block.lines)
        told = f"Cut-offs: {block.cut_offs}. {block.note} Source: {block.source}."
        set_text(self.told, safe_text(told) if is_open else "")
        set_text(self.opener, "▾ hide the items" if is_open else f"▸ all {len(block.lines)} items")
        set_property(self, "card", "active" if is_open else "true")
        self.setAccessibleName(f"{block.title}: {block.total}, {block.band}")
        self.setAccessibleDescription(self.caution.text())


def _band_words(block: ScoreBlock) -> str:
    """What the total is called; for another cause than it was made for nothing is."""
    if not block.is_meant:
        return ""
    settle = f" What would settle it: {', '.join(block.missing)}." if block.missing else ""
    return f"{block.band[:1].upper()}{block.band[1:]}.{settle}"


class ScoreItems(QWidget):
    """The items of a score; labels are kept and only their words change."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Items")
        self.lines: list[ItemLabels] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 4, 0, 4)
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(1)
        self._grid.setColumnStretch(0, 1)

    def show_items(self, items: Sequence[ScoreLine]) -> None:
        """Show some items."""
        while len(self.lines) < len(items):
            self._add_line()
        for labels, item in zip(self.lines, items, strict=False):
            name, points, detail = labels
            set_text(name, item.label)
            set_text(points, item.points)
            set_property(points, "role", "open" if item.is_open else "strong")
            set_text(detail, f"{safe_text(item.known)}\nScale: {item.scale}")
        for place, labels in enumerate(self.lines):
            for label in labels:
                set_shown(label, place < len(items))

    def _add_line(self) -> None:
        labels = (text_label(), text_label(), text_label(role="small"))
        name, points, detail = labels
        points.setWordWrap(False)
        row = 3 * len(self.lines)
        self._grid.addWidget(name, row, 0)
        self._grid.addWidget(points, row, 1, Qt.AlignmentFlag.AlignRight)
        self._grid.addWidget(detail, row + 1, 0, 1, 2)
        self._grid.setRowMinimumHeight(row + 2, 5)
        self.lines.append(labels)


class ScoreCards(QWidget):
    """The scores of a level, one card each; one is open at a time."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.cards: dict[str, ScoreCard] = {}
        self._blocks: tuple[ScoreBlock, ...] = ()
        self._open = ""
        self._layout = column(self, 0, 8)
        self._layout.addWidget(title_label("Scores, for reference only"))

    def show_scores(self, blocks: Sequence[ScoreBlock]) -> None:
        """Show scores; without any the section gives up its place."""
        self._blocks = tuple(blocks)
        set_shown(self, bool(blocks))
        for block in blocks:
            self._card(block.id).show_score(block, block.id == self._open)

    def _card(self, score_id: str) -> ScoreCard:
        if score_id not in self.cards:
            card = self.cards[score_id] = ScoreCard()
            card.toggled.connect(partial(self._toggle, score_id))
            self._layout.addWidget(card)
        return self.cards[score_id]

    def _toggle(self, score_id: str) -> None:
        self._open = "" if self._open == score_id else score_id
        self.show_scores(self._blocks)
