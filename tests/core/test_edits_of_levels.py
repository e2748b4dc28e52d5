"""What a reader says about levels: names, fractures, references, facts and overrides."""

from dataclasses import replace

import pytest

from tests.studies import film_of, sacrum_points, study_of, three_bodies
from vertmeasure.core import edits
from vertmeasure.core.anatomy import Mark
from vertmeasure.core.errors import StudyError
from vertmeasure.core.geometry import FilmPoint
from vertmeasure.core.study import (
    CountedFrom,
    Fact,
    Fracture,
    Procedure,
    Study,
)

SA = ("pre", "L1", Mark.SA)


# ---- levels


def test_that_a_relabelled_body_keeps_its_points() -> None:
    study = edits.relabel_body(three_bodies(), "pre", "L2", "L3")
    vertebrae = study.film("pre").vertebrae
    assert set(vertebrae) == {"T12", "L1", "L3"}
    assert vertebrae["L3"] == replace(three_bodies().film("pre").vertebrae["L2"], level="L3")


def test_that_a_relabelled_body_takes_the_word_of_the_reader_along() -> None:
    study = edits.set_override(three_bodies(), ("pre", "L2", "genant_grade"), 3)
    study = edits.relabel_body(study, "pre", "L2", "L3")
    assert study.overrides == {"pre": {"L3": {"genant_grade": 3}}}


def test_that_relabelling_a_body_nobody_spoke_of_leaves_what_was_said_of_others() -> None:
    study = edits.set_override(three_bodies(), ("pre", "T12", "deformity"), "wedge")
    assert edits.relabel_body(study, "pre", "L2", "L3").overrides == {"pre": {"T12": {"deformity": "wedge"}}}


@pytest.mark.parametrize(("level", "to"), [("L1", "L2"), ("L1", "L1"), ("L4", "L5"), ("L1", "S1"), ("L1", "L6")])
def test_that_a_body_cannot_take_a_level_that_is_taken_or_does_not_fit(level: str, to: str) -> None:
    with pytest.raises(StudyError):
        edits.relabel_body(three_bodies(), "pre", level, to)


def full_study() -> Study:
    return three_bodies(
        excluded_references=("L2",),
        angles=(("T12", "L2"),),
        procedure=Procedure(levels=("L1",)),
        level_facts={"L1": {"fracture_weeks": Fact(4)}},
        overrides={"pre": {"L1": {"genant_grade": 3}}},
    )


def test_that_a_shift_takes_everything_along() -> None:
    study = edits.shift_levels(full_study(), 1)
    assert set(study.films[0].vertebrae) == {"L1", "L2", "L3"}
    assert study.fractures == (Fracture("L2"),)
    assert study.excluded_references == ("L3",)
    assert study.angles == (("L1", "L3"),)
    assert study.procedure.levels == ("L2",)
    assert study.level_facts == {"L2": {"fracture_weeks": Fact(4)}}
    assert study.overrides == {"pre": {"L2": {"genant_grade": 3}}}


def test_that_a_shift_takes_the_exclusions_of_a_film_along() -> None:
    study = study_of(film_of({}, excluded_references=("T12",)))
    assert edits.shift_levels(study, -1).films[0].excluded_references == ("T11",)


@pytest.mark.parametrize("steps", [1, 2, 3, -1, -7, -11])
def test_that_a_shift_back_gives_the_study_back(steps: int) -> None:
    assert edits.shift_levels(edits.shift_levels(full_study(), steps), -steps) == full_study()


@pytest.mark.parametrize("steps", [4, 9, -12])
def test_that_a_shift_beyond_the_spine_or_into_the_sacrum_is_refused_whole(steps: int) -> None:
    study = full_study()
    with pytest.raises(StudyError):
        edits.shift_levels(study, steps)
    assert study == full_study()


def test_that_a_placed_sacrum_refuses_the_shift() -> None:
    study = study_of(film_of({"S1": sacrum_points(FilmPoint(0, 0))}))
    with pytest.raises(StudyError, match="S1"):
        edits.shift_levels(study, -1)


