"""Every change a reader can make to films and points, and every one that is refused."""

import math
from collections.abc import Callable
from dataclasses import replace

import pytest

from tests.studies import GOLDEN_SHAPES, film_of, only, sacrum_points, stacked, study_of, three_bodies
from vertmeasure.core import edits
from vertmeasure.core.anatomy import CORNERS, Mark
from vertmeasure.core.calibration import Calibration, Grade
from vertmeasure.core.errors import StudyError
from vertmeasure.core.geometry import FilmPoint, ImagePoint
from vertmeasure.core.study import Film, Landmark, Posture, Study, Timepoint, Vertebra

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


def test_that_a_point_moved_by_hand_forgets_the_click_it_was_snapped_from() -> None:
    snapped = Vertebra("L1", {Mark.SA: Landmark(ImagePoint(2, 2), raw=ImagePoint(1, 1))})
    study = study_of(Film("pre", vertebrae={"L1": snapped}))
    assert point(edits.place(study, SA, HERE)) == Landmark(HERE)


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


def test_that_a_removed_body_takes_the_word_of_the_reader_along() -> None:
    study = edits.set_override(three_bodies(), ("pre", "L1", "genant_grade"), 3)
    assert edits.remove_body(study, "pre", "L1").overrides == {}


def test_that_the_last_removed_point_takes_the_word_of_the_reader_along() -> None:
    study = edits.set_override(study_of(film_of({})), ("pre", "L1", "genant_grade"), 3)
    study = edits.remove_landmark(edits.place(study, SA, HERE), SA)
    assert study == study_of(film_of({}))


def test_that_a_removed_point_leaves_the_word_of_the_reader() -> None:
    study = edits.set_override(three_bodies(), ("pre", "L1", "genant_grade"), 3)
    assert edits.remove_landmark(study, SA).overrides == {"pre": {"L1": {"genant_grade": 3}}}


def test_that_a_removed_body_leaves_what_was_said_of_others() -> None:
    study = edits.add_film(three_bodies(), film_of(stacked(GOLDEN_SHAPES), id="post"))
    for film, level in (("pre", "L1"), ("pre", "L2"), ("post", "L1")):
        study = edits.set_override(study, (film, level, "genant_grade"), 3)
    kept = {"pre": {"L2": {"genant_grade": 3}}, "post": {"L1": {"genant_grade": 3}}}
    assert edits.remove_body(study, "pre", "L1").overrides == kept


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
