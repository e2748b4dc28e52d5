"""JSON files, read with suspicion and written whole."""

import json
import math
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from vertmeasure.core.errors import StudyFileError
from vertmeasure.storage.safe_file import refusal, refuse_other_than_file, write_whole

MOST_BYTES = 64 * 2**20
"""A study of many films has some hundred kilobytes; what is far beyond is something else."""

DEEPEST_NESTING = 64
"""Version 1 nests seven deep; the rest is left to the keys of other programs."""

_REMEDY = "Choose another file, or the backup copy that lies beside it (its name ends in ~)."


def read_json(path: Path) -> dict[str, Any]:
    """Read a file that holds one JSON object; numbers that are not finite are let through.

    Raises StudyFileError for what cannot be read, is not UTF-8, is no JSON object, names a key
    twice, or is too large or too deep to be handled.
    """
    text = _text(_content(path))
    try:
        document = json.loads(text, object_pairs_hook=_without_repeats)
    except (ValueError, RecursionError) as error:
        raise StudyFileError("This file is damaged: it is not valid JSON.", _REMEDY) from error
    if not isinstance(document, dict):
        raise StudyFileError("This file does not hold a JSON object.", _REMEDY)
    _check_depth(document)
    return document


def write_json(document: Mapping[str, Any], path: Path, backup: bool = False) -> None:
    """Write an object as UTF-8 text indented by one space, whole or not at all.

    With `backup` the previous content is kept under its name and ~: the reader's own file. What is
    written without one is the program's (settings, unsaved work), and only its owner may read it.
    Raises StudyFileError when the disk refuses, or for a number that is not finite; the previous
    file then stands as it was.
    """
    try:
        text = json.dumps(document, indent=1, ensure_ascii=False, allow_nan=False)
    except ValueError as error:
        raise StudyFileError("A number that is not finite cannot be saved.", "Correct the last entry.") from error
    # The name of a file may hold lone surrogates, which UTF-8 refuses; \udcXX is legal inside a JSON text.
    write_whole((text + "\n").encode("utf-8", "backslashreplace"), path, backup, owner_only=not backup)


def is_finite(value: object) -> bool:
    """Tell whether a JSON value is no number, or one that arithmetic can carry."""
    try:
        return not isinstance(value, int | float) or math.isfinite(value)
    except OverflowError:  # a whole number beyond the range of a float
        return False


def _content(path: Path) -> bytes:
    try:
        refuse_other_than_file(path)
        with path.open("rb") as file:
            content = file.read(MOST_BYTES + 1)
    except OSError as error:
        raise refusal("read", error) from error
    if not content.strip():
        raise StudyFileError("This file is empty.", _REMEDY)
    if len(content) > MOST_BYTES:
        raise StudyFileError("This file is far too large.", _REMEDY)
    return content


def _text(content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise StudyFileError("This file is not UTF-8 text.", _REMEDY) from error


def _without_repeats(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    document = dict(pairs)
    if len(document) != len(pairs):
        raise StudyFileError("This file names a key twice in one object.", "Remove one of the two in a text editor.")
    return document


def _check_depth(document: Mapping[str, Any]) -> None:
    layer: list[Any] = [document]
    for _ in range(DEEPEST_NESTING):
        layer = [child for parent in layer for child in _children(parent)]
        if not layer:
            return
    raise StudyFileError("This file is nested too deeply.", _REMEDY)


def _children(value: object) -> Iterable[Any]:
    if isinstance(value, dict):
        return value.values()
    return value if isinstance(value, list) else ()
