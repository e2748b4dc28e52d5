"""The first start and later ones: how to begin stands where the films will stand."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.conftest import SAMPLE
from tests.ui.windows import shown_window
from vertmeasure.storage.settings import Settings, read_settings
from vertmeasure.storage.study_file import read_study, write_study
from vertmeasure.ui import start
from vertmeasure.ui.pictures import settle


def test_that_the_first_start_proposes_the_sample_with_the_tour() -> None:
    with shown_window(Settings()) as window:
        card = window.film_area.card
        assert card.title.text() == "Welcome to vertmeasure"
        assert card.tour.property("primary") == "true"
        assert not card.recent_title.isVisible()
        assert not window.repeat_bar.isVisible()


def test_that_the_proposal_has_the_focus_at_the_start() -> None:
    with shown_window(Settings()) as window:
        start.begin(window, [])
        assert window.focusWidget() is window.film_area.card.tour


def test_that_return_opens_the_sample_with_the_tour_and_the_next_start_knows() -> None:
    with shown_window(Settings()) as window:
        QTest.keyClick(window.film_area.card.tour, Qt.Key.Key_Return)
        settle(window)
        assert len(window.desk.study.films) == 3
        assert window.film_area.currentWidget() is window.films
        assert window.tour.is_on
        assert read_settings()[0].tour_seen
    with shown_window(read_settings()[0]) as window:
        assert window.film_area.card.title.text() == "Open films to begin"
        assert window.film_area.card.open.property("primary") == "true"


def test_that_later_starts_offer_the_studies_that_are_still_there(tmp_path: Path) -> None:
    path = tmp_path / "R&D.vert.json"
    write_study(read_study(SAMPLE / "sample.vert.json"), path)
    with shown_window(Settings(recent=(str(tmp_path / "gone.vert.json"), str(path)))) as window:
        card = window.film_area.card
        assert [button.accessibleName() for button in card.recent] == ["Open R&D"]
        card.recent[0].click()
        settle(window)
        assert window.desk.path == path


def test_that_the_films_give_way_to_the_card_again() -> None:
    with shown_window(Settings(), sample=True) as window:
        assert not window.film_area.card.isVisible()
        window.commands.do("new_study")
        assert window.film_area.card.isVisible()


@pytest.mark.parametrize("button", ["open", "tour"])
def test_that_both_ways_to_begin_can_be_reached_by_the_tab_key(button: str) -> None:
    with shown_window(Settings()) as window:
        wanted = getattr(window.film_area.card, button)
        window.film_list.drop_area.setFocus()
        for _ in range(3):
            if window.focusWidget() is wanted:
                return
            QTest.keyClick(window.focusWidget(), Qt.Key.Key_Tab)
        pytest.fail(f"{button} is not among the first tab stops")
