"""All criteria sets beside each other."""

from dataclasses import replace

from tests.report.told_studies import assessed, followed_up
from vertmeasure.core.criteria import Verdict
from vertmeasure.core.study import Fact, Fracture, Technique
from vertmeasure.report.matrix import LEGEND, VERDICT_SIGNS, level_matrices, level_matrix
from vertmeasure.storage.rule_files import DEFAULT_SET, load_shipped


def test_that_each_level_has_a_table_of_every_set_in_order() -> None:
    study = followed_up()
    study = replace(study, fractures=(*study.fractures, Fracture("L2")))
    tables = level_matrices(assessed(study).criteria, DEFAULT_SET)
    assert [each.level for each in tables] == ["L1", "L2"]
    for table in tables:
        assert [row.set for row in table.rows] == [each.name for each in load_shipped()]
        assert [row.is_leading for row in table.rows] == [True] + [False] * (len(table.rows) - 1)


def test_that_techniques_stand_in_the_order_that_is_asked_for() -> None:
    results = assessed(followed_up()).criteria
    table = level_matrix(results, "L1", "", (Technique.SPINEJACK, Technique.VERTEBROPLASTY))
    assert table.techniques == ("SpineJack", "Vertebroplasty")
    assert [cell.technique for cell in table.rows[0].cells] == ["SpineJack", "Vertebroplasty"]


def test_that_cautions_are_counted_and_unread_sources_named() -> None:
    study = followed_up(facts={"neuro": Fact("N2"), "posterior_wall": Fact("retropulsed"), "prophylactic": Fact(True)})
    rows = {row.set: row for row in level_matrices(assessed(study).criteria, DEFAULT_SET)[0].rows}
    assert rows["radiology-societies"].cells[0].note == "2 cautions apply"
    assert rows["radiology-societies"].set_words == "Radiology societies 2026.1, not verified"
    assert rows["nice-ta279"].cells[0].note == ""


def test_that_every_verdict_has_a_sign_of_its_own_in_the_legend() -> None:
    assert len(set(VERDICT_SIGNS.values())) == len(Verdict)
    assert all(sign in LEGEND for sign in VERDICT_SIGNS.values())
