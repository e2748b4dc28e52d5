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
    chip = panel.cards[technique].verdict
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
    assert any(
        line.startswith("L2, SpineJack: contraindicated by the criteria of Augmentation overview") for line in told
    )


def test_that_what_the_set_did_not_ask_is_listed_when_something_fits(panel, desk) -> None:
    assert "Not asked by this set: allergy to bone cement" in panel.notes.text()
    record(desk, "ao_type", "C", "L2")
    assert "Not asked" not in panel.notes.text()


def test_that_a_click_opens_all_findings_and_the_profile(panel, qtbot) -> None:
    card = panel.cards[SPINEJACK]
    assert card.findings.isHidden()
    qtbot.mouseClick(card.title, LEFT)
    assert not card.findings.isHidden()
    assert "risk of leakage low" in card.profile.text()
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


def test_that_the_panel_never_recommends(panel, qtbot) -> None:
    qtbot.mouseClick(panel.cards[SPINEJACK].title, LEFT)
    words = " ".join(label.text() for label in panel.findChildren(QLabel)).replace(CARE, "")
    assert "should" not in words.lower()
    assert "recommend" not in words.lower()
    assert panel.notes.text().endswith(CARE)


def test_that_text_of_a_study_is_plain(panel, desk) -> None:
    record(desk, "ao_type", "<b>A9</b>", "L2")
    assert all(label.textFormat() is Qt.TextFormat.PlainText for label in panel.findChildren(QLabel))
