"""The words of every number the program shows."""

import pytest

from tests.studies import GOLDEN_SHAPES, before_and_after, film_of, stacked, study_of
from vertmeasure.core.assess import assess
from vertmeasure.core.dictionary import DECIMALS, ENTRIES, FLAG_WORDS, INTERVAL_WORDS, STATUS_WORDS, UNIT_SIGNS, entry
from vertmeasure.core.measurement import Flag, Status
from vertmeasure.core.study import Timepoint

UNITS = {
    "height_anterior": "mm",
    "depth": "mm",
    "reference_middle": "mm",
    "ratio_wedge": "ratio",
    "loss_adjacent_posterior": "%",
    "loss_own_posterior": "%",
    "genant_grade": "grade",
    "deformity": "shape",
    "wedge_angle": "deg",
    "sagittal_index": "deg",
    "lordosis_L1_S1": "deg",
    "scale_k": "ratio",
    "gain_anterior": "mm",
    "gain_anterior_percent_of_initial": "%",
    "gain_middle_percent_of_lost": "%",
    "gain_posterior_percent_of_reference": "%",
    "loss_change_anterior": "points",
    "correction_wedge": "deg",
    "correction_segmental_percent": "%",
    "loss_of_correction_gardner": "deg",
}


def made_ids() -> set[str]:
    """Every id that a study with a film before, after and later gives."""
    later = film_of(stacked(GOLDEN_SHAPES), id="later", timepoint=Timepoint.FOLLOW_UP)
    assessment = assess(study_of(*before_and_after().films, later))
    return {each.id for each in (*assessment.measurements, *assessment.changes)}


def test_that_the_dictionary_holds_what_is_measured_and_nothing_else() -> None:
    assert set(ENTRIES) == made_ids()


@pytest.mark.parametrize(("name", "unit"), UNITS.items())
def test_that_a_number_has_the_unit_of_the_dictionary(name: str, unit: str) -> None:
    assert entry(name).unit == unit


@pytest.mark.parametrize("name", ENTRIES)
def test_that_every_entry_says_what_it_is_and_how_it_is_made(name: str) -> None:
    told = entry(name)
    assert all((told.label, told.formula, told.source))
    assert told.explanation.endswith(".")


def test_that_labels_tell_the_numbers_apart() -> None:
    labels = [each.label for each in ENTRIES.values()]
    assert len(set(labels)) == len(labels)


def test_that_a_picked_pair_has_words_of_its_own() -> None:
    told = entry("cobb_T10_L2")
    assert (told.label, told.unit, told.formula) == ("Cobb T10-L2", "deg", "K(superior T10, inferior L2)")


def test_that_an_unknown_id_has_no_entry() -> None:
    with pytest.raises(KeyError):
        entry("height_lateral")


def test_that_every_unit_can_be_printed() -> None:
    units = {each.unit for each in ENTRIES.values()}
    assert units == set(UNIT_SIGNS)
    assert set(DECIMALS) <= units


def test_that_every_flag_and_every_status_has_words() -> None:
    assert set(FLAG_WORDS) == set(Flag)
    assert set(STATUS_WORDS) == set(Status)


def test_that_the_interval_says_what_is_not_in_it() -> None:
    assert INTERVAL_WORDS == "95 % reading error; calibration, posture and beam are not in it"
