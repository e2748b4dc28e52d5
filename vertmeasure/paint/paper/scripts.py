"""Characters that no font of this computer has, and text that is safe to print."""

import unicodedata
from functools import cache

from vertmeasure.paint.paper.style import BODY

_JOINERS = "\u200c\u200d"
"""Format characters that shape letters; all others, bidirectional overrides among them, could disguise a name."""

_SCRIPT_WORDS = {"CJK": "Han", "KATAKANA-HIRAGANA": "Katakana", "HALFWIDTH": "Katakana"}


def printable(text: str) -> str:
    """The text without control characters; what no font has is left out and marked by its script: "[Hangul]"."""
    shown = [_shown(character) for character in text]
    return "".join(each for place, each in enumerate(shown) if not _is_repeated_mark(shown, place))


def missing_scripts(text: str) -> tuple[str, ...]:
    """The scripts of a text that no font of this computer has, in the order they occur."""
    marks = (_shown(character) for character in text)
    return tuple(dict.fromkeys(mark[1:-1] for mark in marks if len(mark) > 1))


def _is_repeated_mark(shown: list[str], place: int) -> bool:
    """One mark is enough for a word, however many characters it stands for."""
    return place > 0 and len(shown[place]) > 1 and shown[place - 1] == shown[place]


@cache
def _shown(character: str) -> str:
    """The character itself, nothing, a space, or the mark of a script."""
    if character.isascii() and character.isprintable():
        return character
    category = unicodedata.category(character)
    if category == "Cc":
        return " "
    if category in ("Cf", "Cs"):
        return character if character in _JOINERS else ""
    if BODY.metrics.inFontUcs4(ord(character)):
        return character
    return f"[{_script(character)}]"


def _script(character: str) -> str:
    word = unicodedata.name(character, "UNKNOWN").split()[0]
    return _SCRIPT_WORDS.get(word, word.capitalize())
