"""A table of a TOML file, read field by field; every refusal names the place and the field."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, TypeVar

from vertmeasure.core.errors import RuleSetError

Word = TypeVar("Word", bound=StrEnum)


@dataclass(slots=True)
class TomlTable:
    """One table of a criteria file, which notes the fields that were asked for.

    Attributes
    ----------
    place : str
        How the table is called in a refusal ("house.toml, rule pain").
    fields : Mapping[str, Any]
        As read from the file.
    """

    place: str
    fields: Mapping[str, Any]
    known: set[str] = field(default_factory=set)

    def refusal(self, name: str, problem: str) -> RuleSetError:
        """The error to raise for one field."""
        return RuleSetError(f"{self.place}, {name}: {problem}.", "Mend the criteria file; its README lists the fields.")

    def get(self, name: str, default: Any = None) -> Any:
        """The raw value of a field."""
        self.known.add(name)
        return self.fields.get(name, default)

    def text(self, name: str) -> str:
        """A field that must be there and hold words."""
        words = self.optional_text(name)
        if not words.strip():
            raise self.refusal(name, "is missing or empty")
        return words

    def optional_text(self, name: str) -> str:
        """A field that holds words, or is absent."""
        value = self.get(name, "")
        if not isinstance(value, str):
            raise self.refusal(name, "must be text in quotes")
        return value

    def flag(self, name: str, default: bool | None = None) -> bool:
        """A field that holds true or false; it must be there unless a default is given."""
        value = self.get(name, default)
        if not isinstance(value, bool):
            raise self.refusal(name, "must be true or false")
        return value

    def matching(self, name: str, pattern: re.Pattern[str]) -> str:
        """A field that holds words of one shape; absent counts as empty."""
        words = self.optional_text(name)
        if not pattern.fullmatch(words):
            raise self.refusal(name, f"{words!r} is not well formed")
        return words

    def word(self, name: str, value: Any, words: Callable[[Any], Word]) -> Word:
        """A value of a field as one of the words of an enumeration."""
        try:
            return words(value)
        except ValueError as error:
            raise self.refusal(name, f"{value!r} is not one of the choices") from error

    def texts(self, name: str) -> tuple[str, ...]:
        """A field that holds a list of words, or is absent."""
        values = self.get(name, [])
        if not isinstance(values, list) or not all(isinstance(each, str) for each in values):
            raise self.refusal(name, "must be a list of texts")
        return tuple(values)

    def tables(self, name: str, label: str) -> list["TomlTable"]:
        """A list of tables, each with a place of its own."""
        values = self.get(name, [])
        if not isinstance(values, list) or not all(isinstance(each, dict) for each in values):
            raise self.refusal(name, f"must be written as [[{name}]]")
        return [
            TomlTable(f"{self.place}, {label} {each.get('id', number)}", each) for number, each in enumerate(values, 1)
        ]

    def refuse_unknown_fields(self) -> None:
        """Refuse what nobody asked for; to be called last."""
        for name in self.fields:
            if name not in self.known:
                raise self.refusal(name, "is not a field of this table")
