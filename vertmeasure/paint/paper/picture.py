"""A film on paper: its pixels, the strokes of the screen over them, a scale bar; never flipped, never stretched."""

from dataclasses import dataclass, field, replace

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QTransform

from vertmeasure.dicom.film import OpenedFilm
from vertmeasure.paint.ink import Ink, draw_overlay
from vertmeasure.paint.overlay import BodyShape, Overlay
from vertmeasure.paint.palette import FILM_INK
from vertmeasure.paint.paper.block import Uncut
from vertmeasure.paint.paper.crop import Crop
from vertmeasure.paint.paper.passage import Align, Passage
from vertmeasure.paint.paper.style import SMALL, TINY, Style
from vertmeasure.paint.raster import Raster, Sampling, grey_image
from vertmeasure.paint.screens import draw_shutter

DOTS_PER_PT = 300 / 72
"""Pixels of a film are resampled to 300 to the inch."""

CORNER_PT = 4.0
NOT_OPEN = "The image of this film was not open."
_BAR_MM = (1, 2, 5, 10, 20, 50, 100, 200)
_NAME_PT = 24.0
_PLATE = QColor(10, 14, 18, 150)


@dataclass(frozen=True, eq=False)
class Picture(Uncut):
    """A part of a film with what was drawn on it; without pixels it says so.

    Attributes
    ----------
    stroke_pt : float
        Width of one line.
    letters : Style
        Of the names of levels.
    """

    crop: Crop
    size_pt: QSizeF
    overlay: Overlay
    opened: OpenedFilm | None
    stroke_pt: float = 0.6
    letters: Style = field(default=SMALL)

    @property
    def height_pt(self) -> float:
        """Of the frame."""
        return self.size_pt.height()

    def draw(self, painter: QPainter, at: QPointF) -> None:
        """Draw film, bodies and scale bar into a dark frame."""
        frame = QRectF(at, self.size_pt)
        outline = QPainterPath()
        outline.addRoundedRect(frame, CORNER_PT, CORNER_PT)
        painter.save()
        painter.setClipPath(outline)
        painter.fillRect(frame, QColor(FILM_INK.window))
        to_paper = self.crop.to_paper(frame)
        if self.opened is not None:
            _draw_film(painter, self.opened, to_paper, frame)
        ink = Ink(unit=self.stroke_pt, font=self.letters.font)
        draw_overlay(painter, named_inside(self.overlay, to_paper, frame), to_paper, ink)
        self._draw_words(painter, frame)
        painter.restore()

    def _draw_words(self, painter: QPainter, frame: QRectF) -> None:
        if self.opened is None:
            _draw_not_open(painter, frame)
        if self.crop.film.calibration.is_known:
            _draw_bar(painter, self.crop.pt_per_unit, frame)
        elif self.opened is not None:
            corner = QPointF(frame.left() + 8.0, frame.bottom() - 14.0)
            Passage("not calibrated", TINY.in_colour(FILM_INK.strong), frame.width() - 16.0).draw(painter, corner)


def named_inside(overlay: Overlay, to_paper: QTransform, frame: QRectF) -> Overlay:
    """The overlay without the names that the edge of the frame would cut."""
    inner = frame.adjusted(_NAME_PT, 6.0, -_NAME_PT, -6.0)

    def named(body: BodyShape) -> BodyShape:
        at = to_paper.map(QPointF(body.label_at.column, body.label_at.row))
        return body if inner.contains(at) else replace(body, level="", warning=False)

    return replace(overlay, bodies=tuple(map(named, overlay.bodies)))


def _draw_film(painter: QPainter, opened: OpenedFilm, to_paper: QTransform, frame: QRectF) -> None:
    """Copy the part of the film inside the frame; beyond its edges the frame stays dark."""
    stored = opened.pixels.stored
    film = to_paper.mapRect(QRectF(0.0, 0.0, stored.shape[1], stored.shape[0]))
    area = film.intersected(frame)
    if area.isEmpty():
        return
    inverse, _ = to_paper.inverted()
    corner = inverse.map(area.topLeft())
    width, height = (max(1, round(side * DOTS_PER_PT)) for side in (area.width(), area.height()))
    sampling = Sampling(
        left=corner.x(),
        top=corner.y(),
        columns_per_px=inverse.m11() * area.width() / width,
        rows_per_px=inverse.m22() * area.height() / height,
        width=width,
        height=height,
    )
    greyscale = opened.pixels.greyscale
    image = grey_image(Raster(stored).sample(sampling), greyscale.lut(greyscale.default))
    painter.drawImage(area, image)
    if opened.pixels.shutter is not None:
        painter.save()
        painter.setClipRect(area, Qt.ClipOperation.IntersectClip)
        painter.setTransform(to_paper, True)
        draw_shutter(painter, opened.pixels.shutter, *stored.shape)
        painter.restore()


def _draw_not_open(painter: QPainter, frame: QRectF) -> None:
    words = Passage(NOT_OPEN, SMALL.in_colour(FILM_INK.strong), frame.width() - 16.0, Align.AlignHCenter)
    painter.fillRect(QRectF(frame.topLeft(), QSizeF(frame.width(), words.height_pt + 12.0)), QColor(FILM_INK.raised))
    words.draw(painter, frame.topLeft() + QPointF(8.0, 6.0))


def _draw_bar(painter: QPainter, pt_per_mm: float, frame: QRectF) -> None:
    """A bar of a round length, up to a third of the picture wide, on a dark plate that reads on bone and on air."""
    length_mm = next((each for each in reversed(_BAR_MM) if each * pt_per_mm <= frame.width() * 0.35), _BAR_MM[0])
    words, style = f"{length_mm}\N{THIN SPACE}mm", TINY.in_colour(FILM_INK.strong)
    bar = QRectF(frame.left() + 10.0, frame.bottom() - 10.0, length_mm * pt_per_mm, 0.8)
    plate_pt = max(bar.width(), style.metrics.horizontalAdvance(words))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(_PLATE)
    painter.drawRoundedRect(QRectF(bar.left() - 5.0, bar.top() - 11.0, plate_pt + 10.0, 16.0), 2.0, 2.0)
    for stroke in (bar, QRectF(bar.left(), bar.top() - 2.0, 0.8, 4.8), QRectF(bar.right(), bar.top() - 2.0, 0.8, 4.8)):
        painter.fillRect(stroke, QColor(FILM_INK.strong))
    painter.setFont(style.font)
    painter.setPen(QColor(FILM_INK.strong))
    painter.drawText(QPointF(bar.left(), bar.top() - 4.0), words)
