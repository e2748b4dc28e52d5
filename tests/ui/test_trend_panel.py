"""The Trend tab: what it shows of the chosen level, and what it says where there is nothing."""

import pytest
from PySide6.QtCore import QEvent, QPointF
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import QApplication, QToolTip

from tests.ui.golden_desk import empty_desk, golden_desk
from vertmeasure.core import edits
from vertmeasure.core.anatomy import Mark
from vertmeasure.core.geometry import ImagePoint
from vertmeasure.ui.trend_panel import TrendPanel


@pytest.fixture
def desk():
    return golden_desk()


@pytest.fixture
def panel(desk, qtbot):
    panel = TrendPanel(desk)
    qtbot.addWidget(panel)
    panel.resize(380, 700)
    panel.show()
    return panel


def test_that_the_chosen_level_is_shown_over_its_films(panel) -> None:
    assert panel.heading.text() == "L2 over time"
    assert [plot.title for plot in panel.view.trend.plots] == ["Loss of height, %", "Kyphosis, °"]
    assert panel.view.isVisible()
    assert not panel.empty.isVisible()


def test_that_every_number_is_told_to_who_cannot_see_the_plot(panel) -> None:
    assert "Wedge angle: 20.1 ±" in panel.view.accessibleDescription()


def test_that_the_plots_follow_a_point_that_is_dragged(panel, desk) -> None:
    before = panel.view.trend
    desk.preview(lambda study: edits.place(study, ("pre", "L2", Mark.SA), ImagePoint(270.0, 250.0)))
    assert panel.view.trend != before


def test_that_a_level_without_films_says_what_to_do(panel, desk) -> None:
    desk.look_at(level="T5")
    assert panel.empty.text() == "Nothing to plot yet: place T5 on two films."
    assert not panel.view.isVisible()
    assert not panel.notes.isVisible()


def test_that_without_a_level_one_is_asked_for(qtbot) -> None:
    panel = TrendPanel(empty_desk())
    qtbot.addWidget(panel)
    assert panel.empty.text() == "Pick the fractured level above."


def test_that_hidden_numbers_are_not_plotted_nor_told(panel, desk) -> None:
    desk.look_at(numbers_hidden=True)
    assert panel.empty.text() == "Numbers are hidden. Press H to show them."
    assert not panel.view.isVisible()
    assert panel.view.accessibleDescription() == ""
    desk.look_at(numbers_hidden=False)
    assert panel.view.isVisible()


def test_that_a_pointer_that_moves_over_rows_draws_nothing_anew(panel, desk, monkeypatch) -> None:
    asked = []
    monkeypatch.setattr(panel, "refresh", lambda: asked.append(True))
    desk.look_at(measurement="wedge_angle")
    assert asked == []


def test_that_a_point_under_the_pointer_tells_its_number(panel, monkeypatch) -> None:
    figure = panel.view.figures()[1]
    wedge = next(line for line in figure.plot.lines if line.id == "wedge_angle")
    at = figure.place(wedge, wedge.points[1])
    assert panel.view.words_at(at).startswith("Wedge angle: 20.1 ±")
    shown = []
    monkeypatch.setattr(QToolTip, "showText", lambda _place, words, _widget: shown.append(words))
    place = at.toPoint()
    QApplication.sendEvent(panel.view, QHelpEvent(QEvent.Type.ToolTip, place, panel.view.mapToGlobal(place)))
    assert len(shown) == 1
    assert "Wedge angle: 20.1" in shown[0]
    assert panel.view.words_at(QPointF(1, 1)) == ""
