"""What stands on a film: its overlay, its title, the word at the pointer, the scale bar."""

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel, QWidget

from vertmeasure.core.anatomy import MARK_WORDS, Mark
from vertmeasure.core.geometry import Scale
from vertmeasure.core.study import Film
from vertmeasure.dicom.film import OpenedFilm
from vertmeasure.paint.ink import Ink
from vertmeasure.paint.overlay import film_overlay
from vertmeasure.paint.palette import FILM_INK
from vertmeasure.ui.calibration_badge import badge_tooltip
from vertmeasure.ui.desk import Desk
from vertmeasure.ui.film_canvas import FilmCanvas
from vertmeasure.ui.film_words import film_title, level_line
from vertmeasure.ui.labels import fit_words, set_property
from vertmeasure.ui.scale_bar import ScaleBar
from vertmeasure.ui.shade_words import filter_words
from vertmeasure.ui.tools import Tool

HINT_GAP = QPoint(18, 18)
"""From the pointer to the word that stands at it."""
FILM_LABELS = f"""
QLabel {{ color: {FILM_INK.strong}; background: rgba(13, 17, 23, 150); border-radius: 6px; padding: 4px 8px; }}
QLabel[active="yes"] {{ border-left: 3px solid {FILM_INK.accent_line}; }}
QLabel#film_message {{ color: {FILM_INK.quiet}; background: transparent; }}
QLabel#cursor_hint {{ background: rgba(13, 17, 23, 225); border: 1px solid {FILM_INK.line}; }}
"""
"""Film is black in both palettes, so what stands on it has the dark palette's colours."""


class FilmSheet(FilmCanvas):
    """The film that `show_film` names, with everything that is written and drawn on it.

    What mouse and keyboard do is the business of FilmView, which is made from this.

    Attributes
    ----------
    tool : Tool
        What the left button does, and what is told at the pointer.
    """

    def __init__(self, desk: Desk, tool: Tool, parent: QWidget | None = None) -> None:
        super().__init__(desk.film_looks, parent)
        self._desk = desk
        self.tool = tool
        self._film_id = ""
        self._scale = Scale(1.0, 1.0)
        self._pointer: QPointF | None = None
        self._active: tuple[str, Mark] | None = None
        self._is_quiet = False
        self._glimpse: OpenedFilm | None = None
        self._hint_gap = HINT_GAP
        self._title = _film_label(self, "film_title")
        self._message = _film_label(self, "film_message")
        self._message.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._hint = _film_label(self, "cursor_hint")
        self._hint.hide()
        self._turned = _film_label(self, "view_turned")
        self._scale_bar = ScaleBar(self)
        self.ranged.connect(self._show_scale_bar)
        self.ranged.connect(self._show_turn)
        desk.changed.connect(self.refresh)
        desk.looked.connect(self.refresh)
        self.refresh()

    @property
    def film_id(self) -> str:
        """Id of the film on view; empty where there is none."""
        return self._film_id

    @property
    def film(self) -> Film | None:
        """The film on view, as the study has it."""
        return next((film for film in self._desk.study.films if film.id == self._film_id), None)

    def show_film(self, film_id: str) -> None:
        """Put another film on view, fitted, or none."""
        if film_id != self._film_id:
            self._film_id = film_id
            self._glimpse = None
            self.refresh()

    def show_glimpse(self, glimpse: OpenedFilm | None) -> None:
        """Show a coarse picture where no film lies open, until one does; None takes it away."""
        if glimpse is not self._glimpse:
            self._glimpse = glimpse
            self.refresh()

    def refresh(self) -> None:
        """Show the study as it is now; pixels are touched only when another film was opened."""
        film = self.film
        self._take_pixels(film)
        self._title.setVisible(film is not None)
        if film is not None:
            self._draw(film)
        self._message.setText(_empty_words(film))
        self._message.setVisible(self._opened is None)
        self.setAccessibleName(f"Film {film_title(film)}" if film else "Film")
        self._show_scale_bar()
        self._show_turn()
        self._scale_bar.setToolTip(badge_tooltip(film, self._opened.header if self._opened else None) if film else "")
        self._show_hint()

    def _take_pixels(self, film: Film | None) -> None:
        opened = (self._desk.images.image_of(film) if film else None) or self._glimpse
        scale = film.calibration.scale if film else Scale(1.0, 1.0)
        if opened is not self._opened:
            self._scale = scale
            self.take_film(opened, scale)
        elif scale != self._scale:
            self._scale = scale
            self.set_pixel_shape(scale)

    def _draw(self, film: Film) -> None:
        look, assessment = self._desk.look, self._desk.assessment
        self.set_overlay(film_overlay(assessment, film.id, look.level, look.measurement))
        numbers = [] if look.numbers_hidden else level_line(assessment, film.id, look.level)
        self._title.setText("\n".join([film_title(film), *numbers]))
        is_active = film.id == look.active and len(look.shown) > 1
        set_property(self._title, "active", "yes" if is_active else "no")
        fit_words(self._title, self.width() - 16)
        self._title.move(8, 8)

    def _show_scale_bar(self) -> None:
        self._scale_bar.show_for(self.film if self._opened else None, self.screen_px_per_pixel())

    def _show_turn(self) -> None:
        """A word at the upper right while the film does not stand as it is stored."""
        words = ", ".join(each for each in (self.turn.words, filter_words(self.shade)) if each)
        self._turned.setText(words)
        self._turned.setVisible(bool(words))
        self._turned.adjustSize()
        self._turned.move(self.width() - self._turned.width() - 8, 8)

    def below_title(self, gap: int) -> QPoint:
        """Where something may stand below the title."""
        title = self._title.geometry()
        return QPoint(title.left(), title.bottom() + gap)

    def ink(self) -> Ink:
        """The point under the pointer is drawn larger, and clicks are shown beside what was snapped."""
        return Ink(active=self._active, font=self.font(), clicks=True)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802  Qt's name
        """Keep labels where they belong."""
        super().resizeEvent(event)
        if hasattr(self, "_scale_bar"):
            self._message.setGeometry(self.rect())
            fit_words(self._title, self.width() - 16)
            self._scale_bar.place()
            self._show_turn()

    # ---- what stands at the pointer

    def _show_hint(self) -> None:
        words = self._hint_words()
        shown = bool(words) and self._pointer is not None and self._opened is not None
        self._hint.setVisible(shown)
        if self._pointer is None or not shown:
            return
        self._hint.setText(words)
        self._hint.adjustSize()
        place = self._pointer.toPoint() + self._hint_gap
        left = min(place.x(), self.width() - self._hint.width() - 8)
        top = min(place.y(), self.height() - self._hint.height() - 8)
        self._hint.move(left, top)

    def _hint_words(self) -> str:
        if self.film is None:
            return ""
        if self.tool.is_dragging:
            return self.tool.hint(self._film_id)
        if self._is_quiet:
            return ""
        if self._active is not None:
            return f"{self._active[0]} · {MARK_WORDS[self._active[1]]}\ndrag, or arrows to nudge"
        return self.tool.hint(self._film_id)


def _empty_words(film: Film | None) -> str:
    if film is None:
        return "Open a film (Ctrl+O), or drop DICOM files or a study here."
    return f"{film_title(film)}\n\nThe image of this film is not open."


def _film_label(parent: QWidget, name: str) -> QLabel:
    """A label on the film: plain text, and clicks go through it."""
    label = QLabel(parent)
    label.setObjectName(name)
    label.setStyleSheet(FILM_LABELS)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
    return label
