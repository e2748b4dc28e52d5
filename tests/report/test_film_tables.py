from tests.conftest import shared
from tests.report.told_studies import followed_up
from tests.studies import View, three_bodies
from vertmeasure.core.assess import assess
from vertmeasure.report.film_tables import film_angles_table, other_levels_table
from vertmeasure.storage.study_file import read_study


def test_that_every_body_has_a_row_from_head_to_foot() -> None:
    table = other_levels_table(assess(three_bodies()), "pre")
    assert [row.label for row in table.rows] == ["T12", "L1", "L2"]
    assert [cell.text for cell in table.rows[1].cells] == ["18.0", "19.0", "28.0", "30.8", "16.7"]


def test_that_a_fractured_body_and_a_weak_reference_are_marked() -> None:
    table = other_levels_table(assess(three_bodies()), "pre")
    notes = {row.label: row.note for row in table.rows}
    assert notes["L1"] == "fractured"
    assert notes["T12"] == "reference from one side; reference distant"


def test_that_uncalibrated_heights_are_dashes_while_ratios_stay() -> None:
    row = other_levels_table(assess(three_bodies(View(calibrated=False))), "pre").rows[1]
    assert [cell.text for cell in row.cells] == ["–", "–", "–", "30.8", "16.7"]
    assert row.cells[0].reason in row.note


def test_that_whole_film_angles_and_picked_pairs_stand_beside_each_other() -> None:
    study = followed_up(angles=(("T12", "L2"),))
    table = film_angles_table(assess(study), ["pre", "post"])
    row = table.rows[-1]
    assert (row.label, len(row.cells)) == ("Cobb T12-L2", 2)


def test_that_a_lordosis_is_negative() -> None:
    table = film_angles_table(assess(read_study(shared("golden", "ts_lumbar.vert.json"))), ["pre"])
    texts = {row.id: row.cells[0].text for row in table.rows}
    assert texts["lordosis_L1_S1"] == "\u221251.2"
    assert texts["kyphosis_T4_T12"] == "–"
