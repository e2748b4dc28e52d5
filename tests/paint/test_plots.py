"""The Bland-Altman plot and its axes."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter

from vertmeasure.core.bland_altman import BlandAltman, bland_altman
from vertmeasure.paint.palette import DARK, LIGHT, Palette
from vertmeasure.paint.plot_axis import Axis, padded, round_step
from vertmeasure.paint.plots import BlandAltmanPlot, plot_words

FOUND = bland_altman([(20.0, 22.0), (25.0, 23.0), (28.0, 32.0)])
SIZE = (600, 300)


def drawn(found: BlandAltman, colours: Palette = DARK) -> QImage:
    image = QImage(*SIZE, QImage.Format.Format_RGB32)
    image.fill(QColor(colours.panel))
    painter = QPainter(image)
    BlandAltmanPlot(found, "mm", colours).draw(painter, QRectF(0, 0, *SIZE))
    painter.end()
    return image


def coloured(image: QImage, colour: str) -> list[tuple[int, int]]:
    wanted = QColor(colour).rgb()
    return [(x, y) for x in range(SIZE[0]) for y in range(SIZE[1]) if image.pixel(x, y) == wanted]


@pytest.mark.parametrize("colours", [DARK, LIGHT])
def test_that_every_subject_has_a_dot_of_its_own(colours: Palette) -> None:
    dots = coloured(drawn(FOUND, colours), colours.accent_line)
    columns = sorted({x for x, _ in dots})
    gaps = [after - before for before, after in pairwise(columns) if after - before > 3]
    assert len(gaps) == 2


def test_that_a_larger_difference_lies_higher() -> None:
    # Means 21, 24, 30; differences -2, +2, -4.
    dots = coloured(drawn(FOUND), DARK.accent_line)
    columns = sorted(x for x, _ in dots)
    first = [y for x, y in dots if x < columns[0] + 8]
    last = [y for x, y in dots if x > columns[-1] - 8]
    assert sum(first) / len(first) < sum(last) / len(last)


def test_that_equal_readings_can_be_drawn() -> None:
    assert coloured(drawn(bland_altman([(20.0, 20.0), (20.0, 20.0)])), DARK.accent_line)


def test_that_a_painter_is_left_as_it_was() -> None:
    image = QImage(*SIZE, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    before = painter.transform(), painter.pen()
    BlandAltmanPlot(FOUND, "mm", DARK).draw(painter, QRectF(0, 0, *SIZE))
    assert (painter.transform(), painter.pen()) == before
    painter.end()


def test_that_the_plot_is_told_in_words() -> None:
    assert plot_words(FOUND, "mm") == (
        "Bland-Altman plot of readings 1 and 2, 3 subjects: bias −1.33, limits −7.32 to 4.65"
    )


def test_that_ticks_are_round_and_lie_within() -> None:
    assert Axis(-0.34, 0.42, 0, 100).ticks() == (-0.2, 0.0, 0.2, 0.4)
    assert Axis(18, 33, 0, 100).ticks() == (20, 25, 30)
    assert Axis(0, 10, 200, 0).place(2.5) == 150


@given(st.floats(1e-6, 1e6))
def test_that_a_step_is_one_two_or_five_and_no_smaller(step: float) -> None:
    found = round_step(step)
    assert step <= found * (1 + 1e-8)
    assert found <= step * 2.5 * (1 + 1e-8)
    assert f"{found:e}"[0] in "125"


@given(st.lists(st.floats(-1e6, 1e6), min_size=1).map(tuple))
def test_that_a_padded_range_is_never_empty(values: tuple[float, ...]) -> None:
    low, high = padded(values)
    assert low < min(values) <= max(values) < high
