"""Where the pointer counts as being: a quarter of the mouse's way while the loupe is held."""

from PySide6.QtCore import QPointF

SLOWNESS = 4.0


class SlowPointer:
    """Follows the mouse, slowed while it is held, so that a point can be set to a fraction of a pixel.

    Let go with a button down, it keeps its distance from the mouse, so that what is dragged does not jump;
    `catch_up` ends that.
    """

    def __init__(self) -> None:
        self._origin = QPointF()
        self._ahead = QPointF()
        self.is_held = False

    def at(self, mouse: QPointF) -> QPointF:
        """The place that counts while the mouse is at another."""
        if self.is_held:
            return self._origin + self._ahead + (mouse - self._origin) / SLOWNESS
        return mouse + self._ahead

    def hold(self, mouse: QPointF) -> None:
        """Be slow from here on."""
        self._ahead, self._origin, self.is_held = self.at(mouse) - mouse, mouse, True

    def let_go(self, mouse: QPointF) -> None:
        """Keep up with the mouse again, from the place that was reached."""
        self._ahead, self.is_held = self.at(mouse) - mouse, False

    def catch_up(self) -> None:
        """Be where the mouse is."""
        if not self.is_held:
            self._ahead = QPointF()
