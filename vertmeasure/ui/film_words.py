"""The few words that stand on a film, in the title of its view and in the status bar."""

from vertmeasure.core.assess import Assessment
from vertmeasure.core.geometry import ImagePoint
from vertmeasure.core.study import Film
from vertmeasure.dicom.film import OpenedFilm
from vertmeasure.report.numbers import spacing_words, with_unit
from vertmeasure.report.wording import POSTURE_WORDS, TIMEPOINT_WORDS


def film_title(film: Film) -> str:
    """Time point, date and posture of a film."""
    words = (TIMEPOINT_WORDS[film.timepoint], film.date, POSTURE_WORDS[film.posture])
    return " · ".join(word for word in words if word)


def level_line(assessment: Assessment, film_id: str, level: str) -> list[str]:
    """One line on the chosen body: its wedge and its largest loss; empty where neither could be read."""
    wedge = assessment.measurement(film_id, level, "wedge_angle")
    loss = assessment.measurement(film_id, level, "loss_adjacent_max")
    parts = []
    if wedge is not None and wedge.number is not None:
        parts.append(f"wedge {with_unit(wedge.number, wedge.unit)}")
    if loss is not None and loss.number is not None:
        parts.append(f"loss {with_unit(loss.number, loss.unit)} of {', '.join(loss.reference)}")
    return [f"{level} {' · '.join(parts)}"] if parts else []


def calibration_badge(film: Film) -> str:
    """The spacing with its grade, short: "0.130 mm/px · geometry"."""
    calibration = film.calibration
    if calibration.row_mm is None or calibration.column_mm is None:
        return "no millimetres"
    return f"{spacing_words(calibration.row_mm, calibration.column_mm)} · {calibration.grade}"


def pointer_words(film: Film, opened: OpenedFilm | None, at: ImagePoint) -> str:
    """Where the pointer is, in pixels and millimetres, and the grey value there."""
    words = [f"x {at.column:.1f}  y {at.row:.1f} px"]
    if film.calibration.is_known:
        scale = film.calibration.scale
        words.append(f"{at.column * scale.column:.1f}  {at.row * scale.row:.1f} mm")
    if opened is not None:
        stored = opened.pixels.stored
        column, row = int(at.column), int(at.row)
        if min(at) >= 0 and row < stored.shape[0] and column < stored.shape[1]:
            words.append(f"grey {opened.pixels.greyscale.modality_value(int(stored[row, column])):.0f}")
    return "    ".join(words)
