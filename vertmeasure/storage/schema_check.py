"""What version 1 of a study file must look like, and the place where a file breaks it in words."""

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from vertmeasure.core.errors import StudyFileError
from vertmeasure.storage.json_file import is_finite
from vertmeasure.storage.resources import resource

if TYPE_CHECKING:
    from jsonschema.exceptions import ValidationError

REMEDY = "Correct this place in the study file, or open its backup copy (its name ends in ~)."

Place = tuple[str | int, ...]


def check_study(document: Mapping[str, Any]) -> None:
    """Raise StudyFileError naming the first place that breaks the schema or holds a number that is not finite."""
    from jsonschema import Draft202012Validator  # costs the start of the window nothing until a study is opened

    error = next(Draft202012Validator(schema()).iter_errors(document), None)
    if error is not None:
        raise StudyFileError(_sentence(error), REMEDY)
    for place in _not_finite(document):
        raise StudyFileError(f"In this study file {words(place)} must be a finite number.", REMEDY)


def schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of version 1."""
    document: dict[str, Any] = json.loads(resource("schema", "study-1.schema.json").read_text(encoding="utf-8"))
    return document


def words(place: Place) -> str:
    """A place as it is written in the messages: films[1].vertebrae.L1.SP."""
    text = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in place)
    return text.removeprefix(".") or "the whole"


def _sentence(error: "ValidationError") -> str:
    place: Place = tuple(error.absolute_path)
    if "propertyNames" in error.absolute_schema_path:
        place = (*place, str(error.instance))
    return f"In this study file {words(place)} must be {error.schema['description']}."  # type: ignore[index]


def _not_finite(value: object, place: Place = ()) -> Iterator[Place]:
    """Places of numbers that are not finite, but for spacings: those mean that there is none."""
    for step, child in _children(value):
        if not _is_spacing((*place, step)):
            yield from _not_finite(child, (*place, step))
    if not is_finite(value):
        yield place


def _children(value: object) -> Iterable[tuple[str | int, Any]]:
    if isinstance(value, Mapping):
        return value.items()
    return enumerate(value) if isinstance(value, list) else ()


def _is_spacing(place: Place) -> bool:
    return place[0] == "films" and place[2:] in (("calibration", "row_mm"), ("calibration", "column_mm"))
