"""The few words that stand on a film, in the title of its view and in the status bar."""

from vertmeasure.core.assess import Assessment
from vertmeasure.core.geometry import ImagePoint
from vertmeasure.core.orientation import contradiction_words, is_contradicted
from vertmeasure.core.study import Film
from vertmeasure.dicom.film import FilmHeader, OpenedFilm
from vertmeasure.dicom.greyscale import Greyscale
from vertmeasure.dicom.source import said_side
from vertmeasure.report.numbers import with_unit
from vertmeasure.report.wording import POSTURE_WORDS, TIMEPOINT_WORDS
from vertmeasure.ui.shading import Shade


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


def pointer_words(film: Film, opened: OpenedFilm | None, at: ImagePoint, shade: Shade | None = None) -> str:
    """Where the pointer is, in pixels and millimetres, what the film measures there, and how grey that is shown."""
    words = [f"x {at.column:.1f}  y {at.row:.1f} px"]
    if film.calibration.is_known:
        scale = film.calibration.scale
        words.append(f"{at.column * scale.column:.1f}  {at.row * scale.row:.1f} mm")
    if opened is not None:
        stored = opened.pixels.stored
        column, row = int(at.column), int(at.row)
        if min(at) >= 0 and row < stored.shape[0] and column < stored.shape[1]:
            words += _value_words(opened.pixels.greyscale, int(stored[row, column]), shade)
    return "    ".join(words)


def _value_words(greyscale: Greyscale, stored: int, shade: Shade | None) -> list[str]:
    value = greyscale.modality_value(stored)
    words = [f"value {value:.{0 if value.is_integer() or abs(value) >= 1000 else 2}f} {greyscale.unit}".rstrip()]
    return words if shade is None else [*words, f"grey {greyscale.grey_of(stored, shade.window, shade.inverted)}"]


def film_doubts(film: Film, header: FilmHeader) -> tuple[str, ...]:
    """What the header says against a lateral film of the spine, and where study or points contradict it."""
    said, told = film.anterior, said_side(header)
    found = list(header.warnings)
    if said is not None and told is not None and said is not told:
        found.append(f"The header says that the front of the patient is on the {told}, the study says {said}.")
    if said is None and told is not None and is_contradicted(film, told):
        found.append(contradiction_words(film, told))
    return tuple(found)
