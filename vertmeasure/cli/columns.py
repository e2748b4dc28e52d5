"""Text in columns for a terminal."""

import unicodedata
from collections.abc import Sequence


def in_columns(headings: Sequence[str], rows: Sequence[Sequence[str]], right: frozenset[int] = frozenset()) -> str:
    """A table with aligned columns, two spaces apart; the columns numbered in `right` stand to the right."""
    table = [[visible(cell) for cell in row] for row in (headings, *rows)]
    widths = [max(map(width, column)) for column in zip(*table, strict=True)]
    lines = (
        "  ".join(_padded(cell, widths[place], place in right) for place, cell in enumerate(row)).rstrip()
        for row in table
    )
    return "\n".join(lines) + "\n"


def visible(text: str) -> str:
    """Text on one line without control characters: what a file holds must not steer a terminal."""
    return "".join(each if each.isprintable() or each in _SPACES else "�" for each in text)


_SPACES = "\N{THIN SPACE}\N{NO-BREAK SPACE}"


def width(text: str) -> int:
    """Columns a text takes in a terminal: wide characters take two, combining ones none."""
    return sum(_character_width(each) for each in text)


def _character_width(character: str) -> int:
    if unicodedata.combining(character):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def _padded(text: str, columns: int, is_right: bool) -> str:
    space = " " * (columns - width(text))
    return space + text if is_right else text + space
