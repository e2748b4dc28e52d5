"""What a study refuses, and what it knows about its films and levels."""

import math
from dataclasses import FrozenInstanceError, replace

import pytest

from tests.studies import PLAIN, film_of, stacked, study_of, three_bodies
from vertmeasure.core.anatomy import Mark
from vertmeasure.core.calibration import Calibration, Grade
from vertmeasure.core.errors import StudyError
from vertmeasure.core.geometry import ImagePoint, Scale
from vertmeasure.core.study import Film, Fracture, Landmark, Posture, Procedure, Study, Timepoint, Vertebra

POINT = Landmark(ImagePoint(1, 2))

# ---- calibration


@pytest.mark.parametrize("spacing", [0.0, -0.5, math.nan, math.inf])
def test_that_a_spacing_must_be_positive_and_finite(spacing: float) -> None:
    with pytest.raises(StudyError):
        Calibration(spacing, 0.5, Grade.USER)
    with pytest.raises(StudyError):
        Calibration(0.5, spacing, Grade.USER)
    with pytest.raises(StudyError):
        Calibration(aspect=spacing)


def test_that_a_spacing_comes_with_a_grade_and_a_grade_with_a_spacing() -> None:
    with pytest.raises(StudyError):
        Calibration(0.5, 0.5)
    with pytest.raises(StudyError):
        Calibration(grade=Grade.GEOMETRY)


def test_that_half_a_spacing_is_none() -> None:
    with pytest.raises(StudyError):
        Calibration(0.5, None, Grade.USER)
    with pytest.raises(StudyError):
        Calibration(None, 0.5)


def test_that_a_known_spacing_scales_to_millimetres() -> None:
    calibration = Calibration(row_mm=0.2, column_mm=0.3, grade=Grade.DETECTOR)
    assert calibration.is_known
    assert calibration.scale == Scale(column=0.3, row=0.2)


def test_that_an_unknown_spacing_still_knows_the_shape_of_a_pixel() -> None:
    calibration = Calibration(aspect=0.8)
    assert not calibration.is_known
    assert calibration.scale == Scale(column=1.0, row=0.8)


# ---- landmarks and bodies


@pytest.mark.parametrize("at", [ImagePoint(math.nan, 1), ImagePoint(1, math.inf), ImagePoint(-math.inf, 1)])
def test_that_a_landmark_lies_somewhere(at: ImagePoint) -> None:
    with pytest.raises(StudyError):
        Landmark(at)


@pytest.mark.parametrize("mark", [Mark.SM, Mark.IA, Mark.IM, Mark.IP])
def test_that_the_sacrum_has_a_superior_endplate_only(mark: Mark) -> None:
    with pytest.raises(StudyError):
        Vertebra("S1", {mark: POINT})


def test_that_a_body_needs_a_level_of_the_spine() -> None:
    with pytest.raises(StudyError, match="L6"):
        Vertebra("L6")


def test_that_a_body_is_filed_under_its_own_level() -> None:
    with pytest.raises(StudyError):
        Film("pre", vertebrae={"L1": Vertebra("L2")})


def test_that_a_film_finds_a_landmark_or_none() -> None:
    film = Film("pre", vertebrae={"L1": Vertebra("L1", {Mark.SP: POINT})})
    assert film.landmark("L1", Mark.SP) == POINT
    assert film.landmark("L1", Mark.SA) is None
    assert film.landmark("L2", Mark.SP) is None


def test_that_a_study_cannot_be_changed_in_place() -> None:
    study = three_bodies()
    with pytest.raises(FrozenInstanceError):
        study.label = "other"  # type: ignore[misc]
    with pytest.raises(TypeError):
        study.films[0].vertebrae["L1"] = Vertebra("L1")  # type: ignore[index]
    with pytest.raises(TypeError):
        study.films[0].vertebrae["L1"].marks[Mark.SP] = POINT  # type: ignore[index]


def test_that_a_body_does_not_follow_the_mapping_it_was_made_from() -> None:
    marks = {Mark.SP: POINT}
    body = Vertebra("L1", marks)
    marks.clear()
    assert body.marks == {Mark.SP: POINT}


def test_that_studies_with_the_same_content_are_equal() -> None:
    assert three_bodies() == three_bodies()
    assert three_bodies() != three_bodies(label="other")


# ---- studies


def test_that_films_of_a_study_have_ids_of_their_own() -> None:
    with pytest.raises(StudyError):
        Study(films=(Film("pre"), Film("pre")))


def test_that_a_film_needs_an_id() -> None:
    with pytest.raises(StudyError):
        Film("")


@pytest.mark.parametrize("sd", [0.0, -1.0, math.nan, math.inf])
def test_that_the_landmark_error_is_positive_and_finite(sd: float) -> None:
    with pytest.raises(StudyError):
        Study(landmark_sd_mm=sd)


def test_that_unknown_levels_are_refused_wherever_a_study_names_one() -> None:
    for build in (
        lambda: Study(excluded_references=("L6",)),
        lambda: Study(angles=(("T10", "L6"),)),
        lambda: Study(level_facts={"L6": {}}),
        lambda: Fracture("L6"),
        lambda: Procedure(levels=("L6",)),
        lambda: Film("pre", excluded_references=("L6",)),
    ):
        with pytest.raises(StudyError):
            build()


def test_that_an_unknown_film_is_refused() -> None:
    with pytest.raises(StudyError):
        three_bodies().film("post")


def test_that_films_go_by_time_point_then_date_then_place() -> None:
    films = [
        Film("d", Timepoint.FOLLOW_UP),
        Film("c", Timepoint.PRE, "2026-03-02"),
        Film("b", Timepoint.PRE, "2026-03-01"),
        Film("e", Timepoint.POST),
        Film("f", Timepoint.PRE, "2026-03-01"),
        Film("a", Timepoint.BASELINE, "2027-01-01"),
    ]
    assert [film.id for film in Study(films=tuple(films)).films_in_order] == ["a", "b", "f", "c", "e", "d"]


def test_that_fractured_and_treated_bodies_are_judged() -> None:
    study = Study(fractures=(Fracture("L3"), Fracture("T12")), procedure=Procedure(levels=("L1", "T12")))
    assert study.judged_levels == ("T12", "L1", "L3")


def test_that_the_sacrum_is_never_judged() -> None:
    assert Study(fractures=(Fracture("S1"),)).judged_levels == ()


def test_that_a_later_fracture_counts_from_its_film_on() -> None:
    films = (Film("later", Timepoint.FOLLOW_UP), Film("pre"), Film("post", Timepoint.POST))
    study = Study(films=films, fractures=(Fracture("L2"), Fracture("L4", since="post")))
    found = {film.id: study.fractured_on(film) for film in study.films}
    assert found == {"pre": {"L2"}, "post": {"L2", "L4"}, "later": {"L2", "L4"}}


def test_that_a_film_is_a_draft_until_accepted_and_its_posture_known() -> None:
    film = film_of(stacked({}), PLAIN)
    proposed = Vertebra("L1", {Mark.SP: replace(POINT, proposed=True)})
    assert film.draft_reasons == ("posture unknown",)
    assert replace(film, vertebrae={"L1": proposed}).draft_reasons == ("points not accepted", "posture unknown")
    assert replace(film, posture=Posture.STANDING).draft_reasons == ()


def test_that_extra_words_of_a_file_make_two_studies_differ() -> None:
    assert study_of(Film("pre", extras={"colour": "red"})) != study_of(Film("pre"))
