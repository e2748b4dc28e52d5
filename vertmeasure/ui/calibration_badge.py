"""The spacing of each film beside the numbers that rest on it: short, with everything known about it on hovering."""

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QLabel, QWidget

from vertmeasure.core.study import Film
from vertmeasure.dicom.film import FilmHeader
from vertmeasure.report.wording import TIMEPOINT_WORDS
from vertmeasure.ui.calibration_plan import offers
from vertmeasure.ui.desk import Desk
from vertmeasure.ui.labels import chip_label, safe_text, set_property, set_shown, set_text, tight, tooltip
from vertmeasure.ui.study_words import spacing_badge, spacing_explanation


def badge_tooltip(film: Film, header: FilmHeader | None) -> str:
    """Grade, rule, flags and what else the header offers; the header only where the image is open."""
    return tooltip(spacing_explanation(film.calibration, offers(header) if header else ()))


def header_of(desk: Desk, film: Film) -> FilmHeader | None:
    """The header of a film whose image lies open."""
    opened = desk.images.image_of(film)
    return opened.header if opened else None


class CalibrationBadges(QWidget):
    """One chip for each film shown, beside one another or, where there is no room, below; nothing without films."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("Pixel spacing of the films shown")
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        tight(self._row, 4)
        self._row.addStretch()
        self.chips: list[QLabel] = []
        self._shown: object = None

    def minimumSizeHint(self) -> QSize:  # noqa: N802  Qt's name
        """Room for the widest chip; the others then stand below it."""
        hint = super().minimumSizeHint()
        widest = max((chip.sizeHint().width() for chip in self.chips if not chip.isHidden()), default=0)
        return QSize(min(hint.width(), widest), hint.height())

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802  Qt's name
        """Stand in a row where there is room for it."""
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        shown = [chip.sizeHint().width() + self._row.spacing() for chip in self.chips if not chip.isHidden()]
        directions = QBoxLayout.Direction
        self._row.setDirection(directions.LeftToRight if sum(shown) <= self.width() else directions.TopToBottom)

    def show_films(self, desk: Desk, films: tuple[Film, ...]) -> None:
        """Show the spacing of these films; while points move there is nothing to do."""
        headers = [header_of(desk, film) for film in films]
        now = [(film.timepoint, film.calibration, header) for film, header in zip(films, headers, strict=True)]
        if now == self._shown:
            return
        self._shown = now
        set_shown(self, bool(films))
        while len(self.chips) < len(films):
            self.chips.append(chip_label())
            self._row.insertWidget(len(self.chips) - 1, self.chips[-1])
        for place, chip in enumerate(self.chips):
            set_shown(chip, place < len(films))
        for chip, film, header in zip(self.chips, films, headers, strict=False):
            words = spacing_badge(film.calibration)
            named = f"{TIMEPOINT_WORDS[film.timepoint]} {words}" if len(films) > 1 else words
            set_text(chip, safe_text(named))
            is_sound = film.calibration.is_known and not film.calibration.is_open
            set_property(chip, "chip", "quiet" if is_sound else "open")
            chip.setToolTip(badge_tooltip(film, header))
        self._arrange()
