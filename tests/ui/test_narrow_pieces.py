"""Pieces that give way in a narrow panel: rows that wrap, labels that are cut and told."""

import pytest
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from vertmeasure.ui.elided_label import ElidedLabel
from vertmeasure.ui.labels import fit_words, set_shown, text_label
from vertmeasure.ui.wrap_row import WrapRow


@pytest.fixture
def row(qtbot):
    """A row of a button and a label, shown."""
    panel = QWidget()
    first, second = QPushButton("Follow-up"), QLabel("2026-06-15")
    panel.setLayout(WrapRow(first, second))
    qtbot.addWidget(panel)
    panel.show()
    return panel, first, second


def test_that_two_pieces_stand_on_one_line_where_there_is_room(row) -> None:
    panel, first, second = row
    panel.resize(panel.sizeHint().width() + 40, 100)
    assert second.y() == first.y()
    assert second.geometry().right() + 1 == panel.width()


def test_that_the_second_stands_below_where_there_is_none(row) -> None:
    panel, first, second = row
    panel.resize(panel.minimumSizeHint().width(), 100)
    assert second.y() >= first.geometry().bottom()
    assert second.x() == 0
    assert panel.layout().heightForWidth(panel.width()) > panel.layout().heightForWidth(1000)


def test_that_a_hidden_piece_takes_no_room(row) -> None:
    panel, first, second = row
    second.hide()
    assert panel.layout().sizeHint().width() == first.sizeHint().width()


def test_that_a_label_without_room_is_cut_and_its_tooltip_says_the_whole(qtbot) -> None:
    label = ElidedLabel()
    qtbot.addWidget(label)
    label.setText("window 1890 / 3720")
    label.set_tip("Centre and width")
    label.resize(1000, 20)
    label.show()
    assert (label.is_cut, label.toolTip()) == (False, "<qt>Centre and width</qt>")
    label.resize(30, 20)
    assert label.is_cut
    assert label.toolTip() == "<qt>window 1890 / 3720<br>Centre and width</qt>"
    assert label.minimumSizeHint().width() < label.sizeHint().width()


def test_that_words_on_a_film_wrap_where_the_view_is_narrow(qtbot) -> None:
    label = QLabel("Pre · 2026-03-02 · supine")
    qtbot.addWidget(label)
    fit_words(label, 1000)
    one_line = label.height()
    fit_words(label, 120)
    assert label.width() == 120
    assert label.height() > one_line


def test_that_what_is_hidden_before_it_was_ever_shown_stays_hidden_with_its_panel(qtbot) -> None:
    panel = QWidget()
    label = text_label("Later", parent=panel)
    set_shown(label, False)
    qtbot.addWidget(panel)
    panel.show()
    assert not label.isVisible()
