"""The study as a blind reader gets it."""

from tests.studies import before_and_after
from vertmeasure.core import edits
from vertmeasure.core.repeat import blind_copy, is_repeat
from vertmeasure.core.study import Fact


def test_that_no_point_and_no_own_grade_of_the_first_reading_is_left() -> None:
    study = edits.set_override(before_and_after(), ("pre", "L1", "genant_grade"), 2)
    blind = blind_copy(study, "new")
    assert [dict(film.vertebrae) for film in blind.films] == [{}, {}]
    assert blind.overrides == {}


def test_that_films_their_order_fractures_and_facts_stay() -> None:
    study = edits.set_fact(before_and_after(), "pain_nrs", Fact(8))
    blind = blind_copy(study, "new")
    assert [film.id for film in blind.films_in_order] == ["pre", "post"]
    assert blind.fractures == study.fractures
    assert blind.facts == study.facts
    assert blind.films[0].calibration == study.films[0].calibration


def test_that_a_repeat_names_the_study_it_repeats() -> None:
    study = edits.describe_study(before_and_after(), id="old", extras={"other": 1})
    blind = blind_copy(study, "new")
    assert (blind.id, dict(blind.extras)) == ("new", {"other": 1, "repeat_of": "old"})
    assert is_repeat(blind)
    assert not is_repeat(study)
