"""Whether a 95 % interval holds the truth in 95 of 100 readings."""

import random
from collections import Counter

import pytest

from tests.studies import GOLDEN_SHAPES, Points, Shape, View, film_of, measured, number, stacked, study_of
from vertmeasure.core.assess import Assessment, assess
from vertmeasure.core.geometry import FilmPoint
from vertmeasure.core.measurement import Change, Measurement
from vertmeasure.core.study import Study, Timepoint

READINGS = 2000
SD_MM = 0.75
VIEW = View(mirrored=True, rotation_deg=12, row_mm=0.17, column_mm=0.31)
RAISED = {**GOLDEN_SHAPES, "L1": Shape(23.0, 23.5, 28.0)}

MAIN = [
    ("", "height_anterior"),
    ("", "height_posterior"),
    ("", "depth"),
    ("", "ratio_wedge"),
    ("", "loss_adjacent_anterior"),
    ("", "loss_adjacent_max"),
    ("", "wedge_angle"),
    ("", "segmental_angle"),
    ("post", "gain_anterior_percent_of_reference"),
    ("post", "correction_wedge"),
]
"""The later film of a change, or nothing for a measurement, and the id."""


def read_again(points: Points, rng: random.Random) -> Points:
    """The spine as a reader places it: every coordinate a little off, in the plane of the film."""
    return {
        level: {mark: FilmPoint(rng.gauss(at.x, SD_MM), rng.gauss(at.y, SD_MM)) for mark, at in marks.items()}
        for level, marks in points.items()
    }


def reading(pre: Points, post: Points) -> Study:
    films = film_of(pre, VIEW), film_of(post, VIEW, id="post", timepoint=Timepoint.POST)
    return study_of(*films, landmark_sd_mm=SD_MM)


def told(assessment: Assessment, later: str, name: str) -> Measurement | Change:
    found = assessment.change(("pre", later), "L1", name) if later else assessment.measurement("pre", "L1", name)
    assert found is not None
    return found


@pytest.mark.slow
def test_that_intervals_hold_the_truth_in_95_of_100_readings() -> None:
    rng = random.Random(20260302)
    pre, post = stacked(GOLDEN_SHAPES), stacked(RAISED)
    truth = {main: number(told(assess(reading(pre, post)), *main)) for main in MAIN}
    held: Counter[tuple[str, str]] = Counter()
    for _ in range(READINGS):
        assessment = assess(reading(read_again(pre, rng), read_again(post, rng)))
        for main in MAIN:
            low, high = told(assessment, *main).interval or (1.0, 0.0)
            held[main] += low <= truth[main] <= high
    shares = {main: held[main] / READINGS for main in MAIN}
    assert all(0.93 <= share <= 0.97 for share in shares.values()), shares


def test_that_one_reading_in_hand_is_as_wide_as_its_error_says() -> None:
    found = measured(reading(stacked(GOLDEN_SHAPES), stacked(RAISED)), "L1", "height_anterior")
    assert found.interval is not None
    assert found.interval[1] - found.interval[0] == pytest.approx(2 * 1.96 * SD_MM * 2**0.5)
