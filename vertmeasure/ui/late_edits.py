"""Edits that come from work off the window's thread: never into another study, never into a drag."""

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QObject

from vertmeasure.ui.desk import Desk

Result = TypeVar("Result")


class LateEdits(QObject):
    """Holds back what arrives while a point is dragged, and drops it when another study lies on the desk."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._desk = desk
        self._waiting: list[Callable[[], None]] = []
        desk.laid_out.connect(self._waiting.clear)
        desk.settled.connect(self._let_in)

    def bring(self, edit: Callable[[], None]) -> None:
        """Make an edit now, or when the drag that is under way has ended."""
        self._waiting.append(edit)
        self._let_in()

    def only_for(self, generation: int, done: Callable[[Result], None]) -> Callable[[Result], None]:
        """What is done with a result, unless the study it was made for has left the desk or is put aside."""
        desk = self._desk

        def arrived(result: Result) -> None:
            if generation == desk.generation and not desk.is_blind:
                done(result)

        return arrived

    def _let_in(self) -> None:
        while self._waiting and not self._desk.session.is_previewing:
            self._waiting.pop(0)()
