"""Levels and landmarks."""

import pytest

from vertmeasure.core.anatomy import (
    BODIES,
    COLUMN_MARKS,
    CORNERS,
    EDGE_MARKS,
    LEVELS,
    MARK_WORDS,
    Column,
    Edge,
    Mark,
    above,
    below,
    in_order,
    is_level,
    levels_to_place,
    marks_of,
    placing_order,
    rank,
    shifted,
)


def test_that_the_spine_runs_from_t1_to_s1() -> None:
    assert LEVELS[0] == "T1"
    assert LEVELS[11:13] == ("T12", "L1")
    assert LEVELS[-2:] == ("L5", "S1")
    assert len(LEVELS) == 18


def test_that_the_sacrum_is_no_body() -> None:
    assert LEVELS[:17] == BODIES


@pytest.mark.parametrize(("upper", "lower"), [("T11", "T12"), ("T12", "L1"), ("L5", "S1")])
def test_that_neighbours_are_anatomical(upper: str, lower: str) -> None:
    assert (above(lower), below(upper)) == (upper, lower)


def test_that_nothing_lies_beyond_the_ends_of_the_count() -> None:
    assert (above("T1"), below("S1")) == (None, None)


def test_that_levels_sort_from_head_to_foot_each_once() -> None:
    assert in_order(["S1", "L1", "T2", "T12", "T10", "L1"]) == ("T2", "T10", "T12", "L1", "S1")


@pytest.mark.parametrize("name", ["L6", "T0", "T13", "l1", "", "S2"])
def test_that_other_words_name_no_level(name: str) -> None:
    assert not is_level(name)


def test_that_every_level_is_known_and_ranked() -> None:
    assert all(is_level(level) for level in LEVELS)
    assert [rank(level) for level in LEVELS] == list(range(18))


def test_that_a_body_has_six_points_and_the_sacrum_two() -> None:
    assert set(marks_of("L1")) == set(Mark)
    assert marks_of("S1") == (Mark.SP, Mark.SA)


def test_that_placing_goes_around_the_body_and_then_to_the_middles() -> None:
    assert placing_order("T7") == (Mark.SP, Mark.SA, Mark.IA, Mark.IP, Mark.SM, Mark.IM)


def test_that_four_points_may_be_enough() -> None:
    assert placing_order("T7", six=False) == CORNERS


def test_that_the_sacrum_is_placed_with_two_points() -> None:
    assert placing_order("S1") == placing_order("S1", six=False) == (Mark.SP, Mark.SA)


def test_that_the_fracture_is_placed_before_its_neighbours() -> None:
    assert levels_to_place("L1") == ("L1", "T12", "L2")
    assert levels_to_place("T1") == ("T1", "T2")
    assert levels_to_place("L5") == ("L5", "L4", "S1")


@pytest.mark.parametrize(
    ("level", "steps", "to"), [("T12", 1, "L1"), ("L1", -1, "T12"), ("L5", 1, "S1"), ("T1", -1, None), ("S1", 1, None)]
)
def test_that_a_shift_counts_along_the_spine(level: str, steps: int, to: str | None) -> None:
    assert shifted(level, steps) == to


def test_that_each_height_runs_down_its_own_column() -> None:
    assert COLUMN_MARKS == {
        Column.ANTERIOR: (Mark.SA, Mark.IA),
        Column.MIDDLE: (Mark.SM, Mark.IM),
        Column.POSTERIOR: (Mark.SP, Mark.IP),
    }


def test_that_endplates_run_to_anterior_and_walls_to_caudal() -> None:
    assert EDGE_MARKS == {
        Edge.SUPERIOR: (Mark.SP, Mark.SA),
        Edge.INFERIOR: (Mark.IP, Mark.IA),
        Edge.POSTERIOR_WALL: (Mark.SP, Mark.IP),
        Edge.ANTERIOR_WALL: (Mark.SA, Mark.IA),
    }


def test_that_every_landmark_has_words() -> None:
    assert set(MARK_WORDS) == set(Mark)
