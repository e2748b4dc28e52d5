"""Rings and names that are kept as pictures look like those drawn in strokes."""

import numpy as np
import pytest
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QFont, QImage, QPainter, QTransform

from benchmarks.canvases import spine
from vertmeasure.paint.ink import Ink, draw_overlay
from vertmeasure.paint.marks import Name, Ring, draw_name, draw_ring
from vertmeasure.paint.stamps import Stamps

pytestmark = pytest.mark.usefixtures("qapp")

RINGS = [Ring(0x57C7D4), Ring(0xFFB454, proposed=True), Ring(0x57C7D4, active=True), Ring(0x57C7D4, unit=1.5)]


def drawn(ratio: float, draw: object) -> np.ndarray:
    """What a painter leaves on a grey ground, [row, column, colour]."""
    picture = QImage(round(200 * ratio), round(120 * ratio), QImage.Format.Format_RGB32)
    picture.setDevicePixelRatio(ratio)
    picture.fill(QColor(110, 110, 110))
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    draw(painter)  # type: ignore[operator]
    painter.end()
    return (
        np.frombuffer(picture.constBits(), np.uint8).reshape(picture.height(), picture.width(), 4).astype(int)[..., :3]
    )


@pytest.mark.parametrize("ratio", [1.0, 1.5, 2.0])
@pytest.mark.parametrize("ring", RINGS)
@pytest.mark.parametrize("at", [QPointF(40, 50), QPointF(40.25, 50.5), QPointF(39.13, 51.88)])
def test_that_a_stamped_ring_stands_where_a_drawn_one_does(ring: Ring, at: QPointF, ratio: float) -> None:
    stamps = Stamps()

    def stamp(painter: QPainter) -> None:
        stamps.begin(painter, QFont())
        stamps.put_ring(painter, at, ring)

    stamped, plain = drawn(ratio, stamp), drawn(ratio, lambda painter: draw_ring(painter, at, ring))
    empty = drawn(ratio, lambda _painter: None)
    difference, ink = np.abs(stamped - plain).sum(), np.abs(plain - empty).sum()
    assert ink > 0
    assert difference < 0.25 * ink  # an eighth of a device pixel at the most


def test_that_a_stamped_name_is_the_name() -> None:
    stamps, name, font, at = Stamps(), Name("T12", 0xFFB454, bold=True), QFont(), QPointF(30, 40)

    def stamp(painter: QPainter) -> None:
        stamps.begin(painter, font)
        stamps.put_name(painter, QRectF(at, stamps.name_size(painter, name, font)), name)

    plain = drawn(1.0, lambda painter: draw_name(painter, QRectF(at, name.size(font, painter)), name, font))
    assert np.abs(drawn(1.0, stamp) - plain).max() <= 40


def test_that_a_ring_is_drawn_once_for_all_points_that_look_alike(monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[Ring] = []
    monkeypatch.setattr("vertmeasure.paint.stamps.draw_ring", lambda *drawn: made.append(drawn[-1]))
    stamps = Stamps()

    def stamp(painter: QPainter) -> None:
        stamps.begin(painter, QFont())
        for place in range(50):
            stamps.put_ring(painter, QPointF(3.0 * place, 20.0), RINGS[0])

    drawn(1.0, stamp)
    assert made == [RINGS[0]]


def test_that_pictures_are_made_anew_for_another_font_or_screen() -> None:
    stamps, name = Stamps(), Name("L1", 0x57C7D4)
    small, large = QFont(), QFont()
    small.setPixelSize(12)
    large.setPixelSize(24)
    sizes = []

    def stamp(painter: QPainter) -> None:
        for font in (small, large):
            stamps.begin(painter, font)
            sizes.append(stamps.name_size(painter, name, font).height())

    drawn(1.0, stamp)
    assert sizes[1] > 1.5 * sizes[0]


@pytest.mark.parametrize("turn", [QTransform(), QTransform().rotate(90), QTransform().scale(-1, 1)])
def test_that_a_spine_looks_the_same_stamped_and_drawn(turn: QTransform) -> None:
    place = QTransform.fromScale(0.04, 0.04) * turn * QTransform.fromTranslate(100, 60)
    overlay = spine(2400, 2400)
    plain = drawn(1.0, lambda painter: draw_overlay(painter, overlay, place, Ink()))
    stamped = drawn(1.0, lambda painter: draw_overlay(painter, overlay, place, Ink(stamps=Stamps())))
    assert np.abs(plain - stamped).mean() < 3.0
