"""Every change a reader can make, and every one that is refused."""

import math
from collections.abc import Callable
from dataclasses import replace

import pytest

from tests.studies import GOLDEN_SHAPES, film_of, only, sacrum_points, stacked, study_of, three_bodies
from vertmeasure.core import edits
from vertmeasure.core.anatomy import CORNERS, Mark
from vertmeasure.core.errors import StudyError
from vertmeasure.core.geometry import FilmPoint, ImagePoint
from vertmeasure.core.study import (
    Calibration,
    CountedFrom,
    Fact,
    Film,
    Fracture,
    Grade,
    Landmark,
    Posture,
    Procedure,
    Study,
    Timepoint,
    Vertebra,
)

HERE = ImagePoint(10.0, 20.0)
SA = ("pre", "L1", Mark.SA)


def sized(study: Study, columns: int = 400, rows: int = 600) -> Study:
    """The study whose films know how large their image is."""
    return replace(study, films=tuple(replace(film, columns=columns, rows=rows) for film in study.films))


def point(study: Study, where: tuple[str, str, Mark] = SA) -> Landmark:
    film_id, level, mark = where
    found = study.film(film_id).landmark(level, mark)
    assert found is not None
    return found


def four_corners() -> Study:
    return study_of(film_of(only(stacked(GOLDEN_SHAPES), "L1", *CORNERS)))


# ---- films


def test_that_a_film_is_added_at_the_end() -> None:
    study = edits.add_film(three_bodies(), Film("post", Timepoint.POST))
    assert [film.id for film in study.films] == ["pre", "post"]


def test_that_a_second_film_of_the_same_id_is_refused() -> None:
    with pytest.raises(StudyError):
        edits.add_film(three_bodies(), Film("pre"))


def test_that_a_removed_film_takes_its_overrides_along() -> None:
    study = edits.set_override(three_bodies(), ("pre", "L1", "genant_grade"), 3)
    study = edits.remove_film(study, "pre")
    assert (study.films, study.overrides) == ((), {})


def test_that_what_is_known_of_a_film_can_be_set() -> None:
    study = three_bodies()
    calibration = Calibration(0.2, 0.2, Grade.USER, "ruler")
    study = edits.set_timepoint(study, "pre", Timepoint.BASELINE)
    study = edits.set_posture(study, "pre", Posture.PRONE)
    study = edits.set_date(study, "pre", "2026-01-02")
    study = edits.set_notes(study, "pre", "rotated")
    film = edits.calibrate_film(study, "pre", calibration).film("pre")
    assert (film.timepoint, film.posture, film.date) == (Timepoint.BASELINE, Posture.PRONE, "2026-01-02")
    assert (film.notes, film.calibration) == ("rotated", calibration)


def test_that_an_outcome_is_recorded_and_taken_back() -> None:
    study = edits.set_outcome(three_bodies(), "pre", "pain_nrs", 8)
    assert study.film("pre").outcomes == {"pain_nrs": 8}
    assert edits.set_outcome(study, "pre", "pain_nrs", None) == three_bodies()


def test_that_an_edit_of_one_film_leaves_the_others() -> None:
    other = film_of(stacked(GOLDEN_SHAPES), id="post")
    study = edits.set_notes(edits.add_film(three_bodies(), other), "pre", "note")
    assert study.film("post") is other


OF_A_FILM: list[Callable[[Study], Study]] = [
    lambda study: edits.remove_film(study, "absent"),
    lambda study: edits.set_notes(study, "absent", ""),
    lambda study: edits.place(study, ("absent", "L1", Mark.SA), HERE),
    lambda study: edits.remove_body(study, "absent", "L1"),
    lambda study: edits.accept_film(study, "absent"),
    lambda study: edits.propose_middles(study, "absent", "L1"),
    lambda study: edits.relabel_body(study, "absent", "L1", "L3"),
    lambda study: edits.set_override(study, ("absent", "L1", "deformity"), "wedge"),
    lambda study: edits.set_excluded_reference(study, "L1", True, "absent"),
]


@pytest.mark.parametrize("edit", OF_A_FILM)
def test_that_a_film_that_is_not_there_is_refused(edit: Callable[[Study], Study]) -> None:
    with pytest.raises(StudyError, match="absent"):
        edit(three_bodies())


# ---- landmarks


def test_that_a_placed_point_is_accepted() -> None:
    study = edits.place(study_of(film_of({})), SA, HERE)
    assert point(study) == Landmark(HERE, proposed=False)


def test_that_a_point_is_moved_where_it_was_put() -> None:
    study = edits.place(three_bodies(), SA, HERE)
    assert point(study).at == HERE
    assert point(study, ("pre", "L1", Mark.SP)) == point(three_bodies(), ("pre", "L1", Mark.SP))


def test_that_moving_a_proposed_point_accepts_it() -> None:
    study = edits.place(three_bodies(), SA, HERE, proposed=True)
    assert point(study).proposed
    assert not point(edits.place(study, SA, HERE)).proposed


def test_that_a_moved_point_keeps_what_another_program_wrote_on_it() -> None:
    body = Vertebra("L1", {Mark.SA: Landmark(HERE, extras={"seen": "twice"})})
    study = edits.place(study_of(Film("pre", vertebrae={"L1": body})), SA, ImagePoint(1, 1))
    assert point(study).extras == {"seen": "twice"}


