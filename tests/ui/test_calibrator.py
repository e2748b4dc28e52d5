"""The calibrating tool without a screen: points drawn, moved, nudged, taken back."""

import pytest

from tests.ui.test_tools import Bench
from vertmeasure.core.geometry import ImagePoint
from vertmeasure.core.study import Film, Study
from vertmeasure.ui.calibrator import Calibrator, Way
from vertmeasure.ui.tools import Pointer


@pytest.fixture
def tool() -> Calibrator:
    return Calibrator(Bench())


def at(column: float, row: float, film: str = "pre") -> Pointer:
    return Pointer(film, ImagePoint(column, row), (5.0, 5.0))


def click(tool: Calibrator, column: float, row: float, film: str = "pre") -> None:
    tool.press(at(column, row, film))
    tool.release()


def drag(tool: Calibrator, start: tuple[float, float], end: tuple[float, float]) -> None:
    tool.press(at(*start))
    tool.move(at(*end))
    tool.release()


def test_that_two_clicks_draw_a_length(tool: Calibrator) -> None:
    click(tool, 10, 20)
    assert not tool.is_complete
    click(tool, 110, 20)
    assert tool.is_complete
    assert tool.lines == ((ImagePoint(10, 20), ImagePoint(110, 20)),)


def test_that_one_drag_draws_a_length(tool: Calibrator) -> None:
    drag(tool, (10, 20), (110, 20))
    assert tool.points == (ImagePoint(10, 20), ImagePoint(110, 20))


def test_that_a_click_that_trembles_is_no_drag(tool: Calibrator) -> None:
    drag(tool, (10, 20), (12, 21))
    assert tool.points == (ImagePoint(10, 20),)


def test_that_an_end_is_moved_by_what_the_pointer_moves(tool: Calibrator) -> None:
    drag(tool, (10, 20), (110, 20))
    drag(tool, (112, 21), (152, 61))
    assert tool.points == (ImagePoint(10, 20), ImagePoint(150, 60))


def test_that_a_press_elsewhere_starts_anew(tool: Calibrator) -> None:
    drag(tool, (10, 20), (110, 20))
    click(tool, 200, 200)
    assert tool.points == (ImagePoint(200, 200),)


def test_that_another_film_starts_anew(tool: Calibrator) -> None:
    tool._bench.session.apply("", Study(films=(Film("pre"), Film("post"))))  # type: ignore[attr-defined]
    click(tool, 10, 20)
    click(tool, 110, 20, "post")
    assert (tool.film_id, tool.points) == ("post", (ImagePoint(110, 20),))


def test_that_a_cancelled_drag_leaves_the_points_as_they_were(tool: Calibrator) -> None:
    drag(tool, (10, 20), (110, 20))
    tool.press(at(110, 20))
    tool.move(at(200, 200))
    tool.cancel()
    assert tool.points == (ImagePoint(10, 20), ImagePoint(110, 20))
    assert not tool.is_dragging


def test_that_points_stay_on_the_film(tool: Calibrator) -> None:
    drag(tool, (10, 20), (900, -50))
    assert tool.points[1] == ImagePoint(300, 0)


def test_that_arrows_nudge_the_point_touched_last_on_its_film(tool: Calibrator) -> None:
    drag(tool, (10, 20), (110, 20))
    tool.nudge("pre", 0.1, -1.0)
    tool.nudge("post", 50.0, 50.0)
    assert tool.points == (ImagePoint(10, 20), ImagePoint(110.1, 19.0))


def test_that_backspace_takes_points_back_one_by_one(tool: Calibrator) -> None:
    drag(tool, (10, 20), (110, 20))
    tool.take_back("pre")
    assert tool.points == (ImagePoint(10, 20),)
    tool.nudge("pre", 5, 5)
    assert tool.points == (ImagePoint(10, 20),)


def test_that_a_disc_takes_three_points_and_draws_no_lines(tool: Calibrator) -> None:
    tool.choose(Way.DISC)
    for point in ((10, 20), (60, 20), (35, 50)):
        drag(tool, point, (point[0] + 20, point[1]))
    assert len(tool.points) == 3
    assert tool.is_complete
    assert tool.lines == ()


def test_that_two_lengths_are_drawn_one_after_the_other(tool: Calibrator) -> None:
    tool.choose(Way.LENGTHS)
    drag(tool, (10, 20), (110, 20))
    assert tool.hint("pre") == "Calibrate · one end of the length along the film 3/4"
    drag(tool, (10, 100), (10, 250))
    assert len(tool.lines) == 2
    assert tool.is_complete
    assert tool.hint("pre") == ""


@pytest.mark.parametrize("way", [Way.MAGNIFICATION, Way.SPACING, Way.HEADER])
def test_that_ways_without_points_need_none_and_take_none(tool: Calibrator, way: Way) -> None:
    tool.choose(way)
    click(tool, 10, 20)
    assert tool.points == ()
    assert tool.is_complete
    assert not tool.is_dragging


def test_that_another_way_takes_the_points_off(tool: Calibrator) -> None:
    drag(tool, (10, 20), (110, 20))
    tool.choose(Way.LENGTH)
    assert tool.is_complete
    tool.choose(Way.DISC)
    assert tool.points == ()


def test_that_every_change_is_told(tool: Calibrator) -> None:
    told: list[int] = []
    tool.subscribe(lambda: told.append(len(tool.points)))
    drag(tool, (10, 20), (110, 20))
    tool.clear()
    assert told[0] == 1
    assert told[-1] == 0


def test_that_landmarks_cannot_be_taken_hold_of(tool: Calibrator) -> None:
    assert tool.point_at(Film("pre"), at(1, 1)) is None
