"""Scores in words."""

from typing import Any

import pytest

from tests.report.told_studies import assessed, followed_up
from vertmeasure.core.study import Fact
from vertmeasure.report.scores import ScoreBlock, score_blocks

COMPLETE: dict[str, Any] = {
    "aetiology": "osteoporotic",
    "of_type": "1",
    "t_score": -2,
    "hounsfield": 120,
    "fracture_progressed": False,
    "pain_nrs": 3,
    "neuro": "N0",
    "mobile_on_analgesia": False,
    "asa_class": "1",
    "frail": False,
    "anticoagulated": False,
}


def blocks(**facts: Any) -> tuple[ScoreBlock, ScoreBlock]:
    study = followed_up(facts={name: Fact(value) for name, value in facts.items()})
    of_score, sins = score_blocks(assessed(study).scores)
    return of_score, sins


def test_that_a_settled_score_has_a_total_and_the_authors_word() -> None:
    block = blocks(**COMPLETE)[0]
    assert (block.total, block.band, block.missing) == ("1 point", "conservative: reference only", ())
    assert not any(line.is_open for line in block.lines)


def test_that_an_open_score_says_at_least_and_at_most() -> None:
    block = blocks()[0]
    assert block.total == "at least \N{MINUS SIGN}3, at most 16 points"
    assert block.lines[0].points == "2 to 10"
    assert "OF type" in block.missing


def test_that_each_item_tells_what_is_known_and_its_scale() -> None:
    line = blocks(**COMPLETE)[0].lines[1]
    assert (line.label, line.points) == ("Severity of osteoporosis", "0")
    assert line.known == "T-score: \N{MINUS SIGN}2\N{THIN SPACE}SD; Bone density on CT: 120\N{THIN SPACE}HU"
    assert line.scale == "T-score < −3 or HU ≤ 90: 1, else 0"


def test_that_a_value_of_the_film_has_its_interval() -> None:
    collapse = blocks()[1].lines[4]
    assert (collapse.points, collapse.known) == ("2", "Loss, largest: 30.8\N{THIN SPACE}% (21.9 to 39.7)")


@pytest.mark.parametrize(
    ("entered", "facts", "words"),
    [
        (9, {}, "used while items are open"),
        (9, COMPLETE, "which the known items contradict"),
        (1, COMPLETE, "replaced by the sum of the items"),
    ],
)
def test_that_a_recorded_total_says_what_became_of_it(entered: int, facts: dict[str, Any], words: str) -> None:
    assert words in blocks(of_score=entered, **facts)[0].caution


def test_that_the_cut_offs_are_printed() -> None:
    of_score, sins = blocks()
    assert of_score.cut_offs == "up to 5 conservative; 6 either; 7 or more surgery"
    assert sins.cut_offs == "0–6 stable; 7–12 potentially unstable; 13–18 unstable"


def test_that_a_score_names_the_cause_it_was_made_for() -> None:
    assert blocks()[0].caution == "Made for fractures whose cause is osteoporotic: none is recorded."
    assert [each.is_meant for each in blocks(aetiology="myeloma")] == [False, True]
    assert blocks(aetiology="myeloma")[1].caution == ""


def test_that_no_words_of_a_score_recommend() -> None:
    told = " ".join(f"{each.band} {each.note} {each.caution} {each.cut_offs}" for each in blocks(**COMPLETE)).lower()
    assert "should" not in told
    assert "recommend" not in told
