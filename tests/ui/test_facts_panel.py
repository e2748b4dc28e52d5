"""The form of facts: three states, in-place refusals, reader and time, and what is missing."""

import re

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.ui.golden_desk import golden_desk
from vertmeasure.core import edits
from vertmeasure.core.fact_table import FACTS
from vertmeasure.core.study import Fact
from vertmeasure.ui.fact_fields import ChoiceField, NumberField, YesNoField, number_in
from vertmeasure.ui.facts_panel import NOTHING_MISSING, FactsPanel

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def desk():
    return golden_desk()


@pytest.fixture
def panel(desk, qtbot):
    panel = FactsPanel(desk)
    qtbot.addWidget(panel)
    panel.resize(400, 900)
    panel.show()
    return panel


def press(panel: FactsPanel, fact_id: str, value: bool | None) -> None:
    field = panel.rows[fact_id].field
    assert isinstance(field, YesNoField)
    QTest.mouseClick(field.buttons[value], LEFT)


def typed(panel: FactsPanel, fact_id: str, text: str) -> NumberField:
    field = panel.rows[fact_id].field
    assert isinstance(field, NumberField)
    field.line.setFocus()
    field.line.selectAll()
    QTest.keyClicks(field.line, text)
    QTest.keyClick(field.line, Qt.Key.Key_Return)
    return field


def test_that_every_fact_has_a_row_with_a_named_control(panel) -> None:
    assert set(panel.rows) == set(FACTS)


def test_that_recorded_facts_are_shown(panel) -> None:
    yes_no, choice, number = (panel.rows[each].field for each in ("healed", "ao_type", "pain_nrs"))
    assert isinstance(yes_no, YesNoField)
    assert yes_no.buttons[False].isChecked()
    assert isinstance(choice, ChoiceField)
    assert choice.box.currentData() == "A1"
    assert isinstance(number, NumberField)
    assert number.line.text() == "8"


def test_that_unknown_is_a_state_of_its_own(panel, desk) -> None:
    field = panel.rows["mri_oedema"].field
    assert isinstance(field, YesNoField)
    assert field.buttons[None].isChecked()
    press(panel, "mri_oedema", True)
    assert desk.study.level_facts["L2"]["mri_oedema"].value is True
    press(panel, "mri_oedema", None)
    assert "mri_oedema" not in desk.study.level_facts["L2"]


def test_that_reader_and_time_are_kept_with_a_fact(panel, desk) -> None:
    press(panel, "hospitalised", False)
    fact = desk.study.facts["hospitalised"]
    assert fact.by == "GOLD"
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", fact.at)
    assert panel.rows["hospitalised"].by.text().startswith("GOLD · 20")


def test_that_a_fact_of_a_level_belongs_to_the_chosen_level(panel, desk) -> None:
    desk.look_at(level="L4")
    assert panel.level_title.accessibleName() == "This level (L4)"
    press(panel, "healed", True)
    assert desk.study.level_facts["L4"]["healed"].value is True
    assert desk.study.level_facts["L2"]["healed"].value is False


def test_that_a_choice_is_recorded_and_taken_back(panel, desk) -> None:
    field = panel.rows["infection"].field
    assert isinstance(field, ChoiceField)
    field.box.activated.emit(field.box.findData("systemic"))
    assert desk.study.facts["infection"].value == "systemic"
    field.box.activated.emit(0)
    assert "infection" not in desk.study.facts


def test_that_a_number_is_recorded_as_one_step(panel, desk) -> None:
    typed(panel, "pain_nrs", "6,5")
    assert desk.study.facts["pain_nrs"].value == 6.5
    assert desk.session.undo_label == "Set Pain"
    desk.session.undo()
    field = panel.rows["pain_nrs"].field
    assert isinstance(field, NumberField)
    assert field.line.text() == "8"


@pytest.mark.parametrize("text", ["11", "-1", "a lot", "nan", "1e999"])
def test_that_a_bad_number_is_told_in_place_and_not_recorded(panel, desk, text: str) -> None:
    field = typed(panel, "pain_nrs", text)
    assert desk.study.facts["pain_nrs"].value == 8
    assert panel.rows["pain_nrs"].fault.text() == "Enter a number from 0 to 10 of 10. Nothing was recorded."
    assert field.line.property("wrong") == "true"


