"""One film in the list: its picture, when and how it was taken, and how far its millimetres can be trusted."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import (
    QAction,
    QActionGroup,
    QContextMenuEvent,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPixmap,
    QResizeEvent,
)
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QMenu, QPushButton, QWidget

from vertmeasure.core.study import Film, Posture, Timepoint
from vertmeasure.core.words import LEVEL_STATE_SENTENCES
from vertmeasure.dicom.film import FilmHeader, Pixels
from vertmeasure.dicom.thumbnail import thumbnail
from vertmeasure.report.wording import POSTURE_WORDS, TIMEPOINT_WORDS
from vertmeasure.ui.calibration_badge import badge_tooltip
from vertmeasure.ui.film_words import film_doubts
from vertmeasure.ui.labels import column, safe_text, set_property, set_shown, set_text, text_label, tight, tooltip
from vertmeasure.ui.study_words import (
    POSTURE_CHOICES,
    TIMEPOINT_HINTS,
    TIMEPOINT_TONES,
    film_words,
    spacing_badge,
)
from vertmeasure.ui.wrap_row import WrapRow

PICTURE_HEIGHT_PX = 92
MARGIN_PX = 8
PICTURE_LONGEST_PX = 360


def picture_of(pixels: Pixels) -> QImage:
    """A film as a small picture that owns its bytes; may be made on any thread."""
    grey = thumbnail(pixels, PICTURE_LONGEST_PX)
    rows, columns = grey.shape
    return QImage(grey.tobytes(), columns, rows, columns, QImage.Format.Format_Grayscale8).copy()


def cropped(picture: QPixmap, width_px: int, height_px: int) -> QPixmap:
    """The middle of a picture that fills a frame."""
    scaled = picture.scaled(
        width_px,
        height_px,
        Qt.AspectRatioMode.KeepAspectRatioByExpanding,
        Qt.TransformationMode.SmoothTransformation,
    )
    return scaled.copy((scaled.width() - width_px) // 2, (scaled.height() - height_px) // 2, width_px, height_px)


class FilmCard(QFrame):
    """A film; a click shows it, its chips change when and how it was taken.

    Signals
    -------
    chosen()
        Show this film.
    timepoint_chosen(object), posture_chosen(object)
        A Timepoint or a Posture was picked.
    menu_asked(QPoint)
        The menu of the film is wanted, at a place on the screen.
    """

    chosen = Signal()
    timepoint_chosen = Signal(object)
    posture_chosen = Signal(object)
    menu_asked = Signal(QPoint)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("card", "true")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._film: QPixmap | None = None
        self._picture = QLabel()
        self._picture.setMinimumWidth(1)
        self._picture.setFixedHeight(PICTURE_HEIGHT_PX)
        self._picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._picture.setProperty("role", "small")
        self.timepoint = _menu_chip("When the film was taken, seen from the procedure")
        self.posture = _menu_chip("How the patient was placed")
        self._date = text_label(role="small")
        self._spacing = text_label(role="small")
        self._doubts = text_label(role="open")
        self._draft = text_label(role="open")
        self._arrange()
        _fill_menu(self.timepoint, TIMEPOINT_HINTS, self.timepoint_chosen.emit)
        _fill_menu(self.posture, POSTURE_CHOICES, self.posture_chosen.emit)

    def _arrange(self) -> None:
        layout = column(self, MARGIN_PX, 4)
        layout.addWidget(self._picture)
        self._date.setWordWrap(False)
        layout.addLayout(WrapRow(self.timepoint, self._date, 4))
        second = QHBoxLayout()
        tight(second)
        second.addWidget(self.posture)
        second.addStretch()
        layout.addLayout(second)
        layout.addWidget(self._spacing)
        layout.addWidget(self._doubts)
        layout.addWidget(self._draft)

    def show_film(self, film: Film, place: str, is_active: bool, header: FilmHeader | None = None) -> None:
        """Show what is recorded of a film; `place` is left, right, shown or empty, `header` that of its open image."""
        set_property(self, "card", "active" if is_active else "true")
        self._show_timepoint(film.timepoint)
        self._show_posture(film.posture)
        set_text(self._date, safe_text(film.date or film.id))
        self._date.setToolTip(tooltip(f"Film {film.id}"))
        set_text(self._spacing, spacing_badge(film.calibration))
        self._spacing.setToolTip(badge_tooltip(film, header))
        is_sound = film.calibration.is_known and not film.calibration.is_open
        set_property(self._spacing, "role", "small" if is_sound else "open")
        self._show_doubts(film_doubts(film, header) if header else ())
        set_text(self._draft, f"Draft: {', '.join(film.draft_reasons)}" if film.draft_reasons else "")
        self._draft.setToolTip(tooltip(LEVEL_STATE_SENTENCES["draft"]))
        self._name(film, place, is_active)

    def _show_doubts(self, warnings: Sequence[str]) -> None:
        """What the header says against a lateral film of the spine: the first in words, all on hovering."""
        more = f" (+{len(warnings) - 1})" if len(warnings) > 1 else ""
        set_text(self._doubts, safe_text(f"⚠ {warnings[0]}{more}") if warnings else "")
        self._doubts.setToolTip(tooltip("\n".join(warnings)))

    def _show_timepoint(self, timepoint: Timepoint) -> None:
        _set_chip(self.timepoint, TIMEPOINT_WORDS[timepoint], TIMEPOINT_TONES[timepoint])
        self.timepoint.setAccessibleName(f"Time point: {TIMEPOINT_WORDS[timepoint]}")
        _check(self.timepoint, timepoint)

    def _show_posture(self, posture: Posture) -> None:
        is_known = posture is not Posture.UNKNOWN
        _set_chip(self.posture, POSTURE_WORDS[posture] if is_known else "posture?", "quiet" if is_known else "open")
        self.posture.setAccessibleName(f"Posture: {POSTURE_WORDS[posture]}")
        _check(self.posture, posture)

    def _name(self, film: Film, place: str, is_active: bool) -> None:
        words = [film_words(film), POSTURE_WORDS[film.posture], spacing_badge(film.calibration)]
        words += [place] if place else []
        words += ["active"] if is_active else []
        words += ["draft"] if film.draft_reasons else []
        self.setAccessibleName(", ".join(words))

    def shows(self, picture: QPixmap) -> bool:
        """Whether this very picture is on the card."""
        return self._film is picture

    def show_picture(self, picture: QPixmap | None, otherwise: str) -> None:
        """Show the film, or a word on why it cannot be seen."""
        self._film = picture
        if picture is None:
            set_text(self._picture, otherwise, hide_empty=False)
        else:
            self._fit_picture(picture)

    def _fit_picture(self, picture: QPixmap) -> None:
        ratio = self.devicePixelRatioF()
        width_px = max(1, self.contentsRect().width() - 2 * MARGIN_PX)
        frame = cropped(picture, round(width_px * ratio), round(PICTURE_HEIGHT_PX * ratio))
        frame.setDevicePixelRatio(ratio)
        self._picture.setPixmap(frame)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802  Qt's name
        """The picture takes the width of the card."""
        super().resizeEvent(event)
        if self._film is not None:
            self._fit_picture(self._film)

    @property
    def picture_words(self) -> str:
        """What stands in place of the picture; empty where there is one."""
        return self._picture.text()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802  Qt's name
        """A click shows the film."""
        if event.button() is Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.chosen.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  Qt's name
        """Enter and Space show the film."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.chosen.emit()
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:  # noqa: N802  Qt's name
        """Ask for the menu of the film."""
        self.menu_asked.emit(event.globalPos())


def _menu_chip(tooltip: str) -> QPushButton:
    chip = QPushButton()
    chip.setProperty("chip", "quiet")
    chip.setToolTip(tooltip)
    chip.setCursor(Qt.CursorShape.PointingHandCursor)
    chip.setMenu(QMenu(chip))
    return chip


def _fill_menu(
    chip: QPushButton, choices: dict[Timepoint, str] | dict[Posture, str], choose: Callable[[object], None]
) -> None:
    group = QActionGroup(chip.menu())
    for value, words in choices.items():
        action = QAction(words, chip.menu())
        action.setCheckable(True)
        action.setData(value)
        action.triggered.connect(lambda _checked, picked=value: choose(picked))
        group.addAction(action)
        chip.menu().addAction(action)


def _check(chip: QPushButton, value: object) -> None:
    for action in chip.menu().actions():
        action.setChecked(action.data() == value)


def _set_chip(chip: QPushButton, words: str, tone: str) -> None:
    if chip.text() != words:
        chip.setText(words)
    set_property(chip, "chip", tone)
    set_shown(chip, True)
