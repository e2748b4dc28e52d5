"""The list of films: what a card shows, and what a click does."""

import threading

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage

from tests.ui.golden_desk import empty_desk, golden_desk, open_on
from vertmeasure.core import edits
from vertmeasure.core.calibration import Calibration
from vertmeasure.core.study import Posture, Timepoint
from vertmeasure.dicom.film import Pixels
from vertmeasure.ui.background import Background
from vertmeasure.ui.film_card import FilmCard, picture_of
from vertmeasure.ui.film_list import FilmList
from vertmeasure.ui.lightbox import ImageState

LEFT = Qt.MouseButton.LeftButton


def words_of(card: FilmCard) -> list[str]:
    return [label.text() for label in card.findChildren(type(card._spacing)) if not label.isHidden()]


@pytest.fixture
def desk():
    return golden_desk()


@pytest.fixture
def films(desk, qtbot):
    films = FilmList(desk, Background(desk))
    qtbot.addWidget(films)
    films.show()
    return films


def picked(chip, words: str):
    return next(action for action in chip.menu().actions() if action.text().startswith(words))


def test_that_films_stand_in_the_order_of_time(films) -> None:
    assert list(films.cards) == ["baseline", "pre", "post"]


def test_that_a_card_shows_spacing_with_its_grade(films) -> None:
    assert "0.500\u2009mm/px · geometry" in words_of(films.cards["pre"])
    assert "PixelSpacing" in films.cards["pre"]._spacing.toolTip()


def test_that_a_film_without_spacing_says_so(films, desk) -> None:
    desk.apply("", lambda study: edits.calibrate_film(study, "pre", Calibration()))
    assert "no mm" in words_of(films.cards["pre"])


def test_that_an_unknown_posture_is_asked_for_and_makes_a_draft(films, desk) -> None:
    desk.apply("", lambda study: edits.set_posture(study, "pre", Posture.UNKNOWN))
    assert films.cards["pre"].posture.text() == "posture?"
    assert "Draft: posture unknown" in words_of(films.cards["pre"])


@pytest.mark.parametrize("state", [ImageState.OPENING, ImageState.MISSING, ImageState.REFUSED])
def test_that_a_film_that_is_not_open_says_why(films, desk, state) -> None:
    desk.images.mark(desk.study.film("pre"), state)
    desk.looked.emit()
    assert films.cards["pre"].picture_words == state


def test_that_an_opened_film_shows_its_picture(films, desk, qtbot) -> None:
    open_on(desk, "pre")
    card = films.cards["pre"]
    qtbot.waitUntil(lambda: card.picture_words == "")
    assert card._picture.pixmap().width() > 100


def test_that_a_picture_is_made_off_the_thread_of_the_window_and_once(films, desk, qtbot, monkeypatch) -> None:
    threads: list[threading.Thread] = []

    def noting(pixels: Pixels) -> QImage:
        threads.append(threading.current_thread())
        return picture_of(pixels)

    monkeypatch.setattr("vertmeasure.ui.film_list.picture_of", noting)
    open_on(desk, "pre")
    for _ in range(3):
        desk.looked.emit()
    qtbot.waitUntil(lambda: films.cards["pre"].picture_words == "")
    desk.looked.emit()
    assert len(threads) == 1
    assert threads[0] is not threading.main_thread()


def test_that_a_picture_that_comes_after_its_film_has_gone_is_dropped(films, desk, qtbot) -> None:
    open_on(desk, "pre")
    desk.apply("Remove", lambda study: edits.remove_film(study, "pre"))
    qtbot.waitUntil(lambda: not films._background.is_busy)
    assert "pre" not in films.cards


def test_that_a_click_puts_a_film_in_the_place_of_the_active_one(films, desk, qtbot) -> None:
    desk.look_at(active="post")
    qtbot.mouseClick(films.cards["baseline"], LEFT)
    assert desk.look.shown == ("pre", "baseline")
    assert desk.look.active == "baseline"


def test_that_a_click_on_a_shown_film_makes_it_active(films, desk, qtbot) -> None:
    qtbot.mouseClick(films.cards["post"], LEFT)
    assert desk.look.shown == ("pre", "post")
    assert desk.look.active == "post"


def test_that_the_keyboard_shows_a_film(films, desk, qtbot) -> None:
    qtbot.keyClick(films.cards["post"], Qt.Key.Key_Return)
    assert desk.look.active == "post"


def test_that_a_time_point_is_changed_in_its_menu(films, desk) -> None:
    picked(films.cards["post"].timepoint, "Follow-up").trigger()
    assert desk.study.film("post").timepoint is Timepoint.FOLLOW_UP
    assert films.cards["post"].timepoint.text() == "Follow-up"


def test_that_a_posture_is_changed_in_its_menu(films, desk) -> None:
    picked(films.cards["pre"].posture, "standing").trigger()
    assert desk.study.film("pre").posture is Posture.STANDING
    assert desk.session.undo_label == "Posture of pre: standing"


def test_that_the_menu_shows_a_film_on_a_side(films, desk) -> None:
    right = films.menu_of("baseline").actions()[1]
    right.trigger()
    assert desk.look.shown == ("pre", "baseline")
    films.menu_of("post").actions()[0].trigger()
    assert desk.look.shown == ("post", "baseline")


def test_that_the_menu_removes_a_film_and_undo_brings_it_back(films, desk) -> None:
    films.menu_of("baseline").actions()[-1].trigger()
    assert list(films.cards) == ["pre", "post"]
    desk.session.undo()
    assert list(films.cards) == ["baseline", "pre", "post"]


def test_that_cards_are_kept_while_a_point_moves(films, desk) -> None:
    before = dict(films.cards)
    desk.apply("", lambda study: edits.set_date(study, "pre", "2026-03-02"))
    assert films.cards == before
    assert "2026-03-02" in words_of(films.cards["pre"])


def test_that_the_active_film_is_told_in_words(films) -> None:
    assert "active" in films.cards["pre"].accessibleName()
    assert "shown right" in films.cards["post"].accessibleName()


def test_that_an_empty_study_asks_for_films(qtbot) -> None:
    desk = empty_desk()
    films = FilmList(desk, Background(desk))
    qtbot.addWidget(films)
    with qtbot.waitSignal(films.open_asked):
        qtbot.mouseClick(films.drop_area, LEFT)
    assert not films.cards
