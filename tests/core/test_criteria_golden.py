"""The golden study: L2 wedged, 41.7 % lost (33.4 to 50.0), four weeks old, AO Spine A1, judged by hand."""

import json

import pytest

from tests.conftest import shared
from tests.core.criteria_cases import ALL, BKP, SJ, VP, finding, judged, loss
from vertmeasure.core.study import Fact, Film, Fracture, Study, Technique, Timepoint

LOSS = loss(41.7)


@pytest.fixture
def golden() -> Study:
    raw = json.loads(shared("golden", "ts_lumbar.vert.json").read_text(encoding="utf-8"))
    return Study(
        films=tuple(Film(each["id"], Timepoint(each["timepoint"])) for each in raw["films"]),
        fractures=tuple(Fracture(level) for level in raw["fractures"]),
        facts={name: Fact(value) for name, value in raw["facts"].items()},
        level_facts={
            level: {name: Fact(value) for name, value in own.items()} for level, own in raw["level_facts"].items()
        },
    )


@pytest.mark.parametrize("technique", ALL)
def test_that_the_golden_fracture_fits_every_technique(golden: Study, technique: Technique) -> None:
    result = judged(golden, technique, LOSS)
    assert (result.level, result.film, result.verdict, result.missing) == ("L2", "pre", "fits", ())
    assert result.warnings == ()


@pytest.mark.parametrize(
    ("technique", "still_open"),
    [(VP, {"vp.goal"}), (BKP, set()), (SJ, {"sj.pedicle_too_narrow"})],
)
def test_that_cautions_nobody_answered_stay_open(golden: Study, technique: Technique, still_open: set[str]) -> None:
    assert {each.rule for each in judged(golden, technique, LOSS).open_warnings} == still_open


def test_that_the_golden_collapse_is_told_with_its_interval(golden: Study) -> None:
    collapse = finding(judged(golden, SJ, LOSS), "sj.collapse")
    assert (collapse.outcome, collapse.input, collapse.threshold) == ("met", "loss_adjacent_max", ">= 15 %")
    assert collapse.interval == pytest.approx((33.4, 50.0))


@pytest.mark.parametrize("technique", ALL)
def test_that_the_golden_fracture_cannot_be_judged_without_its_film(golden: Study, technique: Technique) -> None:
    result = judged(golden, technique)
    assert (result.verdict, result.missing) == ("undetermined", ("loss_adjacent_max", "kyphotic_deformity"))
