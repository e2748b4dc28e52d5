"""What stands out among the points of a film, told on the film itself while it is placed."""

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QLabel

from vertmeasure.core.notices import Notice
from vertmeasure.paint.palette import FILM_INK
from vertmeasure.report.notices import notice_words
from vertmeasure.ui.desk import Desk
from vertmeasure.ui.film_sheet import FilmSheet
from vertmeasure.ui.labels import safe_text, set_shown

LOOK = f"""
QLabel {{ color: {FILM_INK.fracture}; background: rgba(13, 17, 23, 190); border-radius: 6px; padding: 4px 8px; }}
"""
GAP_PX = 4


class FilmWarnings(QObject):
    """Puts crossed, turned, overlapping and misplaced bodies into words below the title of a view."""

    def __init__(self, desk: Desk, view: FilmSheet) -> None:
        super().__init__(view)
        self._desk = desk
        self._view = view
        self.label = QLabel(view)
        self.label.setObjectName("film_warnings")
        self.label.setStyleSheet(LOOK)
        self.label.setTextFormat(Qt.TextFormat.PlainText)
        self.label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.label.hide()
        desk.changed.connect(self.refresh)
        desk.looked.connect(self.refresh)

    def refresh(self) -> None:
        """Tell what there is to tell of the film on view."""
        told = [notice for notice in self._desk.assessment.notices if self._is_told(notice)]
        words = "\n".join(f"⚠ {safe_text(line)}" for line in notice_words(told))
        if words:
            self.label.setText(words)
            self.label.setAccessibleName(words)
            self.label.adjustSize()
            self.label.move(self._view.below_title(GAP_PX))
        set_shown(self.label, bool(words))

    def _is_told(self, notice: Notice) -> bool:
        """Of one body of this film, and about where its points stand: nothing that is measured."""
        return bool(notice.level) and notice.film == self._view.film_id != "" and notice.loss is None
