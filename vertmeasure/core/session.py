"""The one mutable object: the study as it is, as it was and as it could be again."""

from collections.abc import Callable
from dataclasses import dataclass

from vertmeasure.core.study import Study


@dataclass(frozen=True, slots=True)
class Step:
    """One thing the reader did, in words, and the study before it."""

    label: str
    before: Study
    after: Study


class Session:
    """A study under edit, with undo and redo without limit.

    A drag previews one study after the other and commits once, so that it is one step; cancel leaves
    none. Every change, previews included, calls the listeners; they read `study` and hold no copy.
    """

    def __init__(self, study: Study) -> None:
        self._committed = study
        self._preview: Study | None = None
        self._past: list[Step] = []
        self._future: list[Step] = []
        self._saved: Study = study
        self._listeners: list[Callable[[], None]] = []

    @property
    def study(self) -> Study:
        """The study as it is shown: the preview while there is one."""
        return self._committed if self._preview is None else self._preview

    @property
    def committed(self) -> Study:
        """The study without the preview: what is saved."""
        return self._committed

    @property
    def is_previewing(self) -> bool:
        """Whether a drag or another unfinished change is shown."""
        return self._preview is not None

    @property
    def is_saved(self) -> bool:
        """Whether the study is the one last saved or opened, also after undoing back to it."""
        return self._committed == self._saved

    @property
    def undo_label(self) -> str:
        """What undo would take back; empty when there is nothing."""
        return self._past[-1].label if self._past else ""

    @property
    def redo_label(self) -> str:
        """What redo would do again; empty when there is nothing."""
        return self._future[-1].label if self._future else ""

    def subscribe(self, listener: Callable[[], None]) -> None:
        """Call a function after every change."""
        self._listeners.append(listener)

    def preview(self, study: Study) -> None:
        """Show a study that is not a step yet."""
        self._preview = study
        self._tell()

    def commit(self, label: str) -> None:
        """Make the preview one step."""
        if self._preview is not None:
            self.apply(label, self._preview)

    def cancel(self) -> None:
        """Drop the preview."""
        if self._preview is not None:
            self._preview = None
            self._tell()

    def apply(self, label: str, study: Study) -> None:
        """Make a changed study the present, as one step; a study that is the same leaves none."""
        self._preview = None
        if study != self._committed:
            self._past.append(Step(label, self._committed, study))
            self._future.clear()
            self._committed = study
        self._tell()

    def undo(self) -> None:
        """Take the last step back; an unfinished preview is dropped first and alone."""
        if self._preview is not None:
            self.cancel()
        elif self._past:
            step = self._past.pop()
            self._future.append(step)
            self._committed = step.before
            self._tell()

    def redo(self) -> None:
        """Do the step again that was taken back last."""
        if self._preview is None and self._future:
            step = self._future.pop()
            self._past.append(step)
            self._committed = step.after
            self._tell()

    def mark_saved(self, study: Study) -> None:
        """Note which study is now on disk; it may be older than the present one."""
        self._saved = study
        self._tell()

    def relocate(self, move: Callable[[Study], Study]) -> None:
        """Apply a change to the present and to every study that undo or redo can bring back.

        For what is no step of the reader's: the paths of the films once the study lies elsewhere.
        """
        self._committed = move(self._committed)
        self._preview = None if self._preview is None else move(self._preview)
        self._past = [Step(step.label, move(step.before), move(step.after)) for step in self._past]
        self._future = [Step(step.label, move(step.before), move(step.after)) for step in self._future]

    def replace_with(self, study: Study, saved: bool = True) -> None:
        """Open another study: the history starts anew; a recovered study is not a saved one."""
        self._preview = None
        self._past.clear()
        self._future.clear()
        self._committed = study
        self._saved = study if saved else Study()
        self._tell()

    def _tell(self) -> None:
        for listener in tuple(self._listeners):
            listener()
