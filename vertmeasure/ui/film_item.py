"""The film as an item of a graphics scene: its pixels, made by the room `paint`."""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QImage, QPainter, QTransform
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from vertmeasure.dicom.film import Pixels
from vertmeasure.paint.kept import Kept
from vertmeasure.paint.pane import Pane
from vertmeasure.paint.raster import Raster, Sampling
from vertmeasure.paint.screens import Graphics, draw_shutter
from vertmeasure.paint.toning import Toner
from vertmeasure.ui.shading import Shade
from vertmeasure.ui.turning import Turn

NO_WIDGET: QWidget | None = None


class FilmItem(QGraphicsItem):
    """One film: resampled when the view moves, greyed when the window changes, else only copied to the screen.

    Pixels are sampled and greyed the way they are stored; only the finished picture is turned with the view.
    """

    def __init__(self) -> None:
        super().__init__()
        self._raster: Raster | None = None
        self._bounds = QRectF()
        self._pixels: Pixels | None = None
        self._toner: Toner | None = None
        self._graphics: Graphics | None = None
        self._shade: Shade | None = None
        self._turn = Turn()
        self._pane = Pane()
        self._is_hurried = False
        self._shown: NDArray[np.uint16] | None = None
        self._image = QImage()

    @property
    def resampled(self) -> int:
        """How often pixels were resampled; a drag of a landmark must not raise it."""
        return self._pane.resampled

    @property
    def kept_bytes(self) -> int:
        """What is kept for the film on view beside its stored values: halved copies, values, picture."""
        halved = self._raster.extra_bytes if self._raster else 0
        parts = (self._pane, self._toner, self._graphics)
        return halved + self._image.sizeInBytes() + sum(part.kept_bytes for part in parts if part is not None)

    @property
    def filtered(self) -> int:
        """How often display filters worked on the film on view; a drag of a landmark must not raise it."""
        return self._toner.filtered if self._toner else 0

    def show_film(self, pixels: Pixels | None) -> None:
        """Show another film, or none."""
        self.prepareGeometryChange()
        self._pixels, self._shade, self._graphics = pixels, None, None
        rows, columns = pixels.stored.shape if pixels else (0, 0)
        self._raster = Raster(pixels.stored) if pixels else None
        self._toner = Toner(self._raster, rows, columns) if self._raster else None
        self._bounds = QRectF(0, 0, columns, rows)
        self._pane.take(self._raster)
        self._forget_image()

    def set_shade(self, shade: Shade) -> None:
        """Show the film in other greys, with or without what the file lays over it."""
        self._shade = shade
        if self._toner is not None:
            self._toner.set_tone(shade.tone)
        self._forget_image()

    def set_turn(self, turn: Turn) -> None:
        """How the picture is turned; the item's transform has to say the same."""
        self._turn = turn
        self._forget_image()

    def hurry(self, is_hurried: bool) -> None:
        """Take the nearest pixels while the zoom changes, and exact means again when it has come to rest."""
        if self._is_hurried and not is_hurried:
            self.update()
        self._is_hurried = is_hurried

    def _forget_image(self) -> None:
        self._shown, self._image = None, QImage()
        self.update()

    def boundingRect(self) -> QRectF:  # noqa: N802  Qt's name
        """The film in its own pixels."""
        return self._bounds

    def paint(self, painter: QPainter, _option: QStyleOptionGraphicsItem, widget: QWidget | None = NO_WIDGET) -> None:
        """Copy the visible part of the film to the screen."""
        if widget is not None:
            self._paint(painter, QRectF(widget.rect()), widget.devicePixelRatioF(), self._image_of)
        else:  # the whole scene is drawn elsewhere, such as in the loupe
            area = painter.worldTransform().mapRect(painter.clipBoundingRect())
            self._paint(painter, area, painter.device().devicePixelRatioF(), self._fresh_image)

    def _paint(self, painter: QPainter, area: QRectF, ratio: float, image_of: Callable[[Sampling], QImage]) -> None:
        transform = painter.worldTransform()
        visible = transform.mapRect(self._bounds).intersected(area)
        if self._raster is None or visible.width() < 1 or visible.height() < 1:
            return
        # Logical pixels of the screen, aligned outwards so that the copy below is one to one.
        whole = QRectF(visible.toAlignedRect())
        sampling = _sampling(transform, whole, ratio)
        image = image_of(sampling)
        image.setDevicePixelRatio(ratio)
        painter.save()
        painter.setClipRect(self._bounds, Qt.ClipOperation.IntersectClip)
        painter.resetTransform()
        painter.drawImage(whole.topLeft(), image)
        self._paint_graphics(painter, whole, sampling)
        painter.setWorldTransform(transform)
        self._paint_shutter(painter)
        painter.restore()

    def _paint_graphics(self, painter: QPainter, whole: QRectF, sampling: Sampling) -> None:
        if self._pixels is None or self._shade is None or not (self._shade.overlays_shown and self._pixels.overlays):
            return
        if self._graphics is None:
            self._graphics = Graphics(self._pixels.overlays, *self._pixels.stored.shape)
        painter.drawImage(whole, _turned(self._graphics.image(sampling), self._turn))

    def _paint_shutter(self, painter: QPainter) -> None:
        pixels, shade = self._pixels, self._shade
        if pixels is not None and pixels.shutter is not None and not (shade is not None and shade.shutter_open):
            draw_shutter(painter, pixels.shutter, *pixels.stored.shape)

    def _image_of(self, sampling: Sampling) -> QImage:
        """The picture of a view; the same as before where values and greys are."""
        values = self._pane.values(sampling, self._is_hurried)
        if values is not self._shown or self._image.isNull():
            self._shown, self._image = values, self._greyed(values, sampling, self._before())
        return self._image

    def _before(self) -> tuple[QImage, Kept] | None:
        """The present picture, where a part of it stays; a turned one would have to be turned back."""
        kept = self._pane.kept
        return (self._image, kept) if kept and self._turn.is_as_stored and not self._image.isNull() else None

    def _fresh_image(self, sampling: Sampling) -> QImage:
        return self._greyed(self._raster.sample(sampling), sampling) if self._raster else QImage()

    def _greyed(
        self, values: NDArray[np.uint16], sampling: Sampling, before: tuple[QImage, Kept] | None = None
    ) -> QImage:
        return _turned(self._toner.image(values, sampling, before), self._turn) if self._toner else QImage()


