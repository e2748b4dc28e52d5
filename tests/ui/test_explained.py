"""What the words of the window mean is told where they stand, in the sentences of the reference page."""

from html import unescape

import pytest
from PySide6.QtWidgets import QWidget

from tests.ui.golden_desk import golden_desk
from vertmeasure.core.calibration import Grade
from vertmeasure.core.criteria import Verdict
from vertmeasure.core.explanations import explain
from vertmeasure.core.kleene import Outcome
from vertmeasure.core.words import GRADE_SENTENCES, LEVEL_STATE_SENTENCES, OUTCOME_SENTENCES, VERDICT_SENTENCES
from vertmeasure.report.verdicts import verdict_block
from vertmeasure.ui.background import Background
from vertmeasure.ui.fact_row import FactRow
from vertmeasure.ui.facts_panel import FactsPanel
from vertmeasure.ui.film_list import FilmList
from vertmeasure.ui.finding_lines import FindingLines
from vertmeasure.ui.level_state import LevelState, Placed
from vertmeasure.ui.level_strip import LevelStrip
from vertmeasure.ui.technique_card import TechniqueCard


@pytest.fixture
def desk():
    return golden_desk()


def told(widget: QWidget) -> str:
    return unescape(widget.toolTip())


def test_that_a_level_says_what_its_signs_mean(desk, qtbot) -> None:
    strip = LevelStrip(desk)
    qtbot.addWidget(strip)
    assert LEVEL_STATE_SENTENCES["fractured"] in told(strip.chips["L2"])
    assert LEVEL_STATE_SENTENCES["reference"] in told(strip.chips["L1"])
    assert LEVEL_STATE_SENTENCES["fractured"] not in told(strip.chips["L1"])


@pytest.mark.parametrize("placed", Placed)
def test_that_every_state_of_a_level_is_explained(placed: Placed) -> None:
    signs = ("is_fractured", "is_fractured_later", "is_treated", "is_reference", "is_excluded", "is_proposed")
    state = LevelState("L1", placed, is_selected=True, **dict.fromkeys(signs, True))
    assert all(explain(line.partition(":")[0]) for line in state.explanation.splitlines()[1:])


def test_that_a_verdict_and_an_outcome_say_what_they_mean(desk, qtbot) -> None:
    card, findings = TechniqueCard(), FindingLines()
    for widget in (card, findings):
        qtbot.addWidget(widget)
    block = verdict_block(desk.assessment.criteria[0])
    card.show_verdict(block, "", is_open=False)
    assert VERDICT_SENTENCES[Verdict(block.verdict)] in told(card.chip)
    findings.show_findings(block.findings)
    assert OUTCOME_SENTENCES[Outcome(block.findings[0].outcome)] in told(findings.lines[0][0])


def test_that_a_spacing_says_how_far_it_can_be_trusted(desk, qtbot) -> None:
    films = FilmList(desk, Background(desk))
    qtbot.addWidget(films)
    grade: Grade = desk.study.film("pre").calibration.grade
    assert any(GRADE_SENTENCES[grade] in told(each) for each in films.findChildren(QWidget))


def test_that_a_fact_says_whom_it_is_about_and_what_may_be_entered(desk, qtbot) -> None:
    panel = FactsPanel(desk)
    qtbot.addWidget(panel)
    row = next(each for each in panel.findChildren(FactRow) if each.definition.id == "cortical_shell")
    assert told(row.label) == f"<qt>{explain('cortical_shell')[0].words}</qt>"
