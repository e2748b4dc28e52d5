"""What a reader's calibration makes of one film or of all: pure, so that it can be told before it is done."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from vertmeasure.core.calibrating import (
    KnownLength,
    by_choice,
    by_disc,
    by_length,
    by_lengths,
    by_magnification,
    by_spacing,
)
from vertmeasure.core.calibration import Calibration, CalibrationOption, header_options
from vertmeasure.core.errors import StudyError
from vertmeasure.core.geometry import ImagePoint
from vertmeasure.core.study import Film, Study
from vertmeasure.dicom.film import FilmHeader
from vertmeasure.ui.calibrator import Way


@dataclass(frozen=True, slots=True)
class Entry:
    """What the reader has drawn, typed or chosen.

    Attributes
    ----------
    film_id : str
        The film it was drawn on or is meant for.
    points : tuple[ImagePoint, ...]
        In pixels of the stored image, as the way needs them.
    values : tuple[float, ...]
        Millimetres, or a magnification; one for each field.
    option : CalibrationOption | None
        What was chosen of the header's offers.
    by : str
        The reader's initials.
    """

    way: Way
    film_id: str
    points: tuple[ImagePoint, ...] = ()
    values: tuple[float, ...] = ()
    option: CalibrationOption | None = None
    by: str = ""


@dataclass(frozen=True, slots=True)
class Plan:
    """New calibrations by film, and the films that are left as they are, with the reason."""

    calibrations: Mapping[str, Calibration]
    left_out: Mapping[str, str] = field(default_factory=dict)


def offers(header: FilmHeader) -> tuple[CalibrationOption, ...]:
    """Every spacing a header offers, the one it is read with first."""
    return header_options(header.calibration, (*header.alternatives, header.detector))


def calibration_of(entry: Entry, film: Film, header: FilmHeader | None) -> Calibration:
    """The calibration an entry gives a film; StudyError where it gives none."""
    return _MAKERS[entry.way](entry, film, header)


def plan_one(entry: Entry, study: Study, headers: Mapping[str, FilmHeader]) -> Plan:
    """Calibrate the film that the entry is about."""
    film = study.film(entry.film_id)
    return Plan({film.id: calibration_of(entry, film, headers.get(film.id))})


def plan_all(entry: Entry, study: Study, headers: Mapping[str, FilmHeader]) -> Plan:
    """Calibrate every film for which the entry makes sense; StudyError when it makes none for its own.

    A magnification or an attribute of the header is worked out on each film; what was drawn or typed holds for
    films of the same detector.
    """
    own = plan_one(entry, study, headers)
    calibrations, left_out = dict(own.calibrations), {}
    for film in study.films:
        if film.id != entry.film_id:
            try:
                calibrations[film.id] = _on_other(entry, own.calibrations[entry.film_id], film, headers)
            except StudyError as error:
                left_out[film.id] = error.message
    return Plan(calibrations, left_out)


def _on_other(entry: Entry, drawn: Calibration, film: Film, headers: Mapping[str, FilmHeader]) -> Calibration:
    header = headers.get(film.id)
    if header is None:
        raise StudyError("its image is not open")
    if entry.way is Way.MAGNIFICATION and header.detector is None:
        raise StudyError("its header does not tell the spacing at the detector")
    if entry.way in (Way.MAGNIFICATION, Way.HEADER):
        return calibration_of(entry, film, header)
    here = headers[entry.film_id].detector if entry.film_id in headers else None
    if here is not None and header.detector is not None and not here.equals(header.detector):
        raise StudyError("its detector has another spacing")
    return drawn if entry.way is Way.SPACING else replace(drawn, rule=f"{drawn.rule} on film {entry.film_id}")


# ---- one maker for each way


def aspect_of(film: Film, header: FilmHeader | None) -> float:
    """Row over column spacing: as the header tells it, else as the film is read now."""
    return header.calibration.aspect if header is not None else film.calibration.aspect


def _length(entry: Entry, film: Film, header: FilmHeader | None) -> Calibration:
    start, end = entry.points
    return by_length(KnownLength(start, end, entry.values[0]), aspect_of(film, header), entry.by)


def _lengths(entry: Entry, _film: Film, _header: FilmHeader | None) -> Calibration:
    ends = zip(entry.points[0::2], entry.points[1::2], entry.values, strict=True)
    return by_lengths([KnownLength(start, end, length_mm) for start, end, length_mm in ends], entry.by)


def _disc(entry: Entry, film: Film, header: FilmHeader | None) -> Calibration:
    return by_disc(entry.points, entry.values[0], aspect_of(film, header), entry.by)


def _magnification(entry: Entry, _film: Film, header: FilmHeader | None) -> Calibration:
    return by_magnification(header.detector if header else None, entry.values[0], entry.by)


def _spacing(entry: Entry, film: Film, header: FilmHeader | None) -> Calibration:
    """One value is that of a column; rows keep the shape of the pixel."""
    column_mm = entry.values[0]
    return by_spacing(column_mm * aspect_of(film, header), column_mm, entry.by)


def _header(entry: Entry, _film: Film, header: FilmHeader | None) -> Calibration:
    """The option of the same attribute among those of the film's own header."""
    wanted = entry.option
    if header is None or wanted is None:
        raise StudyError("Choose one of the spacings of the header.")
    found = next((each for each in offers(header) if each.rule == wanted.rule), None)
    if found is None:
        raise StudyError(f"its header has no {wanted.rule}")
    return by_choice(found, header.calibration.flags, entry.by)


_MAKERS: Mapping[Way, Callable[[Entry, Film, FilmHeader | None], Calibration]] = {
    Way.LENGTH: _length,
    Way.LENGTHS: _lengths,
    Way.DISC: _disc,
    Way.MAGNIFICATION: _magnification,
    Way.SPACING: _spacing,
    Way.HEADER: _header,
}
