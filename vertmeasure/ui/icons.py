"""The icons of the window: line drawings of our own, tinted by the palette."""

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
    tints = (
        (QIcon.Mode.Normal, QIcon.State.Off, palette.normal, 1.0),
        (QIcon.Mode.Normal, QIcon.State.On, palette.on_accent, 1.0),
        (QIcon.Mode.Disabled, QIcon.State.Off, palette.quiet, 0.55),
        (QIcon.Mode.Disabled, QIcon.State.On, palette.quiet, 0.55),
    )
    result = QIcon()
    for mode, state, colour, opacity in tints:
        for size in SIZES_PX:
            result.addPixmap(tinted(drawing, colour, size, opacity), mode, state)
    return result


def tinted(drawing: str, colour: str, size_px: int, opacity: float = 1.0) -> QPixmap:
    """An SVG drawing whose lines are `currentColor`, in one colour, as a square picture."""
    picture = QPixmap(size_px, size_px)
    picture.fill(Qt.GlobalColor.transparent)
    renderer = QSvgRenderer(QByteArray(drawing.replace("currentColor", colour).encode()))
    painter = QPainter(picture)
    painter.setOpacity(opacity)
    renderer.render(painter, QRectF(0, 0, size_px, size_px))
    painter.end()
    return picture
