"""Whoever reads films for the window: in this process, or in another one that may die of a film."""

from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from vertmeasure.dicom.film import FilmHeader, OpenedFilm

Glimpsed = Callable[[OpenedFilm], object]
"""Is given a coarse picture of a film, where its whole takes long; its pixels have no digest."""


class FilmReader(Protocol):
    """What the window asks of a reader; `vertmeasure.dicom.reading` is one, in this process."""

    def open_film(self, path: Path, frame: int = 1, glimpsed: Glimpsed | None = None) -> OpenedFilm:
        """Read a film and decode one frame, counted from 1; FilmError when that cannot be done.

        `glimpsed` is called before, if at all, and not on the thread of the window.
        """

    def read_header(self, path: Path) -> FilmHeader:
        """Read what a film says about itself; FilmError when that cannot be done."""
