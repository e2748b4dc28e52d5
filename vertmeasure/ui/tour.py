"""The tour: five steps through the window, told beside the part they are about."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtWidgets import QWidget

from vertmeasure.ui.callout import Callout, Frame
from vertmeasure.ui.key_map import how_to

if TYPE_CHECKING:
    from vertmeasure.ui.window import MainWindow


@dataclass(frozen=True, slots=True)
class Step:
    """One step.

    Attributes
    ----------
    words : Callable[[MainWindow], str]
        What is told, with the keys that are in force.
    part : str
        The attribute of the window that it is about.
    tab : str
        The tab of the right panel that is shown with it; empty for any.
    """

    title: str
    words: Callable[["MainWindow"], str]
    part: str
    tab: str = ""


def _key(window: "MainWindow", action_id: str) -> str:
    return how_to(window.desk.settings.keys, action_id)


STEPS: tuple[Step, ...] = (
    Step(
        "Films",
        lambda _window: (
            "One card for each film, in the order of time. Its chips say when it was taken and how the patient was "
            "placed; a click shows it. More films can be dropped here."
        ),
        "film_list",
    ),
    Step(
        "Levels",
        lambda window: (
            "Pick the fractured level here. Filled with a wedge: fractured. Filled: serves as reference. "
            f"{_key(window, 'mark_fractured')} to mark a level as fractured."
        ),
        "level_strip",
    ),
    Step(
        "The film",
        lambda window: (
            "Click the corners as the words at the pointer ask, and drag what is not right: every number follows. "
            f"Arrow keys nudge a point, Backspace takes it back. {_key(window, 'undo')} to undo anything."
        ),
        "film_area",
    ),
    Step(
        "Measurements",
        lambda _window: (
            "Each film in its column, then the change with its 95 % reading error. Rest on a row, and its lines are "
            "drawn on the film; a dash says why there is no number."
        ),
        "tabs",
        "Measurements",
    ),
    Step(
        "Criteria and report",
        lambda window: (
            "Which published criteria the fracture fits, why, and what is still asked for in Facts. "
            f"{_key(window, 'export_report')} to write the report as PDF, CSV or JSON."
        ),
        "tabs",
        "Criteria",
    ),
)


class Tour(QObject):
    """Leads through the steps; work goes on beside it, and it can be closed at any time.

    Signals
    -------
    ended()
        The reader has closed it, or seen the last step.
    """

    ended = Signal()

    def __init__(self, window: "MainWindow") -> None:
        super().__init__(window)
        self._window = window
        self.place = 0
        self.callout = Callout(window)
        self.frame = Frame(window)
        self.callout.back_asked.connect(lambda: self.go(self.place - 1))
        self.callout.next_asked.connect(lambda: self.go(self.place + 1))
        self.callout.close_asked.connect(self.end)
        window.installEventFilter(self)

    @property
    def is_on(self) -> bool:
        """Whether a step is shown."""
        return not self.callout.isHidden()

    def begin(self) -> None:
        """Show the first step."""
        self.go(0)

    def go(self, place: int) -> None:
        """Show a step; beyond the last one the tour ends."""
        if place >= len(STEPS):
            self.end()
            return
        self.place = max(0, place)
        step = STEPS[self.place]
        self._show_tab(step.tab)
        self.callout.show_step(f"{self.place + 1} of {len(STEPS)} · {step.title}", step.words(self._window))
        self.callout.set_ends(is_first=self.place == 0, is_last=self.place == len(STEPS) - 1)
        self.frame.show()
        self.callout.show()
        self.stand()
        self.callout.forward.setFocus()

    def end(self) -> None:
        """Close the tour."""
        if self.is_on:
            had_focus = self.callout.isAncestorOf(self._window.focusWidget() or self._window)
            self.callout.hide()
            self.frame.hide()
            if had_focus:
                self._window.active_view.setFocus()
            self.ended.emit()

    def stand(self) -> None:
        """Stand beside the part that is told about, and frame it."""
        part: QWidget = getattr(self._window, STEPS[self.place].part)
        self.frame.go_around(part)
        self.callout.go_beside(part)
        self.frame.raise_()
        self.callout.raise_()

    def _show_tab(self, name: str) -> None:
        tabs = self._window.tabs
        for place in range(tabs.count()):
            if tabs.tabText(place) == name:
                tabs.setCurrentIndex(place)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802  Qt's name
        """The window was resized or its parts were laid out anew: stand beside them again."""
        if self.is_on and event.type() in (QEvent.Type.Resize, QEvent.Type.LayoutRequest):
            self.stand()
        return super().eventFilter(watched, event)
