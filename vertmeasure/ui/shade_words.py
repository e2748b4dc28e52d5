"""What is said of the grey of a film: its window, and what is switched on or off about it."""

from vertmeasure.dicom.film import Pixels
from vertmeasure.dicom.window import VoiFunction, Window
from vertmeasure.ui.labels import safe_text
from vertmeasure.ui.shading import Shade

_NARROW = 20.0
_SIGMOID = "sigmoid"


def window_numbers(window: Window) -> str:
    """Centre and width, as fine as the window is narrow."""
    decimals = 0 if window.width >= _NARROW else 2
    return f"{window.centre:.{decimals}f} / {window.width:.{decimals}f}".replace("-", "\N{MINUS SIGN}")


def window_title(window: Window, place: int) -> str:
    """A window in a list, by its name or, without one, by its place there from 0."""
    kind = "table" if window.function is VoiFunction.TABLE else "window"
    name = window.name or f"{kind.capitalize()} {place + 1} of the film"
    shape = f", {_SIGMOID}" if window.function is VoiFunction.SIGMOID else ""
    return f"{name}   {window_numbers(window)}{shape}"


def filter_words(shade: Shade | None) -> str:
    """The display filters that are on; empty when none is."""
    if shade is None:
        return ""
    named = ((shade.local_contrast, "local contrast"), (shade.sharpened, "edges sharpened"))
    return ", ".join(words for is_on, words in named if is_on)


def shade_words(shade: Shade, pixels: Pixels | None) -> str:
    """The grey of a film in one line."""
    name = f" ({safe_text(shade.window.name)})" if shade.window.name else ""
    parts = [f"window {window_numbers(shade.window)}{name}"]
    parts += ["inverted"] if shade.inverted else []
    parts += [filter_words(shade)] if filter_words(shade) else []
    if pixels is not None and pixels.overlays:
        parts.append("overlays shown" if shade.overlays_shown else "overlays hidden")
    if pixels is not None and pixels.shutter is not None and shade.shutter_open:
        parts.append("shutter open")
    return ", ".join(parts)