@pytest.mark.parametrize("at", [(-0.01, 5), (5, -0.01), (400.01, 5), (5, 600.01), (math.nan, 5), (math.inf, 5)])
def test_that_a_point_off_the_film_is_refused(at: tuple[float, float]) -> None:
    with pytest.raises(StudyError, match="off the film"):
        edits.place(sized(three_bodies()), SA, ImagePoint(*at))


@pytest.mark.parametrize("at", [(0, 0), (400, 600), (0, 600)])
def test_that_the_rim_belongs_to_the_film(at: tuple[float, float]) -> None:
    assert point(edits.place(sized(three_bodies()), SA, ImagePoint(*at))).at == at


def test_that_a_film_of_unknown_size_takes_any_finite_point() -> None:
    assert point(edits.place(three_bodies(), SA, ImagePoint(9999, -5))).at == (9999, -5)
    with pytest.raises(StudyError):
        edits.place(three_bodies(), SA, ImagePoint(math.nan, 0))


@pytest.mark.parametrize("mark", [Mark.SM, Mark.IA, Mark.IM, Mark.IP])
def test_that_the_sacrum_takes_its_two_points_only(mark: Mark) -> None:
    with pytest.raises(StudyError):
        edits.place(three_bodies(), ("pre", "S1", mark), HERE)


def test_that_a_point_needs_a_level_of_the_spine() -> None:
    with pytest.raises(StudyError):
        edits.place(three_bodies(), ("pre", "L6", Mark.SA), HERE)


def test_that_a_body_goes_with_its_last_point() -> None:
    study = edits.place(study_of(film_of({})), SA, HERE)
    assert edits.remove_landmark(study, SA) == study_of(film_of({}))


def test_that_removing_a_point_leaves_the_others() -> None:
    study = edits.remove_landmark(three_bodies(), SA)
    assert set(study.film("pre").vertebrae["L1"].marks) == set(Mark) - {Mark.SA}


def test_that_removing_what_is_not_there_changes_nothing() -> None:
    assert edits.remove_landmark(three_bodies(), ("pre", "L4", Mark.SA)) == three_bodies()
    assert edits.remove_body(three_bodies(), "pre", "L4") == three_bodies()


def test_that_a_removed_body_leaves_the_others() -> None:
    assert set(edits.remove_body(three_bodies(), "pre", "L1").film("pre").vertebrae) == {"T12", "L2"}


# ---- proposals


def test_that_middles_are_proposed_halfway_between_the_corners() -> None:
    study = edits.propose_middles(four_corners(), "pre", "L1")
    start, end = (point(study, ("pre", "L1", mark)).at for mark in (Mark.SP, Mark.SA))
    middle = point(study, ("pre", "L1", Mark.SM))
    assert middle.proposed
    assert middle.at == ((start.column + end.column) / 2, (start.row + end.row) / 2)


def test_that_a_proposed_middle_follows_its_corners() -> None:
    study = edits.propose_middles(four_corners(), "pre", "L1")
    study = edits.propose_middles(edits.place(study, SA, HERE), "pre", "L1")
    assert point(study, ("pre", "L1", Mark.SM)).at.column == (10 + point(study, ("pre", "L1", Mark.SP)).at.column) / 2


def test_that_an_accepted_middle_stays_where_it_is() -> None:
    study = edits.place(edits.propose_middles(four_corners(), "pre", "L1"), ("pre", "L1", Mark.SM), HERE)
    study = edits.propose_middles(edits.place(study, SA, ImagePoint(0, 0)), "pre", "L1")
    assert point(study, ("pre", "L1", Mark.SM)) == Landmark(HERE)


def test_that_middles_wait_for_four_corners() -> None:
    study = edits.remove_landmark(four_corners(), SA)
    assert edits.propose_middles(study, "pre", "L1") == study


def test_that_the_sacrum_and_an_absent_body_get_no_middles() -> None:
    study = study_of(film_of({"S1": sacrum_points(FilmPoint(0, 0))}))
    assert edits.propose_middles(study, "pre", "S1") == study
    assert edits.propose_middles(study, "pre", "L1") == study


def test_that_accepting_a_body_accepts_its_points_where_they_stand() -> None:
    study = edits.propose_middles(four_corners(), "pre", "L1")
    middle = point(study, ("pre", "L1", Mark.SM))
    study = edits.accept_body(study, "pre", "L1")
    assert point(study, ("pre", "L1", Mark.SM)) == replace(middle, proposed=False)


def test_that_accepting_a_film_accepts_every_body() -> None:
    study = edits.place(three_bodies(), SA, HERE, proposed=True)
    study = edits.place(study, ("pre", "L2", Mark.IM), HERE, proposed=True)
    assert study.film("pre").draft_reasons == ("points not accepted", "posture unknown")
    assert edits.accept_film(study, "pre").film("pre").draft_reasons == ("posture unknown",)


# ---- levels


def test_that_a_relabelled_body_keeps_its_points() -> None:
    study = edits.relabel_body(three_bodies(), "pre", "L2", "L3")
    vertebrae = study.film("pre").vertebrae
    assert set(vertebrae) == {"T12", "L1", "L3"}
    assert vertebrae["L3"] == replace(three_bodies().film("pre").vertebrae["L2"], level="L3")


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
