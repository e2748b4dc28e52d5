"""The faint tick where a snapped point was clicked: on the screen, not on paper."""

import pytest
from PySide6.QtGui import QImage, QPainter, QTransform

from vertmeasure.core import edits
from vertmeasure.core.anatomy import CORNERS, Mark
from vertmeasure.core.assess import assess
from vertmeasure.core.geometry import ImagePoint
from vertmeasure.core.study import Film, Landmark, Study, Vertebra
from vertmeasure.paint.ink import Ink, draw_overlay
from vertmeasure.paint.overlay import Overlay, film_overlay

BOX = {Mark.SP: (40, 40), Mark.SA: (120, 40), Mark.IA: (120, 100), Mark.IP: (40, 100)}
CLICK = ImagePoint(60, 60)


def snapped() -> Overlay:
    marks = {mark: Landmark(ImagePoint(*BOX[mark])) for mark in CORNERS}
    marks[Mark.SP] = Landmark(ImagePoint(*BOX[Mark.SP]), raw=CLICK)
    return film_overlay(assess(edits.put_body(Study(films=(Film("pre"),)), "pre", Vertebra("L1", marks))), "pre")


def brightness_at_click(ink: Ink) -> int:
    image = QImage(160, 140, QImage.Format.Format_RGB32)
    image.fill(0)
    painter = QPainter(image)
    draw_overlay(painter, snapped(), QTransform(), ink)
    painter.end()
    return image.pixelColor(60, 60).lightness()


def test_that_the_overlay_knows_where_a_point_was_clicked() -> None:
    (body,) = snapped().bodies
    assert {point.mark: point.raw for point in body.points} == dict.fromkeys(CORNERS) | {Mark.SP: CLICK}


@pytest.mark.usefixtures("qapp")
def test_that_clicks_are_ticked_where_the_ink_says_so() -> None:
    assert brightness_at_click(Ink(clicks=True)) > 60
    assert brightness_at_click(Ink()) == 0
