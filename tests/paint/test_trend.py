"""Losses and angles over the time points: what is plotted, where, and how it is told."""

from dataclasses import replace
from itertools import pairwise

import pytest
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QImage, QPainter

from tests.paint.printed import Printed, printed, sample_study
from tests.studies import GOLDEN_SHAPES, Shape, film_of, stacked, study_of
from vertmeasure.core.assess import assess
from vertmeasure.core.study import Film, Posture, Study, Timepoint
from vertmeasure.paint.palette import DARK, LIGHT, Palette
from vertmeasure.paint.paper.style import SMALL
from vertmeasure.paint.trend import Trend, TrendLine, trend_of
from vertmeasure.paint.trend_ink import TrendFigure, TrendInk, spread

AREA = QRectF(10, 20, 360, 240)
DATES = ("2026-01-01", "2026-01-31", "2026-03-02")


def film(place: int, anterior_mm: float, **fields: object) -> Film:
    points = stacked({**GOLDEN_SHAPES, "L1": Shape(anterior_mm, 20.0, 28.0)})
    known = {"id": f"f{place}", "date": DATES[place], "posture": Posture.SUPINE}
    return film_of(points, **{**known, "timepoint": list(Timepoint)[place + 1], **fields})


def three(**last: object) -> Study:
    """L1 at 18, 22 and 20 mm of 26 on three films 30 days apart."""
    return study_of(film(0, 18.0), film(1, 22.0), film(2, 20.0, **last))


def trend(study: Study, level: str = "L1") -> Trend:
    return trend_of(assess(study), level)


def line(told: Trend, name: str) -> TrendLine:
    return next(each for plot in told.plots for each in plot.lines if each.id == name)


def shares(study: Study) -> list[float]:
    return [stop.share for stop in trend(study).stops]


def test_that_losses_and_angles_are_plotted_with_their_intervals() -> None:
    told = trend(three())
    assert [plot.title for plot in told.plots] == ["Loss of height, %", "Kyphosis, °"]
    loss = line(told, "loss_adjacent_anterior")
    assert [point.value for point in loss.points] == pytest.approx([100 * (1 - mm / 26) for mm in (18, 22, 20)])
    assessed = assess(three()).measurement("f1", "L1", "loss_adjacent_anterior")
    assert assessed is not None
    assert loss.points[1].interval == assessed.interval
    assert {each.id for each in told.plots[1].lines} == {"wedge_angle", "gardner_angle"}


def test_that_every_line_of_a_plot_has_a_sign_and_a_name_of_its_own() -> None:
    for plot in trend(three()).plots:
        assert len({each.shape for each in plot.lines}) == len({each.name for each in plot.lines}) == len(plot.lines)


def test_that_one_film_gives_nothing_to_plot() -> None:
    assert trend(study_of(film(0, 18.0))) == Trend("L1")
    assert trend(three(), "L5") == Trend("L5")


def test_that_a_film_without_the_body_is_left_out() -> None:
    study = study_of(film(0, 18.0), Film("f1", Timepoint.POST), film(2, 20.0))
    assert [stop.film for stop in trend(study).stops] == ["f0", "f2"]


def test_that_a_number_that_could_not_be_made_leaves_a_gap_in_its_line_alone() -> None:
    told = trend(replace(three(), excluded_references=("T12", "L2")))
    assert [[each.id for each in plot.lines] for plot in told.plots] == [["wedge_angle", "gardner_angle"]]


def test_that_films_lie_by_their_dates() -> None:
    assert shares(three()) == pytest.approx([0.0, 0.5, 1.0])
    assert shares(three(date="2026-04-01")) == pytest.approx([0.0, 1 / 3 + 0.0067, 1.0], abs=0.01)


def test_that_films_close_together_are_kept_apart_and_that_this_is_said() -> None:
    told = trend(three(date="2030-01-01"))
    assert [stop.share for stop in told.stops] == pytest.approx([0.0, 0.34, 1.0])
    assert "The time axis is stretched where films lie close together." in told.notes
    assert not any("stretched" in note for note in trend(three()).notes)


@pytest.mark.parametrize("date", ["", "last spring", "2025-12-01"])
def test_that_without_dates_that_rise_films_stand_in_their_order(date: str) -> None:
    told = trend(three(date=date))
    assert [stop.share for stop in told.stops] == pytest.approx([0.0, 0.5, 1.0])
    assert "The films stand in their order, not by date." in told.notes


def test_that_films_of_one_day_stand_in_their_order() -> None:
    study = three()
    films = tuple(replace(each, date="2026-01-01") for each in study.films)
    assert shares(replace(study, films=films)) == pytest.approx([0.0, 0.5, 1.0])


def test_that_many_films_of_one_week_are_all_kept_apart() -> None:
    days = ("2026-01-01", "2026-01-02", "2026-01-03", "2026-06-01", "2026-12-31")
    films = [film(0, 18.0, id=day, date=day, timepoint=Timepoint.FOLLOW_UP) for day in days]
    found = shares(study_of(*films))
    assert found[-1] == pytest.approx(1.0)
    assert min(later - earlier for earlier, later in pairwise(found)) >= 0.17 - 1e-9


