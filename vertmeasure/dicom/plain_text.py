"""Text from a file that cannot be trusted, made safe to show."""

import unicodedata

_LONGEST_TEXT = 256
_JOINERS = "\u200c\u200d"  # zero width (non-)joiners are letters' business in Persian and Indic names
_HIDDEN = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})


def clean(raw: str) -> str:
    """Take out of a text what could hide or turn round other text: controls, bidi marks, lone surrogates."""
    cut = raw[:_LONGEST_TEXT]
    if cut.isascii() and cut.isprintable():
        return cut.strip()
    return "".join(each for each in cut if each in _JOINERS or unicodedata.category(each) not in _HIDDEN).strip()
