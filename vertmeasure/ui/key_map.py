"""Which key stands for which action: the table's own keys, and the reader's in their place."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence

from vertmeasure.core.frozen import frozen
from vertmeasure.ui.actions import ACTIONS, ActionSpec
from vertmeasure.ui.gestures import owner_of

BY_ID: dict[str, ActionSpec] = {spec.id: spec for spec in ACTIONS}
NO_KEYS = (
    *(Qt.Key.Key_unknown, Qt.Key(0), Qt.Key.Key_Shift, Qt.Key.Key_Control, Qt.Key.Key_Alt),
    *(Qt.Key.Key_AltGr, Qt.Key.Key_Meta, Qt.Key.Key_CapsLock, Qt.Key.Key_NumLock, Qt.Key.Key_Super_L),
)
"""What is no key of its own: modifiers, locks, and what Qt cannot read."""


@dataclass(frozen=True, slots=True)
class KeyMap:
    """Every action's key, and what of the reader's choice could not be used.

    Attributes
    ----------
    keys : Mapping[str, str]
        By action id, as portable text of Qt; empty for no key.
    ignored : tuple[str, ...]
        One sentence for each choice that was passed over.
    """

    keys: Mapping[str, str]
    ignored: tuple[str, ...] = ()


def portable(text: str) -> str | None:
    """A key as Qt writes it everywhere; empty for no key, None for what is no single key."""
    if not text.strip():
        return ""
    sequence = QKeySequence(text)
    if sequence.count() != 1 or sequence[0].key() in NO_KEYS:  # type: ignore[index]  # the stubs lack it
        return None
    return sequence.toString(QKeySequence.SequenceFormat.PortableText)


def native(key: str) -> str:
    """A key as this computer's keyboards call it."""
    return QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText)


def default_key(action_id: str) -> str:
    """The key of the table; empty for none."""
    return portable(BY_ID[action_id].shortcut) or ""


def key_map(chosen: Mapping[str, str]) -> KeyMap:
    """The keys in force: the reader's choice first, then the defaults that are still free."""
    return _key_map(tuple(chosen.items()))


@lru_cache(maxsize=4)
def _key_map(chosen: tuple[tuple[str, str], ...]) -> KeyMap:
    """Worked out once for each choice: tooltips ask in every frame of a drag (benchmarks/bench_drag.py)."""
    keys: dict[str, str] = {}
    ignored: list[str] = []
    for action_id, text in chosen:
        fault = fault_of(keys, action_id, text)
        if fault:
            ignored.append(f"The key {text or 'none'} of {_name(action_id)} is not used. {fault}")
        else:
            keys[action_id] = portable(text) or ""
    for spec in (each for each in ACTIONS if each.id not in keys):
        fault = fault_of(keys, spec.id, spec.shortcut)
        keys[spec.id] = "" if fault else default_key(spec.id)
        ignored += [f"{_name(spec.id)} has no key. {fault}"] if fault else []
    return KeyMap(frozen({spec.id: keys[spec.id] for spec in ACTIONS}), tuple(ignored))


def chosen_keys(keys: Mapping[str, str]) -> dict[str, str]:
    """What of a map differs from the defaults: all that has to be kept."""
    return {action_id: key for action_id, key in keys.items() if key != default_key(action_id)}


def fault_of(keys: Mapping[str, str], action_id: str, text: str) -> str:
    """Why a key cannot stand for an action beside the others, as one sentence; empty when it can."""
    if action_id not in BY_ID:
        return "There is no such action."
    key = portable(text)
    if key is None:
        return "This is no single key."
    if not key:
        return ""
    owner = owner_of(key) if key != default_key(action_id) else ""
    if owner:
        return f"{native(key)} is kept for {owner}."
    other = next((each for each, taken in keys.items() if taken == key and each != action_id), "")
    return f"{native(key)} already stands for {_name(other)}." if other else ""


def key_hint(chosen: Mapping[str, str], action_id: str) -> str:
    """The real key of an action as it is shown, such as `Ctrl+O`; empty for none."""
    return native(key_map(chosen).keys[action_id])


def in_brackets(chosen: Mapping[str, str], action_id: str) -> str:
    """The real key to stand behind words, such as ` (Ctrl+O)`; empty for none."""
    key = key_hint(chosen, action_id)
    return f" ({key})" if key else ""


def how_to(chosen: Mapping[str, str], action_id: str) -> str:
    """How to take an action: `Press H`, or where in the menus it stands when it has no key."""
    key, spec = key_hint(chosen, action_id), BY_ID[action_id]
    return f"Press {key}" if key else f"Use {spec.group} > {spec.text}"


def shortcut_rows(chosen: Mapping[str, str]) -> Iterator[tuple[str, str, str]]:
    """Menu, action and real key of every action, in the order of the table."""
    keys = key_map(chosen).keys
    for spec in ACTIONS:
        yield spec.group, spec.text, native(keys[spec.id])


def _name(action_id: str) -> str:
    spec = BY_ID.get(action_id)
    return f"{spec.group} > {spec.text.removesuffix('…')}" if spec else f"“{action_id}”"
