"""What the actions do that place, snap, propose, carry and accept points."""

from vertmeasure.core import edits
from vertmeasure.core.guide import level_to_accept
from vertmeasure.ui.view_commands import ViewCommands


class LandmarkCommands(ViewCommands):
    """Tools of the left button, and points that the program finds."""

    # ---- tools

    def select_tool(self) -> None:
        """A click moves points and puts none down."""
        self._take_up(placing=False)

    def place_tool(self) -> None:
        """A click puts the next point down."""
        self._take_up(placing=True)

    def middle_tool(self) -> None:
        """A click in the middle of a body proposes its points; once more leads back to placing corners."""
        is_on = self._window.hand.middles is not None and not self._window.calibrating.is_on
        self._take_up(placing=True)
        if not is_on:
            self._window.hand.middles = self._window.middle_clicks
            self._desk.looked.emit()

    def _take_up(self, placing: bool) -> None:
        self._window.calibrating.end()
        self._window.hand.placing = placing
        self._window.hand.middles = None
        self._desk.looked.emit()

    # ---- what the program finds

    def propose_next(self) -> None:
        """Propose the bodies above and below those that are placed on the active film."""
        if self._desk.look.active:
            self._window.proposing.propose_next(self._desk.look.active)

    def carry_points(self) -> None:
        """Propose on the active film what is placed on the earlier one."""
        if self._desk.look.active:
            self._window.carrying.begin(self._desk.look.active)

    # ---- accepting

    def accept_body(self) -> None:
        """Accept the body on the active film whose turn it is."""
        look = self._desk.look
        level = level_to_accept(self._desk.study.film(look.active), look.level) if look.active else ""
        if level:
            self._desk.apply(f"Accept {level}", lambda study: edits.accept_body(study, look.active, level))

    def accept_film(self) -> None:
        """Accept every proposed point of the active film."""
        film_id = self._desk.look.active
        if film_id:
            self._desk.apply(f"Accept all points of {film_id}", lambda study: edits.accept_film(study, film_id))
