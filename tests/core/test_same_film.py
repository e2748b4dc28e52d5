"""Which films of several studies are one film."""

from dataclasses import replace

import pytest

from tests.studies import GOLDEN_SHAPES, film_of, stacked, study_of
from vertmeasure.core.assess import Assessment, assess
from vertmeasure.core.same_film import same_films
from vertmeasure.core.study import Film, FilmSource, Patient


def named(film_id: str, **source: object) -> Film:
    return film_of(stacked(GOLDEN_SHAPES), id=film_id, source=FilmSource(**source))  # type: ignore[arg-type]


def reading(*films: Film, **patient: str) -> Assessment:
    return assess(study_of(*films, patient=Patient(**patient)))


def matched(*readings: Assessment) -> list[tuple[str, ...]]:
    return [tuple(each.film.id for each in same) for same in same_films(readings)]


def test_that_one_uid_is_one_film_whatever_its_id() -> None:
    assert matched(reading(named("pre", sop_instance_uid="1.2")), reading(named("first", sop_instance_uid="1.2"))) == [
        ("pre", "first")
    ]


def test_that_other_uids_are_other_films_even_under_one_id() -> None:
    found = matched(reading(named("pre", sop_instance_uid="1.2")), reading(named("pre", sop_instance_uid="1.3")))
    assert found == [("pre",), ("pre",)]


def test_that_the_same_pixels_are_one_film_where_the_uid_was_changed() -> None:
    first = named("pre", sop_instance_uid="1.2", pixels_sha256="ab")
    assert matched(reading(first), reading(named("pre", sop_instance_uid="1.3", pixels_sha256="AB"))) == [
        ("pre", "pre")
    ]


def test_that_frames_of_one_file_are_films_of_their_own() -> None:
    frames = [named(f"f{frame}", sop_instance_uid="1.2", frame=frame) for frame in (1, 2)]
    assert matched(reading(*frames), reading(*frames)) == [("f1", "f1"), ("f2", "f2")]


def test_that_the_id_serves_where_nothing_else_is_known() -> None:
    assert matched(reading(named("pre")), reading(named("post"), named("pre"))) == [("pre", "pre"), ("post",)]


@pytest.mark.parametrize("patients", [({"id": "1"}, {"id": "2"}), ({"name": "A"}, {"name": "B"})])
def test_that_an_id_never_joins_two_patients(patients: tuple[dict[str, str], dict[str, str]]) -> None:
    first, second = patients
    assert matched(reading(named("pre"), **first), reading(named("pre"), **second)) == [("pre",), ("pre",)]


def test_that_a_film_that_lies_twice_in_a_study_meets_the_one_of_its_id() -> None:
    films = [named("a", pixels_sha256="ab"), named("b", pixels_sha256="ab")]
    assert matched(reading(*films), reading(*reversed(films))) == [("a", "a"), ("b", "b")]


def test_that_readings_stand_in_the_order_of_their_studies() -> None:
    studies = [replace(study_of(named("pre", sop_instance_uid="1")), id=name) for name in ("x", "y", "z")]
    (same,) = same_films([assess(each) for each in studies])
    assert [each.assessment.study.id for each in same] == ["x", "y", "z"]
