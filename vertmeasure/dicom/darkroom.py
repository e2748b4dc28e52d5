"""Where films are read: in other processes, started ahead, that may die of a film without harm to this one.

This process reads nothing of a file and imports neither pydicom nor a codec.
"""

import threading
from pathlib import Path
from typing import Any, cast

from vertmeasure.core.errors import FilmError
from vertmeasure.dicom.darkroom_process import DarkroomProcess, NotBegunError
from vertmeasure.dicom.film import FilmHeader, OpenedFilm
from vertmeasure.dicom.film_reader import Glimpsed

OPEN_FILM = "vertmeasure.dicom.reading:open_film"
READ_HEADER = "vertmeasure.dicom.reading:read_header"

_PROCESSES = 2  # the films of a comparison are decoded at once, and one reads on while the other is replaced
_MOST_TRIES = 3  # of processes that die before they begin


class Darkroom:
    """Reads films in other processes; several threads may ask, and two are served at once.

    It is a FilmReader. As a context manager it closes itself.
    """

    def __init__(self, processes: int = _PROCESSES) -> None:
        self._most = processes
        self._free: list[DarkroomProcess] = []
        self._busy: set[DarkroomProcess] = set()
        self._change = threading.Condition()
        self._is_closed = False

    def __enter__(self) -> "Darkroom":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def start(self) -> None:
        """Start the processes ahead; returns at once, they need a moment to get ready."""
        with self._change:
            while not self._is_closed and len(self._free) + len(self._busy) < self._most:
                self._free.append(DarkroomProcess())

    def close(self) -> None:
        """End the processes; whoever waits for a film gets a FilmError."""
        with self._change:
            self._is_closed = True
            for process in self._busy:
                process.interrupt()
            for process in self._free:
                process.end()
            self._free.clear()
            self._change.notify_all()

    def open_film(self, path: Path, frame: int = 1, glimpsed: Glimpsed | None = None) -> OpenedFilm:
        """Read a film and decode one frame, counted from 1; its arrays are read-only. FilmError as in `ask`."""
        return cast(OpenedFilm, self._asked(OPEN_FILM, (path, frame), glimpsed))

    def read_header(self, path: Path) -> FilmHeader:
        """Read what a film says about itself; FilmError as in `ask`."""
        return cast(FilmHeader, self.ask(READ_HEADER, path))

    def ask(self, function: str, *arguments: object) -> Any:
        """Call a function in another process.

        Parameters
        ----------
        function : str
            As "module:name". One with a parameter `told` is given it, to tell what each of its steps may take.
        arguments : object
            What pickle can carry; likewise what comes back, its arrays read-only.

        Raises
        ------
        VertmeasureError
            That the function raised.
        FilmError
            When the process died, or took too long or too much memory, or met a bug, which is logged without values.
        """
        return self._asked(function, arguments)

    def _asked(self, function: str, arguments: tuple[object, ...], glimpsed: Glimpsed | None = None) -> Any:
        for _ in range(_MOST_TRIES):
            process = self._taken()
            try:
                return process.ask(function, arguments, glimpsed)
            except NotBegunError:
                continue
            finally:
                self._put_back(process)
        raise FilmError("The reader of films does not start.", "Close other programs, then start vertmeasure again.")

    def _taken(self) -> DarkroomProcess:
        """A process for one job: one that is ready, if there is any."""
        with self._change:
            while not self._is_closed:
                self._replace_dead()
                if self._free:
                    process = next((each for each in self._free if each.is_ready), self._free[0])
                    self._free.remove(process)
                    self._busy.add(process)
                    return process
                self._change.wait()
        raise FilmError("Films are not read any more: the program is closing.", "Start it again.")

    def _put_back(self, process: DarkroomProcess) -> None:
        """Make a process free for the next job; one that is unfit for it is replaced at once."""
        with self._change:
            self._busy.discard(process)
            self._free.append(process)
            self._replace_dead()
            self._change.notify()

    def _replace_dead(self) -> None:
        dead = [each for each in self._free if self._is_closed or not each.is_fit]
        for process in dead:
            process.end()
            self._free.remove(process)
        self.start()
