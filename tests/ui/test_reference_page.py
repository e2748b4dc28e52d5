"""Help, Reference: every word of the program, and a field to look for one."""

from dataclasses import replace

import pytest

from vertmeasure.storage.rule_files import load_shipped
from vertmeasure.ui.reference_page import ReferencePage


@pytest.fixture
def page(qtbot):
    page = ReferencePage([replace(load_shipped()[0], title="<b>Ours</b>")])
    qtbot.addWidget(page)
    return page


def test_that_all_words_are_shown_at_first(page) -> None:
    text = page.page.toPlainText()
    for word in ("wedge_angle", "one_sided", "uncalibrated", "undetermined", "geometry", "pain_nrs", "cobb_U_L"):
        assert word in text


def test_that_a_word_can_be_looked_for(page) -> None:
    page.sought.setText("wedge angle")
    text = page.page.toPlainText()
    assert "wedge_angle" in text
    assert "height_posterior" not in text


def test_that_all_words_typed_must_be_found(page) -> None:
    page.sought.setText("carman segmental correction")
    text = page.page.toPlainText()
    assert "correction_segmental" in text
    assert "correction_wedge " not in text


def test_that_a_search_without_result_says_so(page) -> None:
    page.sought.setText("astrology")
    assert page.page.toPlainText().startswith("No word like this.")
    page.sought.clear()
    assert "wedge_angle" in page.page.toPlainText()


def test_that_words_of_a_file_are_shown_as_they_stand(page) -> None:
    page.sought.setText("ours")
    assert "<b>Ours</b>" in page.page.toPlainText()
