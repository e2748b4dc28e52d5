import json

import pytest

from tests.conftest import shared
from tests.dicom.made_films import header, with_raw
from vertmeasure.core.calibration import Grade
from vertmeasure.dicom.spacing import calibrate

DETECTOR = [0.143, 0.143]


def golden_cases():
    return json.loads(shared("golden", "spacing_cases.json").read_text(encoding="utf-8"))["cases"]


def near(value):
    return None if value is None else pytest.approx(value, abs=1e-3)


def test_that_all_golden_headers_get_their_value_grade_and_flags():
    for case in golden_cases():
        found = calibrate(header(**case["tags"])).calibration
        expected = case["expect"]
        assert found.row_mm == near(expected["row_mm"]), case
        assert found.column_mm == near(expected["column_mm"]), case
        assert (found.grade, list(found.flags)) == (expected["grade"], expected["flags"]), case


def test_that_row_and_column_spacing_keep_their_order():
    found = calibrate(header(PixelSpacing=[0.2, 0.1])).calibration
    assert (found.row_mm, found.column_mm, found.aspect) == (0.2, 0.1, 2.0)


def test_that_a_pixel_aspect_ratio_serves_without_millimetres():
    found = calibrate(header(PixelAspectRatio=[1, 2])).calibration
    assert (found.grade, found.aspect, found.flags) == (Grade.NONE, 0.5, ("aspect",))


def test_that_a_square_pixel_aspect_ratio_is_no_news():
    assert calibrate(header(PixelAspectRatio=[1, 1])).calibration.flags == ()


def test_that_a_stated_calibration_wins_over_the_magnification_and_says_so():
    finding = calibrate(
        header(
            ImagerPixelSpacing=DETECTOR,
            PixelSpacing=[0.12, 0.12],
            PixelSpacingCalibrationType="FIDUCIAL",
            EstimatedRadiographicMagnificationFactor=1.1,
        )
    )
    assert (finding.calibration.grade, finding.calibration.flags) == (Grade.FIDUCIAL, ("conflict",))
    assert [option.grade for option in finding.alternatives] == [Grade.ESTIMATED, Grade.DETECTOR]


def test_that_attributes_that_agree_are_no_conflict():
    finding = calibrate(
        header(
            ImagerPixelSpacing=[0.15, 0.15],
            PixelSpacing=[0.13234136, 0.13234136],
            PixelSpacingCalibrationType="GEOMETRY",
            EstimatedRadiographicMagnificationFactor=1.1334325,
        )
    )
    assert (finding.calibration.flags, finding.alternatives) == ((), ())


def test_that_a_spacing_equal_to_the_detectors_is_still_divided():
    tags = header(ImagerPixelSpacing=DETECTOR, PixelSpacing=DETECTOR, EstimatedRadiographicMagnificationFactor=1.1)
    assert calibrate(tags).calibration.row_mm == pytest.approx(0.13)


def test_that_a_corrected_spacing_is_never_divided_again():
    tags = header(ImagerPixelSpacing=DETECTOR, PixelSpacing=[0.13, 0.13], EstimatedRadiographicMagnificationFactor=1.1)
    found = calibrate(tags).calibration
    assert (found.row_mm, found.grade, found.flags) == (0.13, Grade.CORRECTED, ())


@pytest.mark.parametrize("factor", [0.8, 2.5])
def test_that_an_implausible_magnification_is_ignored_with_a_flag(factor):
    tags = header(ImagerPixelSpacing=DETECTOR, EstimatedRadiographicMagnificationFactor=factor)
    found = calibrate(tags).calibration
    assert (found.row_mm, found.grade, found.flags) == (0.143, Grade.DETECTOR, ("ermf_ignored",))


def test_that_the_distances_step_in_for_an_ignored_magnification():
    tags = header(
        ImagerPixelSpacing=DETECTOR,
        EstimatedRadiographicMagnificationFactor=0.5,
        DistanceSourceToDetector=1800,
        DistanceSourceToPatient=1636.36,
    )
    found = calibrate(tags).calibration
    assert (found.row_mm, found.grade, found.flags) == (near(0.13), Grade.ESTIMATED, ("ermf_ignored",))


def test_that_two_magnifications_that_disagree_are_both_told():
    tags = header(
        ImagerPixelSpacing=DETECTOR,
        EstimatedRadiographicMagnificationFactor=1.3,
        DistanceSourceToDetector=1800,
        DistanceSourceToPatient=1636.36,
    )
    finding = calibrate(tags)
    assert finding.calibration.flags == ("conflict",)
    assert [option.row_mm for option in finding.alternatives] == [near(0.13), 0.143]


def test_that_an_unconfirmed_spacing_lists_what_the_reader_may_confirm():
    finding = calibrate(header(ImagerPixelSpacing=DETECTOR, PixelSpacing=[0.2, 0.2]))
    assert [option.row_mm for option in finding.alternatives] == [0.2, 0.143]


@pytest.mark.parametrize(
    "raw", [b"0.1", b"0.1\\0.1\\0.1 ", b"0\\0 ", b"nan\\nan ", b"-1\\-1 ", b"0.001\\0.001 ", b"9\\9 ", b"a\\b "]
)
def test_that_a_spacing_that_can_be_none_is_none(raw):
    assert calibrate(with_raw(header(), "PixelSpacing", "DS", raw)).calibration.grade is Grade.NONE
