"""The error of one coordinate from repeated points."""

import random
from dataclasses import replace

import pytest

from tests.repeated import repeated
from tests.studies import GOLDEN_SHAPES, View, film_of, random_points, stacked, study_of
from vertmeasure.core import edits
from vertmeasure.core.anatomy import BODIES, Mark
from vertmeasure.core.assess import assess
from vertmeasure.core.geometry import ImagePoint
from vertmeasure.core.point_error import NO_REPEATED_POINT, PointError, point_error
from vertmeasure.core.same_film import same_films
from vertmeasure.core.study import FilmSource, Study

SOURCE = FilmSource(sop_instance_uid="1.2.3")


def read(*studies: Study) -> PointError:
    return point_error(same_films([assess(each) for each in studies]))


def three(view: View | None = None, **fields: object) -> Study:
    return study_of(film_of(stacked(GOLDEN_SHAPES), view or View(), **{"source": SOURCE, **fields}))


def moved(study: Study, columns: float, rows: float) -> Study:
    at = study.films[0].vertebrae["L1"].marks[Mark.SA].at
    return edits.place(study, ("pre", "L1", Mark.SA), ImagePoint(at.column + columns, at.row + rows))


def test_that_one_point_moved_by_hand_gives_the_pooled_standard_deviation() -> None:
    # 36 coordinates, one of them 2 mm and one 1 mm apart: (2^2 / 2 + 1^2 / 2) / 36
    study = three(View(column_mm=0.5, row_mm=0.25))
    found = read(study, moved(study, 4.0, 4.0))
    assert found.sd_mm == pytest.approx((2.5 / 36) ** 0.5)
    assert (found.points, found.films, found.reason) == (18, 1, "")


def test_that_a_known_error_is_found_again_from_many_points() -> None:
    points = random_points(random.Random(1), levels=BODIES)
    study = study_of(film_of(points, View(column_mm=0.2, row_mm=0.2), source=SOURCE))
    found = read(*(repeated(study, seed, sd_px=3.0) for seed in range(6)))
    assert found.sd_mm == pytest.approx(0.6, rel=0.07)


def test_that_a_proposed_point_is_no_reading() -> None:
    study = three()
    proposed = edits.place(study, ("pre", "L1", Mark.SA), ImagePoint(900, 900), proposed=True)
    assert read(study, proposed) == PointError(0.0, 17, 1)


def test_that_the_calibration_of_the_first_reading_serves_both() -> None:
    study = three(View(column_mm=0.5, row_mm=0.5))
    other = edits.calibrate_film(study, "pre", replace(study.films[0].calibration, row_mm=0.7, column_mm=0.7))
    assert read(study, other) == PointError(0.0, 18, 1)


@pytest.mark.parametrize("fields", [{"view": View(calibrated=False)}, {"source": FilmSource()}])
def test_that_without_spacing_or_a_known_image_there_is_no_error_but_a_reason(fields: dict[str, object]) -> None:
    study = three(**fields)  # type: ignore[arg-type]
    assert read(study, study) == PointError(None, reason=NO_REPEATED_POINT)
