"""The form of the study: every field is read from it and writes one step into it."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.ui.golden_desk import golden_desk
from vertmeasure.core import edits
from vertmeasure.core.study import CountedFrom, Film, Technique
from vertmeasure.ui.form_fields import ChoiceBox, NoteField, TextField, date_fault, number_check
from vertmeasure.ui.study_fields import levels_in
from vertmeasure.ui.study_panel import StudyPanel


@pytest.fixture
def desk():
    return golden_desk()


@pytest.fixture
def panel(desk, qtbot):
    panel = StudyPanel(desk)
    qtbot.addWidget(panel)
    panel.resize(400, 900)
    panel.show()
    return panel


def typed(panel: StudyPanel, key: str, text: str) -> TextField:
    field = panel.fields[key]
    assert isinstance(field, TextField)
    field.setFocus()
    field.selectAll()
    QTest.keyClick(field, Qt.Key.Key_Delete)
    QTest.keyClicks(field, text)
    QTest.keyClick(field, Qt.Key.Key_Return)
    return field


def picked(panel: StudyPanel, key: str, words: str) -> None:
    field = panel.fields[key]
    assert isinstance(field, ChoiceBox)
    field.activated.emit(field.findText(words))


@pytest.mark.parametrize(
    ("key", "text"),
    [
        ("label", "Second opinion"),
        ("reader", "AB"),
        ("landmark_sd_mm", "0.5"),
        ("patient.name", "Doe^J"),
        ("patient.id", "77"),
        ("patient.birth_date", "1950-02-28"),
        ("levels_note", "L6 present"),
        ("procedure.date", "2026-03-09"),
        ("procedure.cement_ml", "4.5"),
        ("procedure.leakage", "disc"),
        ("procedure.implant", "5.0 mm"),
        ("film.pre.date", "2026-03-02"),
        ("film.pre.pain_nrs", "8"),
        ("film.post.odi", "22"),
    ],
)
def test_that_a_field_writes_one_step_and_reads_it_back(panel, desk, key: str, text: str) -> None:
    before = desk.study
    field = typed(panel, key, text)
    assert desk.study != before
    assert StudyPanel(desk).fields[key].text() == text
    desk.session.undo()
    assert desk.study == before
    assert field.text() != text


def test_that_procedure_and_counting_are_chosen(panel, desk) -> None:
    picked(panel, "procedure.technique", "Vertebroplasty")
    picked(panel, "levels_counted_from", "the sacrum (S1)")
    picked(panel, "patient.sex", "female")
    assert desk.study.procedure.technique is Technique.VERTEBROPLASTY
    assert desk.study.levels_counted_from is CountedFrom.S1
    assert desk.study.patient.sex == "F"
    picked(panel, "procedure.technique", "not recorded")
    assert desk.study.procedure.technique is None


def test_that_treated_levels_are_typed_in_any_order(panel, desk) -> None:
    field = typed(panel, "procedure.levels", "l4, L2")
    assert desk.study.procedure.levels == ("L2", "L4")
    assert field.text() == "L2, L4"


def test_that_a_word_that_is_no_level_is_refused_and_the_field_goes_back(panel, desk, qtbot) -> None:
    with qtbot.waitSignal(desk.told) as told:
        field = typed(panel, "procedure.levels", "L9")
    assert "'L9' is not a level" in told.args[0]
    assert field.text() == "L2"


@pytest.mark.parametrize(
    ("key", "text"),
    [
        ("procedure.date", "9.3.2026"),
        ("film.pre.pain_nrs", "12"),
        ("procedure.cement_ml", "some"),
        ("landmark_sd_mm", "0"),
    ],
)
def test_that_a_bad_entry_is_told_in_place_and_not_recorded(panel, desk, key: str, text: str) -> None:
    before = desk.study
    field = typed(panel, key, text)
    assert desk.study == before
    assert field.property("wrong") == "true"
    assert field.text() == text
    typed(panel, key, field.placeholderText().replace("YYYY-MM-DD", "2026-03-09") or "1")
    assert field.property("wrong") == "false"


def test_that_a_point_error_cannot_be_emptied(panel, desk, qtbot) -> None:
    with qtbot.waitSignal(desk.told):
        field = typed(panel, "landmark_sd_mm", "")
    assert field.text() == "0.75"


def test_that_typing_is_not_overwritten(panel, desk) -> None:
    field = panel.fields["label"]
    assert isinstance(field, TextField)
    QTest.keyClicks(field, "x")
    desk.apply("", lambda study: edits.describe_study(study, label="other", reader="CD"))
    assert field.text() != "other"
    assert panel.fields["reader"].text() == "CD"


def test_that_notes_are_recorded_when_the_field_is_left(panel, desk) -> None:
    notes = panel.fields["film.pre.notes"]
    assert isinstance(notes, NoteField)
    notes.setFocus()
    QTest.keyClicks(notes, "oblique")
    assert desk.study.film("pre").notes == ""
    panel.fields["label"].setFocus()
    assert desk.study.film("pre").notes == "oblique"


def test_that_a_film_brings_its_fields_and_takes_them_along(panel, desk) -> None:
    desk.apply("", lambda study: edits.add_film(study, Film("later")))
    assert "film.later.odi" in panel.fields
    desk.apply("", lambda study: edits.remove_film(study, "later"))
    assert "film.later.odi" not in panel.fields


def test_that_fields_are_kept_while_a_point_moves(panel, desk) -> None:
    before = dict(panel.fields)
    desk.apply("", lambda study: edits.accept_film(study, "pre"))
    assert panel.fields == before


def test_that_every_field_has_a_name(panel) -> None:
    assert all(field.accessibleName() for field in panel.fields.values())


def test_that_levels_are_read_with_commas_or_spaces() -> None:
    assert levels_in("t12 L1;L2,") == ("T12", "L1", "L2")


def test_that_only_real_dates_pass() -> None:
    assert date_fault("2026-02-28") == ""
    assert date_fault("") == ""
    assert date_fault("2026-02-30")


def test_that_both_ends_of_a_range_are_legal() -> None:
    check = number_check(0, 10)
    assert [check(text) == "" for text in ("0", "10", "", "10.1", "nan", "ten")] == [
        True,
        True,
        True,
        False,
        False,
        False,
    ]
