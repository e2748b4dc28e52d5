"""What a file lays over its film, as it is drawn."""

import numpy as np
from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter, QTransform

from vertmeasure.dicom.overlay_plane import OverlayPlane
from vertmeasure.dicom.shutter import Ellipse, Polygon, Rectangle, Shutter
from vertmeasure.paint.raster import Sampling
from vertmeasure.paint.screens import Graphics, draw_shutter

LINE = np.zeros((40, 60), bool)
LINE[20, :] = True
PLANE = OverlayPlane(40, 60, 0, 0, np.packbits(LINE.ravel(), bitorder="little").tobytes())


def alpha(image):
    coloured = image.convertToFormat(QImage.Format.Format_ARGB32)
    return np.frombuffer(coloured.constBits(), np.uint32).reshape(image.height(), image.width()) >> 24


def shuttered(*openings, zoom=1.0, rows=40, columns=60):
    """What is left white of a white film: bool [row, column]."""
    image = QImage(round(columns * zoom), round(rows * zoom), QImage.Format.Format_Grayscale8)
    image.fill(255)
    painter = QPainter(image)
    painter.setTransform(QTransform.fromScale(zoom, zoom))
    painter.setClipRect(QRectF(0, 0, columns, rows))
    draw_shutter(painter, Shutter(openings), rows, columns)
    painter.end()
    lines = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine())
    return lines[:, : image.width()] > 127


def test_that_graphics_are_opaque_where_they_are_drawn_and_clear_elsewhere():
    found = alpha(Graphics([PLANE], 40, 60).image(Sampling(0, 0, 1, 1, 60, 40)))
    assert found[20].min() > 200
    assert found[:20].max() == found[21:].max() == 0


def test_that_a_thin_line_is_still_seen_when_the_film_is_small():
    found = alpha(Graphics([PLANE], 40, 60).image(Sampling(0, 0, 2, 2, 30, 20)))
    assert found[10].min() > 200


def test_that_a_view_that_comes_again_is_not_drawn_again():
    graphics = Graphics([PLANE], 40, 60)
    first, view = graphics.image(Sampling(0, 0, 1, 1, 60, 40)), Sampling(5, 5, 1, 1, 10, 10)
    graphics.image(view)
    assert graphics.image(Sampling(0, 0, 1, 1, 60, 40)).cacheKey() == first.cacheKey()


def test_that_graphics_that_lie_over_each_other_are_drawn_once():
    twice = Graphics([PLANE, PLANE], 40, 60).image(Sampling(0, 0, 1, 1, 60, 40))
    once = Graphics([PLANE], 40, 60).image(Sampling(0, 0, 1, 1, 60, 40))
    assert twice == once


def agrees(openings, zoom=1.0):
    """Whether the painted shutter is the computed one, but for pixels its edge runs through."""
    seen = shuttered(*openings, zoom=zoom)
    rows, columns = ((np.arange(count) + 0.5) / zoom for count in seen.shape)
    return bool((seen != Shutter(openings).shows(rows, columns)).mean() < 0.02)


def test_that_beyond_a_rectangle_the_film_is_black():
    rectangle = Rectangle(10, 5, 50, 30)
    expected = np.zeros((40, 60), bool)
    expected[5:30, 10:50] = True
    assert np.array_equal(shuttered(rectangle), expected)


def test_that_beyond_a_circle_and_a_polygon_the_film_is_black():
    circle = Ellipse(30, 20, 18, 18)
    corners = ((5.0, 5.0), (55.0, 5.0), (30.0, 38.0))
    assert agrees((circle,), zoom=3.0)
    assert agrees((Polygon(corners),), zoom=3.0)
    assert agrees((circle, Polygon(corners)), zoom=3.0)


def test_that_an_opening_larger_than_the_film_hides_nothing():
    assert shuttered(Rectangle(-10, -10, 100, 100)).all()
    assert shuttered(Ellipse(30, 20, 500, 500)).all()
