"""Agreement of readings in words and rounded numbers."""

import pytest

from tests.repeated import repeated
from tests.studies import before_and_after
from vertmeasure.core import edits
from vertmeasure.core.agreement import ReadingComparison, agreement_of, compare_readings
from vertmeasure.core.assess import assess
from vertmeasure.core.bland_altman import bland_altman
from vertmeasure.core.point_error import NO_REPEATED_POINT, PointError
from vertmeasure.core.study import Study
from vertmeasure.report.agreement_words import (
    AGREEMENT_COLUMNS,
    agreement_rows,
    bland_altman_words,
    comparison_words,
    point_error_words,
    source_words,
)
from vertmeasure.report.method import method_paragraphs


def comparison(*rows: tuple[float | None, ...], readers: tuple[str, ...] = ("R1", "R1")) -> ReadingComparison:
    found = agreement_of("wedge_angle", "deg", rows, 2)
    return ReadingComparison(readers, 1, 2, (found,), PointError(0.4321, 18, 1))


def test_that_an_error_has_one_decimal_more_than_its_number() -> None:
    (row,) = agreement_rows(comparison((20, 22), (25, 23), (28, 32)))
    shown = dict(zip(AGREEMENT_COLUMNS, row.cells, strict=True))
    assert (shown["n"], shown["Mean"], shown["SEM"], shown["SDC"], shown["CV %"]) == (
        "3",
        "25.0",
        "2.00",
        "5.54",
        "8.0",
    )
    assert (shown["Bias"], shown["Limits"]) == ("−1.33", "−7.32 to 4.65")
    assert shown["ICC(3,1)"] == "0.800 (−0.625 to 0.994)"
    assert "few subjects" in row.note


def test_that_what_cannot_be_compared_shows_dashes_and_why() -> None:
    (row,) = agreement_rows(comparison((20, 22), (None, 23)))
    assert row.cells[3:] == ("–",) * 8
    assert "fewer than two" in row.note
    assert "1 left out" in row.note


def test_that_equal_readings_say_why_there_is_no_coefficient() -> None:
    (row,) = agreement_rows(comparison((20, 20), (20, 20)))
    assert "do not vary" in row.note


def test_that_a_pair_is_told_with_all_intervals() -> None:
    words = bland_altman_words(bland_altman([(20, 22), (25, 23), (28, 32)]), "mm")
    assert words.startswith(
        "Reading 1 minus reading 2: bias −1.33\N{THIN SPACE}mm (−8.92 to 6.26); 95 % limits −7.32 ("
    )


def test_that_films_readings_and_readers_are_counted() -> None:
    assert comparison_words(comparison((1, 2))) == "2 readings of 1 film, reader R1."
    assert comparison_words(comparison((1, 2), readers=("R1", ""))) == "2 readings of 1 film, readers R1, unnamed."


def test_that_the_point_error_says_its_size_or_why_there_is_none() -> None:
    assert "0.43\N{THIN SPACE}mm of one coordinate (18 points on 1 film)" in point_error_words(
        PointError(0.4321, 18, 1)
    )
    assert NO_REPEATED_POINT in point_error_words(PointError(None, reason=NO_REPEATED_POINT))


def test_that_the_source_of_an_error_tells_own_readings_from_those_of_several_readers() -> None:
    own, mixed = comparison((1, 2)), comparison((1, 2), readers=("R1", "R2"))
    assert source_words(own, "2026-11-20") == "own repeat readings, n = 18 points on 1 film, 2026-11-20"
    assert source_words(mixed, "2026-11-20").startswith("readings by readers R1, R2, n = 18")


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({}, "0.75\N{THIN SPACE}mm (the program's default)"),
        ({"landmark_sd_mm": 0.6}, "0.6\N{THIN SPACE}mm (entered by the reader)"),
        ({"landmark_sd_mm": 0.6, "landmark_sd_source": "own repeats"}, "0.6\N{THIN SPACE}mm (own repeats)"),
    ],
)
def test_that_every_report_says_where_the_landmark_error_comes_from(fields: dict[str, object], words: str) -> None:
    study = edits.describe_study(before_and_after(), **fields)
    assert any(words in paragraph for paragraph in method_paragraphs(assess(study), "v"))


def test_that_a_comparison_of_studies_has_a_row_for_each_measurement() -> None:
    study: Study = before_and_after()
    found = compare_readings([assess(study), assess(repeated(study, 1))])
    assert [row.id for row in agreement_rows(found)] == [each.id for each in found.agreements]
