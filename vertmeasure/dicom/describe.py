"""One film as the JSON object of `vertmeasure info`; its keys are a contract other programs rely on."""

from pathlib import Path

from vertmeasure.core.calibration import Calibration, CalibrationOption
from vertmeasure.core.errors import FilmError
from vertmeasure.dicom.film import FilmHeader, Pixels
from vertmeasure.dicom.film_reader import FilmReader

_OF_THE_FILM = (
    "modality",
    "rows",
    "columns",
    "frames",
    "bits_stored",
    "transfer_syntax",
    "photometric",
    "inverted",
    "anterior",
    "sop_instance_uid",
    "sha256",
)


def describe(path: Path, reader: FilmReader, with_pixels: bool = True) -> dict[str, object]:
    """Describe a film, or say why it is refused; every key is always there, null where nothing is known.

    Parameters
    ----------
    with_pixels : bool
        False reads the header only; `pixels` is then null.
    """
    try:
        if not with_pixels:
            return _described(reader.read_header(path), None)
        opened = reader.open_film(path)
        return _described(opened.header, opened.pixels)
    except FilmError as error:
        return _refused(path, error)


def _described(header: FilmHeader, pixels: Pixels | None) -> dict[str, object]:
    film = {key: getattr(header, key) for key in _OF_THE_FILM}
    return {
        **_state(header.path, "ok"),
        **film,
        "pixels": None if pixels is None else _of_pixels(pixels),
        "calibration": _of_calibration(header.calibration, header.alternatives),
        "warnings": list(header.warnings),
    }


def _refused(path: Path, error: FilmError) -> dict[str, object]:
    nothing: dict[str, object] = dict.fromkeys((*_OF_THE_FILM, "pixels", "calibration"))
    return {**_state(path, "refused", error.message, error.remedy), **nothing, "warnings": []}


def _state(path: Path, status: str, reason: str = "", remedy: str = "") -> dict[str, object]:
    return {"path": str(path), "status": status, "reason": reason, "remedy": remedy}


def _of_pixels(pixels: Pixels) -> dict[str, object]:
    return {"min": pixels.lowest, "max": pixels.highest, "sha256": pixels.sha256}


def _of_calibration(calibration: Calibration, alternatives: tuple[CalibrationOption, ...]) -> dict[str, object]:
    return {
        "row_mm": calibration.row_mm,
        "column_mm": calibration.column_mm,
        "grade": str(calibration.grade),
        "rule": calibration.rule,
        "aspect": calibration.aspect,
        "flags": list(calibration.flags),
        "alternatives": [_of_option(each) for each in alternatives],
    }


def _of_option(option: CalibrationOption) -> dict[str, object]:
    return {
        "row_mm": option.row_mm,
        "column_mm": option.column_mm,
        "grade": str(option.grade),
        "rule": option.rule,
    }
