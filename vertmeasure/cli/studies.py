"""Study files and criteria sets for the command line, read or refused by name."""

from collections.abc import Sequence
from pathlib import Path

from vertmeasure.core.errors import RuleSetError, StudyFileError, VertmeasureError
from vertmeasure.core.rules import RuleSet
from vertmeasure.core.study import Study
from vertmeasure.storage.places import criteria_folder
from vertmeasure.storage.rule_files import DEFAULT_SET, load_all
from vertmeasure.storage.study_file import read_study

ALL_SETS = "all"


def opened(path: Path) -> Study:
    """The study in a file; a refusal names the file."""
    try:
        return read_study(path)
    except VertmeasureError as error:
        raise StudyFileError(f"{path}: {error.message}", error.remedy) from error


def known_sets() -> tuple[RuleSet, ...]:
    """The shipped sets and those of the clinic."""
    return load_all(criteria_folder())


def chosen_names(asked: Sequence[str] | None, known: Sequence[RuleSet]) -> tuple[str, ...]:
    """Names of the sets to tell, in the order of the known ones; RuleSetError for a name nobody knows."""
    names = [each.name for each in known]
    wanted = set(asked or [DEFAULT_SET])
    strangers = sorted(wanted - {*names, ALL_SETS})
    if strangers:
        raise RuleSetError(
            f"There is no criteria set {', '.join(map(repr, strangers))}.", f"Known sets: {', '.join(names)}, or all."
        )
    return tuple(name for name in names if ALL_SETS in wanted or name in wanted)
