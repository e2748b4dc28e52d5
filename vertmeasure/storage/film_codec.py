"""One film of a study file: its source, calibration and landmarks, to and from JSON objects."""

from collections.abc import Mapping
from typing import Any

from vertmeasure.core.anatomy import Mark
from vertmeasure.core.calibration import Calibration, Grade, is_spacing
from vertmeasure.core.geometry import ImagePoint
from vertmeasure.core.study import Film, FilmSource, Landmark, Posture, Side, Timepoint, Vertebra
from vertmeasure.storage.json_file import is_finite
from vertmeasure.storage.layout import Layout, beside


def encode_film(film: Film) -> dict[str, Any]:
    """The JSON object of a film."""
    return _FILM.encode(film)


def decode_films(documents: list[Mapping[str, Any]]) -> tuple[Film, ...]:
    """The films of objects that the schema has passed; one without an id is named after its place in the file."""
    return tuple(_FILM.decode({"id": f"film_{place}", **document}) for place, document in enumerate(documents, 1))


def _decode_calibration(document: Mapping[str, Any]) -> Calibration:
    """A spacing that is absent, not finite or not positive leaves the grade none; the aspect is kept."""
    row_mm, column_mm = _spacing(document.get("row_mm")), _spacing(document.get("column_mm"))
    known = document
    if row_mm is None or column_mm is None:
        known = {**document, "grade": Grade.NONE}
    elif document.get("aspect") is None:
        known = {**document, "aspect": row_mm / column_mm}
    if known.get("grade") == Grade.NONE:
        row_mm = column_mm = None
    return _CALIBRATION.decode({"grade": Grade.UNKNOWN, **known, "row_mm": row_mm, "column_mm": column_mm})


def _spacing(value: float | None) -> float | None:
    return float(value) if value is not None and is_finite(value) and is_spacing(value) else None


def _decode_vertebrae(document: Mapping[str, Mapping[str, Any]]) -> dict[str, Vertebra]:
    return {level: _decode_vertebra(level, marks) for level, marks in document.items()}


def _decode_vertebra(level: str, document: Mapping[str, Any]) -> Vertebra:
    marks = {Mark(key): _decode_landmark(value) for key, value in document.items() if key in Mark.__members__}
    return Vertebra(level, marks, {key: value for key, value in document.items() if key not in Mark.__members__})


def _encode_vertebrae(vertebrae: Mapping[str, Vertebra]) -> dict[str, Any]:
    return {level: _encode_vertebra(vertebra) for level, vertebra in vertebrae.items()}


def _encode_vertebra(vertebra: Vertebra) -> dict[str, Any]:
    return beside({str(mark): _encode_landmark(point) for mark, point in vertebra.marks.items()}, vertebra.extras)


def _decode_landmark(document: list[float] | Mapping[str, Any]) -> Landmark:
    return _LANDMARK.decode(document if isinstance(document, Mapping) else {"at": document})


def _encode_landmark(landmark: Landmark) -> list[float] | dict[str, Any]:
    if landmark.proposed or landmark.raw or landmark.extras:
        return _LANDMARK.encode(landmark)
    return _encode_point(landmark.at)


def _decode_point(pair: list[float]) -> ImagePoint:
    return ImagePoint(*map(float, pair))


def _encode_point(point: ImagePoint) -> list[float]:
    return [float(point.column), float(point.row)]


_LANDMARK = Layout(
    Landmark,
    reads={"at": _decode_point, "raw": _decode_point},
    writes={"at": _encode_point, "raw": _encode_point},
    left_out_when_empty=frozenset({"raw"}),
)

_SOURCE = Layout(FilmSource, reads={"frame": int})

_CALIBRATION = Layout(
    Calibration,
    reads={"grade": Grade, "aspect": float, "flags": tuple},
    left_out_when_empty=frozenset({"flags"}),
)

_FILM = Layout(
    Film,
    reads={
        "timepoint": Timepoint,
        "posture": Posture,
        "source": _SOURCE.decode,
        "rows": int,
        "columns": int,
        "calibration": _decode_calibration,
        "vertebrae": _decode_vertebrae,
        "excluded_references": tuple,
        "outcomes": dict,
        "anterior": Side,
    },
    writes={"source": _SOURCE.encode, "calibration": _CALIBRATION.encode, "vertebrae": _encode_vertebrae},
    left_out_when_empty=frozenset({"anterior"}),
)
