"""Criteria sets on disk: those that come with the program, and a clinic's own beside them."""

import hashlib
import tomllib
from pathlib import Path
from typing import Any

from vertmeasure.core.errors import RuleSetError
from vertmeasure.core.rules import RuleSet
from vertmeasure.storage.resources import resource
from vertmeasure.storage.rule_parsing import rule_set_from

DEFAULT_SET = "augmentation-overview"
"""The set that is chosen until the reader chooses another."""

_LARGEST_BYTES = 1_000_000


def load_rule_set(path: Path) -> RuleSet:
    """Read one criteria file (TOML); RuleSetError names file, rule and field of what is wrong."""
    content = _read(path)
    return rule_set_from(_parsed(content, path.name), path.name, hashlib.sha256(content).hexdigest())


def load_folder(folder: Path) -> tuple[RuleSet, ...]:
    """Read every *.toml of a folder, by file name; a folder that is not there has no sets."""
    return tuple(load_rule_set(path) for path in sorted(folder.glob("*.toml")))


def load_shipped() -> tuple[RuleSet, ...]:
    """The sets that come with the program: the default set, those that can find something fitting, the others."""
    return _in_order(load_folder(resource("criteria")))


def load_all(clinic_folder: Path | None = None) -> tuple[RuleSet, ...]:
    """The shipped sets, then those of the clinic's own folder; RuleSetError when two share a name."""
    shipped = load_shipped()
    own = load_folder(clinic_folder) if clinic_folder else ()
    taken = {each.name for each in shipped}
    for rule_set in own:
        if rule_set.name in taken:
            raise RuleSetError(
                f"Two criteria sets are called {rule_set.name!r}.", "Give the set of the clinic a name of its own."
            )
        taken.add(rule_set.name)
    return shipped + own


def _in_order(rule_sets: tuple[RuleSet, ...]) -> tuple[RuleSet, ...]:
    return tuple(sorted(rule_sets, key=lambda each: (each.name != DEFAULT_SET, not each.techniques, each.name)))


def _read(path: Path) -> bytes:
    try:
        if path.stat().st_size > _LARGEST_BYTES:
            raise RuleSetError(f"{path.name} is too large for a criteria file.", "Remove it from the criteria folder.")
        return path.read_bytes()
    except OSError as error:
        raise RuleSetError(
            f"{path.name} cannot be read: {error.strerror}.", "Check the file and its folder."
        ) from error


def _parsed(content: bytes, file_name: str) -> dict[str, Any]:
    try:
        return tomllib.loads(content.decode("utf-8"))
    except (ValueError, RecursionError) as error:
        raise RuleSetError(f"{file_name} is not a TOML file in UTF-8: {error}.", "Mend or remove the file.") from error
