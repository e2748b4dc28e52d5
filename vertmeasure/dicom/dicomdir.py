"""The table of contents of a disc: which files it lists, as far as they lie in its own folder.

A reference is only ever followed downwards: no .., no absolute path, no drive letter, no link that leads
out of the folder. What lies outside is named and left.
"""

import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from vertmeasure.core.errors import FilmError
from vertmeasure.dicom.element_walk import ITEM, DataSet, data_set, steps
from vertmeasure.dicom.guard import damaged
from vertmeasure.dicom.plain_text import clean

FILE_NAME = "DICOMDIR"

_LARGEST_BYTES = 64 << 20
_MOST_REFERENCES = 50_000
_LONGEST_REFERENCE_BYTES = 1024
_RECORDS, _IN_USE, _REFERENCE = 0x00041220, 0x00041410, 0x00041500
_NOT_IN_USE = 0
_OUT_OF_PLACE = frozenset("/:\0")


@dataclass(frozen=True, slots=True)
class DiscContents:
    """What a table of contents lists.

    Attributes
    ----------
    files : tuple[Path, ...]
        The listed files that are there, in its order, each once.
    outside : tuple[str, ...]
        References that lead out of the folder, as text to be shown; none was looked at.
    missing : tuple[str, ...]
        References to files that are not there.
    """

    files: tuple[Path, ...]
    outside: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()


def listed_files(path: Path) -> DiscContents:
    """Read which files a DICOMDIR lists; FilmError when it cannot be read or is none."""
    contents, folder = data_set(_bytes(path)), _Folder(_real(path.parent))
    found: dict[str, list[str]] = {"outside": [], "missing": []}
    files: dict[Path, None] = {}
    for components in _references(contents):
        place = folder.place_of(components)
        if isinstance(place, Path):
            files[place] = None
        else:
            found[place].append(clean("/".join(components)))
    if not files and not any(found.values()):
        raise FilmError("This table of contents lists no files.", "Open the folder it lies in.")
    return DiscContents(tuple(files), tuple(found["outside"]), tuple(found["missing"]))


def _bytes(path: Path) -> bytes:
    try:
        if not path.is_file() or path.stat().st_size > _LARGEST_BYTES:
            raise damaged("This table of contents is no file, or larger than 64 MiB.")
        return path.read_bytes()
    except (OSError, ValueError) as error:  # ValueError: a NUL within the path
        raise FilmError("This table of contents cannot be read.", "Open the folder it lies in.") from error


def _references(contents: DataSet) -> Iterator[tuple[str, ...]]:
    """The components of each file reference of a record that is in use (PS3.3 F.3.2.2, PS3.10 8.2)."""
    is_in_use, told = True, 0
    for step in steps(contents, into=frozenset({_RECORDS, ITEM})):
        value = contents.data[step.value_at : step.value_at + min(step.length, _LONGEST_REFERENCE_BYTES)]
        if step.tag == ITEM:
            is_in_use = True
        elif step.tag == _IN_USE:
            is_in_use = int.from_bytes(value[:2], "little") != _NOT_IN_USE
        elif step.tag == _REFERENCE and is_in_use and told < _MOST_REFERENCES:
            told += 1
            text = value.decode("utf-8", "replace").rstrip(" \0")
            yield tuple(component.strip(" ") for component in text.split("\\"))


@dataclass(frozen=True, slots=True)
class _Folder:
    """A folder that references may not lead out of; names are found whatever their case."""

    root: Path
    listed: dict[Path, dict[str, Path]] = field(default_factory=dict)

    def place_of(self, components: tuple[str, ...]) -> Path | str:
        """The file a reference means, or "outside" or "missing"."""
        if not all(map(_is_plain, components)):
            return "outside"
        place = self.root
        for component in components:
            entries = self._entries(place)
            found = entries.get(component) or entries.get(component.casefold())
            if found is None:
                return "missing"
            place = _real(found)
            if not place.is_relative_to(self.root):
                return "outside"
        return place if _is_file(place) else "missing"

    def _entries(self, folder: Path) -> dict[str, Path]:
        """What lies in a folder, by its name, and by that in lower case without the version of discs (A.DCM;1)."""
        if folder not in self.listed:
            try:
                entries = sorted(folder.iterdir()) if folder.is_dir() else []
            except OSError:
                entries = []  # a folder that cannot be listed holds nothing that could be read
            plain = {entry.name.casefold().split(";")[0].rstrip("."): entry for entry in entries}
            self.listed[folder] = plain | {entry.name: entry for entry in entries}
        return self.listed[folder]


def _real(path: Path) -> Path:
    """Where a path leads, links followed; unlike Path.resolve it takes a link that leads to itself."""
    return Path(os.path.realpath(path))


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError:  # it lies in a folder that may be listed but not entered
        return False


def _is_plain(component: str) -> bool:
    return component not in ("", ".", "..") and not _OUT_OF_PLACE & set(component)
