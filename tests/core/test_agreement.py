"""Readings of the same films against each other."""

import random
from dataclasses import replace

import pytest

from tests.core.test_icc import SHROUT_FLEISS
from tests.repeated import repeated
from tests.studies import before_and_after, film_of, random_points, study_of, three_bodies
from vertmeasure.core import edits
from vertmeasure.core.agreement import Agreement, AgreementStatus, agreement_of, compare_readings
from vertmeasure.core.anatomy import BODIES, Mark
from vertmeasure.core.assess import assess
from vertmeasure.core.errors import StudyError
from vertmeasure.core.study import FilmSource, Study


def compared(*studies: Study) -> dict[str, Agreement]:
    return {each.id: each for each in compare_readings([assess(each) for each in studies]).agreements}


def test_that_error_change_and_variation_follow_from_the_spread_within_subjects() -> None:
    # Differences 2, 2, 4: within-subject variances 2, 2, 8, their mean 4.
    found = agreement_of("height_anterior", "mm", [(20, 22), (25, 23), (28, 32)], 2)
    assert found.sem == pytest.approx(2.0)
    assert found.sdc == pytest.approx(1.96 * 2**0.5 * 2.0)
    assert found.mean == pytest.approx(25.0)
    assert found.cv_percent == pytest.approx(8.0)


def test_that_the_published_table_gives_its_coefficients() -> None:
    found = agreement_of("height_anterior", "mm", SHROUT_FLEISS, 4)
    assert found.icc_2_1 is not None
    assert found.icc_3_1 is not None
    assert (round(found.icc_2_1.value, 4), round(found.icc_3_1.value, 4)) == (0.2898, 0.7148)
    assert found.sem == pytest.approx(6.2639**0.5, abs=1e-4)


def test_that_more_than_two_readings_are_compared_pair_by_pair() -> None:
    found = agreement_of("wedge_angle", "deg", [(1, 2, 4), (2, 3, 5), (3, 4, 6)], 3)
    assert [(each.readings, each.bias) for each in found.bland_altman] == [((1, 2), -1), ((1, 3), -3), ((2, 3), -2)]


def test_that_an_incomplete_subject_is_left_out_and_counted() -> None:
    found = agreement_of("wedge_angle", "deg", [(1, 2), (None, 3), (3, 5), (4,)], 2)
    assert (found.subjects, found.left_out, found.mean) == (2, 2, 2.75)


@pytest.mark.parametrize("rows", [[], [(1.0, 2.0)], [(1.0, 2.0), (None, 2.0)]])
def test_that_fewer_than_two_subjects_give_a_reason_and_no_number(rows: list[tuple[float | None, ...]]) -> None:
    found = agreement_of("wedge_angle", "deg", rows, 2)
    assert found.status is AgreementStatus.TOO_FEW_SUBJECTS
    assert found.reason
    assert (found.mean, found.sem, found.icc_2_1, found.bland_altman) == (None, None, None, ())


def test_that_no_variation_is_told_in_percent_of_a_mean_about_zero() -> None:
    assert agreement_of("wedge_angle", "deg", [(-1, 2), (3, 4)], 2).cv_percent is None


def test_that_bodies_of_all_films_are_subjects() -> None:
    study = before_and_after()
    found = compared(study, repeated(study, 1))
    assert found["height_anterior"].subjects == 6
    assert found["loss_adjacent_anterior"].subjects == 6
    assert "genant_grade" not in found
    assert "deformity" not in found


def test_that_the_error_of_heights_is_found_that_was_put_in() -> None:
    # A height errs by sqrt(2) sigma (measurement dictionary, Intervals); here sigma is 0.5 mm.
    study = study_of(film_of(random_points(random.Random(3), levels=BODIES)))
    found = compared(*(repeated(study, seed, sd_px=0.5) for seed in range(8)))["height_anterior"]
    assert found.sem == pytest.approx(0.5 * 2**0.5, rel=0.15)
    assert (found.subjects, found.readings) == (17, 8)


def test_that_a_body_that_was_not_read_again_is_left_out() -> None:
    study = before_and_after()
    again = edits.remove_body(repeated(study, 1), "post", "T12")
    found = compared(study, again)["height_anterior"]
    assert (found.subjects, found.left_out) == (5, 1)


def test_that_a_number_on_a_proposal_is_no_reading() -> None:
    study = before_and_after()
    point = study.films[0].vertebrae["L1"].marks[Mark.SA].at
    again = edits.place(repeated(study, 1), ("pre", "L1", Mark.SA), point, proposed=True)
    found = compared(study, again)["height_anterior"]
    assert (found.subjects, found.left_out) == (5, 1)


def test_that_readings_of_several_patients_are_pooled() -> None:
    pairs = []
    for uid in ("1.1", "1.2"):
        film = replace(three_bodies().films[0], source=FilmSource(sop_instance_uid=uid))
        pairs += [study_of(film), repeated(study_of(film), 1)]
    comparison = compare_readings([assess(each) for each in pairs])
    assert (comparison.films, comparison.readings) == (2, 2)
    assert comparison.agreements[0].subjects == 6


def test_that_one_reader_is_told_from_several() -> None:
    study = before_and_after()
    own = [assess(repeated(study, seed)) for seed in (1, 2)]
    other = assess(repeated(study, 3, reader="R2"))
    assert compare_readings(own).is_one_reader
    assert not compare_readings([*own, other]).is_one_reader
    assert not compare_readings([assess(study), assess(study)]).is_one_reader


def test_that_one_study_cannot_be_compared() -> None:
    with pytest.raises(StudyError, match="at least two readings"):
        compare_readings([assess(three_bodies())])


def test_that_studies_without_a_common_film_are_refused() -> None:
    other = before_and_after()
    with pytest.raises(StudyError, match="more than one"):
        compare_readings([assess(edits.remove_film(other, "pre")), assess(edits.remove_film(other, "post"))])


def test_that_a_film_without_points_is_no_reading() -> None:
    study = before_and_after()
    blank = study.films_in_order[1].id
    again = study
    for level in tuple(study.film(blank).vertebrae):
        again = edits.remove_body(again, blank, level)
    found = compare_readings([assess(study), assess(again)])
    assert (found.films, found.readings) == (1, 2)
    assert all(each.left_out == 0 for each in found.agreements)


def test_that_films_read_in_different_studies_compare_no_first_with_a_second_reader() -> None:
    whole = before_and_after()
    first, second = (film.id for film in whole.films_in_order)
    only_first, only_second = edits.remove_film(whole, second), edits.remove_film(whole, first)
    found = compare_readings([assess(only_first), assess(whole), assess(only_second)])
    heights = [each for each in found.agreements if each.id == "height_anterior"]
    assert heights[0].sem == 0
    assert heights[0].icc_2_1 is None
    assert heights[0].bland_altman == ()