def test_that_a_mended_number_is_recorded(panel, desk) -> None:
    typed(panel, "pain_nrs", "11")
    field = typed(panel, "pain_nrs", "4")
    assert desk.study.facts["pain_nrs"].value == 4
    assert panel.rows["pain_nrs"].fault.isHidden()
    assert field.line.property("wrong") == "false"


def test_that_an_emptied_number_is_unknown(panel, desk) -> None:
    field = panel.rows["pain_nrs"].field
    assert isinstance(field, NumberField)
    field.line.selectAll()
    QTest.keyClick(field.line, Qt.Key.Key_Delete)
    QTest.keyClick(field.line, Qt.Key.Key_Return)
    assert "pain_nrs" not in desk.study.facts


def test_that_typing_is_not_overwritten(panel, desk) -> None:
    field = panel.rows["pain_nrs"].field
    assert isinstance(field, NumberField)
    QTest.keyClicks(field.line, "1")
    desk.apply("", lambda study: edits.set_fact(study, "pain_nrs", Fact(3)))
    assert field.line.text() == "81"


def test_that_a_source_is_written_beside_a_fact(panel, desk) -> None:
    row = panel.rows["pain_nrs"]
    QTest.keyClicks(row.source, "clinic letter")
    QTest.keyClick(row.source, Qt.Key.Key_Return)
    assert desk.study.facts["pain_nrs"].source == "clinic letter"
    assert panel.rows["odi"].source.isHidden()


def test_that_a_recorded_value_that_cannot_be_used_is_told(panel, desk) -> None:
    desk.apply("", lambda study: edits.set_fact(study, "conservative_failed", Fact("perhaps")))
    row = panel.rows["conservative_failed"]
    assert row.fault.text() == "Recorded, but not usable: 'perhaps' is neither yes nor no."
    assert isinstance(row.field, YesNoField)
    assert row.field.buttons[None].isChecked()


def test_that_missing_inputs_are_marked_with_a_word(panel, desk) -> None:
    desk.apply("", lambda study: edits.set_fact(study, "ao_type", None, "L2"))
    asked = [fact_id for fact_id, row in panel.rows.items() if not row.missing.isHidden()]
    assert asked == ["ao_type"]
    assert panel.rows["ao_type"].missing.text() == "asked"


def test_that_only_what_is_missing_can_be_shown(panel, desk, qtbot) -> None:
    qtbot.mouseClick(panel.only_missing, LEFT, pos=panel.only_missing.rect().center())
    assert panel.empty.text() == NOTHING_MISSING
    desk.apply("", lambda study: edits.set_fact(study, "ao_type", None, "L2"))
    assert [fact_id for fact_id, row in panel.rows.items() if not row.isHidden()] == ["ao_type"]
    assert panel.patient_title.isHidden()
    assert panel.empty.isHidden()


def test_that_a_study_wide_value_counts_for_the_only_fracture_and_can_be_taken_back(panel, desk) -> None:
    desk.apply("", lambda study: edits.set_fact(study, "mri_oedema", Fact(True)))
    assert "for the patient" in panel.rows["mri_oedema"].by.text()
    press(panel, "mri_oedema", None)
    assert "mri_oedema" not in desk.study.facts


def test_that_without_a_level_only_the_patient_has_facts(panel, desk) -> None:
    desk.look_at(level="")
    assert panel.rows["healed"].isHidden()
    assert not panel.rows["infection"].isHidden()
    assert "Pick a level above" in panel.level_hint.text()


def test_that_a_dragged_point_leaves_the_form_alone(panel, desk, monkeypatch) -> None:
    calls = []
    monkeypatch.setattr(panel, "_show_row", lambda *row: calls.append(row))
    desk.preview(lambda study: edits.set_date(study, "pre", "2026-03-02"))
    assert not calls


def test_that_numbers_are_read_with_point_or_comma() -> None:
    assert number_in(" 4 ") == 4
    assert number_in("4,5") == 4.5
    assert number_in("\u22122") == -2
    assert number_in("") is None
    assert number_in("four") == "four"