@pytest.mark.parametrize(
    ("posture", "is_comparable"), [(Posture.SUPINE, True), (Posture.STANDING, False), (Posture.UNKNOWN, False)]
)
def test_that_only_points_of_one_known_posture_are_joined_by_a_full_line(posture: Posture, is_comparable: bool) -> None:
    told = trend(three(posture=posture))
    points = line(told, "wedge_angle").points
    assert told.is_comparable(points[0], points[1])
    assert told.is_comparable(points[1], points[2]) is is_comparable
    assert any(note.startswith("Dotted:") for note in told.notes) is not is_comparable


def test_that_two_films_of_unknown_posture_are_not_comparable() -> None:
    study = three()
    told = trend(replace(study, films=tuple(replace(each, posture=Posture.UNKNOWN) for each in study.films)))
    assert not told.is_comparable(*line(told, "wedge_angle").points[:2])


def test_that_a_point_is_told_with_error_film_date_and_posture() -> None:
    words = line(trend(three()), "wedge_angle").points[0].words
    assert words.startswith("Wedge angle: 16.7 ±")
    assert "Pre, 2026-01-01, supine" in words


def test_that_films_of_one_time_point_are_numbered() -> None:
    study = study_of(film(0, 18.0), film(1, 22.0), film(2, 20.0, timepoint=Timepoint.POST))
    assert [stop.heading for stop in trend(study).stops] == ["Pre", "Post 1", "Post 2"]


# ---- drawing


def figure(told: Trend, place: int = 0, colours: Palette = DARK) -> TrendFigure:
    return TrendFigure(told, told.plots[place], AREA, TrendInk(colours, SMALL.font))


def drawn(told: TrendFigure) -> QImage:
    image = QImage(380, 280, QImage.Format.Format_RGB32)
    image.fill(QColor(told.ink.colours.panel))
    painter = QPainter(image)
    told.draw(painter)
    painter.end()
    return image


def test_that_a_larger_value_lies_higher_and_a_later_film_further_right() -> None:
    told = figure(trend(three()))
    loss = line(told.trend, "loss_adjacent_anterior")
    first, second, third = (told.place(loss, point) for point in loss.points)
    assert first.x() < second.x() < third.x()
    assert second.y() > third.y() > first.y()


def test_that_all_values_and_whiskers_lie_within_the_frame() -> None:
    told = figure(trend(three()))
    for each in told.plot.lines:
        for point in each.points:
            ends = [told.place(each, replace(point, value=end)) for end in (point.value, *(point.interval or ()))]
            assert all(told.frame.contains(end) for end in ends)


@pytest.mark.parametrize("colours", [DARK, LIGHT], ids=["dark", "light"])
def test_that_a_sign_is_drawn_where_its_point_lies(colours: Palette) -> None:
    told = figure(trend(three()), colours=colours)
    image = drawn(told)
    inks = {colours.fracture, colours.accent_line, colours.normal}
    for each in told.plot.lines:
        at = told.place(each, each.points[0]).toPoint()
        assert image.pixelColor(at).name() in inks


def test_that_a_proposed_number_is_drawn_hollow() -> None:
    told = trend(three())
    plot = told.plots[1]
    lines = tuple(
        replace(each, points=tuple(replace(point, is_proposed=True) for point in each.points)) for each in plot.lines
    )
    told = replace(told, plots=(told.plots[0], replace(plot, lines=lines)))
    shown = figure(told, 1)
    at = shown.place(lines[0], lines[0].points[0]).toPoint()
    assert drawn(shown).pixelColor(at).name() == DARK.panel


def test_that_the_pointer_finds_the_point_it_is_on_and_none_elsewhere() -> None:
    told = figure(trend(three()))
    loss = line(told.trend, "loss_adjacent_middle")
    at = told.place(loss, loss.points[2])
    assert told.point_at(at + QPointF(2, 2)) == (loss, loss.points[2])
    assert told.point_at(told.area.topLeft()) is None


def test_that_names_at_the_end_of_lines_never_cover_each_other() -> None:
    assert spread([50.0, 52.0, 10.0], 10.0, (0.0, 100.0)) == pytest.approx([50.0, 60.0, 10.0])
    assert spread([99.0, 98.0], 10.0, (0.0, 100.0)) == pytest.approx([100.0, 90.0])
    assert spread([-5.0, 0.0], 10.0, (0.0, 100.0)) == pytest.approx([0.0, 10.0])


def test_that_films_whose_words_would_meet_stand_below_each_other() -> None:
    films = [film(0, 18.0, id=f"x{n}", date=f"2026-01-{n:02}", timepoint=Timepoint.FOLLOW_UP) for n in range(1, 9)]
    told = trend(study_of(*films))
    narrow, wide = figure(told), TrendFigure(told, told.plots[0], QRectF(0, 0, 1200, 240), TrendInk(DARK, SMALL.font))
    assert narrow.frame.height() < wide.frame.height()
    drawn(narrow)


# ---- on paper


def test_that_the_trend_stands_in_the_report_behind_the_first_page(sample_report: Printed) -> None:
    (page,) = [place for place, words in enumerate(sample_report.pages) if "L1 over time" in words]
    assert page == 1
    words = " ".join(sample_report.pages[1].split())
    told = ["Loss of height, %", "Kyphosis, °", "anterior", "Gardner", "Whiskers: 95 % reading error", "Dotted:"]
    assert [each for each in told if each not in words] == []


def test_that_a_level_on_one_film_has_no_trend_on_paper(tmp_path_factory: pytest.TempPathFactory) -> None:
    study = sample_study()
    path = tmp_path_factory.mktemp("trend") / "r.pdf"
    assert "over time" not in printed(replace(study, films=study.films[:1]), path).words
