"""How grey one film is shown: its window, inversion and filters; a matter of looking, never part of the study."""

from dataclasses import dataclass, replace
from typing import Any

from vertmeasure.dicom.greyscale import Grey, Greyscale
from vertmeasure.dicom.window import VoiFunction, Window
from vertmeasure.paint.contrast import LEVELS
from vertmeasure.paint.toning import Tone


@dataclass(frozen=True, slots=True)
class Shade:
    """A window on a film's values, and what the reader has switched on or off about its grey.

    Attributes
    ----------
    inverted : bool
        Whether the reader turned black to white.
    local_contrast, sharpened : bool
        Display filters.
    overlays_shown : bool
        Whether the graphics that the file lays over the film are drawn.
    shutter_open : bool
        Whether the reader looks behind the shutter of the film.
    """

    greyscale: Greyscale
    window: Window
    inverted: bool = False
    local_contrast: bool = False
    sharpened: bool = False
    overlays_shown: bool = False
    shutter_open: bool = False

    @classmethod
    def of(cls, greyscale: Greyscale) -> "Shade":
        """As the film itself asks to be shown."""
        return cls(greyscale, greyscale.default)

    @property
    def lut(self) -> Grey:
        """Grey level 0-255 of every stored number."""
        return self.greyscale.lut(self.window, self.inverted)

    @property
    def tone(self) -> Tone:
        """How the film is to be greyed."""
        levels = self.greyscale.levels(self.window, LEVELS, self.inverted) if self.local_contrast else None
        return Tone(self.lut, levels, self.sharpened)

    @property
    def windows(self) -> tuple[Window, ...]:
        """The windows there are to choose from: those of the file, then those read off its pixels."""
        greyscale = self.greyscale
        offered = (*greyscale.presets, greyscale.automatic, greyscale.bone, greyscale.full_range)
        return tuple(dict.fromkeys(offered))

    def turned(self) -> "Shade":
        """Black and white exchanged."""
        return replace(self, inverted=not self.inverted)

    def switched(self, name: str) -> "Shade":
        """One of the switches turned on or off, by the name of its attribute."""
        changes: dict[str, Any] = {name: not getattr(self, name)}
        return replace(self, **changes)

    def with_window(self, window: Window) -> "Shade":
        """In another window."""
        return replace(self, window=window)

    def next_window(self) -> "Shade":
        """The next window there is to choose from; after the last the first comes again."""
        windows = self.windows
        place = windows.index(self.window) + 1 if self.window in windows else 0
        return self.with_window(windows[place % len(windows)])

    def typed(self, centre: float, width: float) -> "Shade":
        """In a window of this centre and width; a sigmoid stays one."""
        return self.with_window(Window(centre, width, self._drawn_function))

    def shifted(self, wider: float, brighter: float) -> "Shade":
        """Width and centre changed by shares of the film's own range of values."""
        low, high = self.greyscale.extent
        span = max(high - low, 1.0)
        width = min(max(self.window.width + wider * span, span / 1000), 4 * span)
        return self.typed(self.window.centre - brighter * span, width)

    @property
    def _drawn_function(self) -> VoiFunction:
        keeps = self.window.function is VoiFunction.SIGMOID
        return VoiFunction.SIGMOID if keeps else VoiFunction.LINEAR_EXACT
