"""The reference page: made from the words of the program, never written by hand."""

from html import unescape

from tests.conftest import REPOSITORY
from vertmeasure.core.explanations import Explanation, explain, explanations
from vertmeasure.report.reference_page import explanation_json, markdown, reference_html, reference_markdown
from vertmeasure.storage.rule_files import load_shipped

HOSTILE = Explanation("x", "criteria set", "<img src=x>", "Rules of <b>nobody</b>.", citation="<a href='x'>")


def test_that_the_page_of_the_repository_is_up_to_date() -> None:
    """After a change of words: `make reference`."""
    page = (REPOSITORY / "resources" / "reference.md").read_text(encoding="utf-8")
    assert page == reference_markdown(explanations(load_shipped()))


def test_that_every_word_stands_on_both_pages() -> None:
    told = explanations(load_shipped())
    html, text = unescape(reference_html(told)), unescape(reference_markdown(told))
    assert [each.id for each in told if each.id not in html or each.words not in html] == []
    assert [each.id for each in told if each.id not in text or each.words not in text] == []


def test_that_an_entry_names_its_unit_in_words() -> None:
    assert "- Unit: degrees\n" in markdown(explain("wedge_angle")[0])
    assert "- Unit: percentage points\n" in markdown(explain("loss_change_middle")[0])
    assert "- Unit: points" in markdown(explain("rdq")[0])


def test_that_a_formula_is_not_read_as_markup() -> None:
    assert "- Formula: `100 * (1 - Ha / reference_anterior)`" in markdown(explain("loss_adjacent_anterior")[0])


def test_that_words_of_a_file_are_shown_as_they_stand() -> None:
    for page in (reference_html((HOSTILE,)), reference_markdown((HOSTILE,))):
        assert "&lt;img src=x&gt;" in page
        assert "<img" not in page
        assert "<a " not in page
        assert "<b>" not in page


def test_that_json_has_every_part_of_an_explanation() -> None:
    told = explanation_json(explain("wedge_angle")[0])
    assert told["unit"] == "deg"
    assert all(told[key] for key in ("id", "kind", "label", "explanation", "formula", "source", "citation"))
