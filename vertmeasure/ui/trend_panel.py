"""Losses and angles of the chosen level over the time points."""

from PySide6.QtWidgets import QWidget

from vertmeasure.paint.palette import Palette, palette
from vertmeasure.paint.trend import Trend, nothing_words, trend_of
from vertmeasure.ui.desk import Desk
from vertmeasure.ui.key_map import how_to
from vertmeasure.ui.labels import column, make_panel, scrolled, set_shown, set_text, text_label
from vertmeasure.ui.trend_view import TrendView


class TrendPanel(QWidget):
    """The chosen level on every film of the study, whichever films are on view."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._seen: object = None
        self.heading = text_label(role="strong")
        self.view = TrendView(self._colours)
        self.notes = text_label(role="small")
        self.empty = text_label(role="empty")
        make_panel(self, "Trend")
        content = QWidget()
        layout = column(content, 12, 8)
        for each in (self.empty, self.heading, self.view, self.notes):
            layout.addWidget(each)
        layout.addStretch()
        column(self).addWidget(scrolled(content))
        desk.changed.connect(self.refresh)
        desk.looked.connect(self._on_look)
        self.refresh()

    def _colours(self) -> Palette:
        return palette(self._desk.settings.palette)

    def _on_look(self) -> None:
        """Only another level, hidden numbers or other colours concern this panel."""
        if self._seen_now() != self._seen:
            self.refresh()

    def _seen_now(self) -> object:
        look = self._desk.look
        return look.level, look.numbers_hidden, self._desk.settings

    def refresh(self) -> None:
        """Show the numbers as they are."""
        self._seen = self._seen_now()
        level, is_hidden = self._desk.look.level, self._desk.look.numbers_hidden
        trend = Trend(level) if is_hidden else trend_of(self._desk.assessment, level)
        set_shown(self.view, bool(trend.plots))
        self.view.show_trend(trend)
        set_text(self.heading, f"{level} over time" if trend.plots else "")
        set_text(self.notes, "\n".join(trend.notes))
        hidden = f"Numbers are hidden. {how_to(self._desk.settings.keys, 'hide_numbers')} to show them."
        set_text(self.empty, "" if trend.plots else hidden if is_hidden else nothing_words(level))
