"""One road to numbers: an assessment that starts from an earlier one says what a new one says."""

import random

import pytest

from tests.studies import before_and_after
from vertmeasure.core import edits
from vertmeasure.core.anatomy import Mark
from vertmeasure.core.assess import assess
from vertmeasure.core.geometry import ImagePoint
from vertmeasure.core.measurement import Status
from vertmeasure.core.study import HeightReference, Posture, Study, Timepoint


def moved(study: Study, film: str, by: float) -> Study:
    level = next(iter(study.film(film).vertebrae))
    at = study.film(film).vertebrae[level].marks[Mark.SA].at
    return edits.place(study, (film, level, Mark.SA), ImagePoint(at.column + by, at.row))


CHANGES = {
    "a point": lambda study, film: moved(study, film, 1.5),
    "a fracture": lambda study, _: edits.set_fractured(study, "T12", True),
    "a posture": lambda study, film: edits.set_posture(study, film, Posture.PRONE),
    "a time point": lambda study, film: edits.set_timepoint(study, film, Timepoint.FOLLOW_UP),
    "an excluded reference": lambda study, _: edits.set_excluded_reference(study, "L2", True),
    "the reference": lambda study, _: edits.describe_study(study, height_reference=HeightReference.ABOVE),
    "the error of a point": lambda study, _: edits.describe_study(study, landmark_sd_mm=1.5),
    "an angle": lambda study, _: edits.set_angle(study, "T12", "L2", True),
    "an override": lambda study, film: edits.set_override(study, (film, "L1", "genant_grade"), 3),
    "a film taken out": lambda study, film: edits.remove_film(study, film),
}


@pytest.mark.parametrize("change", CHANGES)
def test_that_starting_from_an_earlier_assessment_changes_nothing(change: str) -> None:
    study = before_and_after()
    before = assess(study)
    for film in study.films:
        edited = CHANGES[change](study, film.id)
        assert assess(edited, before=before) == assess(edited)


def test_that_a_prior_film_as_reference_is_read_anew_when_it_changes() -> None:
    study = edits.describe_study(before_and_after(), height_reference=HeightReference.PRIOR_FILM)
    study = edits.set_timepoint(study, study.films[0].id, Timepoint.BASELINE)
    before, edited = assess(study), moved(study, study.films[0].id, 3.0)
    assert assess(edited, before=before) == assess(edited)


def test_that_only_the_film_that_changed_is_read_again() -> None:
    study = before_and_after()
    first, second = (film.id for film in study.films_in_order)
    before = assess(study)
    after = {each.film.id: each for each in assess(moved(study, first, 2.0), before=before).films}
    kept = {each.film.id: each for each in before.films}
    assert after[second] is kept[second]
    assert after[first] is not kept[first]


def test_that_a_body_hidden_on_a_film_still_gives_changes_of_angles_between_its_neighbours() -> None:
    study = before_and_after()
    later = study.films_in_order[1].id
    level = study.judged_levels[0]
    whole = {(each.id, each.level): each for each in assess(study).changes}
    hidden = {(each.id, each.level): each for each in assess(edits.remove_body(study, later, level)).changes}
    segmental, wedge = ("correction_segmental", level), ("correction_wedge", level)
    assert hidden[segmental].value == whole[segmental].value
    assert hidden[wedge].status is Status.MISSING_LANDMARKS
    assert not [
        each
        for each in assess(edits.remove_body(study, later, level)).measurements
        if each.film == later and each.level == level
    ]


def test_that_any_walk_of_edits_ends_with_the_same_numbers() -> None:
    chance = random.Random(20261120)
    study = before_and_after()
    assessment = assess(study)
    for _ in range(40):
        change = chance.choice([name for name in CHANGES if name != "a film taken out"])
        study = CHANGES[change](study, chance.choice(study.films).id)
        assessment = assess(study, before=assessment)
    assert assessment == assess(study)