def test_that_a_level_is_marked_as_fractured_once() -> None:
    study = edits.set_fractured(three_bodies(), "L2", True, since="pre")
    study = edits.set_fractured(study, "L2", True)
    assert study.fractures == (Fracture("L1"), Fracture("L2"))


def test_that_a_fracture_is_taken_back() -> None:
    assert edits.set_fractured(three_bodies(), "L1", False).fractures == ()


@pytest.mark.parametrize("level", ["S1", "L6"])
def test_that_only_a_body_can_be_fractured(level: str) -> None:
    with pytest.raises(StudyError):
        edits.set_fractured(three_bodies(), level, True)


@pytest.mark.parametrize("film_id", ["", "pre"])
def test_that_a_reference_is_excluded_once_and_taken_back(film_id: str) -> None:
    study = edits.set_excluded_reference(three_bodies(), "T12", True, film_id)
    again = edits.set_excluded_reference(study, "T12", True, film_id)
    assert study == again != three_bodies()
    assert edits.set_excluded_reference(again, "T12", False, film_id) == three_bodies()


def test_that_an_exclusion_is_kept_where_it_was_made() -> None:
    study = edits.set_excluded_reference(three_bodies(), "T12", True, "pre")
    assert (study.excluded_references, study.films[0].excluded_references) == ((), ("T12",))


# ---- facts, overrides, words


def test_that_a_fact_is_of_the_study_or_of_a_level() -> None:
    study = edits.set_fact(three_bodies(), "pain_nrs", Fact(8, "R1"))
    study = edits.set_fact(study, "fracture_weeks", Fact(4), "L1")
    assert study.facts == {"pain_nrs": Fact(8, "R1")}
    assert study.level_facts == {"L1": {"fracture_weeks": Fact(4)}}


@pytest.mark.parametrize("level", ["", "L1"])
def test_that_a_fact_taken_back_leaves_nothing(level: str) -> None:
    study = edits.set_fact(three_bodies(), "healed", Fact(False), level)
    assert edits.set_fact(study, "healed", None, level) == three_bodies()


def test_that_a_fact_needs_a_level_of_the_spine() -> None:
    with pytest.raises(StudyError):
        edits.set_fact(three_bodies(), "healed", Fact(True), "L6")


def test_that_an_override_taken_back_leaves_nothing() -> None:
    study = edits.set_override(three_bodies(), ("pre", "L1", "genant_grade"), 0.5)
    assert study.overrides == {"pre": {"L1": {"genant_grade": 0.5}}}
    assert edits.set_override(study, ("pre", "L1", "genant_grade"), None) == three_bodies()


def test_that_one_override_leaves_the_other() -> None:
    study = edits.set_override(three_bodies(), ("pre", "L1", "genant_grade"), 0.5)
    study = edits.set_override(study, ("pre", "L1", "deformity"), "crush")
    study = edits.set_override(study, ("pre", "L1", "genant_grade"), None)
    assert study.overrides == {"pre": {"L1": {"deformity": "crush"}}}


def test_that_an_override_needs_a_level_of_the_spine() -> None:
    with pytest.raises(StudyError):
        edits.set_override(three_bodies(), ("pre", "L6", "deformity"), "wedge")


def test_that_a_pair_is_asked_for_once_and_taken_back() -> None:
    study = edits.set_angle(three_bodies(), "T12", "L2", True)
    assert edits.set_angle(study, "T12", "L2", True).angles == (("T12", "L2"),)
    assert edits.set_angle(study, "T12", "L2", False) == three_bodies()


def test_that_a_pair_needs_levels_of_the_spine() -> None:
    with pytest.raises(StudyError):
        edits.set_angle(three_bodies(), "T12", "L6", True)


def test_that_plain_fields_are_described() -> None:
    study = edits.describe_study(three_bodies(), label="case 1", levels_counted_from=CountedFrom.RIB)
    assert (study.label, study.levels_counted_from) == ("case 1", CountedFrom.RIB)
    assert edits.describe_study(study, label="", levels_counted_from=CountedFrom.NOT_VERIFIED) == three_bodies()


def test_that_an_impossible_description_is_refused() -> None:
    with pytest.raises(StudyError):
        edits.describe_study(three_bodies(), landmark_sd_mm=0)
