"""How the view of a film is turned: quarter turns and a mirror, as plain arithmetic; coordinates of the film stay."""

from dataclasses import dataclass

from vertmeasure.core.geometry import ImagePoint

Size = tuple[float, float]
"""Columns and rows, or width and height."""


@dataclass(frozen=True, slots=True)
class Turn:
    """First mirrored left for right, then turned clockwise by quarters; a matter of looking, never of the study.

    Attributes
    ----------
    quarters : int
        0 to 3, clockwise.
    """

    quarters: int = 0
    mirrored: bool = False

    @property
    def is_as_stored(self) -> bool:
        """Whether the film stands as it is stored."""
        return self == Turn()

    @property
    def is_lying(self) -> bool:
        """Whether the rows of the film run across the screen."""
        return self.quarters % 2 == 1

    @property
    def words(self) -> str:
        """What was done to the view ("view turned 90° right, mirrored"); empty when nothing was."""
        turned = ("", "turned 90° right", "turned 180°", "turned 90° left")[self.quarters]
        done = ", ".join(word for word in (turned, "mirrored" if self.mirrored else "") if word)
        return f"view {done}" if done else ""

    def turned(self, quarters: int) -> "Turn":
        """Turned further, clockwise as seen on the screen."""
        return Turn((self.quarters + quarters) % 4, self.mirrored)

    def flipped(self) -> "Turn":
        """Left and right exchanged as seen on the screen."""
        return Turn(-self.quarters % 4, not self.mirrored)

    def size_of(self, film: Size) -> Size:
        """Width and height, in film pixels, of a film of so many columns and rows."""
        return (film[1], film[0]) if self.is_lying else film

    def to_view(self, at: ImagePoint, film: Size) -> tuple[float, float]:
        """Where a point of the film lies on the turned film, in film pixels from its top left corner."""
        columns, rows = film
        x, y = (columns - at.column if self.mirrored else at.column), at.row
        return ((x, y), (rows - y, x), (columns - x, rows - y), (y, columns - x))[self.quarters]

    def to_film(self, x: float, y: float, film: Size) -> ImagePoint:
        """The point of the film at a place of the turned film."""
        columns, rows = film
        column, row = ((x, y), (y, rows - x), (columns - x, rows - y), (columns - y, x))[self.quarters]
        return ImagePoint(columns - column if self.mirrored else column, row)

    def step_on_film(self, right: float, down: float) -> tuple[float, float]:
        """A step on the screen, in film pixels, as columns and rows of the film."""
        start, end = self.to_film(0.0, 0.0, (0.0, 0.0)), self.to_film(right, down, (0.0, 0.0))
        return end.column - start.column, end.row - start.row
