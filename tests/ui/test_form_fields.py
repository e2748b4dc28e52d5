"""What a form takes for a date."""

import pytest

from vertmeasure.ui.form_fields import date_fault


@pytest.mark.parametrize("text", ["", "2026-03-02", "2024-02-29"])
def test_that_a_date_and_an_empty_field_are_taken(text: str) -> None:
    assert date_fault(text) == ""


@pytest.mark.parametrize(
    "text",
    ["2026/03/02", "2026-03-02 foo", "2026-03-02T10:11", "20260302", "2026-W10-1", "2026-02-30", "26-03-02", "today"],
)
def test_that_nothing_else_is_taken_for_a_date(text: str) -> None:
    assert "YYYY-MM-DD" in date_fault(text)
