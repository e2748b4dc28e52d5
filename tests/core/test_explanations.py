"""Every word of the program has a sentence, and every sentence can be found."""

from dataclasses import fields

import pytest

from vertmeasure.core.agreement_entries import AGREEMENT_ENTRIES
from vertmeasure.core.calibration import Grade
from vertmeasure.core.criteria import Verdict
from vertmeasure.core.dictionary import ENTRIES
from vertmeasure.core.errors import VertmeasureError
from vertmeasure.core.explanations import Explanation, explain, explanations
from vertmeasure.core.fact_table import FACTS
from vertmeasure.core.inputs import INPUTS
from vertmeasure.core.kleene import Outcome
from vertmeasure.core.measurement import Flag, Status
from vertmeasure.core.rules import RuleKind, RuleSet
from vertmeasure.core.score_table import SCORES

WORDS = {
    "measurement": {*ENTRIES, "cobb_U_L"},
    "figure of agreement": set(AGREEMENT_ENTRIES),
    "score": {each.id for each in SCORES},
    "status": set(Status),
    "flag": set(Flag),
    "verdict": set(Verdict),
    "outcome of a rule": set(Outcome),
    "kind of rule": set(RuleKind),
    "calibration grade": set(Grade),
    "calibration flag": {"conflict", "aspect", "unconfirmed_pixel_spacing", "ermf_ignored"},
    "fact": set(FACTS),
    "input of a rule": set(INPUTS) - set(FACTS) - set(ENTRIES),
}
SET = RuleSet(name="my-clinic", title="My clinic", version="3", rules=(), source="our handbook", date="2026")


@pytest.mark.parametrize("kind", WORDS)
def test_that_every_word_of_a_kind_is_explained(kind: str) -> None:
    assert {each.id for each in explanations() if each.kind == kind} == WORDS[kind]


@pytest.mark.parametrize("told", explanations((SET,)), ids=lambda told: f"{told.kind} {told.id}")
def test_that_an_explanation_is_a_whole_sentence(told: Explanation) -> None:
    assert told.label
    assert told.words.endswith(".")
    assert told.words[0].isupper() or told.words[0].isdigit()
    assert not any(getattr(told, each.name) != getattr(told, each.name).strip() for each in fields(told))


@pytest.mark.parametrize("told", explanations((SET,)), ids=lambda told: f"{told.kind} {told.id}")
def test_that_what_is_listed_can_be_asked_for(told: Explanation) -> None:
    assert told in explain(told.id, (SET,))


def test_that_a_number_tells_formula_unit_reference_and_publication() -> None:
    (told,) = explain("loss_adjacent_anterior")
    assert (told.formula, told.unit) == ("100 * (1 - Ha / reference_anterior)", "%")
    assert "nearest intact body above and below" in told.reference
    assert "PMC3733867" in told.citation


@pytest.mark.parametrize(
    ("name", "published"),
    [
        ("genant_grade", "Genant"),
        ("sagittal_index", "Farcy"),
        ("ratio_wedge", "s13018-023-03758"),
        ("loss_own_posterior", "PMC2899959"),
        ("correction_segmental", "Carman 1990"),
        ("cobb_T10_L2", "Carman 1990"),
        ("posture_differs", "01649"),
        ("icc_2_1", "Shrout and Fleiss 1979"),
        ("bland_altman", "Bland and Altman 1986"),
    ],
)
def test_that_what_is_published_is_named(name: str, published: str) -> None:
    assert published in explain(name)[0].citation


def test_that_a_word_of_two_kinds_is_explained_twice() -> None:
    assert {each.kind for each in explain("borderline")} == {"flag", "outcome of a rule"}


@pytest.mark.parametrize("word", ["Wedge angle", "WEDGE-ANGLE", " wedge_angle "])
def test_that_a_word_may_be_written_as_people_write_it(word: str) -> None:
    assert [each.id for each in explain(word)] == ["wedge_angle"]


def test_that_a_picked_pair_is_explained_for_its_levels() -> None:
    (told,) = explain("cobb_t10_l2")
    assert (told.id, told.formula) == ("cobb_T10_L2", "K(superior T10, inferior L2)")


@pytest.mark.parametrize("word", ["cobb_L2_T10", "cobb_T10_T10", "cobb_C7_L1", "cobb_T10", "cobb_S1_L2"])
def test_that_a_pair_that_is_none_is_refused(word: str) -> None:
    with pytest.raises(VertmeasureError):
        explain(word)


def test_that_an_unknown_word_is_refused_with_the_nearest() -> None:
    with pytest.raises(VertmeasureError, match="height_antrior") as refused:
        explain("height_antrior")
    assert "height_anterior" in refused.value.remedy


def test_that_a_word_like_no_other_is_refused_all_the_same() -> None:
    with pytest.raises(VertmeasureError) as refused:
        explain("zzzz")
    assert refused.value.remedy == "Without a word, everything is listed."


def test_that_a_criteria_set_says_where_it_comes_from_and_that_nobody_read_it() -> None:
    (told,) = explain("my-clinic", (SET,))
    assert (told.label, told.citation) == ("My clinic 3", "our handbook")
    assert "not verified" in told.words


def test_that_a_fact_says_what_may_be_entered() -> None:
    (told,) = explain("odi")
    assert told.words == "Entered by the clinician for the patient: a number from 0 to 100 %."
    assert "for one level (CT): yes or no." in explain("cortical_shell")[0].words
