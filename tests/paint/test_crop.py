import pytest
from PySide6.QtCore import QPointF, QRectF, QSizeF

from tests.studies import GOLDEN_SHAPES as SHAPES
from tests.studies import View, film_of, only, stacked, three_bodies
from vertmeasure.core.anatomy import Mark
from vertmeasure.core.study import Film
from vertmeasure.paint.paper.crop import Crop, level_crops, whole_crop

SIZE = QSizeF(160.0, 200.0)
FRAME = QRectF(QPointF(0.0, 0.0), SIZE)


def on_paper(crop: Crop, film: Film, level: str, mark: Mark) -> QPointF:
    at = film.vertebrae[level].marks[mark].at
    return crop.to_paper(FRAME).map(QPointF(at.column, at.row))


def height_pt(crop: Crop, film: Film) -> float:
    return on_paper(crop, film, "L2", Mark.IP).y() - on_paper(crop, film, "L2", Mark.SP).y()


def test_that_a_level_is_shown_with_its_neighbours() -> None:
    film = three_bodies().films[0]
    (crop,) = level_crops([film], "L1", SIZE)
    points = [on_paper(crop, film, level, mark) for level, body in film.vertebrae.items() for mark in body.marks]
    assert all(FRAME.contains(point) for point in points)


def test_that_calibrated_films_are_shown_at_one_scale() -> None:
    fine = film_of(stacked(SHAPES), View(row_mm=0.1, column_mm=0.1))
    coarse = film_of(only(stacked(SHAPES), "T12"), View(row_mm=0.4, column_mm=0.4))
    crops = level_crops([fine, coarse], "L1", SIZE)
    assert height_pt(crops[0], fine) == pytest.approx(height_pt(crops[1], coarse))


def test_that_pixels_that_are_not_square_do_not_bend_the_picture() -> None:
    square, oblong = (film_of(stacked(SHAPES), View(row_mm=row, column_mm=0.5)) for row in (0.5, 0.25))
    pictures = [level_crops([film], "L1", SIZE)[0] for film in (square, oblong)]
    marks = [on_paper(crop, film, "L1", Mark.SA) for crop, film in zip(pictures, (square, oblong), strict=True)]
    assert (marks[0] - marks[1]).manhattanLength() == pytest.approx(0, abs=1e-9)


def test_that_the_shape_of_pixels_is_kept_without_calibration() -> None:
    films = [film_of(stacked(SHAPES), View(row_mm=1.0, column_mm=0.5, calibrated=known)) for known in (True, False)]
    crops = [level_crops([film], "L1", SIZE)[0] for film in films]
    assert height_pt(crops[0], films[0]) == pytest.approx(height_pt(crops[1], films[1]))


def test_that_a_whole_film_fills_its_picture() -> None:
    film = Film("pre", rows=400, columns=200)
    shown = whole_crop(film, SIZE).to_paper(FRAME).mapRect(QRectF(0, 0, 200, 400))
    assert shown == QRectF(30, 0, 100, 200)


def test_that_a_single_point_is_not_magnified_without_end() -> None:
    points = only({"L1": stacked(SHAPES)["L1"]}, "L1", Mark.SP)
    film = film_of(points, rows=400, columns=200)
    (crop,) = level_crops([film], "L1", SIZE)
    assert crop.pt_per_unit <= SIZE.width() / 60
