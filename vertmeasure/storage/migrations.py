"""Study files of every version brought to the present one, by one function a step."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from vertmeasure.core.errors import StudyFileError

FORMAT = "vertmeasure.study"
VERSION = 1
"""The version this program writes."""

Document = Mapping[str, Any]
Step = Callable[[Document], Document]

STEPS: Mapping[int, Step] = MappingProxyType({})
"""By version: what takes a document of that version to the next. Version 1 is the first, so there is none yet."""


def migrated(document: Document, steps: Mapping[int, Step] = STEPS, version: int = VERSION) -> Document:
    """A document brought to `version`; StudyFileError for another format and for versions without a way here."""
    if document.get("format") != FORMAT:
        raise StudyFileError(f'This is not a study file: its format is not "{FORMAT}".', "Choose a *.vert.json file.")
    found = _version(document)
    if found > version:
        raise StudyFileError(
            f"This study file is of version {found}; this program reads up to version {version}.",
            "Open it with a newer version of the program; the file was left as it is.",
        )
    for each in range(found, version):
        document = _step(steps, each)(document)
    return document


def _version(document: Document) -> int:
    found = document.get("version")
    if isinstance(found, bool) or not isinstance(found, int):
        raise StudyFileError("This study file does not say its version.", "Choose another file, or its backup copy.")
    return found


def _step(steps: Mapping[int, Step], version: int) -> Step:
    if version not in steps:
        raise StudyFileError(f"Study files of version {version} are not known.", "Choose another file.")
    return steps[version]
