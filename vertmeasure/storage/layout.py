"""How a frozen record of the core stands in a file: its fields as keys, and the keys we do not know beside them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from typing import Any, Generic, TypeVar

from vertmeasure.core.frozen import nothing

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Layout(Generic[T]):
    """The shape of one kind of record in a file.

    Attributes
    ----------
    kind : Callable[..., T]
        A frozen dataclass with a field `extras`.
    reads, writes : Mapping[str, Callable]
        By field: how its value is taken from and brought to JSON; by default as it is.
    keys : Mapping[str, str]
        By field: its key in the file where that differs.
    left_out_when_empty : frozenset[str]
        Fields that are not written while they are None, "" or ().
    """

    kind: Callable[..., T]
    reads: Mapping[str, Callable[[Any], Any]] = field(default_factory=nothing)
    writes: Mapping[str, Callable[[Any], Any]] = field(default_factory=nothing)
    keys: Mapping[str, str] = field(default_factory=nothing)
    left_out_when_empty: frozenset[str] = frozenset()

    def decode(self, document: Mapping[str, Any]) -> T:
        """The record of an object that the schema has passed; what is absent or null takes its default."""
        known = {self.keys.get(name, name): name for name in self._names}
        values = {
            name: self.reads.get(name, as_it_is)(document[key])
            for key, name in known.items()
            if document.get(key) is not None
        }
        return self.kind(**values, extras={key: value for key, value in document.items() if key not in known})

    def encode(self, record: T) -> dict[str, Any]:
        """The object of a record: its own keys in the order of its fields, then the unknown ones."""
        values = {name: getattr(record, name) for name in self._names}
        written = {
            self.keys.get(name, name): self.writes.get(name, plain)(value)
            for name, value in values.items()
            if not (name in self.left_out_when_empty and value in (None, "", ()))
        }
        return beside(written, record.extras)  # type: ignore[attr-defined]

    @property
    def _names(self) -> tuple[str, ...]:
        return tuple(each.name for each in fields(self.kind) if each.name != "extras")  # type: ignore[arg-type]


def as_it_is(value: Any) -> Any:
    """The value itself."""
    return value


def plain(value: Any) -> Any:
    """A value as JSON knows it: objects, lists, and text without its enumeration."""
    if isinstance(value, Mapping):
        return {str(key): plain(child) for key, child in value.items()}
    if isinstance(value, list | tuple):
        return [plain(child) for child in value]
    return str(value) if isinstance(value, str) else value


def beside(known: dict[str, Any], extras: Mapping[str, Any]) -> dict[str, Any]:
    """Known keys, followed by those of another program; a known key is never replaced."""
    return {**known, **{key: plain(value) for key, value in extras.items() if key not in known}}