def _turned(image: QImage, turn: Turn) -> QImage:
    flipped = _mirrored(image) if turn.mirrored else image
    return flipped.transformed(QTransform().rotate(90 * turn.quarters)) if turn.quarters else flipped


def _mirrored(image: QImage) -> QImage:
    """Left and right exchanged."""
    # WORKAROUND: Qt 6.9 renamed `mirrored` and warns of the old name (https://doc.qt.io/qt-6/qimage.html#flipped).
    return image.flipped(Qt.Orientation.Horizontal) if hasattr(image, "flipped") else image.mirrored(True, False)


def _sampling(transform: QTransform, area: QRectF, ratio: float) -> Sampling:
    """The part of the film that lies in an area, upright: as it is stored, however the view is turned."""
    inverse, _ = transform.inverted()
    film = inverse.mapRect(area)
    is_lying = abs(transform.m11()) < abs(transform.m12())
    across, along = round(area.width() * ratio), round(area.height() * ratio)
    return Sampling(
        left=film.left(),
        top=film.top(),
        columns_per_px=(abs(inverse.m11()) + abs(inverse.m21())) / ratio,
        rows_per_px=(abs(inverse.m22()) + abs(inverse.m12())) / ratio,
        width=along if is_lying else across,
        height=across if is_lying else along,
    )
