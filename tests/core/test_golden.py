"""Numbers against other people's arithmetic: the golden cases and cases worked by hand."""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import shared
from tests.studies import PLAIN, Points, Shape, View, body_points, film_of, measured, number, study_of
from vertmeasure.core.anatomy import Mark
from vertmeasure.core.assess import Assessment, assess
from vertmeasure.core.calibration import Calibration
from vertmeasure.core.geometry import FilmPoint
from vertmeasure.core.measurement import Change, Measurement, Status
from vertmeasure.core.study import Study
from vertmeasure.storage.study_codec import decode
from vertmeasure.storage.study_file import read_study

DATA = Path(__file__).parents[1] / "data"
LENGTHS = ("height_", "reference_", "depth")

# ---- the golden three bodies

VIEWS = {
    "as given": PLAIN,
    "mirrored": View(mirrored=True),
    "turned by 37 degrees": View(rotation_deg=37),
    "mirrored and turned": View(mirrored=True, rotation_deg=37),
    "upside down": View(rotation_deg=180),
    "oblong pixels": View(row_mm=0.143, column_mm=0.31),
    "oblong pixels, mirrored and turned": View(mirrored=True, rotation_deg=37, row_mm=0.31, column_mm=0.143),
}


@pytest.fixture(name="golden")
def golden_fixture() -> dict[str, Any]:
    document: dict[str, Any] = json.loads(shared("golden", "three_vertebrae.json").read_text(encoding="utf-8"))
    return document


def golden_points(golden: dict[str, Any]) -> Points:
    return {
        level: {Mark(mark): FilmPoint(*at) for mark, at in marks.items()}
        for level, marks in golden["landmarks_mm"].items()
    }


def golden_numbers(golden: dict[str, Any]) -> Iterator[tuple[str, str, float | str]]:
    for level, by_id in golden["expected"].items():
        yield from ((level, name, value) for name, value in by_id.items())


@pytest.mark.parametrize("view", VIEWS.values(), ids=VIEWS.keys())
def test_that_the_golden_bodies_measure_as_published_on_every_view(golden: dict[str, Any], view: View) -> None:
    assessment = assess(study_of(film_of(golden_points(golden), view), fractures=tuple(golden["fractures"])))
    for level, name, expected in golden_numbers(golden):
        found = assessment.measurement("pre", level, name)
        assert found is not None
        assert found.value == pytest.approx(expected, abs=1e-3), (level, name)


@pytest.mark.parametrize("view", VIEWS.values(), ids=VIEWS.keys())
def test_that_an_uncalibrated_film_keeps_all_but_the_lengths(golden: dict[str, Any], view: View) -> None:
    film = film_of(golden_points(golden), replace(view, calibrated=False))
    assessment = assess(study_of(film, fractures=tuple(golden["fractures"])))
    for level, name, expected in golden_numbers(golden):
        found = assessment.measurement("pre", level, name)
        assert found is not None
        if name.startswith(LENGTHS):
            assert (found.value, found.status) == (None, Status.UNCALIBRATED), (level, name)
        else:
            assert found.value == pytest.approx(expected, abs=1e-3), (level, name)


# ---- cases worked by hand

HAND_WORKED = json.loads((DATA / "hand_worked.json").read_text(encoding="utf-8"))["cases"]


def found_in(assessment: Assessment, row: dict[str, Any]) -> Measurement | Change:
    if "film" in row:
        found: Measurement | Change | None = assessment.measurement(row["film"], row["level"], row["id"])
    else:
        found = assessment.change((row["from"], row["to"]), row["level"], row["id"])
    assert found is not None, row
    return found


@pytest.mark.parametrize("case", HAND_WORKED, ids=lambda case: case["name"])
def test_that_a_case_worked_by_hand_comes_out_the_same(case: dict[str, Any]) -> None:
    assessment = assess(decode(case["study"]))
    for row in (*case["measurements"], *case["changes"]):
        found = found_in(assessment, row)
        assert found.status == row.get("status", "ok"), row
        expected = row.get("value")
        assert found.value == (None if expected is None else pytest.approx(expected, abs=2e-6)), row


@pytest.mark.parametrize("case", HAND_WORKED, ids=lambda case: case["name"])
def test_that_an_error_worked_by_hand_comes_out_the_same(case: dict[str, Any]) -> None:
    assessment = assess(decode(case["study"]))
    for row in (*case["measurements"], *case["changes"]):
        if "sd" in row:
            assert found_in(assessment, row).sd == pytest.approx(row["sd"], rel=2e-5), row


# ---- an independent program


@pytest.fixture(name="projected")
def projected_fixture() -> Study:
    return read_study(shared("golden", "ts_lumbar.vert.json"))


@pytest.fixture(name="independent")
def independent_fixture() -> list[dict[str, Any]]:
    document = json.loads(shared("golden", "ts_lumbar_expected.json").read_text(encoding="utf-8"))
    return [*document["measurements"], *document["changes"]]


def test_that_an_independent_program_agrees_on_every_value(projected: Study, independent: list[dict[str, Any]]) -> None:
    assessment = assess(projected)
    for row in independent:
        assert number(found_in(assessment, row)) == pytest.approx(row["value"], abs=1e-3), row


def test_that_an_independent_program_agrees_on_every_error(projected: Study, independent: list[dict[str, Any]]) -> None:
    assessment = assess(projected)
    for row in independent:
        assert found_in(assessment, row).sd == pytest.approx(row["sd"], rel=0.01), row


def test_that_every_change_between_the_projected_films_is_covered(
    projected: Study, independent: list[dict[str, Any]]
) -> None:
    known = {(row["from"], row["to"], row["level"], row["id"]) for row in independent if "from" in row}
    made = {(each.earlier, each.later, each.level, each.id): each.status for each in assess(projected).changes}
    assert known <= set(made)
    assert {key[3] for key in set(made) - known} <= {f"correction_{each}_percent" for each in ANGLES}


ANGLES = ("wedge", "gardner", "segmental")


def test_that_projected_films_lose_only_lengths_without_calibration(projected: Study) -> None:
    blind = replace(projected, films=tuple(replace(film, calibration=Calibration()) for film in projected.films))
    for seen, lost in zip(assess(projected).measurements, assess(blind).measurements, strict=True):
        expected = None if seen.unit == "mm" else seen.value
        assert lost.value == pytest.approx(expected), (seen.level, seen.id)


# ---- published rows

PUBLISHED = json.loads((DATA / "published_wedges.json").read_text(encoding="utf-8"))["rows"]


@pytest.mark.parametrize("row", PUBLISHED, ids=lambda row: f"{row['level']} {row['anterior_mm']}")
def test_that_published_heights_give_the_published_ratio(row: dict[str, Any]) -> None:
    shape = Shape(row["anterior_mm"], row["anterior_mm"], row["posterior_mm"])
    study = study_of(film_of({row["level"]: body_points(shape)}))
    assert 100 * number(measured(study, row["level"], "ratio_wedge")) == pytest.approx(row["ratio_percent"], abs=0.5)


@pytest.mark.parametrize("row", PUBLISHED, ids=lambda row: f"{row['level']} {row['anterior_mm']}")
def test_that_published_heights_give_about_the_published_wedge(row: dict[str, Any]) -> None:
    shape = Shape(row["anterior_mm"], row["anterior_mm"], row["posterior_mm"], depth_mm=33)
    study = study_of(film_of({row["level"]: body_points(shape)}))
    assert number(measured(study, row["level"], "wedge_angle")) == pytest.approx(row["wedge_deg"], abs=2.5)
