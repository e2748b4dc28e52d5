import pytest

from vertmeasure.paint.paper.figures import number_column, tabular_width_pt
from vertmeasure.paint.paper.passage import Passage
from vertmeasure.paint.paper.scripts import missing_scripts, printable
from vertmeasure.paint.paper.style import BODY, FIGURE
from vertmeasure.report.cells import Cell

RARE = {"\u5c71": "Han", "\uae40": "Hangul", "\U0001b170": "Nushu", "\U00011f04": "Kawi", "\U0001e4d0": "Nag"}
"""Characters that many computers have no font for, with the names of their scripts."""


@pytest.fixture
def rare() -> tuple[str, str]:
    """A character without a font here, and its script."""
    for character, script in RARE.items():
        if not BODY.metrics.inFontUcs4(ord(character)):
            return character, script
    pytest.skip("there is a font for every character of this test")


def test_that_no_name_can_be_disguised_by_control_characters() -> None:
    assert printable("A\u202eB\u200b\tC\x00\ud800") == "AB C "


def test_that_letters_keep_their_joiners() -> None:
    assert printable("a\u200db") == "a\u200db"


def test_that_characters_without_a_font_are_marked_once_a_word(rare: tuple[str, str]) -> None:
    character, script = rare
    assert printable(f"Name {character * 3}") == f"Name [{script}]"


def test_that_missing_scripts_are_named(rare: tuple[str, str]) -> None:
    character, script = rare
    assert missing_scripts(f"Иванов {character} Müller") == (script,)


def test_that_figures_are_all_of_one_width() -> None:
    assert tabular_width_pt("111.1", FIGURE) == tabular_width_pt("888.8", FIGURE)


def test_that_a_column_holds_its_widest_number_with_its_error() -> None:
    narrow = number_column([Cell("1.0", "±1.0")], [""])
    wide = number_column([Cell("1.0", "±1.0"), Cell("−100.0", "±10.0")], ["", "pp"])
    assert wide.width_pt > narrow.width_pt > tabular_width_pt("1.0", FIGURE)


def test_that_a_passage_is_cut_between_lines_and_loses_no_word() -> None:
    words = " ".join(f"word{number}" for number in range(60))
    whole = Passage(words, BODY, 100.0)
    parts = whole.split(whole.height_pt / 2)
    assert parts is not None
    assert sum(part.height_pt for part in parts) == pytest.approx(whole.height_pt)


def test_that_a_passage_is_not_cut_above_its_first_line() -> None:
    assert Passage("word", BODY, 100.0).split(2.0) is None
