"""Looks through files and folders for films, at a glance: a few thousand bytes of each file, nothing decoded."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from vertmeasure.core.errors import FilmError
from vertmeasure.dicom.dicomdir import listed_files
from vertmeasure.dicom.files import MOST_FILES, files_below, is_folder, is_table_of_contents
from vertmeasure.dicom.label import FileKind, FilmLabel, read_label

Told = Callable[[int, int], None]
"""Hears how many files were looked through, and of how many; while they are still counted: how many so far, and 0."""
Cancelled = Callable[[], bool]

_TELL_EVERY = 16
_MOST_NAMES = 4


@dataclass(frozen=True, slots=True)
class Scan:
    """What was found.

    Attributes
    ----------
    labels : tuple[FilmLabel, ...]
        Films and photographs found in folders and on discs, and every file that was named itself, whatever it is;
        none when the search was stopped.
    left_out : int
        How many files of the folders are neither film nor photograph.
    troubles : tuple[FilmError, ...]
        What could not be looked through.
    """

    labels: tuple[FilmLabel, ...]
    left_out: int = 0
    troubles: tuple[FilmError, ...] = ()


def scan(paths: Sequence[Path], told: Told | None = None, cancelled: Cancelled | None = None) -> Scan:
    """Look through files, folders with all that lies below them, and tables of contents; never raises.

    Parameters
    ----------
    told : Told | None
        Called on this thread now and then.
    cancelled : Cancelled | None
        Asked before each file whether to stop.
    """
    search = _Search(told or _to_nobody, cancelled or _never)
    files = search.files(paths)
    labels = tuple(search.labels(files))
    if search.cancelled():
        return Scan(())
    return Scan(labels, search.left_out, tuple(search.troubles))


def _to_nobody(_done: int, _total: int) -> None:
    """Progress that nobody hears of."""


def _never() -> bool:
    return False


@dataclass(slots=True)
class _Search:
    told: Told
    cancelled: Cancelled
    left_out: int = 0
    troubles: list[FilmError] = field(default_factory=list)

    def files(self, paths: Iterable[Path]) -> dict[Path, bool]:
        """The files the paths stand for, each once, and whether it was named itself."""
        found: dict[Path, bool] = {}
        for path in paths:
            for file, is_named in self._files_of(path):
                found[file] = found.get(file, False) or is_named
                if len(found) % _TELL_EVERY == 0:
                    self.told(len(found), 0)
                if self.cancelled() or len(found) >= MOST_FILES:
                    break
        if len(found) >= MOST_FILES:
            words = f"There are more than {MOST_FILES:,} files; only the first ones were looked through."
            self.troubles.append(FilmError(words, "Choose the folder of one patient."))
        return found

    def _files_of(self, path: Path) -> Iterator[tuple[Path, bool]]:
        try:
            if is_folder(path):
                yield from ((file, False) for file in files_below(path, self.troubles.append))
            elif is_table_of_contents(path):
                yield from ((file, False) for file in self._listed(path))
            else:
                yield path, True
        except FilmError as error:
            self.troubles.append(FilmError(f"{path.name}: {error.message}", error.remedy))

    def _listed(self, path: Path) -> tuple[Path, ...]:
        contents = listed_files(path)
        self._tell_of("leads out of its folder and was left", contents.outside)
        self._tell_of("is not on the disc", contents.missing)
        return contents.files

    def _tell_of(self, what: str, references: tuple[str, ...]) -> None:
        if references:
            names = ", ".join(references[:_MOST_NAMES])
            more = f" and {len(references) - _MOST_NAMES} more" if len(references) > _MOST_NAMES else ""
            words = f"What the table of contents lists as {names}{more} {what}."
            self.troubles.append(FilmError(words, "Name the films themselves if you want them."))

    def labels(self, files: dict[Path, bool]) -> Iterator[FilmLabel]:
        """The labels worth keeping, in the order of the paths."""
        for done, (path, is_named) in enumerate(sorted(files.items())):
            if self.cancelled():
                return
            if done % _TELL_EVERY == 0:
                self.told(done, len(files))
            label = read_label(path, is_named)
            if label.kind is FileKind.CONTENTS and is_named:
                yield from self._of_disc(label)
            elif label.may_be_film or is_named:
                yield label
            else:
                self.left_out += 1

    def _of_disc(self, contents: FilmLabel) -> Iterator[FilmLabel]:
        """The films of a table of contents that bears another name."""
        try:
            listed = self._listed(contents.path)
        except FilmError as error:
            self.troubles.append(FilmError(f"{contents.path.name}: {error.message}", error.remedy))
            return
        found = [read_label(path) for path in listed]
        yield from (label for label in found if label.may_be_film)
        self.left_out += sum(not label.may_be_film for label in found)
