"""Verdicts of the chosen set: words, reasons, what is missing, findings; never a recommendation."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from tests.ui.golden_desk import empty_desk, golden_desk
from vertmeasure.core import edits
from vertmeasure.core.study import Fact, Technique
from vertmeasure.storage.rule_files import load_shipped
from vertmeasure.ui.criteria_panel import CARE, CriteriaPanel

LEFT = Qt.MouseButton.LeftButton
SPINEJACK = Technique.SPINEJACK


@pytest.fixture
def desk():
    return golden_desk()


@pytest.fixture
def panel(desk, qtbot):
    panel = CriteriaPanel(desk)
    qtbot.addWidget(panel)
    panel.resize(360, 1600)
    panel.show()
    return panel


def record(desk, fact_id: str, value: object, level: str = "") -> None:
    fact = None if value is None else Fact(value, "R1", "2026-03-02T10:11:12Z", "MRI")
    desk.apply("", lambda study: edits.set_fact(study, fact_id, fact, level))


def verdict(panel: CriteriaPanel, technique: Technique = SPINEJACK) -> tuple[str, str]:
    chip = panel.cards[technique].chip
    return chip.text(), chip.property("chip")


def test_that_a_fitting_technique_is_told_calmly(panel) -> None:
    assert verdict(panel) == ("fits", "calm")
    assert "by the criteria of Augmentation overview 2026.1" in panel.cards[SPINEJACK].accessibleName()


def test_that_techniques_stand_in_one_order_whatever_fits(panel, desk) -> None:
    assert [card.title.text() for card in panel.cards.values()] == [
        "SpineJack",
        "Balloon kyphoplasty",
        "Vertebroplasty",
    ]
    record(desk, "ao_type", "A4", "L2")
    assert panel.cards[SPINEJACK].y() < panel.cards[Technique.VERTEBROPLASTY].y()


def test_that_a_technique_that_does_not_fit_says_why(panel, desk) -> None:
    record(desk, "ao_type", "B2", "L2")
    assert verdict(panel) == ("does not fit", "bad")
    assert "B2" in panel.cards[SPINEJACK].why.text()


def test_that_a_missing_input_is_named_in_clinical_words(panel, desk) -> None:
    record(desk, "ao_type", None, "L2")
    assert verdict(panel) == ("cannot be determined", "open")
    assert "What would settle it: AO Spine type." in panel.cards[SPINEJACK].why.text()


def test_that_an_absolute_contraindication_leads(panel, desk) -> None:
    record(desk, "coagulopathy", "severe")
    assert {verdict(panel, each) for each in Technique} == {("contraindicated", "bad")}
    assert "R1, 2026-03-02, from MRI" in panel.cards[SPINEJACK].why.text()


def test_that_a_set_without_an_indication_covers_nothing(qtbot) -> None:
    overview = load_shipped()[0]
    bare = replace(overview, rules=tuple(each for each in overview.rules if not each.required))
    panel = CriteriaPanel(golden_desk(rule_sets=[bare]))
    qtbot.addWidget(panel)
    assert verdict(panel) == ("not covered", "quiet")


def test_that_a_contraindication_of_another_set_stands_on_top(qtbot) -> None:
    overview = load_shipped()[0]
    desk = golden_desk("own", [overview, replace(overview, name="own", title="Own set", rules=())])
    record(desk, "infection", "systemic")
    panel = CriteriaPanel(desk)
    qtbot.addWidget(panel)
    told = [text.text() for _, text in panel.contraindications.lines if not text.isHidden()]
    names = "Vertebroplasty, Balloon kyphoplasty, SpineJack"
    assert f"L2, {names}: contraindicated by the criteria of Augmentation overview 2026.1: " in told[0]


def test_that_what_the_set_did_not_ask_is_listed_when_something_fits(panel, desk) -> None:
    assert "Not asked by this set: allergy to bone cement" in panel.notes.text()
    record(desk, "ao_type", "C", "L2")
    assert "Not asked" not in panel.notes.text()


def test_that_a_click_opens_all_findings(panel, qtbot) -> None:
    card = panel.cards[SPINEJACK]
    assert card.findings.isHidden()
    qtbot.mouseClick(card.title, LEFT)
    assert not card.findings.isHidden()
    words = [label.text() for line in card.findings.lines for label in line]
    assert "unknown" in words
    assert any("Loss, largest: 41.7" in each and "Source:" in each for each in words)


def test_that_one_card_is_open_at_a_time(panel, qtbot) -> None:
    for technique in (SPINEJACK, Technique.VERTEBROPLASTY):
        qtbot.keyClick(panel.cards[technique], Qt.Key.Key_Return)
    assert [each for each, card in panel.cards.items() if not card.findings.isHidden()] == [Technique.VERTEBROPLASTY]


def test_that_choosing_a_set_is_told(qtbot) -> None:
    overview = load_shipped()[0]
    panel = CriteriaPanel(golden_desk(rule_sets=[overview, replace(overview, name="own", title="Own set")]))
    qtbot.addWidget(panel)
    with qtbot.waitSignal(panel.set_chosen) as chosen:
        panel.sets.activated.emit(1)
    assert chosen.args == ["own"]


def test_that_an_unread_source_says_so(qtbot) -> None:
    panel = CriteriaPanel(golden_desk(rule_sets=[replace(load_shipped()[0], verified=False)]))
    qtbot.addWidget(panel)
    assert "not verified" in panel.about.text()


def test_that_an_intact_level_is_not_judged(panel, desk) -> None:
    desk.look_at(level="L4")
    assert panel.empty.text().startswith("L4 is neither fractured nor treated")
    assert not any(card.isVisible() for card in panel.cards.values())


def test_that_without_a_level_the_reader_is_told_to_pick_one(qtbot) -> None:
    panel = CriteriaPanel(empty_desk())
    qtbot.addWidget(panel)
    assert panel.empty.text() == "Pick the fractured level above."


def test_that_verdicts_hide_with_the_numbers(panel, desk) -> None:
    desk.look_at(numbers_hidden=True)
    assert panel.empty.text().startswith("Verdicts are hidden")
    assert not any(card.isVisible() for card in panel.cards.values())
    assert panel.notes.text() == ""


def cells(panel: CriteriaPanel, row: int) -> list[str]:
    table = panel.matrix.table
    return [table.item(row, place).text() for place in range(table.columnCount())]


def test_that_the_matrix_has_every_set_and_says_each_verdict_with_sign_and_word(panel) -> None:
    assert panel.matrix.table.rowCount() == len(load_shipped())
    assert cells(panel, 0) == ["▸ Augmentation overview", "+ fits", "+ fits", "+ fits"]
    assert cells(panel, 1) == ["CMS local coverage", "· n/a", "? open", "? open"]


def test_that_the_matrix_follows_the_facts(panel, desk) -> None:
    record(desk, "infection", "systemic")
    assert cells(panel, 0)[1:] == ["! contraind."] * 3
    record(desk, "infection", "none")
    record(desk, "ao_type", "B2", "L2")
    assert cells(panel, 0)[1] == "\N{MINUS SIGN} no fit"


def test_that_a_caution_is_marked_in_the_matrix(panel, desk) -> None:
    record(desk, "goal_height_restoration", True)
    assert cells(panel, 0)[3] == "+ fits *"
    assert "1 caution applies" in panel.matrix.table.item(0, 3).toolTip()


def test_that_a_cell_of_the_matrix_chooses_its_set(panel, qtbot) -> None:
    table = panel.matrix.table
    place = table.visualItemRect(table.item(1, 2)).center()
    with qtbot.waitSignal(panel.set_chosen) as chosen:
        qtbot.mouseClick(table.viewport(), LEFT, pos=place)
    assert chosen.args == ["cms-lcd"]


def test_that_a_cell_tells_its_verdict_to_assistive_technology(panel) -> None:
    told = panel.matrix.table.item(1, 2).data(Qt.ItemDataRole.AccessibleTextRole)
    assert told == "Balloon kyphoplasty: cannot be determined by the criteria of CMS local coverage 2021-2024"


def test_that_a_single_set_needs_no_matrix(qtbot) -> None:
    panel = CriteriaPanel(golden_desk(rule_sets=load_shipped()[:1]))
    qtbot.addWidget(panel)
    assert panel.matrix.isHidden()


def test_that_what_techniques_can_do_stands_beside_the_verdicts_of_any_set(qtbot) -> None:
    panel = CriteriaPanel(golden_desk("nice-ta279"))
    qtbot.addWidget(panel)
    heads = [panel.profiles.cells[0, place].text() for place in (1, 2, 3)]
    assert heads == ["SpineJack", "Balloon kyphoplasty", "Vertebroplasty"]
    assert (panel.profiles.cells[2, 0].text(), panel.profiles.cells[2, 1].text()) == ("Risk of leakage", "low")
    assert "Claimed, not judged: Adjacent segment disease" in panel.profiles.told.text()


def test_that_the_implant_size_stands_on_the_card_of_the_technique_that_has_one(panel, desk) -> None:
    assert "is not recorded" in panel.cards[SPINEJACK].hint.text()
    record(desk, "pedicle_mm", 6.0, "L2")
    assert "up to the 5.0 mm implant. Figure of a device page" in panel.cards[SPINEJACK].hint.text()
    assert panel.cards[Technique.VERTEBROPLASTY].hint.text() == ""


def test_that_scores_show_a_range_until_every_item_is_known(panel, desk) -> None:
    card = panel.scores.cards["of_score"]
    assert card.chip.text() == "at least \N{MINUS SIGN}1, at most 14 points"
    record(desk, "of_type", "3", "L2")
    assert card.chip.text() == "at least 3, at most 10 points"
    assert card.band.text().startswith(
        "Conservative or either or surgery: reference only. What would settle it: T-score"
    )


def test_that_a_score_opens_with_items_points_and_cut_offs(panel, qtbot) -> None:
    card = panel.scores.cards["of_score"]
    assert card.items.isHidden()
    qtbot.mouseClick(card.title, LEFT)
    name, points, detail = card.items.lines[3]
    assert (name.text(), points.text()) == ("Pain under analgesia", "1")
    assert "VAS ≥ 5: 1, < 5: −1" in detail.text()
    assert "Cut-offs: up to 5 conservative; 6 either; 7 or more surgery." in card.told.text()


def test_that_a_score_for_another_cause_says_so_and_names_no_band(panel) -> None:
    card = panel.scores.cards["sins"]
    assert card.caution.text() == "Made for fractures whose cause is metastasis or myeloma: another one is recorded."
    assert card.band.text() == ""


def test_that_matrix_profiles_and_scores_hide_with_the_numbers(panel, desk) -> None:
    desk.look_at(numbers_hidden=True)
    assert [each.isHidden() for each in (panel.matrix, panel.profiles, panel.scores)] == [True] * 3


def test_that_the_panel_never_recommends(panel, qtbot) -> None:
    qtbot.mouseClick(panel.cards[SPINEJACK].title, LEFT)
    words = " ".join(label.text() for label in panel.findChildren(QLabel)).replace(CARE, "")
    assert "should" not in words.lower()
    assert "recommend" not in words.lower()
    assert panel.notes.text().endswith(CARE)


def test_that_text_of_a_study_is_plain(panel, desk) -> None:
    record(desk, "ao_type", "<b>A9</b>", "L2")
    assert all(label.textFormat() is Qt.TextFormat.PlainText for label in panel.findChildren(QLabel))
