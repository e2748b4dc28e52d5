"""How grey one film is shown: its window and inversion; a matter of looking, never part of the study."""

from dataclasses import dataclass, replace

from vertmeasure.dicom.greyscale import Grey, Greyscale
from vertmeasure.dicom.window import VoiFunction, Window


@dataclass(frozen=True, slots=True)
class Shade:
    """A window on a film's values, and whether the reader turned black to white."""

    greyscale: Greyscale
    window: Window
    inverted: bool = False

    @classmethod
    def of(cls, greyscale: Greyscale) -> "Shade":
        """As the film itself asks to be shown."""
        return cls(greyscale, greyscale.default)

    @property
    def lut(self) -> Grey:
        """Grey level 0-255 of every stored number."""
        return self.greyscale.lut(self.window, self.inverted)

    def turned(self) -> "Shade":
        """Black and white exchanged."""
        return replace(self, inverted=not self.inverted)

    def next_window(self) -> "Shade":
        """The next window of the film; the automatic one comes last."""
        windows = [*self.greyscale.presets, self.greyscale.automatic]
        place = windows.index(self.window) + 1 if self.window in windows else 0
        return replace(self, window=windows[place % len(windows)])

    def shifted(self, wider: float, brighter: float) -> "Shade":
        """Width and centre changed by shares of the film's own range of values."""
        low, high = self.greyscale.extent
        span = max(high - low, 1.0)
        keeps = self.window.function is VoiFunction.SIGMOID
        function = VoiFunction.SIGMOID if keeps else VoiFunction.LINEAR_EXACT
        width = min(max(self.window.width + wider * span, span / 1000), 4 * span)
        return replace(self, window=Window(self.window.centre - brighter * span, width, function))
