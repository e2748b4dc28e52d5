"""What a de-identified report says about where the landmark error comes from."""

import pytest

from tests.studies import three_bodies
from vertmeasure.report.deidentify import deidentified


@pytest.mark.parametrize(
    ("source", "left"), [("own repeat readings of AB, n = 36 points, 2026-11-20", "repeat readings"), ("", "")]
)
def test_that_neither_reader_nor_date_of_the_repeats_is_left(source: str, left: str) -> None:
    assert deidentified(three_bodies(landmark_sd_source=source)).landmark_sd_source == left
