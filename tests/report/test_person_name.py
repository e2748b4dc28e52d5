"""Names as DICOM writes them, as people read them."""

import pytest

from vertmeasure.report.person_name import readable_name


@pytest.mark.parametrize(
    ("stored", "read"),
    [
        ("", ""),
        ("Doe", "Doe"),
        ("Doe^Jane", "Doe, Jane"),
        ("Doe^Jane^Mary^Dr^PhD", "Doe, Jane Mary (Dr, PhD)"),
        ("^Jane", "Jane"),
        ("Yamada^Tarou=山田^太郎=やまだ^たろう", "Yamada, Tarou / 山田, 太郎 / やまだ, たろう"),
        ("Doe^Jane=Doe^Jane", "Doe, Jane"),
        ("a^b^c^d^e^too^many", "a, b c (d, e)"),
        ("^^^^", ""),
        ("<a href=b> typed", "<a href=b> typed"),
    ],
)
def test_that_a_stored_name_is_read_as_people_write_it(stored, read):
    assert readable_name(stored) == read
