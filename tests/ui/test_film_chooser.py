"""The chooser of films: groups, ticks, and one patient at a time."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog

from vertmeasure.core.study import Patient
from vertmeasure.dicom.film_groups import by_patient, needs_no_choice
from vertmeasure.dicom.label import FileKind, FilmLabel
from vertmeasure.dicom.scan import Scan
from vertmeasure.ui.film_chooser import FilmChooser
from vertmeasure.ui.film_chooser_tree import film_cells, patient_words

DOE, ROE, NOBODY = Patient(id="1", name="Doe^Jane"), Patient(id="2", name="Roe^Richard"), Patient()
CHECKED, UNCHECKED = Qt.CheckState.Checked, Qt.CheckState.Unchecked


def label(name: str, patient: Patient = DOE, lateral: bool = False, **more: object) -> FilmLabel:
    view = {"view_position": "LL", "body_part": "LSPINE"} if lateral else {"view_position": "AP"}
    return FilmLabel(Path(name), FileKind.FILM, patient=patient, modality="DX", **{**view, **more})


@pytest.fixture
def choose(qtbot):
    def shown(*labels: FilmLabel, known: Patient = NOBODY, most: int = 24, left_out: int = 0) -> FilmChooser:
        dialog = FilmChooser(Scan(labels, left_out), known, most)
        qtbot.addWidget(dialog)
        return dialog

    return shown


def chosen(dialog: FilmChooser) -> list[str]:
    return [each.path.name for each in dialog.chosen()]


def film_item(dialog: FilmChooser, name: str):
    return next(item for item in dialog.tree._film_items() if item.text(6) == name)


def test_that_films_stand_by_patient_study_and_date() -> None:
    films = [
        label("c", study_date="2024-01-02", study_uid="2"),
        label("b", study_date="2023-01-02", study_uid="1", instance_number=2, study_description="Spine"),
        label("a", study_date="2023-01-02", study_uid="1", instance_number=3),
        label("d", ROE, lateral=True),
        label("e", NOBODY, lateral=True),
    ]
    found = by_patient(films)
    assert [each.patient for each in found] == [ROE, DOE, NOBODY]
    studies = found[1].studies
    assert [(study.date, study.description) for study in studies] == [("2023-01-02", "Spine"), ("2024-01-02", "")]
    assert [film.path.name for film in studies[0].films] == ["b", "a"]


def test_that_lateral_films_of_the_spine_are_ticked_first(choose) -> None:
    dialog = choose(label("ap"), label("lat", lateral=True), label("other", ROE))
    assert chosen(dialog) == ["lat"]
    assert dialog.open_button.text() == "Open 1 film"


def test_that_the_studys_own_patient_is_offered_first(choose) -> None:
    films = (label("a", DOE, True), label("b", DOE, True), label("c", ROE, True))
    assert chosen(choose(*films, known=Patient(id="2"))) == ["c"]
    assert chosen(choose(*films)) == ["a", "b"]


def test_that_a_tick_of_another_patient_takes_the_first_ones_ticks_back(choose) -> None:
    dialog = choose(label("a", DOE, True), label("b", ROE, True), label("photo", NOBODY))
    film_item(dialog, "photo").setCheckState(0, CHECKED)
    assert chosen(dialog) == ["a", "photo"]
    film_item(dialog, "b").setCheckState(0, CHECKED)
    assert chosen(dialog) == ["b", "photo"]


def test_that_a_tick_of_a_study_ticks_all_its_films(choose) -> None:
    dialog = choose(label("a"), label("b"), label("c", ROE, True))
    film_item(dialog, "a").parent().setCheckState(0, CHECKED)
    assert chosen(dialog) == ["a", "b"]
    assert film_item(dialog, "c").parent().checkState(0) is UNCHECKED


def test_that_nothing_and_too_much_cannot_be_opened(choose) -> None:
    dialog = choose(*(label(str(number)) for number in range(4)), most=3)
    assert not dialog.open_button.isEnabled()
    film_item(dialog, "0").parent().setCheckState(0, CHECKED)
    assert not dialog.open_button.isEnabled()
    film_item(dialog, "0").setCheckState(0, UNCHECKED)
    assert dialog.open_button.isEnabled()


def test_that_the_buttons_tick_spines_and_nothing(choose) -> None:
    dialog = choose(label("ap"), label("lat", lateral=True))
    dialog.none.click()
    assert chosen(dialog) == []
    dialog.spines.click()
    assert chosen(dialog) == ["lat"]


def test_that_space_ticks_and_enter_opens(choose, qtbot) -> None:
    dialog = choose(label("a"), label("b"))
    dialog.show()
    dialog.tree.setCurrentItem(film_item(dialog, "b"))
    qtbot.keyClick(dialog.tree, Qt.Key.Key_Space)
    assert chosen(dialog) == ["b"]
    qtbot.keyClick(dialog, Qt.Key.Key_Return)
    assert dialog.result() == QDialog.DialogCode.Accepted


def test_that_what_was_left_out_is_counted(choose) -> None:
    assert choose(label("a"), left_out=12).left_out.text() == "12 other files were left out."
    assert choose(label("a")).left_out.isHidden()


def test_that_a_row_tells_what_the_film_shows() -> None:
    shown = label("run", frames=40, rows=24, columns=32, series_description="Flex\u202eion", body_part="LSPINE")
    assert film_cells(shown) == ("DX", "AP", "LSPINE", "Flexion", "32 x 24", "40", "run")
    assert film_cells(FilmLabel(Path("a.png"), FileKind.PHOTOGRAPH))[0] == "Photograph"
    assert (
        patient_words(Patient(id="1", name="Doe^Jane", birth_date="1950-01-02")) == "Doe, Jane  ·  id 1  ·  1950-01-02"
    )
    assert patient_words(NOBODY) == "No patient is named"


def test_that_films_need_no_choice_when_they_are_few_of_one_patient_and_one_kind() -> None:
    photograph = FilmLabel(Path("p.png"), FileKind.PHOTOGRAPH)
    assert needs_no_choice([label("a"), label("b")], 2)
    assert needs_no_choice([photograph], 2)
    assert not needs_no_choice([label("a")] * 3, 2)
    assert not needs_no_choice([label("a"), label("b", ROE)], 2)
    assert not needs_no_choice([label("a", NOBODY), photograph], 2)
    assert not needs_no_choice([], 2)


def test_that_patients_without_id_are_told_apart_by_name_and_birth() -> None:
    first, second = Patient(name="Doe^Jane", birth_date="1950-01-02"), Patient(name="DOE^JANE", birth_date="1950-01-02")
    third = Patient(name="Doe^Jane", birth_date="1960-01-02")
    assert len(by_patient([label("a", first), label("b", second), label("c", third)])) == 2
