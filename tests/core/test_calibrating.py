"""What a reader's calibration makes of a film: exact figures on square and oblong pixels, and what is refused."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vertmeasure.core.calibrating import (
    KnownLength,
    by_choice,
    by_disc,
    by_length,
    by_lengths,
    by_magnification,
    by_spacing,
    circle_through,
)
from vertmeasure.core.calibration import Calibration, CalibrationOption, Grade, header_options
from vertmeasure.core.errors import StudyError
from vertmeasure.core.geometry import ImagePoint

DETECTOR = CalibrationOption(0.143, 0.143, Grade.DETECTOR, "ImagerPixelSpacing")
spacings_mm = st.floats(0.05, 0.5)
angles = st.floats(0, math.tau)


def drawn(angle: float, length_mm: float, row_mm: float, column_mm: float) -> KnownLength:
    """A length in the film plane, at an angle, as it falls on the pixels of a film."""
    start = ImagePoint(300.0, 400.0)
    step = ImagePoint(length_mm * math.cos(angle) / column_mm, length_mm * math.sin(angle) / row_mm)
    return KnownLength(start, ImagePoint(start.column + step.column, start.row + step.row), length_mm)


def on_rim(turns: tuple[float, ...], radius_mm: float, row_mm: float, column_mm: float) -> list[ImagePoint]:
    return [
        ImagePoint(200 + radius_mm * math.cos(turn) / column_mm, 300 + radius_mm * math.sin(turn) / row_mm)
        for turn in turns
    ]


def spacing(calibration: Calibration) -> tuple[float | None, float | None]:
    return calibration.row_mm, calibration.column_mm


def test_that_a_horizontal_length_gives_millimetres_per_pixel() -> None:
    known = KnownLength(ImagePoint(10, 20), ImagePoint(210, 20), 25.0)
    assert spacing(by_length(known, 1.0, "AB")) == (0.125, 0.125)


def test_that_the_rule_names_length_reader_and_pixels() -> None:
    made = by_length(KnownLength(ImagePoint(10, 20), ImagePoint(210, 20), 25.0), 1.0, "AB")
    assert made.rule == "known length 25 mm drawn by AB over 200 px"
    assert made.grade is Grade.USER
    assert by_spacing(0.1, 0.1, " ").rule == "typed by the reader"


@given(angles, spacings_mm, st.floats(0.5, 2))
def test_that_a_length_at_any_angle_respects_the_shape_of_a_pixel(
    angle: float, column_mm: float, aspect: float
) -> None:
    row_mm = column_mm * aspect
    made = by_length(drawn(angle, 100.0, row_mm, column_mm), aspect, "AB")
    assert spacing(made) == (pytest.approx(row_mm), pytest.approx(column_mm))
    assert made.aspect == pytest.approx(aspect)


@given(st.floats(-0.3, 0.3), st.floats(-0.3, 0.3), spacings_mm, st.floats(0.7, 1.4))
def test_that_two_slanting_lengths_give_rows_and_columns_apart(
    tilt: float, lean: float, column_mm: float, aspect: float
) -> None:
    row_mm = column_mm * aspect
    lengths = [drawn(tilt, 80.0, row_mm, column_mm), drawn(math.pi / 2 + lean, 120.0, row_mm, column_mm)]
    assert spacing(by_lengths(lengths, "AB")) == (pytest.approx(row_mm), pytest.approx(column_mm))


def test_that_more_lengths_than_needed_are_weighed_together() -> None:
    lengths = [drawn(angle, length, 0.2, 0.1) for angle, length in ((0.0, 50.0), (1.5, 70.0), (0.7, 60.0))]
    assert spacing(by_lengths(lengths, "AB")) == (pytest.approx(0.2), pytest.approx(0.1))
    wrong = KnownLength(lengths[0].start, lengths[0].end, 51.0)
    _, column_mm = spacing(by_lengths([wrong, *lengths], "AB"))
    assert column_mm is not None
    assert 0.1 < column_mm < 0.102


@pytest.mark.parametrize("angles", [(0.0, 0.05), (0.785, -0.785), (1.5, 1.6), (0.4,)])
def test_that_lengths_of_one_direction_cannot_tell_rows_from_columns(angles: tuple[float, ...]) -> None:
    with pytest.raises(StudyError, match="rows from columns"):
        by_lengths([drawn(angle, 100.0, 0.1, 0.1) for angle in angles], "AB")


def test_that_lengths_that_contradict_each_other_are_refused() -> None:
    across, slanting = KnownLength(ImagePoint(0, 0), ImagePoint(100, 0), 10.0), ImagePoint(200, 300)
    with pytest.raises(StudyError, match="contradict"):
        by_lengths([across, KnownLength(ImagePoint(0, 0), slanting, 5.0)], "AB")


@given(st.floats(0, 2), st.floats(1.2, 2.4), st.floats(1.2, 2.4), spacings_mm, st.floats(0.5, 2))
def test_that_three_points_on_a_rim_give_the_spacing(
    first: float, step: float, next_step: float, column_mm: float, aspect: float
) -> None:
    rim = on_rim((first, first + step, first + step + next_step), 12.5, column_mm * aspect, column_mm)
    made = by_disc(rim, 25.0, aspect, "AB")
    assert spacing(made) == (pytest.approx(column_mm * aspect), pytest.approx(column_mm))


def test_that_the_circle_goes_through_its_points_on_oblong_pixels() -> None:
    rim = on_rim((0.1, 2.0, 4.0), 12.5, 0.2, 0.1)
    circle = circle_through(rim, 2.0)
    assert circle.at == (pytest.approx(200), pytest.approx(300))
    columns = [point.column for point in circle.rim(360)]
    rows = [point.row for point in circle.rim(360)]
    assert (max(columns) - min(columns), max(rows) - min(rows)) == (pytest.approx(250), pytest.approx(125))


@pytest.mark.parametrize("turns", [(0.0, 0.2, 0.4), (1.0, 1.0, 3.0), (0.0, 0.0, 0.0), (0.0, 0.001, 3.1)])
def test_that_points_almost_on_a_line_make_no_disc(turns: tuple[float, ...]) -> None:
    with pytest.raises(StudyError, match="almost on a line"):
        by_disc(on_rim(turns, 12.5, 0.1, 0.1), 25.0, 1.0, "AB")


def test_that_a_magnification_divides_the_spacing_at_the_detector() -> None:
    made = by_magnification(DETECTOR, 1.1, "AB")
    assert spacing(made) == (pytest.approx(0.13), pytest.approx(0.13))
    assert made.rule == "ImagerPixelSpacing / magnification 1.1 typed by AB"


@pytest.mark.parametrize("magnification", [0.9, 1.0, 2.01, math.nan, math.inf])
def test_that_an_impossible_magnification_is_refused(magnification: float) -> None:
    with pytest.raises(StudyError, match="above 1, up to 2"):
        by_magnification(DETECTOR, magnification, "AB")


def test_that_a_magnification_needs_the_spacing_at_the_detector() -> None:
    with pytest.raises(StudyError, match="does not tell the spacing at the detector") as caught:
        by_magnification(None, 1.1, "AB")
    assert "known length" in caught.value.remedy


@pytest.mark.parametrize("mm", [0.0049, 5.1, 0.0, -1.0, math.nan, math.inf])
def test_that_a_spacing_no_film_has_is_refused_with_a_remedy(mm: float) -> None:
    with pytest.raises(StudyError) as caught:
        by_spacing(mm, mm, "AB")
    assert caught.value.remedy


@pytest.mark.parametrize("length_mm", [0.0, -3.0, math.nan, math.inf])
def test_that_a_length_must_be_positive(length_mm: float) -> None:
    with pytest.raises(StudyError, match="positive"):
        by_length(KnownLength(ImagePoint(0, 0), ImagePoint(100, 0), length_mm), 1.0, "AB")


def test_that_a_line_below_ten_pixels_is_refused() -> None:
    with pytest.raises(StudyError, match="too short"):
        by_length(KnownLength(ImagePoint(0, 0), ImagePoint(7, 7), 5.0), 1.0, "AB")
    assert by_length(KnownLength(ImagePoint(0, 0), ImagePoint(6, 8), 5.0), 1.0, "AB").row_mm == 0.5


def test_that_a_disc_below_ten_pixels_is_refused() -> None:
    with pytest.raises(StudyError, match="too small"):
        by_disc(on_rim((0.0, 2.0, 4.0), 0.4, 0.1, 0.1), 25.0, 1.0, "AB")


def test_that_a_chosen_attribute_keeps_its_grade_and_settles_the_doubt() -> None:
    made = by_choice(DETECTOR, ("conflict", "ermf_ignored"), "AB")
    assert (made.grade, made.rule) == (Grade.DETECTOR, "ImagerPixelSpacing, chosen by AB")
    assert made.flags == ("ermf_ignored",)
    assert not made.is_open


@pytest.mark.parametrize("flag", ["conflict", "unconfirmed_pixel_spacing"])
def test_that_contradicting_attributes_leave_the_decision_open(flag: str) -> None:
    assert Calibration(flags=(flag,)).is_open
    assert not Calibration(flags=("ermf_ignored",)).is_open


def test_that_offers_of_a_header_are_listed_once_each() -> None:
    used = Calibration(0.13, 0.13, Grade.ESTIMATED, "ImagerPixelSpacing / ERMF")
    twin = CalibrationOption(0.1301, 0.1301, Grade.ESTIMATED, "twin")
    offered = header_options(used, (DETECTOR, twin, DETECTOR, None))
    assert [each.rule for each in offered] == ["ImagerPixelSpacing / ERMF", "ImagerPixelSpacing"]
