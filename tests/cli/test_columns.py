from vertmeasure.cli.columns import in_columns, visible, width


def test_that_columns_are_as_wide_as_their_widest_cell() -> None:
    assert in_columns(("a", "bb"), [("ccc", "1"), ("d", "22")], frozenset({1})) == "a    bb\nccc   1\nd    22\n"


def test_that_wide_and_combining_characters_are_counted_as_a_terminal_does() -> None:
    assert width("山田") == 4
    assert width("e\u0301") == 1


def test_that_control_characters_are_replaced_and_thin_spaces_kept() -> None:
    assert visible("a\x1bb\nc\u2009d") == "a�b�c\u2009d"
