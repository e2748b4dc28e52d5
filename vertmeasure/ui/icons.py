"""The icons of the window: line drawings of our own, tinted by the palette."""

from collections.abc import Iterator, Sequence

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from vertmeasure.paint.palette import Palette
from vertmeasure.storage.resources import resource

SIZES_PX = (16, 20, 24, 32, 40, 60)
"""Drawn once each, so that icons are sharp at whole and fractional screen scales."""

NAMES = (
    "open", "save", "undo", "redo", "select", "place", "six-point", "snap", "calibrate", "angle", "one-up", "two-up",
    "link", "fit", "invert", "greys", "loupe", "report", "settings", "help", "film", "fracture", "warning", "close",
    "patient", "hide-numbers", "add", "remove", "trend",
)  # fmt: skip
"""Every icon there is."""


def icon(name: str, palette: Palette) -> QIcon:
    """An icon in the colours of a palette: normal, disabled, and on the accent where it is checked.

    VertmeasureError when there is no icon of this name.
    """
    drawing = resource("icons", f"{name}.svg").read_text(encoding="utf-8")
    modes, states = QIcon.Mode, QIcon.State
    tints = (
        (palette.normal, 1.0, ((modes.Normal, states.Off),)),
        (palette.on_accent, 1.0, ((modes.Normal, states.On),)),
        (palette.quiet, 0.55, ((modes.Disabled, states.Off), (modes.Disabled, states.On))),
    )
    result = QIcon()
    for colour, opacity, places in tints:
        for picture in tinted(drawing, colour, SIZES_PX, opacity):
            for mode, state in places:
                result.addPixmap(picture, mode, state)
    return result


def tinted(drawing: str, colour: str, sizes_px: Sequence[int], opacity: float = 1.0) -> Iterator[QPixmap]:
    """An SVG drawing whose lines are `currentColor`, in one colour, as square pictures of several sizes."""
    renderer = QSvgRenderer(QByteArray(drawing.replace("currentColor", colour).encode()))
    for size_px in sizes_px:
        picture = QPixmap(size_px, size_px)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        painter.setOpacity(opacity)
        renderer.render(painter, QRectF(0, 0, size_px, size_px))
        painter.end()
        yield picture
