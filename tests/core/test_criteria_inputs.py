"""What is known of one fractured body."""

import pytest

from tests.core.criteria_cases import loss, patient
from vertmeasure.core.criteria_inputs import level_inputs
from vertmeasure.core.inputs import INPUTS, NOT_RECORDED, LevelInputs
from vertmeasure.core.study import Fact, Film, Fracture, Patient, Procedure, Study, Technique, Timepoint

FILMS = (
    Film("pre", Timepoint.PRE, date="2026-03-02"),
    Film("post", Timepoint.POST, date="2026-03-09"),
    Film("later", Timepoint.FOLLOW_UP, date="2026-09-09"),
)


def inputs_of(study: Study, level: str = "L2") -> LevelInputs:
    return level_inputs(study, level, ())


@pytest.mark.parametrize(
    ("born", "age"),
    [("1950-03-02", 76), ("1950-03-03", 75), ("19500303", 75), ("", None), ("1950", None), ("2030-01-01", None)],
)
def test_that_the_age_follows_from_birth_and_film(born: str, age: int | None) -> None:
    study = patient(films=FILMS, patient=Patient(birth_date=born))
    assert inputs_of(study).of("age_years").value == age


def test_that_a_recorded_age_goes_before_the_birth_date() -> None:
    study = patient({"age_years": 60}, films=FILMS, patient=Patient(birth_date="1950-03-02"))
    assert inputs_of(study).of("age_years").value == 60


def test_that_an_unusable_age_is_not_replaced_in_silence() -> None:
    study = patient({"age_years": "old"}, films=FILMS, patient=Patient(birth_date="1950-03-02"))
    assert inputs_of(study).of("age_years").is_faulty


def test_that_a_treated_body_that_breaks_again_is_a_refracture() -> None:
    study = patient(films=FILMS, fractures=(Fracture("L2", "later"),), procedure=Procedure(levels=("L2",)))
    assert inputs_of(study).of("refracture").value is True


def test_that_the_first_fracture_of_a_treated_body_does_not_say_there_was_no_refracture() -> None:
    study = patient(films=FILMS, procedure=Procedure(levels=("L2",)))
    assert inputs_of(study).of("refracture") is NOT_RECORDED


@pytest.mark.parametrize(("technique", "value"), [(Technique.VERTEBROPLASTY, True), (Technique.SPINEJACK, None)])
def test_that_a_neighbour_that_breaks_after_vertebroplasty_is_an_adjacent_fracture(
    technique: Technique, value: bool | None
) -> None:
    study = patient(
        films=FILMS,
        fractures=(Fracture("L2"), Fracture("L3", "later")),
        procedure=Procedure(technique=technique, levels=("L2",)),
    )
    assert inputs_of(study, "L3").of("adjacent_fracture_after_vertebroplasty").value is value


def test_that_the_number_of_levels_counts_fractured_and_treated_bodies_once() -> None:
    study = patient(fractures=(Fracture("L2"), Fracture("L4")), procedure=Procedure(levels=("L2", "T12")))
    assert inputs_of(study).of("n_levels").value == 3


def test_that_nx_is_kept_as_recorded_but_not_known() -> None:
    neuro = inputs_of(patient({"neuro": "NX"})).of("neuro")
    assert (neuro.value, neuro.is_known) == ("NX", False)


def test_that_a_null_in_a_file_is_not_a_recorded_fact() -> None:
    study = patient(level_facts={"L2": {"healed": Fact(None)}})
    assert inputs_of(study).of("healed") is NOT_RECORDED


def test_that_changes_between_films_are_no_inputs() -> None:
    assert "gain_anterior" not in INPUTS
    assert {"loss_own_posterior", "wedge_angle", "gardner_angle", "genant_grade"} <= set(INPUTS)


def test_that_a_measured_value_names_its_formula_and_reference() -> None:
    value = level_inputs(patient(), "L2", (loss(41.7),)).of("loss_adjacent_max")
    assert value.formula.startswith("max(loss_adjacent_anterior")
    assert value.formula.endswith("L1, L3")
